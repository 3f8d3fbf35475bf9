"""Puts a spec before the engine and before torch, and says what they agree in and where they differ."""

from __future__ import annotations

import random
import warnings
from collections import Counter
from math import prod
from typing import Any, NamedTuple

import torch
import yaml

from archcalc.analysis import Analysis, analyze_graph
from archcalc.crosscheck.build import Network as Module
from archcalc.crosscheck.build import build
from archcalc.crosscheck.compare import differences
from archcalc.crosscheck.measure import measure
from archcalc.crosscheck.witnesses import WITNESSES
from archcalc.errors import ArchcalcError, Source
from archcalc.expand import PartialGraphError, expand
from archcalc.graph import Graph
from archcalc.ops.norm import GroupNorm, InstanceNorm
from archcalc.spec.reader import read_spec
from archcalc.zoo import choose

from .exceptions import NOT_RUN, of_archcalc, of_torch
from .receptive import receptive_faults
from .torch_values import RefusedError
from .torch_walk import BATCH, TooLargeError, Walk

SHARES = {"torchinfo": 0.2, "thop": 0.1, "fvcore": 0.02, "receptive": 0.1}
"""How many of the valid networks each slower comparison sees; the others see all."""

UNCHECKED_ON_META = ("output_padding", "connection table names map", ": one number, or")
"""What torch refuses only where it runs for real."""

FOR_REAL = ("receptive", "fvcore")
"""Comparisons that run the network, and leave out large ones."""


class Verdict(NamedTuple):
    """What came of a network.

    `kind` is `valid` (both accept, and agree), `refused` (both refuse, at the same layer), `exception` (only one
    refuses, and `detail` says why that is documented), `large` (not run) or `fault`. `what` names the comparison that
    failed; `asked` the comparisons that were made, `graph` what the engine made of the spec.
    """

    kind: str
    what: str = ""
    detail: str = ""
    asked: Counter[str] = Counter()
    graph: Graph | None = None


def spec_text(spec: dict[str, Any]) -> str:
    """The spec as a file that people can read."""
    return yaml.dump(spec, Dumper=_Dumper, sort_keys=False, default_flow_style=None, width=110)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    def ignore_aliases(self, data: Any) -> bool:
        return True


def judge(spec: dict[str, Any], everything: bool = False) -> Verdict:
    """Ask both sides about a spec; `everything` makes each of the slower comparisons too."""
    text = spec_text(spec)
    walk, refusal = Walk(spec), None
    try:
        walk.run()
    except RefusedError as error:
        refusal = error
    except TooLargeError:
        return Verdict("large")
    try:
        network = choose(read_spec(Source("network.yaml", text)), None, {})
        graph = expand(network)
    except ArchcalcError as error:
        return _refused(error, refusal, walk)
    if refusal is not None:
        return _exception("torch", of_torch(refusal.key, str(refusal)), f"{refusal.key}: {refusal}; archcalc goes on")
    asked = Counter(("layers", "tensors", "torch"))
    analysis = analyze_graph(network, graph, BATCH)
    chosen = random.Random(text)
    faults = _layers(graph, walk) or _rows(graph, analysis)
    for name in ("receptive", *(witness.name for witness in WITNESSES if witness.name in SHARES)):
        if faults or not (everything or chosen.random() < SHARES[name]) or _single_values(graph):
            continue
        if walk.device == "meta" and name in FOR_REAL:
            continue
        asked[name] += 1
        faults = receptive_faults(graph, analysis.layers) if name == "receptive" else _witness(name, network, graph)
    kind = "fault" if faults else "valid"
    return Verdict(kind, faults[0].partition(":")[0] if faults else "", "\n".join(faults[:5]), asked, graph)


def _refused(error: ArchcalcError, refusal: RefusedError | None, walk: Walk) -> Verdict:
    """The engine refuses: so must torch, and at the same layer."""
    message = error.faults[0].message
    if walk.device == "meta" and any(part in message for part in UNCHECKED_ON_META):
        return Verdict("large")
    theirs = [call.key for call in walk.calls]
    if not isinstance(error, PartialGraphError):  # while the file was read: before any layer
        if refusal is not None:
            return Verdict("refused")
        reason = of_archcalc(message) or (NOT_RUN if walk.unvisited() else "")
        return _exception("archcalc", reason, f"{message}; torch runs all {len(theirs)} layers")
    ours = [node.operation.key for node in error.graph.nodes]
    if ours[: len(theirs)] != theirs[: len(ours)]:
        return Verdict("fault", "layers before", f"archcalc: {ours}\ntorch: {theirs}")
    if refusal is not None and len(ours) > len(theirs):
        return _exception("torch", of_torch(refusal.key, str(refusal)), f"{refusal.key}: {refusal}; archcalc goes on")
    if refusal is not None and len(ours) == len(theirs):
        return Verdict("refused")
    return _exception("archcalc", of_archcalc(message), f"{message}; torch goes on")


def _exception(side: str, reason: str, detail: str) -> Verdict:
    """Only one side refuses: that is documented, or a fault."""
    return Verdict("exception", side, reason) if reason else Verdict("fault", f"{side} refuses", detail)


def _layers(graph: Graph, walk: Walk) -> list[str]:
    """The engine's layers and shapes are those that ran."""
    ours = [(node.operation.key, node.output) for node in graph.nodes]
    theirs = [(call.key, call.output) for call in walk.calls]
    if ours == theirs:
        return []
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=False)):
        if mine != other:
            return [f"layers: number {number}: archcalc {mine}, torch {other}"]
    return [f"layers: archcalc has {len(ours)}, torch {len(theirs)}"]


def _rows(graph: Graph, analysis: Analysis) -> list[str]:
    """Every row against its module on the meta device, and the totals against the whole network."""
    module = build(graph, "meta")
    facts = measure(module, graph, BATCH)
    rows = zip(graph.nodes, analysis.layers, facts, strict=True)
    found = [f"row: {text}" for row in rows for text in differences(*row)]
    sizes = {
        "parameters": sum(value.numel() for value in module.parameters()),
        "trainable_parameters": sum(value.numel() for value in module.parameters() if value.requires_grad),
        "buffers": sum(value.numel() for value in module.buffers()),
    }
    found += [
        f"field: {row.name}: {axis.size} pixels"
        for row in analysis.layers
        for axis in row.receptive
        if type(axis.size) is not int
    ]
    for name, theirs in sizes.items():
        ours = getattr(analysis.totals, name)
        if ours != theirs:
            found.append(f"total: {name}: archcalc {ours}, torch {theirs}")
    return found


def _single_values(graph: Graph) -> bool:
    """Whether a normalisation has one value per group, or map, in a batch of one, which torch refuses."""
    return any(
        (isinstance(node.operation, GroupNorm) and prod(node.output) == node.operation.groups)
        or (isinstance(node.operation, InstanceNorm) and prod(node.output[1:]) == 1)
        for node in graph.nodes
    )


def _witness(name: str, network: Any, graph: Graph) -> list[str]:
    """What a tool counts for each layer is what the engine's convention of that name counts."""
    witness = next(witness for witness in WITNESSES if witness.name == name)
    if not witness.installed or not graph.nodes:
        return []
    module: Module = build(graph, witness.device).eval()
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        measured = witness.measure(module, graph)
    counted = analyze_graph(network, graph, convention=name).layers
    return [
        f"{name}: {node.path} ({node.operation.key}): archcalc {row.counted}, {name} {count}"
        for node, row, count in zip(graph.nodes, counted, measured, strict=True)
        if row.counted != count
    ]
