"""`archcalc calc`: typed layers and chains, inverse questions, refusals."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcalc.ops import OPERATIONS

# Every operation as somebody would type it, with an input it accepts.
TYPED = {
    "conv": ("3x16x16", "conv 8 3x3 s2 p1"),
    "depthwise": ("8x16x16", "depthwise 3x3 p1 m2"),
    "conv_transpose": ("8x7x7", "conv_transpose 4 3x3 s2 p1 o1"),
    "linear": ("84", "linear 10"),
    "maxpool": ("8x16x16", "maxpool 3 s2 ceil"),
    "avgpool": ("8x16x16", "avgpool 2x2"),
    "adaptive_avgpool": ("8x16x16", "adaptive_avgpool 7x7"),
    "adaptive_maxpool": ("8x16x16", "adaptive_maxpool 7"),
    "subsample": ("6x28x28", "subsample 2"),
    "rbf": ("84", "rbf 10"),
    "groupnorm": ("8x16x16", "groupnorm 4"),
    "lrn": ("8x16x16", "lrn 5"),
    "leaky_relu": ("8x16x16", "leaky_relu 0.2"),
    "elu": ("8x16x16", "elu 0.5"),
    "dropout": ("84", "dropout 0.3"),
    "shuffle": ("8x16x16", "shuffle 2"),
    "slice": ("8x16x16", "slice channels=0,4"),
    "pad": ("8x16x16", "pad 2"),
    "upsample": ("8x16x16", "upsample 2"),
}
JOINS = ("add", "concat", "multiply", "crop")


@pytest.mark.parametrize("key", OPERATIONS)
def test_every_operation_is_reachable(run, key: str) -> None:
    if key in JOINS:
        outcome = run("calc", key, "--input", "8x4x4", "--input", "8x4x4", "--format", "json")
    else:
        shape, typed = TYPED.get(key, ("8x16x16", key))
        outcome = run("calc", *typed.split(), "--input", shape, "--format", "json")
        chained = run("calc", f"{shape} -> {typed}", "--format", "json")
        assert json.loads(chained.out)["layers"] == json.loads(outcome.out)["layers"]
    assert outcome.code == 0, outcome.err
    expected = "conv2d" if key == "depthwise" else key
    assert json.loads(outcome.out)["layers"][0]["op"].startswith(expected)


def layer(run, *arguments: str) -> dict[str, object]:
    outcome = run("calc", *arguments, "--format", "json")
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)["layers"][0]


def test_spellings_agree(run) -> None:
    spellings = [
        ["conv", "--input", "3x32x32", "--filters", "64", "--kernel", "3", "--stride", "1", "--padding", "same"],
        ["conv", "64", "3x3", "p1", "--input", "3x32x32"],
        ["conv2d", "64", "3", "same", "--input", "3×32×32"],
        ["conv", "filters=64", "kernel=3", "padding=1", "--input", "3x32x32"],
        ["conv", "64", "k3", "s1", "p1", "d1", "g1", "bias", "--input", "3x32x32"],
    ]
    found = [layer(run, *spelling) for spelling in spellings]
    written = [one.pop("fields") for one in found]  # as it was spelled: padding same, or 1
    assert len({json.dumps(fields) for fields in written}) == 2
    assert all(other == found[0] for other in found)
    assert (found[0]["parameters"], found[0]["output"]) == (1792, [64, 32, 32])


def test_no_bias_and_flags(run) -> None:
    assert layer(run, "conv", "64", "3", "--no-bias", "--input", "3x32x32")["parameters"] == 1728
    assert layer(run, "conv", "64", "3", "nobias", "--input", "3x32x32")["parameters"] == 1728
    assert layer(run, "maxpool", "3", "--stride", "2", "--ceil", "--input", "3x32x32")["output"] == [3, 16, 16]


def test_chain(run) -> None:
    out = run(
        "calc", "3x32x32 -> conv 64 3x3 s1 p1 -> relu -> maxpool 2 -> flatten -> linear 10", "--format", "json"
    ).out
    data = json.loads(out)
    assert [entry["output"] for entry in data["layers"]] == [
        [64, 32, 32], [64, 32, 32], [64, 16, 16], [16384], [10],
    ]  # fmt: skip
    assert data["totals"]["parameters"] == 1792 + 163850


def test_explain(run) -> None:
    assert "= ⌊(32 + 2·1 − 1·(3−1) − 1)/1⌋ + 1 = 32" in run("calc", "3x32x32 -> conv 64 3x3 p1", "--explain").out
    assert "파라미터" in run("calc", "3x32x32 -> conv 64 3x3 p1", "--explain", "--lang", "ko").out


def solved(run, *arguments: str) -> list[int]:
    return json.loads(run("calc", *arguments, "--format", "json").out)["solutions"]


def test_solve(run) -> None:
    assert solved(run, "conv", "64", "5", "--input", "3x32x32", "--solve", "padding", "--to", "32x32") == [2]
    assert solved(run, "conv", "64", "s2", "p1", "--input", "3x32x32", "--solve", "kernel", "--to", "16x16") == [3, 4]
    assert solved(run, "conv", "64", "3", "s2", "--solve", "input", "--to", "15x15") == [31, 32]
    assert solved(run, "maxpool", "2", "--input", "64x224x224", "--solve", "stride", "--to", "112x112") == [2]
    assert solved(run, "conv", "64", "3", "--input", "3x32x32", "--solve", "dilation", "--to", "64x24x24") == [4]


@settings(deadline=None, max_examples=60)
@given(
    size=st.integers(4, 60),
    kernel=st.integers(1, 7),
    stride=st.integers(1, 4),
    padding=st.integers(0, 5),
    data=st.data(),
)
def test_solutions_hold_and_none_is_missed(size: int, kernel: int, stride: int, padding: int, data) -> None:  # type: ignore[no-untyped-def]
    """Put back into the layer, every solution gives the wanted map, and the value it was made from is among them."""
    from archcalc.calc import read_operation, solve
    from archcalc.ops.conv import Conv

    if size + 2 * padding < kernel:
        return
    fields = {"kernel": kernel, "stride": stride, "padding": padding}
    wanted = Conv.make(((1, size, size),), {"filters": 1, **fields}).output((1, size, size))[1:]
    quantity = data.draw(st.sampled_from([*fields, "input"]))
    words = ["conv", "1", *(f"{name}={value}" for name, value in fields.items() if name != quantity)]
    item = read_operation(words, (1, size, size), quantity).layers.items[0].item  # type: ignore[union-attr]
    found = solve(item, (1, size, size), quantity, wanted)  # type: ignore[arg-type]
    assert {**fields, "input": size}[quantity] in found.values
    for value in found.values:
        put = {**fields, **({} if quantity == "input" else {quantity: value})}
        shape = (1, value, value) if quantity == "input" else (1, size, size)
        assert Conv.make((shape,), {"filters": 1, **put}).output(shape)[1:] == wanted


@given(
    size=st.tuples(st.integers(8, 40), st.integers(8, 40)),
    kernel=st.tuples(st.integers(1, 7), st.integers(1, 7)),
    stride=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    padding=st.tuples(st.integers(0, 4), st.integers(0, 4)),
    quantity=st.sampled_from(["kernel", "stride", "padding"]),
)
def test_axes_are_solved_by_themselves(
    size: tuple[int, int], kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int], quantity: str
) -> None:
    """What a layer was made from is found again, on both sides or on each; put back, each of it gives the map."""
    from archcalc.calc import read_operation, solve
    from archcalc.ops.conv import Conv

    fields = {"kernel": list(kernel), "stride": list(stride), "padding": list(padding)}
    shape = (1, *size)
    wanted = Conv.make((shape,), {"filters": 1, **fields}).output(shape)[1:]
    words = ["conv", "1", *(f"{name}={'x'.join(map(str, v))}" for name, v in fields.items() if name != quantity)]
    item = read_operation(words, shape, quantity).layers.items[0].item  # type: ignore[union-attr]
    found = solve(item, shape, quantity, wanted)  # type: ignore[arg-type]
    pairs = list(itertools.product(*found.axes)) if found.axes else [(value, value) for value in found.values]
    if found.axes:
        assert tuple(fields[quantity]) in pairs
    assert pairs
    for pair in pairs:
        assert Conv.make((shape,), {"filters": 1, **fields, quantity: list(pair)}).output(shape)[1:] == wanted


def test_solutions_of_two_sides_in_words(run) -> None:
    layer = ["calc", "conv", "64", "3x5", "--input", "3x32x48", "--solve", "padding", "--to", "32x48"]
    assert run(*layer).out == "padding = 1 along the height; 2 along the width (tried: padding from 0 to 100)\n"
    assert run(*layer, "--lang", "ko").out == "패딩 = 높이 1; 너비 2 (0부터 100까지 찾음)\n"
    data = json.loads(run(*layer, "--format", "json").out)
    assert (data["solutions"], data["axes"], data["reason"]) == ([], [[1], [2]], "")
    none = run("calc", "conv", "64", "3x2", "--input", "3x32x32", "--solve", "padding", "--to", "32x32")
    assert (none.code, none.out) == (
        1,
        "no padding from 0 to 100 gives 32x32: "
        "the output steps over 32x32: padding 0 gives 30x31, padding 1 gives 32x33\n",
    )


def test_the_first_solution_is_explained(run) -> None:
    layer = ["calc", "conv", "64", "3x5", "--input", "3x32x48", "--solve", "padding", "--to", "32x48"]
    explained = run("calc", "conv", "64", "3x5", "padding=1x2", "--input", "3x32x48", "--explain")
    told = run(*layer, "--explain")
    assert (told.code, told.out) == (0, f"{run(*layer).out}\n{explained.out}")
    data = json.loads(run(*layer, "--explain", "--format", "json").out)
    assert data["explanation"]["layers"][0]["output"] == [64, 32, 48]
    none = ["calc", "conv", "64", "3", "--input", "3x32x32", "--solve", "stride", "--to", "12x12"]
    assert run(*none, "--explain").out == run(*none).out


def test_what_is_solved_for_may_be_open_in_a_chain(run) -> None:
    assert solved(run, "3x32x32 -> conv 64 3x3", "--solve", "padding", "--to", "64x32x32") == [1]
    assert solved(run, "3x32x32 -> conv 64 s2 p1", "--solve", "kernel", "--to", "16x16") == [3, 4]


def test_other_fields_whose_names_begin_alike_may_be_given(run) -> None:
    layer = ["conv", "64", "3", "--padding_mode", "reflect", "--input", "3x32x32"]
    assert solved(run, *layer, "--solve", "padding", "--to", "32x32") == [1]


def test_the_input_that_is_solved_for_has_channels_that_fit(run) -> None:
    assert solved(run, "conv", "64", "3", "g4", "s2", "--solve", "input", "--to", "15x15") == [31, 32]
    assert solved(run, "maxpool", "2", "--solve", "input", "--to", "64x15x15") == [30, 31]


def test_other_channels_than_the_layer_gives_are_no_solution(run) -> None:
    outcome = run("calc", "conv", "64", "3", "--input", "3x32x32", "--solve", "padding", "--to", "128x30x30")
    assert outcome.code == 1
    assert outcome.out == "no padding from 0 to 100 gives 128x30x30: the layer gives 64 channels\n"


def test_solutions_in_korean(run) -> None:
    layer = ["calc", "conv", "64", "3", "--input", "3x32x32", "--lang", "ko", "--solve"]
    assert run(*layer, "padding", "--to", "32x32").out == "패딩 = 1 (0부터 100까지 찾음)\n"
    assert run(*layer, "stride", "--to", "12x12").out == (
        "1부터 100까지의 스트라이드로는 12x12가 나오지 않습니다: "
        "출력이 12x12를 건너뜁니다: 스트라이드가 3일 때 10x10, 스트라이드가 2일 때 15x15\n"
    )


def test_a_layer_may_be_quoted(run) -> None:
    assert (
        run("calc", "conv 64 3x3", "--input", "3x32x32").out
        == run("calc", "conv", "64", "3x3", "--input", "3x32x32").out
    )


def test_no_solution_says_why(run) -> None:
    outcome = run("calc", "conv", "64", "3x3", "--input", "3x32x32", "--solve", "stride", "--to", "12x12")
    assert outcome.code == 1
    assert outcome.out == (
        "no stride from 1 to 100 gives 12x12: the output steps over 12x12: stride 3 gives 10x10, stride 2 gives 15x15\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["konv", "64", "3", "--input", "3x8x8"], "calc:1:1: error: there is no operation 'konv'\n"),
        (["conv", "64", "--input", "3x8x8"], "calc:1:1: error: conv needs 'kernel' (kernel size K of each axis)\n"),
        (["conv", "64", "3"], "error: the layer has no input\n  add --input 3x32x32, or write a chain"),
        (["conv", "64", "3", "--filters", "3", "--input", "3x8x8"], "calc:1:11: error: 'filters' is given twice\n"),
        (
            ["conv", "64", "3", "--kernel_size", "3", "--input", "3x8x8"],
            "calc:1:11: error: conv has no '--kernel_size'\n",
        ),
        (["conv", "0", "3", "--input", "3x8x8"], "calc:1:6: error: 'filters' of conv: it must be at least 1, not 0\n"),
        (["relu", "7", "--input", "3x8x8"], "calc:1:6: error: '7' says nothing to relu\n"),
        (["3x8x8 -> conv 64 3x3 q7"], "calc:1:22: error: 'q7' says nothing to conv\n"),
        (["3x8x8 -> -> relu"], "calc:1:10: error: nothing stands between two arrows\n"),
        (["conv 3 -> relu"], "calc:1:6: error: the chain begins with the input's shape\n"),
        (["3x8x8 -> conv 8 3x3 -> linear 10"], "calc:1:24: error: layer 'linear'"),
        (["3x8x8 -> relu", "--input", "3x8x8"], "error: the chain begins with its input\n  leave out --input\n"),
        (["conv", "8", "3", "--input", "3x8x8", "--to", "4x4"], "error: --to is what --solve is to reach\n"),
        (["conv", "8", "3", "--input", "3x8x8", "--solve", "padding"], "error: --solve needs the output to reach\n"),
        (
            ["conv", "8", "3", "p1", "--input", "3x8x8", "--solve", "colour", "--to", "4x4"],
            "error: conv cannot be solved for 'colour'\n",
        ),
        (
            ["conv", "8", "3", "--input", "3x8x8", "--solve", "padding", "--to", "4"],
            "error: the wanted output has 1 axes",
        ),
        (
            ["conv", "8", "3", "p1", "--input", "3x8x8", "--solve", "padding", "--to", "8x8"],
            "calc:1:10: error: 'padding' is given and asked for\n",
        ),
        (
            ["conv", "8", "3", "--input", "3x8x8", "--solve", "input", "--to", "8x8"],
            "error: 'input' is given and asked for\n",
        ),
        (
            ["3x8x8 -> conv 8 3 -> relu", "--solve", "padding", "--to", "8x8"],
            "error: --solve takes one layer, not 2\n",
        ),
        (
            ["conv", "8", "3", "--input", "3x8x8", "--solve", "padding", "--to", "8x8", "--format", "csv"],
            "error: --solve has no csv: its result is no table\n",
        ),
        (
            ["conv", "8", "3", "--solve", "input", "--to", "8x8", "--explain"],
            "error: --solve input finds sizes and no channels, so there is nothing to explain\n",
        ),
        (["conv", "8", "3", "--input", "3x8x8", "--input", "3x8x8"], "error: conv takes one input, not 2\n"),
        ([" ", "--input", "3x8x8"], "error: no layer is given\n"),
    ],
)
def test_refusals(run, arguments: list[str], message: str) -> None:
    outcome = run("calc", *arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith(message)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    from archcalc.calc import read_chain
    from archcalc.errors import ArchcalcError

    for chain in (text, f"3x8x8 -> {text}", f"3x8x8 -> conv {text}"):
        try:
            read_chain(chain)
        except ArchcalcError as error:
            assert str(error)
