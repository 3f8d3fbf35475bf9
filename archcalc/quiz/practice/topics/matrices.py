"""Convolution and pooling of small matrices by hand."""

from __future__ import annotations

from random import Random
from typing import Any

from archcalc.korean import with_particle
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Draft
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.numeric.sliding import Numeric, convolve, pool

Matrix = list[list[Any]]


def _matrix(random: Random, rows: int, low: int, high: int) -> Matrix:
    return [[random.randint(low, high) for _ in range(rows)] for _ in range(rows)]


def _text(matrix: Matrix) -> str:
    return "[" + ",".join("[" + ",".join(map(str, row)) + "]" for row in matrix) + "]"


def convolution(random: Random, level: int) -> Draft:
    """Cross-correlation without padding."""
    image = _matrix(random, 3 if level == 1 else 4, 0, 5)
    kernel = _matrix(random, 2 if level < 3 else 3, -1, 2)
    turned = [row[::-1] for row in kernel[::-1]]
    result = convolve(Numeric(image, kernel, 1, 0), [])
    return Draft(
        f"Compute the valid cross-correlation (stride 1) of {_text(image)} with the kernel {_text(kernel)}.",
        f"입력 {_text(image)}에 커널 {with_particle(_text(kernel), '을')} 스트라이드 1, 패딩 없이 적용한 "
        "결과를 구하라. (커널은 뒤집지 않는다)",
        (answer("feature_map", result, "matrix"),),
        ((mistakes.FLIPPED, convolve(Numeric(image, turned, 1, 0), [])),),
    )


def pooling(random: Random, level: int) -> Draft:
    """Max or average pooling with windows that do not overlap."""
    image = _matrix(random, 4, 0, 9)
    kinds = ("maxpool", "avgpool") if random.random() < 0.5 or level == 1 else ("avgpool", "maxpool")
    right, other = (pool(image, (2, 2), 2, kind, []) for kind in kinds)
    en = {"maxpool": "max", "avgpool": "average"}[kinds[0]]
    ko = {"maxpool": "최대", "avgpool": "평균"}[kinds[0]]
    return Draft(
        f"Apply 2x2 {en} pooling with stride 2 to {_text(image)}.",
        f"{_text(image)}에 2x2 {ko} 풀링(스트라이드 2)을 적용하라.",
        (answer("pooled", right, "matrix"),),
        ((mistakes.OTHER_POOLING, other),),
    )
