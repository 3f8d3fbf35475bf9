"""A window sliding over a small matrix: cross-correlation, its transpose, and pooling, entry by entry."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from archcalc.formula import transposed_output, window_output
from archcalc.quiz.answers import contradiction
from archcalc.quiz.working import Step, Steps

Matrix = list[list[Any]]


class Numeric(NamedTuple):
    """A matrix, its kernel, and how the kernel moves; a border of zeros has as many rows as columns, or only these."""

    matrix: Matrix
    kernel: Matrix
    stride: int
    pad: int
    sideways: bool = False  # one row of numbers is padded left and right only


def padded(matrix: Matrix, rows: int, columns: int) -> Matrix:
    """The matrix with a border of zeros."""
    width = len(matrix[0]) + 2 * columns
    inner = [[0] * columns + list(row) + [0] * columns for row in matrix]
    return [[0] * width for _ in range(rows)] + inner + [[0] * width for _ in range(rows)]


def windows(matrix: Matrix, height: int, width: int, stride: int) -> list[list[list[Any]]]:
    """The values under the window, row by row of the result."""
    if stride < 1:
        raise contradiction("a stride must be at least 1", "스트라이드는 1 이상이어야 합니다")
    rows = window_output(len(matrix), 0, height, stride, 1)
    columns = window_output(len(matrix[0]), 0, width, stride, 1)
    if rows < 1 or columns < 1:
        raise contradiction("the window is larger than the matrix", "창이 행렬보다 큽니다")
    return [
        [[matrix[r * stride + i][c * stride + j] for i in range(height) for j in range(width)] for c in range(columns)]
        for r in range(rows)
    ]


def convolve(problem: Numeric, steps: Steps) -> Matrix:
    """Cross-correlation, as every framework computes it."""
    weights = [w for row in problem.kernel for w in row]
    matrix = padded(problem.matrix, 0 if problem.sideways else problem.pad, problem.pad)
    result = []
    for row in windows(matrix, len(problem.kernel), len(problem.kernel[0]), problem.stride):
        sums = []
        for values in row:
            terms = [f"{shown(v)}·{shown(w)}" for v, w in zip(values, weights, strict=True)]
            sums.append(sum(v * w for v, w in zip(values, weights, strict=True)))
            steps.append(Step("entry", f"{' + '.join(terms)} = {shown(sums[-1])}"))
        result.append(sums)
    return result


def transpose(problem: Numeric) -> Matrix:
    """Transposed convolution: each entry spreads the kernel over the result; a border of `pad` is cut off."""
    height, width = len(problem.kernel), len(problem.kernel[0])
    sizes = (len(problem.matrix), height), (len(problem.matrix[0]), width)
    rows, columns = (transposed_output(size, 0, kernel, problem.stride, 1, 0) for size, kernel in sizes)
    spread: Matrix = [[0] * columns for _ in range(rows)]
    for r, row in enumerate(problem.matrix):
        for c, value in enumerate(row):
            for i in range(height):
                for j in range(width):
                    spread[r * problem.stride + i][c * problem.stride + j] += value * problem.kernel[i][j]
    cut = problem.pad
    return [row[cut : columns - cut] for row in spread[cut : rows - cut]]


def dilated(kernel: Matrix, rate: int) -> Matrix:
    """The kernel with `rate - 1` zeros between its entries."""
    height, width = rate * (len(kernel) - 1) + 1, rate * (len(kernel[0]) - 1) + 1
    return [
        [kernel[r // rate][c // rate] if r % rate == c % rate == 0 else 0 for c in range(width)] for r in range(height)
    ]


def pool(matrix: Matrix, size: tuple[int, int], stride: int, how: str, steps: Steps) -> Matrix:
    """Max or average pooling."""
    result = []
    for row in windows(matrix, size[0], size[1], stride):
        values = []
        for part in row:
            entries = ", ".join(map(shown, part))
            if how == "maxpool":
                values.append(max(part))
                steps.append(Step("entry", f"max({entries}) = {shown(values[-1])}"))
            else:
                values.append(Fraction(sum(part)) / len(part))
                steps.append(Step("entry", f"({entries.replace(', ', ' + ')})/{len(part)} = {shown(values[-1])}"))
        result.append(values)
    return result


def shown(value: Any) -> str:
    """A number as it stands in a sum."""
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else f"{float(value):.6g}"
    if isinstance(value, float):
        return f"{value:.6g}"
    return f"({value})" if value < 0 else str(value)


def exact(value: Any) -> Any:
    """Whole numbers as such."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value
