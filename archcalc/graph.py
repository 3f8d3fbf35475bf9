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
    """Nodes in the order in which they run; `output` is the index of the network's result."""

    name: str
    input: Shape
    nodes: tuple[Node, ...]
    output: int
