"""Explanations: every derivation gives the engine's number, every worked line its own result."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import archcalc
from archcalc.explain import LayerExplanation, explain_layers, explain_totals, words
from archcalc.explain.words import meaning
from archcalc.formula import to_text
from archcalc.graph import INPUT
from archcalc.ops import OPERATIONS
from archcalc.receptive import Receptive, input_field
from archcalc.rows import Row
from archcalc.zoo import choose, networks, read_source

sys.path.insert(0, str(Path(__file__).parent.parent / "formula"))
from formula_checker import parse_worked

ODD = """
input: 6x18x20
layers:
  deconv: {conv_transpose: 8, kernel: [3, 2], stride: 2, output_padding: 1, groups: 2}
  even: {conv: 12, kernel: [4, 2], padding: same, dilation: [1, 3], groups: 4, norm: batch, activation: prelu}
  uneven: {conv: 4, kernel: 1x7, padding: [[0, 0], [1, 5]], stride: [2, 1]}
  ceil: {maxpool: 3, stride: 2, ceil: true}
  halves: {upsample: [2, 1]}
  behind: {conv: 6, kernel: 3, padding: same}
  up: {upsample: 2, mode: bilinear}
  join: {concat: [identity, {conv: 3, kernel: 1}]}
  gate: {multiply: [identity, [global_avgpool, {conv: $in, kernel: 1}, sigmoid]]}
  lrn: lrn
  norm: {groupnorm: 3}
  unlike: {maxpool: [1, 3], stride: 1, padding: [0, 1]}
  adaptive: {adaptive_avgpool: 3}
  flatten:
  fc: {linear: 10}
"""


COUNTS = {
    "biases": "bias",
    "additions": "add",
    "multiplications": "mul",
    "divisions": "div",
    "comparisons": "compare",
    "exponentials": "exp",
}


def numbers(row: Row) -> dict[str, object]:
    """What the engine has for each symbol; `r_out` stands for all axes, `r_out,w` for one."""
    found: dict[str, object] = dict(zip(("C_out", "H_out", "W_out"), row.output, strict=False))
    found |= {"N_out": row.output[0], "parameters": row.parameters, "MACs": row.macs, "FLOPs": row.flops}
    found |= {name: getattr(row.cost, entry) for name, entry in COUNTS.items()}
    for symbol, entry in (("r_out", "size"), ("j_out", "jump")):
        values = [getattr(axis, entry) for axis in row.receptive]
        found |= dict(zip((f"{symbol},h", f"{symbol},w"), values, strict=False))
        if len(set(values)) == 1:
            found[symbol] = values[0]
    return found


def before_of(analysis: archcalc.Analysis, row: Row) -> list[Receptive]:
    """The receptive fields of a layer's inputs."""
    node = next(node for node in analysis.graph.nodes if node.path == row.name)
    first = input_field(analysis.input[1:])
    sources = node.inputs[:1] if row.operation.key == "crop" else node.inputs  # the second says nothing but a size
    return [first if source == INPUT else analysis.layers[source].receptive for source in sources]


def changed(row: Row, before: list[Receptive]) -> list[set[str]]:
    """What has to be explained, each under one of several symbols: all work, and what becomes of the field's axes."""
    found = [{name} for name, entry in COUNTS.items() if getattr(row.cost, entry)]
    found += [{"FLOPs"}] if any(row.cost) else []
    entries = [("r_out", "size"), ("j_out", "jump")]
    if len(before) > 1:
        entries.pop()  # the jump is the map's, where a gate of one position meets it
    for symbol, entry in entries:
        for place, suffix in enumerate(("h", "w")[: len(row.receptive)]):
            after = getattr(row.receptive[place], entry)
            if any(after != getattr(field[place], entry) for field in before if field):
                found.append({symbol, f"{symbol},{suffix}"})
    return found


def told(layer: LayerExplanation) -> set[str]:
    """The symbols that are derived, or said to have no derivation."""
    return {number.symbol for number in (*layer.derivations, *layer.underived)}


def check(analysis: archcalc.Analysis) -> int:
    """Compare every derivation with its row; returns how many there were."""
    count = 0
    for layer in explain_layers(analysis):
        row = layer.row
        engine_has = numbers(row)
        for derivation in layer.derivations:
            engine = engine_has[derivation.symbol]
            assert derivation.value == engine, (row.name, derivation.symbol)
            assert parse_worked(f"{to_text(derivation.expression, values=True)} = {derivation.value}") == engine
            count += 1
        for missing in layer.underived:
            assert missing.value == engine_has[missing.symbol]
        for symbols in changed(row, before_of(analysis, row)):
            assert told(layer) & symbols, (row.name, symbols)
        assert all(meaning(symbol, language) for symbol in layer.letters() for language in ("en", "ko"))
    return count


def test_every_derivation_of_the_zoo() -> None:
    assert sum(check(archcalc.analyze(network)) for network in networks()) > 10_000


def test_odd_fields() -> None:
    assert check(archcalc.analyze(choose(read_source("odd.yaml", ODD), None, {}))) > 30


