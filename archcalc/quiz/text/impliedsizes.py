"""Sizes told by others: a map that is halved, windows as far apart as they are wide, a square kernel in two lines."""

from __future__ import annotations

import re

from archcalc.quiz.text.hangul import is_korean

_SIZE = (
    r"(?P<size>\d{1,4}(?:\s?[x×]\s?\d{1,4})?)(?!\s?[x×%]|\d|\s(?:filters|kernels|channels|parameters|weights|units))"
)
_NOUN = r"(?P<noun>(?:\s(?:feature\s|input\s|activation\s)?(?:map|image|input|picture|grid)(?:\ssize)?)?)"
_HALVED = re.compile(
    rf"\b(?P<verb>halv(?:e|es|ed|ing)|doubl(?:e|es|ed|ing))\s(?P<article>(?:an?\s|the\s)?(?:side\sof\s)?){_SIZE}{_NOUN}(?![\w-])",
    re.IGNORECASE,
)
_HALVED_KO = re.compile(
    rf"{_SIZE}(?P<noun>(?:\s?(?:크기(?:의)?\s)?(?:입력|특징\s?맵|영상|이미지|맵))?(?:의\s크기|의\s해상도)?)(?P<particle>[을를])\s(?:정확히\s|딱\s)?"
    r"(?P<verb>절반|반|1/2|두\s배|2배)(?:의\s크기)?(?:으로|로)\s(?=줄|만들|축소|키우|늘|하)"
)


def with_new_sizes(text: str) -> str:
    """The text with the size that a halved or doubled map then has.

    >>> with_new_sizes("What padding does a 3x3 convolution with stride 2 need to halve 64x64?")
    'What padding does a 3x3 convolution with stride 2 need to turn 64x64 into 32x32?'
    """
    return _HALVED_KO.sub(_in_korean, _HALVED.sub(_in_english, text))


