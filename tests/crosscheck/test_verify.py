"""`archcalc verify`: the witnesses agree, and a planted fault is caught."""

from __future__ import annotations

import json

import pytest

import archcalc

pytest.importorskip("torch")

from archcalc.crosscheck.build import build
from archcalc.crosscheck.verify import CONVENTION, FAULT, MISMATCH, Report, verify
from archcalc.crosscheck.witnesses import WITNESSES
from archcalc.ops.conv import Conv
from archcalc.ops.norm import BatchNorm
from archcalc.zoo import choose, read_source

# One network for each family's own operations; the whole zoo is `archcalc verify --all`.
NETWORKS = (
    "lenet5", "lenet5_1998", "lenet1", "alexnet_2012", "vgg11_bn", "resnet18", "resnet18_a", "googlenet_2014",
    "densenet40_k12", "dpn68", "seresnet50", "squeezenet1_1", "mobilenet_v1", "mobilenet_v3_small", "mnasnet0_5",
    "efficientnet_b0", "shufflenet_v1_g8", "shufflenet_v2_x0_5", "regnet_y_400mf",
)  # fmt: skip

EVERYTHING = """
input: 6x18x18
layers:
  deconv: {conv_transpose: 8, kernel: 3, stride: 2, output_padding: 1, dilation: 2, groups: 2}
  even: {conv: 12, kernel: [4, 2], padding: same, dilation: [1, 3], groups: 4, norm: batch, activation: prelu}
  circular: {conv: 12, kernel: 3, padding: 1, padding_mode: circular, norm: layer, activation: gelu}
  depthwise: {depthwise: 5, multiplier: 2, stride: 2, padding: same, activation: hard_swish}
  groupnorm: {groupnorm: 4}
  up: {upsample: 2, mode: bilinear}
  nearest: {upsample: 3}
  adaptive: {adaptive_avgpool: [7, 5]}
  avg: {avgpool: 3, stride: 2, padding: 1, ceil: true, count_include_pad: false}
  gate: {multiply: [identity, [global_avgpool, {conv: $in, kernel: 1}, sigmoid]]}
  flatten:
  fc: {linear: 10, activation: softmax}
"""


@pytest.mark.parametrize("name", NETWORKS)
def test_every_witness_agrees(name: str) -> None:
    report = verify(archcalc.load(name))
    assert [check for check in report.checks if check.verdict == MISMATCH] == []
    _all_witnesses_spoke(report)


def test_every_operation_with_odd_fields_agrees() -> None:
    report = verify(choose(read_source("all.yaml", EVERYTHING), None, {}))
    assert report.mismatches == []
    _all_witnesses_spoke(report)


def test_training_heads_agree() -> None:
    assert verify(archcalc.load("googlenet"), training=True).mismatches == []


@pytest.mark.parametrize("witness", ["fvcore", "torchinfo"])
def test_a_convention_is_named_with_its_reason(witness: str) -> None:
    checks = {check.layer: check for check in verify(archcalc.load("resnet18")).of(witness)}
    check = checks["conv1.norm"]
    assert check.verdict == CONVENTION
    assert check.reason.startswith("batchnorm: ")


def test_a_known_fault_of_a_tool_is_named() -> None:
    network = choose(read_source("all.yaml", EVERYTHING), None, {})
    faults = {(check.witness, check.layer): check.reason for check in verify(network).checks if check.verdict == FAULT}
    assert "stride² times too many (measured with torchinfo 1.8.0" in faults["torchinfo", "deconv"]


def test_planted_cost_fault_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    cost = Conv.cost
    monkeypatch.setattr(Conv, "cost", lambda self, inputs, output: cost(self, inputs, output)._replace(mul_add=7))
    mismatched = {check.witness for check in verify(archcalc.load("lenet5")).mismatches}
    assert {"torch", "fvcore", "torchinfo"} <= mismatched


def test_planted_tensor_fault_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BatchNorm, "tensors", lambda self, *inputs: ())
    mismatched = {check.witness for check in verify(archcalc.load("vgg11_bn")).mismatches}
    assert "tensors" in mismatched


def test_command(run) -> None:
    outcome = run("verify", "lenet5", "--format", "json")
    assert outcome.code == 0
    (report,) = json.loads(outcome.out)
    assert report["checks"] == []
    assert {summary["verdict"] for summary in report["witnesses"]} == {"agrees"}


def test_command_fails_on_a_mismatch(run, monkeypatch: pytest.MonkeyPatch) -> None:
    cost = Conv.cost
    monkeypatch.setattr(Conv, "cost", lambda self, inputs, output: cost(self, inputs, output)._replace(mul_add=7))
    outcome = run("verify", "lenet5")
    assert outcome.code == 1
    assert "C1" in outcome.out
    assert "differs" in outcome.out


def test_explain_and_verbose(run) -> None:
    out = run("verify", "resnet18", "--explain").out
    assert "fvcore: batchnorm: 2 per element" in out
    assert "conv2_x.0.conv1" in run("verify", "resnet18", "--verbose").out


def test_bad_usage(run) -> None:
    assert run("verify").err == "error: nothing to verify\n  name networks, or say --all\n"
    assert run("verify", "lenet5", "--all").code == 2


def _all_witnesses_spoke(report: Report) -> None:
    expected = {"shapes", "tensors", *(witness.name for witness in WITNESSES if witness.installed)}
    assert {check.witness for check in report.checks} == expected


TRANSPOSED = """
input: 4x9x9
layers:
  up: {conv_transpose: 6, kernel: 3, stride: 2}
  down: {conv: 8, kernel: 3, stride: 2, groups: 2, norm: batch, activation: relu}
  add: {add: [identity, {depthwise: 3, padding: same}]}
"""


@pytest.mark.parametrize("name", ["lenet5", "alexnet", "resnet18", "mobilenet_v2", "googlenet", "transposed"])
def test_activations_of_convolutions_are_fvcores(name: str) -> None:
    """fvcore counts the outputs of fully connected layers as well, apart."""
    import torch
    from fvcore.nn import ActivationCountAnalysis

    network = archcalc.loads(TRANSPOSED) if name == "transposed" else archcalc.load(name)
    analysis = archcalc.analyze(network)
    with torch.no_grad():
        counted = ActivationCountAnalysis(build(analysis.graph).eval(), torch.zeros((1, *analysis.input)))
        counted.unsupported_ops_warnings(False).uncalled_modules_warnings(False).tracer_warnings("none")
        found = counted.by_operator()
    linear = sum(row.output[0] for row in analysis.layers if row.op == "linear")
    assert (found["conv"], found["linear"]) == (analysis.totals.conv_activations, linear)
