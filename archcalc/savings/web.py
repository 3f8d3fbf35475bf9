"""The graph read forwards: what takes a layer's output, and where a chain of layers leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from archcalc.graph import INPUT, Graph, Node
from archcalc.ops.activation import Activation, Dropout, Softmax
from archcalc.ops.conv import Conv
from archcalc.ops.join import Multiply
from archcalc.ops.norm import NORMALISATIONS, LocalResponseNorm
from archcalc.ops.reshape import Identity
from archcalc.shape import Shape

_QUIET = (*NORMALISATIONS, LocalResponseNorm, Activation, Dropout, Identity)


class Way(NamedTuple):
    """From one layer to the next that matters: the norms and activations passed, and where it leads."""

    passed: tuple[int, ...]
    ends: tuple[int, ...]  # several where the tensor branches, none at the end of the network


class Web:
    """A graph and, for each node, the nodes that take its output."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.nodes = graph.nodes
        self.results = frozenset(graph.results)
        self.takers: list[list[int]] = [[] for _ in graph.nodes]
        for index, node in enumerate(graph.nodes):
            for source in node.inputs:
                if source != INPUT:
                    self.takers[source].append(index)

    def shape(self, index: int) -> Shape:
        return self.graph.shape(index)

    def conv(self, index: int) -> Conv | None:
        """The convolution at `index`, if it is one whose maps are not wired by a table."""
        operation = self.nodes[index].operation
        return operation if isinstance(operation, Conv) and operation.table is None else None

    def onward(self, index: int) -> Way:
        """Where a layer's output goes, through norms, activations and dropout that nothing else needs."""
        passed: list[int] = []
        while True:
            takers = self.takers[index]
            if index in self.results or len(takers) != 1 or not is_quiet(self.nodes[takers[0]]):
                # The network's output is needed outside: nothing may take its place.
                return Way(tuple(passed), () if index in self.results else tuple(takers))
            index = takers[0]
            passed.append(index)

    def next(self, index: int) -> tuple[tuple[int, ...], int] | None:
        """The norms passed and the one layer behind, or None where the way branches or ends."""
        passed, ends = self.onward(index)
        return (passed, ends[0]) if len(ends) == 1 else None

    def behind_gate(self, ends: tuple[int, ...]) -> int | None:
        """Behind a squeeze-and-excitation gate that starts at `ends`: the layer after its product."""
        for end in ends:
            while is_quiet(self.nodes[end]) and len(self.takers[end]) == 1:
                end = self.takers[end][0]
            if isinstance(self.nodes[end].operation, Multiply):
                found = self.next(end)
                return found[1] if found else None
        return None


def is_quiet(node: Node) -> bool:
    """Whether a layer works on each element or channel alone, so that a construction runs through it."""
    return isinstance(node.operation, _QUIET) and not isinstance(node.operation, Softmax)


def is_pointwise(conv: Conv | None) -> bool:
    """Whether a convolution is a dense 1x1: it mixes channels and nothing else."""
    return conv is not None and conv.groups == 1 and set(conv.kernel) == {1} and not any(map(any, conv.pads))


def is_larger(conv: Conv | None) -> bool:
    """Whether a convolution's kernel covers more than one position."""
    return conv is not None and max(conv.kernel) > 1


def is_depthwise(conv: Conv | None, channels: int) -> bool:
    """Whether each of the input channels has filters of its own."""
    return conv is not None and conv.groups == channels > 1


def changed(conv: Conv, **fields: object) -> Conv:
    """The same convolution with other values in some fields."""
    return conv_with(conv.axes, {name: getattr(conv, name) for name in conv.fields} | fields)


def conv_with(axes: int, fields: Mapping[str, Any]) -> Conv:
    """A convolution over so many axes."""
    conv = Conv.make(((1,) * (axes + 1),), fields)
    assert isinstance(conv, Conv)
    return conv
