"""A convolution as a matrix: each row of C is one window, laid out over the flattened input.

`y = C·x` is the convolution; `Cᵀ·y` leads back to the size of x, and is the transposed convolution, which has
its name from there (Dumoulin & Visin 2016, arXiv:1603.07285, section 4.1).
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from archcalc.errors import Fault, UsageError
from archcalc.numeric.compute import Result
from archcalc.numeric.geometry import Axis
from archcalc.numeric.numbers import Number, exact

MAX_ROWS, MAX_COLUMNS = 16, 64  # of C: a 4x4 map from an 8x8 one still fits on a page

Place = tuple[int, int]  # row and column of the kernel


class Sparse(NamedTuple):
    """C of one channel: for each row, the place of the kernel that stands in each column; None is a zero."""

    kernel: tuple[tuple[Number, ...], ...]
    rows: tuple[tuple[Place | None, ...], ...]

    @property
    def transpose(self) -> Sparse:
        return Sparse(self.kernel, tuple(zip(*self.rows, strict=True)))

    def weights(self) -> tuple[tuple[Number | None, ...], ...]:
        """The matrix with the kernel's values put in."""
        return tuple(
            tuple(None if place is None else self.kernel[place[0]][place[1]] for place in row) for row in self.rows
        )

    def times(self, vector: list[Number]) -> list[Number]:
        """The product with a column vector."""
        return [
            exact(sum((w * value for w, value in zip(row, vector, strict=True) if w is not None), start=0))
            for row in self.weights()
        ]


def is_small(result: Result) -> bool:
    """Whether the matrix of a result can be read."""
    rows, columns = _size(result.axes)
    return rows <= MAX_ROWS and columns <= MAX_COLUMNS


def sparse_matrices(result: Result) -> tuple[Sparse, ...]:
    """C for each channel: of the convolution itself, or of the one that a transposed convolution turns round.

    Raises:
        UsageError: a pooling is no such product, or the matrix is too large to be read.
    """
    if result.kernel is None:
        raise UsageError("a pooling has no kernel, and no matrix of weights")
    if not is_small(result):
        rows, columns = _size(result.axes)
        message = f"the matrix C would be {rows}x{columns}, and at most {MAX_ROWS}x{MAX_COLUMNS} is shown"
        raise UsageError(Fault(message, hint="take a smaller input"))
    height, width = result.axes
    windows = tuple(_window_row(height, width, row, column) for row, column in _positions(height.out, width.out))
    return tuple(Sparse(kernel, windows) for kernel in result.kernel)


def flat(matrix: tuple[tuple[Number, ...], ...]) -> list[Number]:
    """A map as a column vector, row by row."""
    return [value for row in matrix for value in row]


def _window_row(height: Axis, width: Axis, row: int, column: int) -> tuple[Place | None, ...]:
    rows = {y: i for i, y in enumerate(height.taps(row))}
    columns = {x: j for j, x in enumerate(width.taps(column))}
    return tuple(
        (rows[y], columns[x]) if y in rows and x in columns else None for y, x in _positions(height.size, width.size)
    )


def _positions(rows: int, columns: int) -> product[tuple[int, int]]:
    return product(range(rows), range(columns))


def _size(axes: tuple[Axis, Axis]) -> tuple[int, int]:
    return axes[0].out * axes[1].out, axes[0].size * axes[1].size
