"""Random small maps, kernels and settings, and the same computation in torch."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

import torch
from hypothesis import strategies as st

from archcalc.numeric import Maps

numbers = st.integers(-9, 9)
fractions = st.fractions(min_value=-9, max_value=9, max_denominator=12)


class Case(NamedTuple):
    """Maps with a kernel and the fields of an operation."""

    input: Maps
    kernel: Maps
    bias: int
    fields: dict[str, Any]


def maps(draw: Any, channels: int, rows: int, columns: int, entries: Any = numbers) -> Maps:
    """Channels of random entries."""
    row = st.tuples(*[entries] * columns)
    return tuple(draw(st.tuples(*[row] * rows)) for _ in range(channels))


@st.composite
def cases(draw: Any, transposed: bool = False, entries: Any = numbers) -> Case:
    """A convolution whose window may or may not fit."""
    channels = draw(st.integers(1, 3))
    # Two rows at least: a map of one row is a sequence to us, and torch is asked for two axes.
    input = maps(draw, channels, draw(st.integers(2, 7)), draw(st.integers(1, 7)), entries)
    kernel = maps(draw, channels, draw(st.integers(1, 3)), draw(st.integers(1, 3)), entries)
    pair = lambda low, high: draw(st.tuples(st.integers(low, high), st.integers(low, high)))  # noqa: E731
    fields: dict[str, Any] = {"stride": pair(1, 3), "padding": pair(0, 2), "dilation": pair(1, 2)}
    if transposed:
        limits = [max(s, d) - 1 for s, d in zip(fields["stride"], fields["dilation"], strict=True)]
        fields["output_padding"] = tuple(draw(st.integers(0, limit)) for limit in limits)
    return Case(input, kernel, draw(numbers), fields)


def tensor(maps: Maps) -> torch.Tensor:
    """Maps as a batch of one, in doubles: exact for the small integers used here."""
    return torch.tensor([[[float(value) for value in row] for row in matrix] for matrix in maps], dtype=torch.double)[
        None
    ]


def numbers_of(tensor: torch.Tensor) -> list[list[list[Fraction]]]:
    """A result of torch as exact numbers."""
    return [[[Fraction(value) for value in row] for row in matrix] for matrix in tensor[0].tolist()]


def lists(maps: Maps) -> list[list[list[Fraction]]]:
    """Our maps in the same form."""
    return [[[Fraction(value) for value in row] for row in matrix] for matrix in maps]
