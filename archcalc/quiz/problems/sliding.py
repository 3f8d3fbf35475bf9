"""A window sliding over a small matrix: cross-correlation and pooling, entry by entry."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from archcalc.formula import window_output
from archcalc.quiz.answers import contradiction
from archcalc.quiz.working import Step, Steps

Matrix = list[list[Any]]


class Numeric(NamedTuple):
    """A matrix, perhaps a kernel, and how the window moves."""

    matrix: Matrix
    kernel: Matrix | None
    stride: int
    pad: int


def padded(matrix: Matrix, pad: int) -> Matrix:
    """The matrix with a border of zeros."""
    width = len(matrix[0]) + 2 * pad
    rows = [[0] * pad + list(row) + [0] * pad for row in matrix]
    return [[0] * width for _ in range(pad)] + rows + [[0] * width for _ in range(pad)]


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
    assert problem.kernel is not None
    weights = [w for row in problem.kernel for w in row]
    result = []
    for row in windows(
        padded(problem.matrix, problem.pad), len(problem.kernel), len(problem.kernel[0]), problem.stride
    ):
        sums = []
        for values in row:
            terms = [f"{shown(v)}·{shown(w)}" for v, w in zip(values, weights, strict=True)]
            sums.append(sum(v * w for v, w in zip(values, weights, strict=True)))
            steps.append(Step("entry", f"{' + '.join(terms)} = {shown(sums[-1])}"))
        result.append(sums)
    return result


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
    return f"({value})" if value < 0 else str(value)
