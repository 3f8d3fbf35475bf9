"""Explanations: every derivation gives the engine's number, every worked line its own result."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import archcalc
from archcalc.explain import explain_layers, explain_totals
from archcalc.explain.words import meaning
from archcalc.formula import to_text
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
  up: {upsample: 2}
  join: {concat: [identity, {conv: 3, kernel: 1}]}
  gate: {multiply: [identity, [global_avgpool, {conv: $in, kernel: 1}, sigmoid]]}
  adaptive: {adaptive_avgpool: 3}
  flatten:
  fc: {linear: 10}
"""


def check(analysis: archcalc.Analysis) -> int:
    """Compare every derivation with its row; returns how many there were."""
    count = 0
    for layer in explain_layers(analysis):
        row = layer.row
        sizes = dict(zip(("C_out", "H_out", "W_out"), row.output, strict=False)) | {"N_out": row.output[0]}
        for derivation in layer.derivations:
            engine = {
                "output": sizes.get(derivation.symbol),
                "parameters": row.parameters,
                "MACs": row.macs,
                "FLOPs": row.flops,
                "receptive field": row.receptive[0].size if row.receptive else None,
                "jump": row.receptive[0].jump if row.receptive else None,
            }[derivation.quantity]
            assert derivation.value == engine, (row.name, derivation.quantity)
            assert parse_worked(f"{to_text(derivation.expression, values=True)} = {derivation.value}") == engine
            count += 1
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
