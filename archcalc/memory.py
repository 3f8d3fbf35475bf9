"""Activation memory: the peak at inference by liveness, and what training keeps for the backward pass.

Assumptions, the same as PyTorch's usual ones: layers run in the order of the spec; a tensor is freed after its
last use; activations (and dropout) write over their input where nothing else needs it; flatten, identity and
slices share their input's memory; no workspace is counted, nor parameters.
"""

from __future__ import annotations

from typing import NamedTuple

from archcalc.formula import elements
from archcalc.graph import INPUT, Graph, Node

DTYPE_BYTES = {"float64": 8, "float32": 4, "float16": 2, "bfloat16": 2, "int8": 1}


class Memory(NamedTuple):
    """Elements for one sample; `kept_bytes` are masks and indices, whose size does not depend on the dtype."""

    peak: int
    kept: int
    kept_bytes: int


def memory(graph: Graph) -> Memory:
    """Peak of live activations at inference, and what training keeps, in elements per sample."""
    kept, extra = _kept(graph)
    return Memory(_peak(graph), kept, extra)


class _Storages:
    """Which memory each tensor lives in; index 0 is the network's input, i + 1 the output of node i."""

    def __init__(self, graph: Graph) -> None:
        self.of = [0] * (len(graph.nodes) + 1)
        self.sizes = {0: elements(graph.input)}

    def share(self, node: int, value: int) -> None:
        self.of[node + 1] = self.of[value + 1]

    def allocate(self, node: int, size: int) -> None:
        self.of[node + 1] = node + 1
        self.sizes[node + 1] = size


def _peak(graph: Graph) -> int:
    storages = _Storages(graph)
    last_use = _last_uses(graph)
    for index, node in enumerate(graph.nodes):
        source = node.inputs[0]
        dies_here = last_use[source + 1] == index and source != INPUT
        if node.operation.view or (node.operation.in_place and dies_here):
            storages.share(index, source)
        else:
            storages.allocate(index, elements(node.output))
    freed_at: dict[int, int] = {}
    for value, storage in enumerate(storages.of):
        freed_at[storage] = max(freed_at.get(storage, -1), last_use[value])
    return _highest(storages, freed_at, len(graph.nodes))


def _highest(storages: _Storages, freed_at: dict[int, int], steps: int) -> int:
    ending: dict[int, int] = {}
    for storage, step in freed_at.items():
        ending[step] = ending.get(step, 0) + storages.sizes[storage]
    live = peak = storages.sizes[0]
    for step in range(steps):
        live += storages.sizes.get(step + 1, 0)
        peak = max(peak, live)
        live -= ending.get(step, 0)
    return peak


def _last_uses(graph: Graph) -> list[int]:
    """Step at which each tensor is used last; the network's result is used after the last step."""
    last = [-1] * (len(graph.nodes) + 1)
    for index, node in enumerate(graph.nodes):
        last[index + 1] = index
        for source in node.inputs:
            last[source + 1] = index
    last[graph.output + 1] = len(graph.nodes)
    return last


def _kept(graph: Graph) -> tuple[int, int]:
    storages = _Storages(graph)
    last_use = _last_uses(graph)
    kept: set[int] = set()
    extra = 0
    for index, node in enumerate(graph.nodes):
        source = node.inputs[0]
        overwrites = node.operation.in_place and last_use[source + 1] == index and source != INPUT
        # What a layer has kept must not be overwritten, nor what this layer itself needs to keep.
        if node.operation.view or (overwrites and storages.of[source + 1] not in kept and not _keeps_input(node)):
            storages.share(index, source)
        else:
            storages.allocate(index, elements(node.output))
        kept.update(storages.of[value + 1] for value in _kept_values(node, index))
        extra += node.operation.kept_bytes(node.shapes, node.output)
    return sum(storages.sizes[storage] for storage in kept), extra


def _keeps_input(node: Node) -> bool:
    return "input" in node.operation.keeps


def _kept_values(node: Node, index: int) -> list[int]:
    values: list[int] = []
    for what in node.operation.keeps:
        values += [index] if what == "output" else node.inputs
    return values
