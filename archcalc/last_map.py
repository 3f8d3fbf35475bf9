"""The receptive field of a network as one figure: what a position of its last map sees.

Global pooling and fully connected layers see every position of that map, so the field of the output itself says
nothing but how far the last map reaches beyond the input's borders.
"""

from __future__ import annotations

from typing import NamedTuple

from archcalc.analysis import Analysis
from archcalc.graph import INPUT
from archcalc.rows import Row
from archcalc.shape import Shape


class LastMap(NamedTuple):
    """The last map of more than one position on the way to the output, and the receptive field of its positions."""

    layer: str
    shape: Shape
    field: tuple[int, ...]
    whole: bool  # the field is as large as the input, along every axis


def last_map(analysis: Analysis) -> LastMap | None:
    """The last map before the output that still has positions side by side; None if there is none."""
    index = analysis.graph.output
    while index != INPUT:
        row = analysis.layers[index]
        if any(size > 1 for size in row.output[1:]):
            return _seen(row, analysis.input)
        index = max(analysis.graph.nodes[index].inputs)
    return None


def _seen(row: Row, input: Shape) -> LastMap:
    field = tuple(axis.size for axis in row.receptive)
    return LastMap(row.name, row.output, field, all(map(int.__ge__, field, input[1:])))
