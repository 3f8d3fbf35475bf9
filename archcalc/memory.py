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

from archcalc.errors import Fault, UsageError
from archcalc.formula import elements
from archcalc.graph import INPUT, Graph
from archcalc.ops import PARAMETER
from archcalc.ops.activation import Dropout

DTYPE_BYTES = {"float64": 8, "float32": 4, "float16": 2, "bfloat16": 2, "int8": 1}


def check_dtype(dtype: str) -> None:
    """Refuse what is no type of numbers.

    Raises:
        UsageError: memory is not counted in it.
    """
    if dtype not in DTYPE_BYTES:
        raise UsageError(Fault(f"there is no dtype '{dtype}'", hint=f"it is one of {', '.join(DTYPE_BYTES)}"))


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
    sizes = [elements(graph.input), *[elements(node.output) for node in graph.nodes]]
    last_use = _last_uses(graph)
    kept, extra = _kept(graph, _Storages(sizes, last_use), _needed(graph, frozen))
    return Memory(_peak(graph, _Storages(sizes, last_use)), kept, extra)


class _Storages:
    """Which memory each tensor lives in; index 0 is the network's input, i + 1 the output of node i."""

    def __init__(self, sizes: list[int], last_use: list[int]) -> None:
        self.of = [0] * len(sizes)
        self.all_sizes = sizes
        self.last_use = last_use
        self.sizes = {0: sizes[0]}
        self.needed_until = {0: last_use[0]}

    def share(self, node: int, value: int) -> None:
        """Node's output lives where `value` does."""
        storage = self.of[node + 1] = self.of[value + 1]
        if self.last_use[node + 1] > self.needed_until[storage]:
            self.needed_until[storage] = self.last_use[node + 1]

    def allocate(self, node: int) -> None:
        storage = self.of[node + 1] = node + 1
        self.sizes[storage] = self.all_sizes[storage]
        self.needed_until[storage] = self.last_use[storage]

    def may_overwrite(self, node: int, value: int) -> bool:
        """Whether nobody needs what `value` lives in after this node; the network's input is the caller's."""
        storage = self.of[value + 1]
        return storage != 0 and self.needed_until[storage] <= node


def _peak(graph: Graph, storages: _Storages) -> int:
    for index, node in enumerate(graph.nodes):
        operation, source = node.operation, node.inputs[0]
        # At inference dropout hands on its input.
        passes_on = operation.view or isinstance(operation, Dropout)
        if passes_on or (operation.in_place and storages.may_overwrite(index, source)):
            storages.share(index, source)
        else:
            storages.allocate(index)
    return _highest(storages, storages.needed_until, len(graph.nodes))


def _highest(storages: _Storages, freed_at: dict[int, int], steps: int) -> int:
    ending: dict[int, int] = {}
    for storage, step in freed_at.items():
        ending[step] = ending.get(step, 0) + storages.sizes[storage]
    live = peak = storages.sizes[0]
    for step in range(steps):
        live += storages.sizes.get(step + 1, 0)
        if live > peak:
            peak = live
        live -= ending.get(step, 0)
    return peak


def _last_uses(graph: Graph) -> list[int]:
    """Step at which each tensor is used last; the network's results are used after the last step."""
    last = [-1] * (len(graph.nodes) + 1)
    for index, node in enumerate(graph.nodes):
        last[index + 1] = index
        for source in node.inputs:
            last[source + 1] = index
    for result in graph.results:
        last[result + 1] = len(graph.nodes)
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


def _kept(graph: Graph, storages: _Storages, needed: list[bool]) -> tuple[int, int]:
    kept: set[int] = set()
    extra = 0
    of = storages.of
    for index, node in enumerate(graph.nodes):
        operation, source = node.operation, node.inputs[0]
        keeps = operation.keeps
        # What a layer has kept must not be overwritten, nor what this layer itself needs to keep.
        if operation.view or (
            operation.in_place
            and "input" not in keeps
            and of[source + 1] not in kept
            and storages.may_overwrite(index, source)
        ):
            storages.share(index, source)
        else:
            storages.allocate(index)
        if not needed[index]:
            continue
        for what in keeps:
            if what == "output":
                kept.add(of[index + 1])
            else:
                kept.update([of[value + 1] for value in node.inputs])
        extra += operation.kept_bytes(node.shapes, node.output)
    return sum([storages.sizes[storage] for storage in kept]), extra
