"""Activation memory: the peak at inference by liveness, and what training keeps for the backward pass.

Assumptions, the same as PyTorch's usual ones: layers run in the order of the spec; a tensor is freed after its
last use, the network's input too; activations write over their input where nothing else needs it, and never over
the network's input; flatten, identity and slices share their input's memory, and so does dropout at inference;
no workspace is counted, nor parameters, nor the statistics that a norm keeps for each channel or position.

Training keeps what autograd saves, the network's input as if its gradient were wanted too, with dropout as on a
GPU: a mask of one byte per element (on a CPU torch keeps a mask of floats). Where this differs from torch:

- torch composes some operations of several kernels and keeps what lies between them: local response
  normalisation, scaled tanh, the layers of LeNet, `multiply` of three branches. Here such a layer keeps what its
  gradient needs: its input, or its output.
- A padding that torch has to write out (uneven, or not with zeros) makes a copy, which torch keeps instead of
  the layer's input.
- Leaky ReLU that cannot run in place keeps its input in torch, and its output here.
- Adaptive mean pooling to one position is a plain mean in torch, and keeps nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from archcalc.formula import elements
from archcalc.graph import INPUT, Graph, Node
from archcalc.ops import PARAMETER
from archcalc.ops.activation import Dropout

DTYPE_BYTES = {"float64": 8, "float32": 4, "float16": 2, "bfloat16": 2, "int8": 1}


class Memory(NamedTuple):
    """Elements for one sample; `kept_bytes` are masks and indices, whose size does not depend on the dtype."""

    peak: int
    kept: int
    kept_bytes: int


def memory(graph: Graph, frozen: frozenset[int] = frozenset()) -> Memory:
    """Peak of live activations at inference, and what training keeps, in elements per sample.

    `frozen` are the nodes whose parameters are not trained: what only their gradients need is not kept, and
    nothing at all before the first layer that is trained.
    """
    kept, extra = _kept(graph, _needed(graph, frozen))
    return Memory(_peak(graph), kept, extra)


class _Storages:
    """Which memory each tensor lives in; index 0 is the network's input, i + 1 the output of node i."""

    def __init__(self, graph: Graph) -> None:
        self.of = [0] * (len(graph.nodes) + 1)
        self.sizes = {0: elements(graph.input)}
        self.last_use = _last_uses(graph)
        self.needed_until = {0: self.last_use[0]}

    def share(self, node: int, value: int) -> None:
        """Node's output lives where `value` does."""
        self.enter(node, self.of[value + 1])

    def allocate(self, node: int, size: int) -> None:
        self.sizes[node + 1] = size
        self.enter(node, node + 1)

    def enter(self, node: int, storage: int) -> None:
        self.of[node + 1] = storage
        self.needed_until[storage] = max(self.needed_until.get(storage, -1), self.last_use[node + 1])

    def may_overwrite(self, node: int, value: int) -> bool:
        """Whether nobody needs what `value` lives in after this node; the network's input is the caller's."""
        storage = self.of[value + 1]
        return storage != 0 and self.needed_until[storage] <= node


def _peak(graph: Graph) -> int:
    storages = _Storages(graph)
    for index, node in enumerate(graph.nodes):
        source = node.inputs[0]
        # At inference dropout hands on its input.
        passes_on = node.operation.view or isinstance(node.operation, Dropout)
        if passes_on or (node.operation.in_place and storages.may_overwrite(index, source)):
            storages.share(index, source)
        else:
            storages.allocate(index, elements(node.output))
    return _highest(storages, storages.needed_until, len(graph.nodes))


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


def _needed(graph: Graph, frozen: frozenset[int]) -> list[bool]:
    """Whether the backward pass needs what each node keeps."""
    if not frozen:
        return [True] * len(graph.nodes)
    reached: list[bool] = []  # by a gradient: something at or before the node is trained
    needed = []
    for index, node in enumerate(graph.nodes):
        trained = index not in frozen and any(t.kind == PARAMETER for t in node.operation.tensors(*node.shapes))
        before = any(reached[source] for source in node.inputs if source != INPUT)
        reached.append(trained or before)
        needed.append(trained or (before and not node.operation.keeps_for_weights))
    return needed


def _kept(graph: Graph, needed: list[bool]) -> tuple[int, int]:
    storages = _Storages(graph)
    kept: set[int] = set()
    extra = 0
    for index, node in enumerate(graph.nodes):
        source = node.inputs[0]
        overwrites = node.operation.in_place and storages.may_overwrite(index, source)
        # What a layer has kept must not be overwritten, nor what this layer itself needs to keep.
        if node.operation.view or (overwrites and storages.of[source + 1] not in kept and not _keeps_input(node)):
            storages.share(index, source)
        else:
            storages.allocate(index, elements(node.output))
        if needed[index]:
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
