"""Sizes whose numbers carry their names: `29(h) x 25(w) x 6(c)`, `H=29, W=25, C=6`, `3 frames by 3x3`, `29^2`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_N = r"(\d{1,5})"
_SUFFIXED = re.compile(
    rf"{_N}\s?\(?h(?:igh|eight)?\)?\s?(?:[x*]|by)\s?{_N}\s?\(?w(?:ide|idth)?\)?(?:\s?(?:[x*]|by)\s?{_N}(?:\s?\(?c(?:h|hannels)?\)?)?)?(?![a-z0-9])"
)
_NAME = r"[hwcdtf](?:_?(?:in|1|i))?"
_ASSIGNED = re.compile(
    rf"(?:{_NAME}\s?=\s?){{1,2}}\d{{1,5}}(?:(?:\s?,\s?(?:and\s)?|\s(?:and\s)?)(?:{_NAME}\s?=\s?){{1,2}}\d{{1,5}})+(?![.\d]*\d)"
)
_BATCHED = re.compile(r"(?<![a-z])[a-z]\s?=\s?\d{1,5}\s?,?\s?$")
"""`N=4, C=3, H=32, W=32` begins before: a shape with its batch is read elsewhere."""
_ONE = re.compile(rf"((?:{_NAME}\s?=\s?)+)(\d+)")
_SQUARE = re.compile(rf"{_N}\^([23])(?=\s(?:\w+\s)?(?:input|image|map|kernel|filter|conv|patch|window))")
_FRAMES = re.compile(rf"{_N} (?:frames|slices) (?:by|and|x) {_N}\s?(?:x|by)\s?{_N}(?: pixels?)?(?![a-z0-9])")
_CELLS = r"\s?(?:칸|화소|픽셀|px|pixels?)"
_MEASURED = re.compile(rf"{_N}{_CELLS}\s?(?:x|\*|by|곱하기)\s?{_N}{_CELLS}")
_DEEP = re.compile(rf"{_N} deep, {_N} high,? (?:and )?{_N} wide(?![a-z])")
_BRACKETED = re.compile(r"\[\s?([1-9]\d{0,4}(?:\s?,\s?[1-9]\d{0,4}){1,4})\s?\]")
_SHAPED = re.compile(r"(?:shape|shaped|tensor|size|dimensions)\s?(?:is|of|=|:)?\s?$")
_NAMED = re.compile(r"\s?,?\s?\(\s?(?:n|b|c|h|l|batch|channels?|height)\s?[,x]")
_SOLID = re.compile(r"3d(?![a-z0-9])|clip|video|frames|volume of|voxel|conv3d")


def lettered(source: Source, position: int) -> Token | None:
    """A size told in one of these ways, with its numbers in the usual order: (depth,) height, width(, channels)."""
    lower = source.lower
    if lower[position] == "[":
        return _bracketed(source, position)
    if not lower[position].isalnum() or lower[position - 1 : position].isalnum():
        return None
    for pattern in (_SUFFIXED, _FRAMES, _DEEP, _MEASURED):
        found = pattern.match(lower, position)
        if found:
            return Token("DIMS", tuple(int(group) for group in found.groups() if group), position, found.end())
    found = _SQUARE.match(lower, position)
    if found:
        return Token("DIMS", (int(found.group(1)),) * int(found.group(2)), position, found.end())
    found = None if _BATCHED.search(lower[max(0, position - 16) : position]) else _ASSIGNED.match(lower, position)
    sizes = _sides(found.group(), bool(_SOLID.search(lower))) if found else None
    return Token("DIMS", sizes, position, found.end()) if found and sizes else None


def _bracketed(source: Source, position: int) -> Token | None:
    """`a tensor of shape [29, 25, 6]`, `[6, 29, 25] (C, H, W)`: no row of values."""
    lower = source.lower
    found = _BRACKETED.match(lower, position)
    if found and _SETTING.search(lower[max(0, position - 24) : position]) and _is_configured(lower):
        return Token("DIMS", tuple(int(one) for one in found.group(1).split(",")), position, found.end())
    told = found and (_SHAPED.search(lower[max(0, position - 24) : position]) or _NAMED.match(lower, found.end()))
    if not found or not told or lower.count("[") > 1 or source.about_vectors:
        return None
    return Token("DIMS", tuple(int(one) for one in found.group(1).split(",")), position, found.end())


_SETTING = re.compile(
    r"(?:kernel(?:_size)?|filter_size|window|pool_size|(?:in|input)(?:_?(?:hw|size|shape))?|hw|shape)[\"']?\s?[=:]\s?$"
)
_KEYS = re.compile(
    r"(?:strides?|pad(?:ding)?|out_channels|filters|groups|bias|in_channels|in|out)[\"']?\s?[=:]\s?[\d\[tf]"
)


def _is_configured(lower: str) -> bool:
    """`in: [96, 27, 27], kernel: 5, stride: 1`: settings of a layer, no rows of values."""
    return len(_KEYS.findall(lower)) > 1 and not re.search(r"softmax|logit|mse|loss|값이\s|신호\s?[=:\[]", lower)


def _sides(text: str, solid: bool) -> tuple[int, ...] | None:
    """The sizes in order; None where height or width is missing, or a letter comes twice."""
    named: dict[str, int] = {}
    for letters, number in _ONE.findall(text):
        for part in letters.split("=")[:-1]:
            letter = part.strip()[0]
            if letter in named:
                return None
            named[letter] = int(number)
    depth = next((letter for letter in "tfd" if letter in named), "") if solid else ""
    channels = "c" if "c" in named else "d" if depth != "d" and "d" in named else ""
    order = [letter for letter in (depth, "h", "w", channels) if letter]
    if not {"h", "w"} <= set(named) or set(order) != set(named) or len(order) < 3:
        return None
    return tuple(named[letter] for letter in order)