def test_every_weighted_layer_has_parameters_macs_and_field() -> None:
    for layer in explain_layers(archcalc.analyze(archcalc.load("resnet50"))):
        if layer.row.op == "conv2d":
            found = {derivation.quantity for derivation in layer.derivations}
            assert found == {"output", "parameters", "MACs", "FLOPs", "receptive field", "jump"}


def test_a_layer_without_work_says_so(run) -> None:
    assert run("explain", "alexnet", "drop6").out.endswith("  at inference passes its input on; nothing to compute\n")
    shuffle = run("explain", "shufflenet_v1", "stage2.downsampling.bottleneck.shuffle").out
    assert shuffle.endswith(
        "  changes the order of the 60 channels: the first of each of the 3 groups, then the second of each, "
        "and so on; nothing to compute\n"
    )
    cut = run("explain", "dpn68", "conv2.0.slice", "--lang", "ko").out
    assert cut.endswith("  96채널 가운데 0번부터 63번까지 64개만 취함(0번부터 셈); 계산할 것이 없음\n")


def test_totals_without_a_share_are_zero(run) -> None:
    assert run("calc", "4x8x8 -> shuffle 2", "--explain").out.endswith("\ntotal\nparameters = 0\nMACs = 0\nFLOPs = 0\n")


def test_every_operation_has_a_korean_name(run) -> None:
    assert set(OPERATIONS) <= set(words.OPERATIONS)
    told = run(
        "calc", "8x8x8 -> conv 8 3x3 g2 -> depthwise 3x3 -> conv 8 1x1 -> lrn -> relu", "--explain", "--lang", "ko"
    )
    called = [line.partition(",")[0].rpartition("(")[2] for line in told.out.splitlines() if " → " in line]
    assert called == ["그룹 합성곱)", "깊이별 합성곱)", "합성곱)", "국소 응답 정규화)", "활성화 함수)"]


def test_what_a_crop_does_is_told(run) -> None:
    told = run("explain", "unet", "concat4.crop").out
    assert told.endswith("takes the middle of the first input, as large as the second; nothing to compute\n")


def test_behind_enlarged_maps_a_field_is_not_worked_out(run) -> None:
    told = run("explain", "unet", "up3.conv1").out
    assert "r_out = 188 (not worked out: the most that one position sees" in told


def test_connections_of_a_table_are_a_letter(run) -> None:
    told = run("explain", "lenet5_1998", "C3").out
    assert "= N·K·K + C_out\n      = 60·5·5 + 16 = 1516" in told
    assert "N = 60         connections, pairs of an input map and an output map\n" in told


def test_tensors_of_one_size_are_named_beside_their_sum(run) -> None:
    told = run("calc", "8x8x8 -> conv 8 1x1 -> batchnorm -> subsample 2", "--explain").out
    labels = [line.strip() for line in told.splitlines() if line.strip().startswith("parameters") and "=" not in line]
    assert labels == ["parameters", "parameters (γ + β)", "parameters (weight + bias)"]


def test_several_layers_end_with_their_subtotal(run) -> None:
    told = run("explain", "googlenet", "inception_3a").out
    assert "\nsubtotal (inception_3a)\nparameters = inception_3a.1x1 + inception_3a.1x1.norm + " in told
    block = [row for row in archcalc.analyze(archcalc.load("googlenet")).layers if row.name.startswith("inception_3a")]
    data = json.loads(run("explain", "googlenet", "inception_3a", "--format", "json").out)
    shares = {"parameters": "parameters", "MACs": "macs", "FLOPs": "flops"}
    assert data["totals"] == []
    assert {one["quantity"]: one["value"] for one in data["subtotals"]} == {
        name: sum(getattr(row, field) for row in block) for name, field in shares.items()
    }
    assert "subtotal" not in run("explain", "lenet5", "C1").out


def test_an_explanation_begins_with_what_the_spec_says_of_the_network(run) -> None:
    assert run("explain", "googlenet", "inception_3a.5x5.reduce").out.startswith(
        "GoogLeNet (torchvision) (googlenet), Szegedy et al., 2014: input 3x224x224, batch 1\n"
        "The network most people build: batch normalisation instead of biases and local response\n"
        "normalisation, and a 3x3 kernel where the paper has 5x5.\n\n"
    )
    assert "\n\nKrizhevsky 2014, arXiv:1404.5997" in run("explain", "alexnet", "fc8", "--format", "markdown").out


