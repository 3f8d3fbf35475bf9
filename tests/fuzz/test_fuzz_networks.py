"""A few hundred random networks, everything the long runs have found, and proof that the comparison notices faults."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

torch = pytest.importorskip("torch")

import archcalc.expand  # noqa: E402
import archcalc.ops.norm  # noqa: E402
import archcalc.ops.windowed  # noqa: E402
from archcalc.crosscheck.factories import FACTORIES  # noqa: E402
from archcalc.ops.conv import Conv, ConvTranspose  # noqa: E402
from archcalc.receptive import AxisField  # noqa: E402

from .exceptions import ARCHCALC, NOT_RUN, TORCH  # noqa: E402
from .judge import judge, spec_text  # noqa: E402
from .networks import network  # noqa: E402
from .run_networks import counter_example, judged  # noqa: E402
from .shrink import shrunk  # noqa: E402

FOUND = sorted((Path(__file__).parent / "found").glob("*.yaml"))
FIRST, MANY = 5_000_000, 300


@pytest.fixture(autouse=True, scope="module")
def _one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def test_random_networks_agree_with_torch():
    kinds: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    operations: Counter[str] = Counter()
    for seed in range(FIRST, FIRST + MANY):
        verdict = judge(network(seed))
        assert verdict.kind != "fault", f"seed {seed}\n{counter_example(network(seed), verdict)}\n{verdict.detail}"
        kinds[verdict.kind] += 1
        asked.update(verdict.asked)
        operations.update(
            node.operation.key for node in verdict.graph.nodes if verdict.graph
        ) if verdict.graph else None
    assert kinds["valid"] > MANY / 3 and kinds["refused"] > MANY / 5  # both sides of the border are visited
    assert kinds["exception"] < MANY / 20
    assert asked["torch"] == asked["layers"] == kinds["valid"]
    assert min(asked[name] for name in ("torchinfo", "receptive", "fvcore")) > 0
    assert {cls.key for cls in FACTORIES} == set(operations)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_stays_right(path: Path):
    text = path.read_text(encoding="utf-8")
    verdict = judge(yaml.safe_load(text), everything=True)
    assert verdict.kind == ("exception" if text.startswith("# exception") else "valid"), verdict


def test_what_only_one_side_refuses_is_in_the_document():
    document = (Path(__file__).parents[2] / "docs/reliability.md").read_text(encoding="utf-8")
    reasons = [NOT_RUN, *ARCHCALC.values(), *TORCH.values()]
    assert [reason for reason in reasons if reason not in document] == []


def test_a_seed_is_a_network():
    assert [network(seed) for seed in range(20)] == [network(seed) for seed in range(20)]
    assert len({spec_text(network(seed)) for seed in range(50)}) == 50


def no_minimum(H, P_start, P, K, S, D):
    return -(-(H + P - D * (K - 1) - 1) // S) + 1


def first_channel_only(right):
    return lambda self, *inputs: right(self, (1, *inputs[0][1:]), *inputs[1:])


def unmoved(right):
    return lambda self, fields, inputs, output: tuple(
        AxisField(axis.size, axis.jump, 0, axis.positions) for axis in right(self, fields, inputs, output)
    )


def without_dilation(right):
    return lambda self, *inputs: right(self, *inputs) if self.dilation == (1,) * self.axes else inputs[0]


FAULTS = {
    "windows that start in the padding": (archcalc.ops.windowed, "window_output_ceil", lambda right: no_minimum),
    "padding that is even for even kernels": (
        archcalc.ops.windowed,
        "same_padding",
        lambda right: lambda K, D: K // 2 * 2,
    ),
    "a transposed weight without its groups": (ConvTranspose, "tensors", first_channel_only),
    "a dilation that is forgotten": (Conv, "output_shape", without_dilation),
    "groups that need not divide": (archcalc.ops.norm.GroupNorm, "check", lambda right: lambda self, *inputs: None),
    "fields that all begin at 0": (Conv, "receptive", unmoved),
    "branches that all take the whole": (
        archcalc.expand._Expansion,
        "split",
        lambda right: lambda self, item, value, frame, path: [value] * len(item.branches),
    ),
}
"""Faults as they happen, in places that the comparison must reach: formula, operation, walk."""


@pytest.mark.parametrize(("where", "name", "wrong"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(where: Any, name: str, wrong: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(where, name, wrong(getattr(where, name)))
    assert any(judged(network(seed)).kind == "fault" for seed in range(FIRST, FIRST + 5 * MANY))


LARGE = """
input: 4x19x18
knobs: {width: 8}
blocks:
  unit: {takes: {out: $in}, layers: [{conv: $out, kernel: 3, padding: same, norm: batch}, relu]}
layers:
  stem: {conv: $width, kernel: [3, 5], stride: 2, activation: relu}
  units: {repeat: 2, layers: {a: {unit: {}}, b: {add: [identity, {unit: {}}]}}}
  pool: {maxpool: [2, 3], stride: 2, padding: 1, ceil: true}
  tail: {concat: [{conv: 4, kernel: 1}, {conv: 8, kernel: 3, padding: same}], activation: tanh}
"""


def test_a_fault_is_shown_as_a_small_spec(monkeypatch: pytest.MonkeyPatch):
    large = yaml.safe_load(LARGE)
    assert judge(large).kind == "valid"
    monkeypatch.setattr(archcalc.ops.windowed, "window_output_ceil", no_minimum)
    text = counter_example(large, judged(large))
    small = yaml.safe_load(text)
    assert text.startswith("# layers")
    assert judge(small).kind == "fault"
    assert len(small["layers"]) == 1 and "ceil: true" in text and "blocks" not in small and "knobs" not in small
    monkeypatch.undo()
    assert judge(small).kind == "valid"


def test_shrinking_keeps_what_matters_and_nothing_else():
    spec = network(3) | {"layers": {"a": {"conv": 8, "kernel": 3}, "b": {"repeat": 2, "layers": {"c": {"lrn": 6}}}}}
    small = shrunk(spec, lambda spec: "lrn" in spec_text(spec))
    assert small["layers"] == {"b": {"lrn": 0}} and small["input"] == 1


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ("[{adaptive_maxpool: 1}, {groupnorm: 4}]", "is not run by torch: Expected more than 1 value per channel"),
        ("[{maxpool: 37}, {groupnorm: 2}]", ""),
    ],
)
def test_verify_says_what_torch_refuses(run, spec_file, layers: str, message: str):
    """A batch of one has a single value for each group: torch refuses that, and not with a traceback."""
    outcome = run("verify", spec_file(f"input: 4x37\nlayers: {layers}\n"))
    assert message in outcome.err and bool(outcome.err) == bool(message)
    assert outcome.code == (2 if message else 0)
