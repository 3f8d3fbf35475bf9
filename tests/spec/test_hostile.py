"""Specs that mean harm are refused within a second, and honest large ones are read in linear time."""

import time

import pytest

from archcalc.errors import ArchcalcError, Source
from archcalc.expand import MAX_LAYERS, expand
from archcalc.spec.files import decode
from archcalc.spec.reader import read_spec
from archcalc.zoo import choose

HEAD = "input: 3x32x32\n"
SECONDS = 2  # half of that on an idle machine


def nested_blocks(levels, leaf, uses=2):
    """b0 uses b1 twice, b1 uses b2 twice, and so on down to the leaf."""
    blocks = [f"  b{i}: {{layers: [{', '.join([f'b{i + 1}'] * uses)}]}}\n" for i in range(levels)]
    return f"{HEAD}blocks:\n{''.join(blocks)}  b{levels}: {{layers: [{leaf}]}}\nlayers: [b0]\n"


def nested_repeats(leaf):
    return f"{HEAD}layers: [{{repeat: 100000, layers: [{{repeat: 100000, layers: [{leaf}]}}]}}]\n"


HOSTILE = {
    "alias bomb": (
        "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [{f'*b{i - 1}, ' * 9 if i else '*a'}]\n" for i in range(9)),
        "a spec has at most 1,000,000 values once its aliases are filled in",
    ),
    "depth": (f"layers: {'[' * 10_000}{']' * 10_000}", "a spec has at most 100 levels of nesting"),
    "repeat": (
        f"{HEAD}layers: [{{relu: , repeat: 1000000000}}]",
        "repeat needs a whole number from 0 to 200,000, not 1000000000",
    ),
    "repeats": (nested_repeats("relu"), "expanding takes more than 250,000 steps"),
    "repeats of nothing": (
        nested_repeats("{relu: , when: false}"),
        "expanding takes more than 250,000 steps",
    ),
    "blocks": (nested_blocks(30, "relu"), "expanding takes more than 250,000 steps"),
    "blocks of nothing": (
        nested_blocks(30, "{relu: , when: false}"),
        "expanding takes more than 250,000 steps",
    ),
    "wide blocks": (nested_blocks(30, "relu", 10), "expanding takes more than 250,000 steps"),
    "recursion": (
        f"{HEAD}blocks:\n  a: {{layers: [{'[{layers: ' * 30}[a]{'}]' * 30}]}}\nlayers: [a]",
        "block 'a' uses itself without end: a -> a",
    ),
    "digits": (
        f"{HEAD}layers: [{{conv: {'9' * 10_000}, kernel: 1}}]",
        "this number is too large: numbers go up to 10**18",
    ),
    "power": (
        f"{HEAD}layers: [{{conv: 9**9**9, kernel: 1}}]",
        "the result is too large: numbers go up to 10**18",
    ),
    "growth": (
        f"{HEAD}layers: [{{upsample: 1000000000, repeat: 100000}}]",
        "layer 'upsample.1': its output would have a size beyond 10**18",
    ),
    "huge kernel": (
        f"{HEAD}layers: [{{conv: 1000000000, kernel: 1000000000}}]",
        "layer 'conv' on 3x32x32: the kernel does not fit along the height: it spans 1000000000, "
        "the input is 32 + padding 0 + 0 = 32",
    ),
    "long list": (
        f"{HEAD}knobs: {{a: [{'1,' * 100_000}]}}\nlayers: [{{conv: max($a), kernel: 1, repeat: 100000}}]",
        "a list to calculate with has at most 256 values, not 100,000",
    ),
    "wiring in a circle": (
        f"{HEAD}layers:\n  a: {{relu: , from: b}}\n  b: {{relu: , from: a}}",
        "there is no layer 'b' before this one",
    ),
    "many faults": (
        HEAD + "layers:\n" + "".join(f"  l{i}: {{cnov{i}: 3}}\n" for i in range(20_000)),
        "there is no operation or block 'cnov0'",
    ),
    "long key": (
        f"{HEAD}layers: {{a: {{{'k' * 1000}: 3}}}}",
        f"there is no operation or block '{'k' * 40}…'",
    ),
}


def run(text):
    return expand(choose(read_spec(Source("h.yaml", text)), None, {}))


@pytest.mark.parametrize(("text", "message"), HOSTILE.values(), ids=HOSTILE)
def test_refused_within_a_second(text, message):
    start = time.process_time()
    with pytest.raises(ArchcalcError) as caught:
        run(text)
    said = str(caught.value)
    assert time.process_time() - start < SECONDS
    assert said.splitlines()[0].partition("error: ")[2] == message
    assert len(said) < 50_000


def test_five_megabytes_are_not_read():
    with pytest.raises(ArchcalcError, match="too large"):
        decode("h.yaml", b"#" * 5 * 2**20)


def test_huge_sizes_are_exact():
    sizes = "input: 1000000000x1000000000\nlayers: [{conv: 1000000000, kernel: 1000000000}]"
    assert run(sizes).nodes[0].output == (10**9, 1)


def test_as_many_layers_as_allowed_are_linear():
    def seconds(count):
        layers = "".join(f"  l{i}: {{conv: {8 + i % 50}, kernel: 3}}\n" for i in range(count))
        start = time.process_time()
        graph = run(f"input: 3x{2 * count + 9}x{2 * count + 9}\nlayers:\n{layers}")
        assert len(graph.nodes) == count
        return time.process_time() - start

    small, large = seconds(10_000), seconds(100_000)
    assert large < 20 * small


def test_unnamed_layers_are_linear():
    assert len(run(HEAD + "layers:\n" + "  - relu\n" * 100_000).nodes) == 100_000


def test_a_repeat_up_to_the_bound():
    assert len(run(f"{HEAD}layers: [{{relu: , repeat: {MAX_LAYERS}}}]").nodes) == MAX_LAYERS


def test_a_block_may_use_itself_under_a_condition():
    fractal = (
        f"{HEAD}blocks:\n  fractal:\n    takes: [n]\n    layers:\n"
        "      - {conv: 3, kernel: 1}\n      - {fractal: $n - 1, when: $n > 1}\nlayers: [{fractal: 60}]\n"
    )
    assert len(run(fractal).nodes) == 60
