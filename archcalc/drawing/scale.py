"""How large maps are drawn: areas stay legible because both directions follow square roots."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from archcalc.shape import Shape

TALLEST, THICKEST = 96.0, 46.0
"""Pixels of the largest map and of the most channels."""

LEAST = 3.0
LONGEST = 160.0  # a flattened map may have many more features than any layer has channels
SLANT = 0.3  # depth of a box as a part of its height, where the map is square


class Solid(NamedTuple):
    """A box in pixels: thickness along the flow, height, and depth to the back."""

    thickness: float
    height: float
    depth: float

    @property
    def width(self) -> float:
        return self.thickness + self.depth

    @property
    def half(self) -> float:
        """From its middle to its upper and its lower end."""
        return (self.height + self.depth) / 2


class Scale(NamedTuple):
    """Height is proportional to the root of the map's height, thickness to the root of its channels."""

    size: int
    channels: int

    def solid(self, shape: Shape) -> Solid:
        """The box of a map; a vector is a map of size 1."""
        height, width = _sizes(shape)
        return Solid(self.thickness(shape[0]), self.height(height), max(2.0, SLANT * self.height(width)))

    def height(self, size: int) -> float:
        return max(LEAST, TALLEST * sqrt(size / self.size))

    def thickness(self, channels: int) -> float:
        return min(LONGEST, max(LEAST, THICKEST * sqrt(channels / self.channels)))


def scale_for(shapes: Sequence[Shape]) -> Scale:
    """The scale on which the largest of these maps fit."""
    size = max(max(_sizes(shape)) for shape in shapes)
    return Scale(max(size, 16), max(shape[0] for shape in shapes))


def _sizes(shape: Shape) -> tuple[int, int]:
    """Height and width of a map: the last two axes; a sequence is as high as it is long."""
    axes = shape[1:]
    if len(axes) == 1:
        return axes[0], 1
    return (axes[-2], axes[-1]) if axes else (1, 1)
