"""All combinations of the axes' values, in order, the last axis fastest; and boxes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

import numpy as np

from archcalc.sweep.each import as_array, gathered
from archcalc.sweep.lanes import Array

Box = tuple[Array, ...]
"""For each axis the indices of its values: the box holds all combinations of these."""


def chunks(lengths: Sequence[int], most: int) -> list[tuple[range, ...]]:
    """The grid as consecutive boxes of at most `most` configurations, as large as the axes allow."""
    inner, axis = 1, len(lengths)
    while axis > 0 and inner * lengths[axis - 1] <= most:
        axis -= 1
        inner *= lengths[axis]
    if axis == 0:
        return [tuple(map(range, lengths))]
    cut, step = axis - 1, max(1, most // inner)
    outer = np.ndindex(*lengths[:cut])
    rest = tuple(map(range, lengths[axis:]))
    pieces = [range(start, min(start + step, lengths[cut])) for start in range(0, lengths[cut], step)]
    return [(*[range(i, i + 1) for i in before], piece, *rest) for before in outer for piece in pieces]


def lanes_of(values: Sequence[Any], box: Box, axis: int) -> Any:
    """The values of one axis in a box, as lanes along it."""
    shape = [1] * len(box)
    shape[axis] = len(box[axis])
    return gathered([values[index] for index in box[axis]], np.arange(len(box[axis])).reshape(shape))


def column_of(values: Sequence[Any], box: Sequence[Sequence[int]], axis: int) -> Array:
    """The values of one axis for every configuration of a box, one after the other."""
    lengths = list(map(len, box))
    floats = all(value.__class__ is float for value in values)
    array = (np.array(values) if floats else as_array(values))[np.asarray(box[axis])]
    return np.tile(np.repeat(array, prod(lengths[axis + 1 :])), prod(lengths[:axis]))


def parts_of(box: Box, codes: Array) -> list[Box]:
    """Boxes within `box` on which `codes`, which broadcast over it, are the same."""
    return [tuple(box[axis][chosen.get(axis, slice(None))] for axis in range(len(box))) for chosen in _uniform(codes)]


def _uniform(codes: Array) -> Iterator[dict[int, Array]]:
    """Cuts along the axis with the fewest different slices, until each part is of one code."""
    kinds = {axis: _slices(codes, axis) for axis in range(codes.ndim) if codes.shape[axis] > 1}
    kinds = {axis: labels for axis, labels in kinds.items() if labels.any()}
    if not kinds:
        yield {}
        return
    cut = min(kinds, key=lambda axis: int(kinds[axis].max()))
    for label in range(int(kinds[cut].max()) + 1):
        chosen = np.flatnonzero(kinds[cut] == label)
        for rest in _uniform(codes.take(chosen[:1], cut)):
            yield {**rest, cut: chosen}


def _slices(codes: Array, axis: int) -> Array:
    """Along an axis, a label for each index: equal where the slices are equal."""
    rows = np.moveaxis(codes, axis, 0).reshape(codes.shape[axis], -1)
    return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)
