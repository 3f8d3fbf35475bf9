"""Receptive fields: what one position of a layer's output sees of the network's input.

Follows Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks" (Distill 2019):
size `r`, jump `j` (input pixels between neighbouring positions) and start `a` (the first pixel that the
first position looks at; negative in the padding). Where branches meet, the field covers all of them.

Behind an upsampling or transposed convolution of factor F, neighbouring positions see different amounts: `size`
is that of the position which sees most, and `start` such that position 0 looks within. What an operation says here
of a window further on is exact where its span D·(K - 1) is a multiple of F (3x3 behind a factor of 2), and otherwise
off by at most one jump of the map before the upsampling, and more behind several; `archcalc.phases` makes it exact for
a whole graph. (Both for transposed kernels that leave no gaps: K >= S, D = 1.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archcalc.formula import Expression, exact_div, whole_field

if TYPE_CHECKING:
    from fractions import Fraction

    Jump = int | Fraction


class AxisField(NamedTuple):
    """The receptive field along one axis, in pixels of the network's input.

    `positions` is how many positions the axis has: a flattened map keeps it, because the fully connected
    layer that follows sees them all.
    """

    size: int
    jump: Jump
    start: Jump
    positions: int


Receptive = tuple[AxisField, ...]


def input_field(sizes: tuple[int, ...]) -> Receptive:
    """Every pixel of the network's input sees itself."""
    return tuple(AxisField(1, 1, 0, size) for size in sizes)


def join(fields: tuple[Receptive, ...]) -> Receptive:
    """The field that covers those of several branches.

    Branches agree in their jump wherever their maps have the same size; a gate of size 1 multiplied onto a
    map leaves the map's jump and positions.
    """
    if len(fields) == 1:
        return fields[0]
    return tuple(_cover(axis) for axis in zip(*fields, strict=False))


def see_all(field: Receptive) -> Receptive:
    """One position that sees every position of `field`: global pooling, fully connected layers."""
    return tuple(AxisField(_extent(a), a.jump * a.positions, a.start, 1) for a in field)


def jump_over(jump: Jump, stride: int) -> Jump:
    """The jump after an upsampling by `stride`: exact, a fraction where it does not divide.

    In letters it is j/S, which has a value only where that is a whole number.
    """
    if isinstance(jump, Expression):
        return exact_div(jump, stride)
    if isinstance(jump, int) and jump % stride == 0:
        return jump // stride
    from fractions import Fraction

    exact = Fraction(jump) / stride
    return int(exact) if exact.denominator == 1 else exact


def jump_data(jump: Jump) -> int | float | str:
    """A jump as JSON can hold it: a number if that is exact, else a fraction as text (`7/3`)."""
    if isinstance(jump, int):
        return jump
    return float(jump) if jump.denominator & (jump.denominator - 1) == 0 else str(jump)


def _extent(axis: AxisField) -> int:
    from math import ceil

    return ceil(whole_field(axis.size, axis.positions, axis.jump))  # type: ignore[arg-type]


def _cover(axes: tuple[AxisField, ...]) -> AxisField:
    start = min(a.start for a in axes)
    end = max(a.start + a.size for a in axes)
    widest = max(axes, key=lambda a: a.positions)
    size = end - start
    return AxisField(size if isinstance(size, int) else -(-size // 1), widest.jump, start, widest.positions)