def _scaled(size: str, verb: str) -> str:
    """The size, both sides of it, after the change; empty where a half leaves a rest."""
    sides = [int(side) for side in re.findall(r"\d+", size)] * (2 if size.strip().isdigit() else 1)
    if verb.lower().startswith(("doubl", "두", "2")):
        return "x".join(str(2 * side) for side in sides)
    return "" if any(side % 2 for side in sides) else "x".join(str(side // 2) for side in sides)


def _square(size: str) -> str:
    return f"{size}x{size}" if size.isdigit() else size


def _in_english(found: re.Match[str]) -> str:
    new = _scaled(found["size"], found["verb"])
    verb = {"s": "turns", "g": "turning", "d": "turned"}.get(found["verb"].lower()[-1], "turn")
    return f"{verb} {found['article']}{_square(found['size'])}{found['noun']} into {new}" if new else found.group()


def _in_korean(found: re.Match[str]) -> str:
    new = _scaled(found["size"], found["verb"])
    return f"{_square(found['size'])}{found['noun']}{found['particle']} {new}로 " if new else found.group()


_WINDOW = r"(?:pool(?:ing)?\s)?(?:window|kernel|pool|filter)(?:'s)?(?:\s(?:size|width|side))?"
_EQUAL = re.compile(
    rf"[(,]?\s?\b(?:and\s|with\s)?(?:an?\s|the\s)?stride\s(?:is\s|being\s|that\sis\s)?"
    rf"(?:equal\sto|the\ssame\sas|as\slarge\sas|equals|=)\s(?:the\s|its\s)?{_WINDOW}(?![\w\s]*\d)\)?|"
    rf"\bwith\s(?:equal|the\ssame)\s{_WINDOW}\sand\sstride\b",
    re.IGNORECASE,
)
_EQUAL_KO = re.compile(
    r"(?:창|윈도우|필터|커널|풀링\s?창)(?:의)?\s?(?:크기)?[와과]\s(?:스트라이드|보폭)[가이]\s(?:서로\s)?(?:같은|동일한)|"
    r"(?:스트라이드|보폭)[가이]\s(?:창|윈도우|필터|커널|풀링\s?창)(?:의)?\s?(?:크기)?[와과]\s(?:같은|동일한)"
)
_POOLED = re.compile(r"pool|풀링")
_CONVOLVED = re.compile(r"conv|합성곱|컨볼루션")


def without_equal_strides(text: str) -> str:
    """The text with such words as ones for windows that do not overlap; beside convolutions it stays as it is.

    >>> without_equal_strides("A 4x4 pooling with a stride equal to the window size halves nothing.")
    'A 4x4 pooling non-overlapping  halves nothing.'
    """
    lower = text.lower()
    if not _POOLED.search(lower) or _CONVOLVED.search(lower):
        return text
    return _EQUAL_KO.sub("겹치지 않는", _EQUAL.sub(" non-overlapping ", text))


_SQUARE = re.compile(r"(?<![\dx×*])(\d{1,2})(\s?[x×*]\s?|\s?by\s?)\1(?!\s?[x×*]\s?\d|\d)", re.IGNORECASE)
_THIN = re.compile(r"(?<![\dx×*])(?:1\s?[x×*]\s?(?!1(?!\d))\d{1,2}|(?!1\s?[x×*])\d{1,2}\s?[x×*]\s?1)(?![\dx×*])")
_LINES = r"(?:kernels?|filters?|passes|convolutions?|vectors|blurs|filterings|parts)"
_FLAT = r"(?:one[\s-]dimensional|1[\s-]?d)"
_TWO_LINES = (
    rf"(?:the\s|its\s)?two\s(?:separate\s|consecutive\s|successive\s)?{_FLAT}\s{_LINES}",
    rf"{_FLAT}\s{_LINES}\s(?:along|in)\s(?:both|the two|each)\s\w+",
    rf"(?:a|one)\s(?:vertical|column|horizontal|row)(?:\s{_FLAT})?(?:\s(?:vector|{_LINES}))?\s?"
    rf"(?:and|times|followed\sby|then|plus)\s(?:a\s|an\s|one\s)?(?:vertical|column|horizontal|row)(?:\s{_FLAT})?(?:\s(?:vector|{_LINES}))?",
    rf"{_FLAT}\s(?:row|horizontal)\sand\s(?:column|vertical)\s{_LINES}",
)
_TWO_LINES_KO = (
    r"(?:두\s?개의\s|두\s)?(?:1차원|일차원)\s(?:필터|커널|합성곱)\s?(?:두\s?개|둘|2개)?",
    r"(?:가로|수평|행)\s?(?:방향)?\s?(?:필터|벡터)?(?:와|과|,|·)\s?(?:세로|수직|열)\s?(?:방향)?\s?(?:의\s)?(?:1차원\s)?(?:필터|벡터|커널)",
    r"(?:세로|수직|열)\s?(?:방향)?\s?(?:필터|벡터)?(?:와|과|,|·)\s?(?:가로|수평|행)\s?(?:방향)?\s?(?:의\s)?(?:1차원\s)?(?:필터|벡터|커널)",
)
_PAIRS = re.compile("|".join((*_TWO_LINES, *_TWO_LINES_KO)), re.IGNORECASE)
_IMPLIED = re.compile(r"공간(?:적|적으로)?\s?(?:분할|분리)|spatially\ssepara\w+|spatial\ssepara\w+", re.IGNORECASE)


def with_thin_kernels(text: str) -> str:
    """The text with the sizes of the two; other text, and one that tells them, as it is.

    >>> with_thin_kernels("A 9x9 blur as two 1D filters.")
    'A 9x9 blur as 9x1 and 1x9 filters.'
    """
    sides = {one.group(1) for one in _SQUARE.finditer(text)} - {"1"}
    if len(sides) > 2 or _THIN.search(text):
        return text
    kernels = sorted(side for side in sides if int(side) < _LARGEST)
    pair, implied = _PAIRS.search(text), _IMPLIED.search(text)
    if len(kernels) != 1 or (pair is None and implied is None):
        return text
    side, korean = kernels[0], is_korean(text)
    if pair is not None:
        said = f"{side}×1과 1×{side} 필터" if korean else f"{side}x1 and 1x{side} filters"
        return text[: pair.start()] + said + text[pair.end() :]
    assert implied is not None
    said = f"({side}×1과 1×{side})" if korean else f" ({side}x1 and 1x{side})"
    return text[: implied.end()] + said + text[implied.end() :]


_LARGEST = 32
"""A side above it is that of a picture."""
