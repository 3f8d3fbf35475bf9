"""Places in an order: `the second layer`, `conv 2`, `세 번째 층`."""

from __future__ import annotations

import re

from archcalc.quiz.text.numerals import place_of
from archcalc.quiz.text.token import Source, Token

_ORDINAL = re.compile(
    r"(?<![a-z])(first|second|third|fourth|fifth|sixth)(?:\s(?:conv(?:olution(?:al)?)?\s)?(?:layer))?(?![a-z])|(?<![a-z])(1st|2nd|3rd|[4-9]th)(?![a-z])|"
    r"(첫|두|세|네|다섯)\s?번째(?:\s?층(?![가-힣]*\s?[가-힣]*층))?|(?<![가-힣])(첫|둘|셋|넷|다섯)째|"
    r"(?<![가-힣])(첫)(?=\s(?:층|합성곱|컨볼루션|conv))|"
    r"(?<![a-z])(?:layer|conv|stage|block|step(?=\s?\d\s?[:(])|블록|단계|층)\s?([1-9])(?!\s?[x*]\s?\d)"
    r"(?=\s?[:=은는에이의(.,?]|\s[a-z(:\d]|\s[가-힣]|$)|"
    r"(?<![\d])([1-9])\s?(?:번째)\s?(?:층)?|(?<![\d가-힣])([1-9])층(?=[은는이:]|\s)"
)


_STOREY = re.compile(r"(?<![\d가-힣])([2-9])층(?=으로|에서|에|의|까지)")


_COUNTED_LAYERS = re.compile(r"[2-9]층(?=\s)")


_FIRST_LAYER = re.compile(r"(?<!\d)1\s?층|(?<!\d)1번째|첫|마지막")


_NUMBERED = re.compile(r"(?<!\d)([1-9])번(?=\s?(?:채널|필터|커널|입력|특징|뉴런|행|열))")


_KOREAN_NUMBERED = re.compile(
    r"(?:합성곱|컨볼루션|conv)(?:\s?층)?\s?([1-9])(?=의\s(?:파라미터|매개변수|가중치|출력|mac|곱셈))"
)
"""`합성곱 1의 파라미터`."""
_LETTERED = re.compile(r"(?<![a-z])layer\s([a-f])(?![a-z0-9])")
"""`Layer A: ... Layer B: ...`: letters in place of numbers."""


_PART = re.compile(r"(?:step|stage|part|phase)\s(one|two|1|2)(?=\s?(?:[,.;:?)]|and\s|is\s|has\s|$))")
_HALVES = re.compile(r"depthwise|pointwise|separable|own \d|(?<![a-z])dw(?![a-z])")


def _part(source: Source, position: int) -> Token | None:
    """`parameters of step one, of step two`: the halves of a separable convolution."""
    found = _PART.match(source.lower, position)
    if not found or source.lower[position - 1 : position].isalnum() or not _HALVES.search(source.lower):
        return None
    return Token("ORD", {"one": 1, "two": 2}.get(found.group(1)) or int(found.group(1)), position, found.end())


_KERNELS_COUNTED = re.compile(r"\d\s?[x×*]\s?\d\s?(?:합성곱|컨볼루션|conv)\s$")
"""`5×5 합성곱 1층과 3×3 합성곱 2층`: how many there are."""


def ordinal(source: Source, position: int) -> Token | None:
    if source.lower[position + 1 : position + 2] == "층" and _KERNELS_COUNTED.search(source.lower[:position]):
        return None
    labelled = _NUMBERED.match(source.lower, position)
    if labelled:  # `2번 채널`
        return Token("ORD", int(labelled.group(1)), position, labelled.end())
    if part := _part(source, position):
        return part
    storey = _STOREY.match(source.lower, position)
    if storey and re.search(r"(?<!\d)1층|첫", source.lower[:position]):
        return Token("ORD", int(storey.group(1)), position, storey.end())
    korean_number = _KOREAN_NUMBERED.match(source.lower, position)
    if korean_number:
        return Token("ORD", int(korean_number.group(1)), position, korean_number.end())
    lettered = _LETTERED.match(source.lower, position)
    if lettered and "layer a" in source.lower and "layer b" in source.lower:
        return Token("ORD", " abcdef".index(lettered.group(1)), position, lettered.end())
    found = _ORDINAL.match(source.lower, position)
    if not found or (_COUNTED_LAYERS.match(source.lower, position) and not _FIRST_LAYER.search(source.lower)):
        return None
    return Token("ORD", place_of(next(filter(None, found.groups()))), position, found.end())
