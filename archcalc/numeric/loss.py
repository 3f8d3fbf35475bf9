"""The mean squared error of a prediction, term by term: (1/n)·Σ(yᵢ − ŷᵢ)²."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.errors import Fault, UsageError
from archcalc.numeric.numbers import Maps, Number, exact, mean, signed_text, worked_text
from archcalc.numeric.reading import size_text


class Loss(NamedTuple):
    """Targets and predictions entry by entry, their differences and squares, and the mean of the squares."""

    targets: tuple[Number, ...]
    predictions: tuple[Number, ...]
    differences: tuple[Number, ...]
    squares: tuple[Number, ...]
    mean: Number

    @property
    def working(self) -> str:
        """`(0.01 + 0.01 + 0.16)/3 = 0.06`."""
        total = " + ".join(map(worked_text, self.squares))
        return f"({total})/{len(self.squares)} = {signed_text(self.mean)}"


def mean_squared_error(targets: Maps, predictions: Maps) -> Loss:
    """Compare two vectors, matrices or stacks of them.

    Raises:
        UsageError: their sizes differ.
    """
    if _size(targets) != _size(predictions):
        message = f"the target is {_size(targets)}, and the prediction is {_size(predictions)}"
        raise UsageError(Fault(message, hint="both need as many rows, entries and channels"))
    true, guessed = _entries(targets), _entries(predictions)
    differences = tuple(exact(y - guess) for y, guess in zip(true, guessed, strict=True))
    squares = tuple(exact(difference * difference) for difference in differences)
    return Loss(true, guessed, differences, squares, mean(list(squares)))


def _entries(maps: Maps) -> tuple[Number, ...]:
    return tuple(value for matrix in maps for row in matrix for value in row)


def _size(maps: Maps) -> str:
    size = size_text(maps[0])
    return size if len(maps) == 1 else f"{len(maps)}x{size}"
