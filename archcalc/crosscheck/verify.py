"""The cross-check: build the network in torch, let independent counters measure it, compare layer by layer."""

from __future__ import annotations

from typing import NamedTuple

import torch

from archcalc.analysis import Analysis, analyze_graph
from archcalc.conventions import convention
from archcalc.crosscheck.build import Network as Module
from archcalc.crosscheck.build import build
from archcalc.crosscheck.compare import tensor_differences
from archcalc.crosscheck.measure import TorchFacts, measure
from archcalc.crosscheck.witnesses import WITNESSES, Witness
from archcalc.errors import UsageError
from archcalc.expand import expand
from archcalc.graph import Graph
from archcalc.rows import Row
from archcalc.shape import ShapeLike, shape_text
from archcalc.spec.model import Network

EQUAL, CONVENTION, FAULT, MISMATCH = "equal", "convention", "known fault", "mismatch"
REAL_BYTES = 1_000_000_000  # parameters and activations of a network that is still run for real


class Check(NamedTuple):
    """One figure of one layer, as the engine and as a witness have it.

    `verdict` is `equal` (the engine's plain figure), `convention` (the figure of the witness's own way to count,
    which the engine reproduces; `reason` says what it is), `known fault` (the same, where that is a mistake of the
    tool; `reason` says where it is known from), or `mismatch`.
    """

    layer: str
    witness: str
    engine: str
    measured: str
    verdict: str
    reason: str = ""


class Report(NamedTuple):
    """All checks of one network.

    `skipped` says which witnesses were not asked, and why; `sums` holds, by witness, the engine's total in the
    witness's way to count, and the witness's own.
    """

    network: str
    checks: tuple[Check, ...]
    skipped: tuple[str, ...]
    sums: dict[str, tuple[int, int]]

    @property
    def mismatches(self) -> list[Check]:
        return [check for check in self.checks if check.verdict == MISMATCH]

    def totals(self, witness: str) -> tuple[int | None, int | None]:
        """The engine's total, counted as the witness counts, and the witness's; None for shapes."""
        return self.sums.get(witness, (None, None))

    def of(self, witness: str) -> list[Check]:
        """The checks of one witness."""
        return [check for check in self.checks if check.witness == witness]


def verify(network: Network, input: ShapeLike | None = None, training: bool = False) -> Report:
    """Compare the engine with every witness that is installed.

    Raises:
        UsageError: an operation has no torch module, or torch refuses to run the network.
        SpecError: shapes do not fit.
    """
    graph = expand(network, input, training)
    analysis = analyze_graph(network, graph)
    module = _build(graph, "meta")
    sums: dict[str, tuple[int, int]] = {}
    checks = _structure(module, graph, analysis, sums)
    skipped = []
    for witness in WITNESSES:
        reason = _absence(witness, analysis)
        if reason:
            skipped.append(f"{witness.name}: {reason}")
            continue
        if witness.device == "cpu":
            module = _for_real(module)
        checks += _counts(witness, module, network, graph, analysis, sums)
    return Report(network.name, tuple(checks), tuple(skipped), sums)


def _build(graph: Graph, device: str) -> Module:
    try:
        return build(graph, device).eval()
    except NotImplementedError as error:
        raise UsageError(f"{graph.name} cannot be built in torch: {error}") from None


def _for_real(module: Module) -> Module:
    """The same network with memory: zeros, as counting does not depend on values and initialising takes long."""
    module = module.to_empty(device="cpu")
    with torch.no_grad():
        for tensor in (*module.parameters(), *module.buffers()):
            tensor.zero_()
    return module


def _absence(witness: Witness, analysis: Analysis) -> str:
    if not witness.installed:
        return "not installed"
    needed = analysis.totals.parameter_bytes + analysis.totals.peak_activation_bytes
    if witness.device == "cpu" and needed > REAL_BYTES:
        return f"it runs the network for real, which takes {needed / 1e9:.1f} GB"
    return ""


def _structure(module: Module, graph: Graph, analysis: Analysis, sums: dict[str, tuple[int, int]]) -> list[Check]:
    """Output shapes by forward hooks, tensors from the state dict."""
    checks = []
    measured = 0
    for row, facts in zip(analysis.layers, _measured(module, graph), strict=True):
        verdict = EQUAL if row.output == facts.output else MISMATCH
        checks.append(Check(row.name, "shapes", shape_text(row.output), shape_text(facts.output), verdict))
        wrong = tensor_differences(row.tensors, facts.tensors)
        theirs = sum(tensor.size for tensor in facts.tensors)
        measured += theirs
        verdict = MISMATCH if wrong else EQUAL
        ours = f"{row.parameters + row.buffers:,}"
        checks.append(Check(row.name, "tensors", ours, f"{theirs:,}", verdict, "; ".join(wrong)))
    sums["tensors"] = (analysis.totals.parameters + analysis.totals.buffers, measured)
    return checks


def _measured(module: Module, graph: Graph) -> tuple[TorchFacts, ...]:
    """torch's facts; a batch of one is too little for a normalisation over a single value."""
    try:
        return measure(module, graph)
    except (RuntimeError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise UsageError(f"{graph.name} is not run by torch: {reason}") from None


def _counts(
    witness: Witness,
    module: Module,
    network: Network,
    graph: Graph,
    analysis: Analysis,
    sums: dict[str, tuple[int, int]],
) -> list[Check]:
    counted = analyze_graph(network, graph, convention=witness.name)
    measured = witness.measure(module, graph)
    sums[witness.name] = (counted.totals.counted, sum(measured))
    return [
        _judge(witness, plain, row, count)
        for plain, row, count in zip(analysis.layers, counted.layers, measured, strict=True)
    ]


def _judge(witness: Witness, plain: Row, row: Row, measured: int) -> Check:
    """Whether the engine, counting as the witness does, has its figure; and whether that is the plain one."""
    if row.counted != measured:
        return Check(row.name, witness.name, f"{row.counted:,}", f"{measured:,}", MISMATCH)
    per_macs = 2 if witness.name == "torch" else 1
    if measured == per_macs * plain.macs:
        return Check(row.name, witness.name, f"{row.counted:,}", f"{measured:,}", EQUAL)
    quirk = convention(witness.name).quirks.get(row.operation.key)
    reason = f"{row.operation.key}: {quirk.reason}" if quirk else "the bias counts as well"
    if quirk and quirk.fault:
        return Check(row.name, witness.name, f"{plain.macs:,}", f"{measured:,}", FAULT, f"{reason} ({quirk.fault})")
    return Check(row.name, witness.name, f"{plain.macs:,}", f"{measured:,}", CONVENTION, reason)
