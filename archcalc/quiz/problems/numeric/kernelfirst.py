"""Which of two matrices is the kernel, by the words that put one over the other: `apply K to X`, `K를 X에 적용`."""

from __future__ import annotations

import re

from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token

_NOUNS = r"(?:(?:the|an?|this|input|image|picture|matrix|map|feature|signal|row|patch|grid|array|values?)\s)*"
_OVER = re.compile(rf"(?<![a-z])(?:to|over|across|onto|along|on)\s{_NOUNS}(?:\w\s?[=:]\s?)?$")
_OPERATOR = re.compile(
    r"laplac|sobel|prewitt|scharr|roberts|detector|(?<![a-z])(?:mask|template|blur|sharpen|stencil|weights?)|"
    r"라플라시안|라플라스|소벨|프리윗|마스크|템플릿|검출|선명|블러"
)
_OBJECT = re.compile(r"\s?(?:을|를|로)(?![가-힣])")
_PLACE = re.compile(r"\s?(?:에|에다|에다가|위에|위로|위에서)(?![가-힣])")


def are_kernels_by_verb(scene: Scene, tokens: list[Token]) -> list[bool] | None:
    """Whether each of two matrices is the kernel; None where no word tells it."""
    if len(tokens) != 2:
        return None
    one, two = tokens
    lower = scene.body.lower()
    before, between = lower[max(0, one.start - 30) : one.start], lower[one.end : two.start]
    placed = _OBJECT.match(between) and _PLACE.match(lower, two.end)
    if placed or _OVER.search(between):
        return [True, False]
    named = bool(_OPERATOR.search(before)), bool(_OPERATOR.search(between))
    return list(named) if len(set(named)) == 2 else None
