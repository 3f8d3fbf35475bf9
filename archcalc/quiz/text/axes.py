"""Orders of axes as people write them: `H x W x C`, `(N, C, H, W)`, `frames × height × width`, `channels-first`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_LETTERS = {
    "n": ("n", "b", "batch", "batch size", "배치"),
    "d": ("d", "t", "depth", "frames", "frame", "time", "프레임", "프레임 수", "시간", "깊이"),
    "h": ("h", "height", "rows", "높이", "세로", "행"),
    "w": ("w", "width", "columns", "cols", "너비", "폭", "가로", "열"),
    "c": ("c", "ch", "channels", "channel", "채널", "채널 수"),
    "l": ("l", "length", "steps", "time steps", "timesteps", "길이"),
}
_AXIS = {name: letter for letter, names in _LETTERS.items() for name in names}
_NAME = "(?:" + "|".join(sorted(_AXIS, key=len, reverse=True)) + ")"
_BODY = rf"{_NAME}(?:\s?[x*]\s?{_NAME}){{1,4}}"
_BY = rf"(?:[(\[]\s?{_NAME}(?:\sby\s{_NAME}){{1,4}}\s?[)\]]|(?:{_NAME}\sby\s){{1,3}}channels)"
_SIGNS = re.compile(rf"(?:[(\[]\s?{_BODY}\s?[)\]]|{_BODY}(?![a-z0-9_*]|\s?[-+*/]\s?[a-z0-9(]))")
_OF_OUTPUT = re.compile(rf"출력의\s?{_BODY}")
OF_OUTPUT = "AXES of the output"
"""The kind of an order that is asked of what comes out, until those told beside a size are read."""
_IN_WORDS = re.compile(_BY)
_COMMAS = re.compile(
    rf"[(\[]\s?{_NAME}(?:\s?,\s?{_NAME}){{1,4}}\s?[)\]]|h\s?,\s?w\s?,\s?c(?![a-z0-9])|c\s?,\s?h\s?,\s?w(?![a-z0-9])"
)
_WORDS = re.compile(r"(?<![A-Za-z])(?:NCHW|NHWC|CHW|HWC|NCDHW|NDHWC|CDHW|DHWC)(?![A-Za-z])")
_FIRST = re.compile(r"(?<![a-z])(?:in\s)?channels?[\s_-](first|last)(?![a-z])")
_TO_NUMBER = re.compile(r"\sto\s\d+\s$")
"""`with a 1x1 reduction to 16 channels first`: what comes first, no order of axes."""
ORDERS = frozenset(
    ["hw", "wh", "hwc", "whc", "chw", "cwh", "nchw", "nhwc", "dhw", "dhwc", "cdhw", "ncdhw", "ndhwc", "lc", "cl", "ncl"]
)


def axes(source: Source, position: int) -> Token | None:
    """The order of axes at `position`, one letter an axis; before `= 3x4x5` another reader takes it."""
    lower = source.lower
    if (
        position
        and lower[position].isalnum()
        and (lower[position - 1].isalnum() and not "가" <= lower[position - 1] <= "힣")
    ):
        return None
    word = _WORDS.match(source.cased, position)
    if word:
        return Token("AXES", word.group().lower(), position, word.end())
    first = _FIRST.match(lower, position)
    if first and not _TO_NUMBER.search(lower[:position]):
        return Token("AXES", "chw" if first.group(1) == "first" else "hwc", position, first.end())
    found = (
        _OF_OUTPUT.match(lower, position)
        or _SIGNS.match(lower, position)
        or _COMMAS.match(lower, position)
        or _IN_WORDS.match(lower, position)
    )
    if not found or re.match(r"\s?=\s?\d", lower[found.end() :]):
        return None
    order = _order(_named(found.group()), bool(_SOLID.search(lower)))
    kind = OF_OUTPUT if found.group().startswith("출력의") else "AXES"
    return Token(kind, order, position, found.end()) if order else None


_SOLID = re.compile(r"프레임|동영상|클립|비디오|video|clip|frames|voxel|복셀|(?<![a-z0-9])3d")


def _named(text: str) -> list[str]:
    """The names between the signs."""
    return [name.strip() for name in re.split(r"[x*,]|\sby\s", text.removeprefix("출력의").strip("()[] "))]


def _order(names: list[str], solid: bool) -> str:
    """Letters of the axes; the depth of an image, other than that of a clip or a scan, is its channels."""
    letters = [_AXIS[name] for name in names]
    if "c" not in letters and len(letters) == 3 and not solid:
        letters = ["c" if letter == "d" else letter for letter in letters]
    order = "".join(letters)
    return order if order in ORDERS else ""