@pytest.mark.parametrize(
    ("network", "layer", "lines"),
    [
        ("resnet50", "maxpool", ("comparisons", "= (K·K − 1)·C_out·H_out·W_out", "= (3·3 − 1)·64·56·56 = 1605632")),
        ("lenet5", "S2", ("additions", "= (K·K − 1)·C_out·H_out·W_out", "= (2·2 − 1)·6·14·14 = 3528")),
        ("lenet5", "C1.tanh", ("exponentials", "= C_out·H_out·W_out", "= 6·28·28 = 4704")),
        ("lenet5", "F6", ("MACs", "= N_out·N_in", "= 84·120 = 10080")),
        ("alexnet_2012", "norm1", ("additions", "= n·C_out·H_out·W_out", "= 5·96·55·55 = 1452000")),
        (
            "vgg16",
            "avgpool",
            (
                "receptive field",
                "r_out = r + (⌊H/H_out⌋ + min((H mod H_out)/gcd(H, H_out), 2) − 1)·j",
                "= 212 + (⌊7/7⌋ + min((7 mod 7)/gcd(7, 7), 2) − 1)·32 = 212",
            ),
        ),
        (
            "inception_v3",
            "Mixed_6b.7x7.conv_2",
            (
                "r_out,h = r + D·(K_h − 1)·j",
                "= 159 + 1·(1−1)·16 = 159",
                "r_out,w = r + D·(K_w − 1)·j",
                "= 159 + 1·(7−1)·16 = 255",
            ),
        ),
        (
            "resnet18",
            "conv2_x.0.add",
            ("receptive field", "r_out = 27 (not worked out: it covers the fields of all inputs)"),
        ),
    ],
)
def test_the_working_of_a_layer(run, network: str, layer: str, lines: tuple[str, ...]) -> None:
    written = [line.strip() for line in run("explain", network, layer).out.splitlines()]
    start = written.index(lines[0])
    assert tuple(written[start : start + len(lines)]) == lines


def test_a_transposed_convolution(run) -> None:
    """Its field is worked out; its jump is half a pixel, and no formula comes to that."""
    out = run("explain", "docs/examples/transposed.yaml", "up").out
    assert "r_out = r + ⌊(K − 1)/(S/gcd(D, S))⌋·(D/gcd(D, S))·j\n" in out
    assert "= 1 + ⌊(4−1)/(2/gcd(1, 2))⌋·(1/gcd(1, 2))·1 = 2\n" in out
    reason = "not worked out: neighbouring positions are no whole number of input pixels apart"
    assert f"  jump\n      j_out = 1/2 ({reason})\n" in out
    assert (
        f"**jump**\n\n$j_{{out}} = 1/2$ ({reason})\n"
        in run("explain", "docs/examples/transposed.yaml", "up", "--format", "markdown").out
    )
    (layer,) = json.loads(run("explain", "docs/examples/transposed.yaml", "up", "--format", "json").out)["layers"]
    (missing,) = layer["not_derived"]
    assert missing == {"quantity": "jump", "symbol": "j_out", "value": 0.5, "reason": reason.partition(": ")[2]}


@pytest.mark.parametrize("name", ["lenet5", "resnet152", "googlenet"])
def test_totals_are_the_sums(name: str) -> None:
    analysis = archcalc.analyze(archcalc.load(name))
    values = {total.quantity: total.value for total in explain_totals(analysis)}
    totals = analysis.totals
    assert values == {"parameters": totals.parameters, "MACs": totals.macs, "FLOPs": totals.flops}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_whole_text(run, snapshot, language: str) -> None:
    out = run("explain", "lenet5", "--lang", language).out
    snapshot(f"explain_lenet5_{language}.txt", out)
    for line in out.splitlines():  # every worked line, parsed back, evaluates to its own result
        worked, equals, result = line.strip().removeprefix("= ").rpartition(" = ")
        if equals and result.isdigit() and worked[:1] in "⌊⌈0123456789":
            assert parse_worked(f"{worked} = {result}") == int(result), line


def test_markdown(run, snapshot) -> None:
    out = run("explain", "mobilenet_v1", "conv2", "--format", "markdown").out
    snapshot("explain_mobilenet_v1_conv2.md", out)
    assert r"C_{out} \cdot \frac{C_{in}}{G} \cdot K \cdot K" in out


def test_json(run) -> None:
    data = json.loads(run("explain", "lenet5", "C1", "--format", "json").out)
    layer = data["layers"][0]
    assert layer["name"] == "C1"
    assert layer["derivations"][0] == {
        "quantity": "output",
        "symbol": "H_out",
        "formula": "⌊(H + 2·P − D·(K − 1) − 1)/S⌋ + 1",
        "worked": "⌊(32 + 2·0 − 1·(5−1) − 1)/1⌋ + 1 = 28",
        "latex": layer["derivations"][0]["latex"],
        "value": 28,
        "source": layer["derivations"][0]["source"],
    }
    assert layer["letters"]["K"] == {"value": 5, "meaning": "kernel size"}
    assert data["totals"] == []
    assert json.loads(run("explain", "lenet5", "--format", "json").out)["totals"][0]["value"] == 61706


def test_a_part_of_the_network_and_a_wildcard(run) -> None:
    names = [e["name"] for e in json.loads(run("explain", "resnet50", "conv2_x.1", "--format", "json").out)["layers"]]
    assert names[0] == "conv2_x.1.conv1"
    assert all(name.startswith("conv2_x.1.") for name in names)
    assert len(json.loads(run("explain", "lenet5", "C*", "--format", "json").out)["layers"]) == 6


def test_unknown_layer(run) -> None:
    outcome = run("explain", "resnet50", "conv2_x.0.conv9")
    assert outcome.code == 2
    assert outcome.err.startswith("error: no layer matches 'conv2_x.0.conv9'\n  did you mean 'conv2_x.0.conv")
