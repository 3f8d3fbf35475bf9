"""Convolution and pooling of small matrices by hand."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from archcalc.korean import with_particle
from archcalc.quiz.answers import Answer
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Draft, drafted
from archcalc.quiz.practice.mistakes import Made
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.numeric.sliding import Matrix, Numeric, convolve, pool


def _matrix(random: Random, rows: int, low: int, high: int) -> Matrix:
    return [[random.randint(low, high) for _ in range(rows)] for _ in range(rows)]


def _text(matrix: Matrix) -> str:
    return "[" + ",".join("[" + ",".join(map(str, row)) + "]" for row in matrix) + "]"


def _kernel(random: Random, size: int, low: int) -> Matrix:
    """A kernel whose entries are not all alike, nor all zero."""
    while True:
        kernel = _matrix(random, size, low, 2)
        if len({value for row in kernel for value in row}) > 1:
            return kernel


def _turned(matrix: Matrix) -> Matrix:
    return [row[::-1] for row in matrix[::-1]]


def _across(matrix: Matrix) -> Matrix:
    return [list(column) for column in zip(*matrix, strict=True)]


def _swapped(matrix: Matrix) -> Matrix:
    """The first two entries in each other's place."""
    (first, *row), *rest = matrix
    return [[row[0], first, *row[1:]], *rest]


def _a_product(image: Matrix, kernel: Matrix) -> int:
    """One that counts in the first entry: the last that is not zero, or zero if all are."""
    products = [
        v * w for values, weights in zip(image, kernel, strict=False) for v, w in zip(values, weights, strict=False)
    ]
    return next((product for product in reversed(products) if product), 0)


def convolution(random: Random, level: int) -> Draft:
    """Cross-correlation without padding; only harder levels have negative weights."""
    image = _matrix(random, 3 if level == 1 else 4, 0, 5)
    kernel = _kernel(random, 2 if level < 3 else 3, 0 if level == 1 else -1)

    def figures(made: Made) -> tuple[Answer, ...]:
        weights = _turned(kernel) if mistakes.FLIPPED in made else kernel
        weights = _across(weights) if mistakes.TRANSPOSED in made else weights
        weights = [[abs(w) for w in row] for row in weights] if mistakes.LOST_SIGN in made else weights
        result = convolve(Numeric(image, weights, 1, 0), [])
        if mistakes.LOST_PRODUCT in made:
            result[0][0] -= _a_product(image, weights)
        result = _across(result) if mistakes.ROWS_AS_COLUMNS in made else result
        return (answer("feature_map", _swapped(result) if mistakes.SWAPPED_ENTRIES in made else result, "matrix"),)

    return drafted(
        f"Compute the valid cross-correlation (stride 1) of {_text(image)} with the kernel {_text(kernel)}.",
        f"입력 {_text(image)}에 커널 {with_particle(_text(kernel), '을')} 스트라이드 1, 패딩 없이 적용한 결과를 "
        "구하라. (커널은 뒤집지 않는다)",
        figures,
        (mistakes.FLIPPED, mistakes.TRANSPOSED),
        (mistakes.LOST_PRODUCT,),
        (mistakes.LOST_SIGN, mistakes.SWAPPED_ENTRIES, mistakes.ROWS_AS_COLUMNS),
    )


def pooling(random: Random, level: int) -> Draft:
    """Max or average pooling; at the hardest level with windows that overlap."""
    image = _matrix(random, 4 if level < 3 else 5, 0, 9 if level == 1 else 20)
    kind = "maxpool" if random.random() < 0.5 or level == 1 else "avgpool"
    size = 2 if level < 3 else 3

    def figures(made: Made) -> tuple[Answer, ...]:
        how = {"maxpool": "avgpool", "avgpool": "maxpool"}[kind] if mistakes.OTHER_POOLING in made else kind
        result = _pooled(image, size, how, made)
        if mistakes.MISSED_VALUE in made:
            first = sorted(value for row in image[:size] for value in row[:size])[:-1]
            result[0][0] = first[-1] if how == "maxpool" else Fraction(sum(first), size * size)
        result = _across(result) if mistakes.ROWS_AS_COLUMNS in made else result
        return (answer("pooled", _swapped(result) if mistakes.SWAPPED_ENTRIES in made else result, "matrix"),)

    en = {"maxpool": "max", "avgpool": "average"}[kind]
    ko = {"maxpool": "최대", "avgpool": "평균"}[kind]
    return drafted(
        f"Apply {size}x{size} {en} pooling with stride 2 to {_text(image)}.",
        f"{_text(image)}에 {size}x{size} {ko} 풀링(스트라이드 2)을 적용하라.",
        figures,
        (mistakes.OTHER_POOLING,),
        (mistakes.MISSED_VALUE, mistakes.NO_STRIDES),
        (mistakes.ROWS_AS_COLUMNS, mistakes.SWAPPED_ENTRIES),
    )


def _pooled(image: Matrix, size: int, how: str, made: Made) -> Matrix:
    return pool(image, (size, size), 1 if mistakes.NO_STRIDES in made else 2, how, [])
