"""The flat, ordered graph of a network: the product of expanding, the input of analysing and building."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.errors import Note, Place
from archcalc.ops import Operation
from archcalc.shape import Shape

INPUT = -1
"""Index that stands for the network's input."""


class Trail(NamedTuple):
    """How a node came into being: the place of its item, then each use and repeat around it."""

    text: str
    place: Place
    outer: Trail | None

    def notes(self) -> tuple[Note, ...]:
        """From the inside out."""
        rest = self.outer.notes() if self.outer else ()
        return (Note(self.text, self.place), *rest)


class Node(NamedTuple):
    """One operation at its place in the network.

    `inputs` are indices of earlier nodes (or `INPUT`), `shapes` their shapes, all per sample.
    """

    path: str
    operation: Operation
    inputs: tuple[int, ...]
    shapes: tuple[Shape, ...]
    output: Shape
    place: Place | None = None
    trail: Trail | None = None


class Graph(NamedTuple):
    """Nodes in the order in which they run; `output` is the index of the network's result.

    A spec may name several under `outputs`: the first of them is `output`, those behind it are the `others`.
    """

    name: str
    input: Shape
    nodes: tuple[Node, ...]
    output: int
    others: tuple[int, ...] = ()

    @property
    def results(self) -> tuple[int, ...]:
        """What the network returns."""
        return (self.output, *self.others)

    def shape(self, source: int) -> Shape:
        """The shape of what a node gives, per sample; of the input for `INPUT`."""
        return self.input if source == INPUT else self.nodes[source].output

    def unused(self) -> list[int]:
        """Nodes whose output neither a node takes nor the network returns: forgotten ones, and heads of training."""
        used = {source for node in self.nodes for source in node.inputs}.union(self.results)
        return [index for index in range(len(self.nodes)) if index not in used]
