"""Names of the two sides of a comparison: `(A)`, `Design B`, `before and after`."""

from __future__ import annotations

import re
from functools import lru_cache

from archcalc.quiz.text.token import Source, Token

_SIDE = re.compile(
    r"\((가|나|ㄱ|ㄴ)\)|\(([ab])\)|(?<![a-z])([ab])(?:안|형|방식|구조|모델|설계)(?:[은는이의을를가과와]|에서는?)?|"
    r"(?<![a-z])(?:design|option|variant|version|plan|network|model|scheme|choice|alternative|architecture|method|"
    r"block|case|setup|configuration|approach|structure|module)"
    r"\s(?:\(?([a-c])\)?|([1-3]|one|two|three))(?![a-z0-9.])|(?:구조|방법|방식|모델|설계|구성|안)\s?(?:([ab])(?![a-z])|([12])(?![0-9.x@]|층|개|번|:\d))|(?<![a-z0-9])([ab])(?=[:)]\s)"
)
LABELS = re.compile(r"(?:design|option|variant|version|plan|scheme|alternative|case|설계|방안|구조|방법|방식)$")
"""What the number behind it tells apart."""
_BARE_SIDE = re.compile(r"(?<![A-Za-z0-9])([AB])(?![A-Za-z0-9:'(=*]|\s?[=*+]|\s?/(?!\s?[AB]))")

_ARTICLE = re.compile(r"(?:(?<=[.?!\n]\s)|(?<![\s\S]))A\s(?=\d)")
"""`A 3x3 convolution ...` at the head of a sentence."""


def side(source: Source, position: int) -> Token | None:
    """`(A)`, `Design B:`, `(가)`, `B안`, and a bare `A` or `B` where such labels are: the sides of a comparison."""
    letter = source.lower[position]
    if letter in "①②" and _circled_sides(source):
        return Token("SIDELABEL", "a" if letter == "①" else "b", position, position + 1)
    if not (letter in "(ab" or letter.isalpha()) or not _both_labelled(source):
        return None
    found = _SIDE.match(source.lower, position)
    if found:
        value = {"가": "a", "나": "b", "ㄱ": "a", "ㄴ": "b", "1": "a", "2": "b", "one": "a", "two": "b"}
        said = next(group for group in found.groups() if group)
        return Token("SIDELABEL", value.get(said, said), position, found.end())
    bare = None if _ARTICLE.match(source.cased, position) else _BARE_SIDE.match(source.cased, position)
    return Token("SIDELABEL", bare.group(1).lower(), position, bare.end()) if bare else None


@lru_cache(maxsize=4)
def _circled_sides(source: Source) -> bool:
    """`① ... ② ... ①, ②의 파라미터 수`: two circled numbers, each named again behind its description."""
    return all(source.lower.count(mark) > 1 for mark in "①②") and "③" not in source.lower


@lru_cache(maxsize=4)
def _both_labelled(source: Source) -> bool:
    labels = {next(group for group in found.groups() if group) for found in _SIDE.finditer(source.lower)}
    return not labels & {"c", "3", "three"} and any(
        pair <= labels for pair in ({"a", "b"}, {"가", "나"}, {"ㄱ", "ㄴ"}, {"1", "2"}, {"one", "two"})
    )


_BEFORE_AFTER = re.compile(
    r"(?<![가-힣])(?:(?:바꾸기|교체|분해|변경|적용|대체|치환|도입|변환|분리|그룹화|사용|수정|[가-힣]{1,4}기)\s?)?전\s?(?:과|/|·|및|,)?\s?(?:분해|변경|적용|분리|사용|교체)?\s?후(?:의|에|로|를)?|"
    r"(?<![가-힣])[가-힣]{1,4}기\s?전(?:과|,)\s[가-힣]{1,4}\s(?:후|뒤)(?:의|에)?"
)


def before_after(source: Source, position: int) -> Token | None:
    """`분해 전과 후`, `교체 전/후`, `쪼개기 전과 쪼갠 뒤`: both sides of a replacement."""
    if not "가" <= source.lower[position] <= "힣":
        return None
    found = _BEFORE_AFTER.match(source.lower, position)
    return Token("BEFOREAFTER", "전후", position, found.end()) if found else None


_HALF = re.compile(r"(dw|pw)(?![a-z0-9_.])")
_VARIABLE = re.compile(r"(?<![a-z0-9_])(?:dw|pw)\d?\s?=\s?(?:nn\.|layers\.|keras|tf\.|conv|depthwise)|self\.(?:dw|pw)")


def half(source: Source, position: int) -> Token | None:
    """`DW 3×3 → PW 1×1`, `dw+pw`: the halves of a separable convolution, where they are no variables of code."""
    found = _HALF.match(source.lower, position)
    if not found or re.match(r"[a-z0-9_.]", source.lower[position - 1 : position] or " "):
        return None
    if _VARIABLE.search(source.lower):
        return None
    return Token(found.group(1).upper(), source.cased[position : found.end()], position, found.end())
