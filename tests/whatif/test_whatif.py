"""Replacements: what they make of known networks, what they refuse, and the command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

import archcalc
from archcalc.analysis import analyze, analyze_graph
from archcalc.compare import compare
from archcalc.errors import UsageError
from archcalc.expand import expand
from archcalc.savings import account
from archcalc.whatif import REPLACEMENTS, what_if
from archcalc.whatif.replacements import replace


class Outcome(Protocol):
    """What a command leaves behind."""

    code: int
    out: str
    err: str


def changed(name: str, *replacements: str, **more: object) -> archcalc.Analysis:
    return what_if(archcalc.load(name), replacements, **more).after  # type: ignore[arg-type]


def test_separable_makes_mobilenet_of_its_full_convolutions() -> None:
    """Howard et al. 2017, Table 4, the other way round: the first layer stays a full convolution."""
    ours, theirs = changed("mobilenet_v1_conv", "separable", keep=["conv1"]), analyze(archcalc.load("mobilenet_v1"))
    assert [row.operation.describe() for row in ours.layers] == [row.operation.describe() for row in theirs.layers]
    assert ours.totals == theirs.totals


def test_plain_makes_full_convolutions_of_mobilenet() -> None:
    ours, theirs = changed("mobilenet_v1", "plain"), analyze(archcalc.load("mobilenet_v1_conv"))
    assert [row.operation for row in ours.layers] == [row.operation for row in theirs.layers]
    assert ours.totals.parameters == 29_294_088


@pytest.mark.parametrize(
    "name", [name for name in archcalc.architectures() if account(expand(archcalc.load(name))).kinds]
)
def test_plain_makes_what_savings_counts(name: str) -> None:
    """Two ways to the same numbers: sums over constructions, and a network built of the plain layers."""
    network = archcalc.load(name)
    graph = expand(network)
    counted = account(graph)
    if counted.plain == counted.network:
        with pytest.raises(UsageError, match="changes nothing"):
            replace(graph, "plain")
        return
    totals = analyze_graph(network, replace(graph, "plain").graph).totals
    assert (totals.parameters, totals.macs) == counted.plain[:2]


@pytest.mark.parametrize("width", ["0.75", "0.5", "0.25"])
def test_width_is_the_width_multiplier_of_mobilenet(width: str) -> None:
    knob = analyze(archcalc.load("mobilenet_v1", width=float(width)))
    assert changed("mobilenet_v1", f"width={width}").totals == knob.totals


def test_stack_keeps_maps_and_receptive_field() -> None:
    outcome = what_if(archcalc.load("googlenet_2014"), ["stack"])
    figures = {name: (before, after) for name, before, after in outcome.figures}
    assert figures["receptive_field"][0] == figures["receptive_field"][1]
    assert len(outcome.changed) == 10  # conv1 (7x7) and the nine 5x5 of the inception modules
    assert outcome.changed[0].now == "conv 3x3 same + relu + conv 3x3 same + relu + conv 3x3 s2 same"
    assert outcome.after.output == outcome.before.output


def test_the_receptive_field_is_that_of_compare() -> None:
    """A global pool reaches over the borders of the input, which would make it 627."""
    outcome = what_if(archcalc.load("resnet18"), ["stack"])
    last = compare([outcome.before, outcome.after]).networks[0].last_map
    assert last and last.field == (435, 435)
    assert outcome.figures[-1] == ("receptive_field", 435, 435)


@pytest.mark.parametrize(("input", "field"), [("3x32x20", 32), ("24", 1)])
def test_without_a_map_all_of_the_input_is_seen(input: str, field: int) -> None:
    layers = "  pool: global_avgpool\n  flatten:\n" if "x" in input else ""
    network = archcalc.loads(f"input: {input}\nlayers:\n{layers}  fc: {{linear: 64}}\n  out: {{linear: 64}}\n")
    assert what_if(network, ["width=0.5"]).figures[-1] == ("receptive_field", field, field)


def test_stack_of_one_size_with_explicit_padding() -> None:
    outcome = what_if(archcalc.load("alexnet"), ["stack=5"])
    assert [(c.layer, c.now) for c in outcome.changed] == [("conv2", "conv 3x3 p1 + relu + conv 3x3 p1")]
    assert outcome.after.output == outcome.before.output


def test_groups_where_channels_divide() -> None:
    outcome = what_if(archcalc.load("resnet50"), ["groups=32"], only=["*.conv2"])
    assert len(outcome.changed) == 16
    assert all(change.now.endswith("g32") for change in outcome.changed)
    assert "conv1" not in [c.layer for c in what_if(archcalc.load("resnet50"), ["groups=2"]).changed]  # 3 channels


def test_factorise() -> None:
    outcome = what_if(archcalc.load("resnet18"), ["factorise"], keep=["conv1"])
    assert outcome.after.output == outcome.before.output
    assert outcome.changed[2].now == "conv 1x3 same + batchnorm + relu + conv 3x1 same"
    assert account(outcome.after.graph).kinds[0].kind.key == "factorised"


def test_resolution() -> None:
    outcome = what_if(archcalc.load("resnet50"), input=(3, 160, 160))
    assert outcome.after.totals == analyze(archcalc.load("resnet50"), (3, 160, 160)).totals
    assert not outcome.changed


@pytest.mark.parametrize(
    ("name", "replacement"),
    [
        ("resnet50", "separable"),
        ("googlenet", "stack"),
        ("shufflenet_v2_x1_0", "width=2"),
        ("mobilenet_v3_large", "width=0.5"),
        ("densenet121", "groups=4"),
        ("inception_v3", "plain"),
        ("vgg16", "factorise"),
    ],
)
def test_a_saved_network_reads_again(name: str, replacement: str, spec_file: Callable[..., str]) -> None:
    outcome = what_if(archcalc.load(name), [replacement])
    again = analyze(archcalc.load(spec_file(outcome.spec())))
    assert again.totals == outcome.after.totals
    assert [row.operation for row in again.layers] == [row.operation for row in outcome.after.layers]


def test_a_saved_network_is_verified_against_torch(spec_file: Callable[..., str]) -> None:
    pytest.importorskip("torch")
    from archcalc.crosscheck.verify import verify

    network = archcalc.load(spec_file(what_if(archcalc.load("squeezenet1_1"), ["separable"]).spec()))
    report = verify(network)
    assert report.checks
    assert not report.mismatches


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        ("vgg16", ["--replace", "stack"], "stack changes nothing in vgg16: there is no square convolution"),
        ("mobilenet_v1", ["--replace", "separable", "--keep", "conv1"], "separable changes nothing in mobilenet_v1"),
        ("resnet50", ["--replace", "width=1"], "width=1 changes nothing"),
        ("resnet50", ["--replace", "groups=7"], "groups=7 changes nothing"),
        ("vgg16", ["--replace", "plain", "--keep", "conv*"], "among the layers chosen"),
        ("resnet50", ["--input", "3x224x224"], "--input 3x224x224 changes nothing"),
        ("resnet50", [], "nothing is replaced"),
        ("resnet50", ["--replace", "seperable"], "did you mean 'separable'?"),
        ("resnet50", ["--replace", "groups"], "groups needs a value"),
        ("resnet50", ["--replace", "separable=3"], "separable takes no value"),
        ("resnet50", ["--replace", "groups=1"], "'1' is no value for groups"),
        ("resnet50", ["--replace", "width=1e999999999"], "is no factor"),
        ("resnet50", ["--replace", "width=big"], "'big' is no factor"),
        ("resnet50", ["--replace", "separable", "--keep", "conf1"], "no layer matches 'conf1'"),
        ("lenet5_1998", ["--replace", "width=0.5"], "layer 'C3' on 4x14x14 no longer fits"),
        ("resnext50_32x4d", ["--replace", "width=0.1"], "no longer fits: 16 filters do not divide into 32 groups"),
    ],
)
def test_refusals(name: str, arguments: list[str], reason: str, run: Callable[..., Outcome]) -> None:
    outcome = run("whatif", name, *arguments)
    assert outcome.code == 2
    assert reason in outcome.err
    assert not outcome.out


def test_the_command(run: Callable[..., Outcome], tmp_path: Path) -> None:
    file = tmp_path / "half.yaml"
    outcome = run("whatif", "mobilenet_v1", "--replace", "width=0.5", "--save", str(file))
    assert ["parameters", "4,231,976", "1,331,592", "0.3147"] in [line.split() for line in outcome.out.splitlines()]
    assert "1,331,592" in run("summarize", str(file)).out
    data = json.loads(run("whatif", "mobilenet_v1", "--replace", "width=0.5", "--format", "json").out)
    assert data["after"]["parameters"] == 1_331_592
    assert data["before"]["macs"] == 568_740_352
    assert len(data["changed"]) == 27
    for format in ("csv", "markdown", "table"):
        assert run("whatif", "mobilenet_v1", "--replace", "width=0.5", "--format", format, "--lang", "ko").code == 0


def test_save_to_standard_output_is_a_spec_alone(run: Callable[..., Outcome]) -> None:
    text = run("whatif", "lenet5", "--replace", "stack=5", "--save", "-").out
    assert run("summarize", "-", stdin=text).code == 0


def test_every_replacement_says_what_it_does(run: Callable[..., Outcome]) -> None:
    shown = " ".join(run("whatif", "--help").out.split())
    assert all(f"{name}: " in shown for name in REPLACEMENTS)


@pytest.mark.parametrize("word", ["separable", "stack", "factorise", "groups=2"])
def test_transposed_convolutions_are_left_alone_and_it_is_said(run, spec_file, word: str) -> None:
    path = spec_file("input: 4x4x4\nlayers: {up: {conv_transpose: 8, kernel: 5, stride: 2}, c: {conv: 3, kernel: 1}}")
    outcome = run("whatif", path, "--replace", word)
    assert outcome.code == 2
    assert outcome.err.endswith("\n  transposed convolutions are left alone\n")
    assert "transposed" not in run("whatif", path, "--replace", word, "--only", "c").err
