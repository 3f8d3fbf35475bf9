"""Layers whose names tell their kernel: `conv3x3(16)`, `pool2x2/2`, `conv3-64`, `conv3-s1`, `GConv1×1`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_SIZED_CONV = re.compile(r"(?:conv|pool|maxpool|avgpool)_?(\d{1,2})x(\d{1,2})(?:/(\d))?(?![a-z0-9])")
_VGG_CONV = re.compile(r"conv([1357])-(\d{2,4})(?![a-z0-9_-]|\.\d)")
_STEPPED_CONV = re.compile(r"(?:conv|pool|maxpool|avgpool)(\d{1,2})-s(\d)(?![a-z0-9])")
"""`conv3-s1`, `pool2-s2`: the side of the kernel, and the stride."""
_BRACKETED = re.compile(r"(conv|pool|maxpool|avgpool)(\d{1,2})\s?\(s(?:tride)?\s?=?\s?(\d)\)")


def sized_conv(source: Source, position: int) -> Token | None:
    """`conv3x3(16)`, `pool2x2/2`, `conv3-64`: the kernel in the name."""
    if source.lower[position] not in "cpma" or (position and source.lower[position - 1].isalnum()):
        return None
    bracketed = source.lower[position - 1 : position] == "["  # `[conv3-64]x2`, with a legend behind
    counted = None if bracketed else _VGG_CONV.match(source.lower, position)
    if counted:
        side, filters = map(int, counted.groups())
        return Token("COUNTEDCONV", (side, filters), position, counted.end())
    stepped = _STEPPED_CONV.match(source.lower, position)
    if stepped:
        side, step = map(int, stepped.groups())
        return Token("SIZEDCONV", (side, side, step), position, stepped.end())
    bracketed_step = _BRACKETED.match(source.lower, position)
    if bracketed_step and not _is_numbered(source.lower, bracketed_step):
        side, step = int(bracketed_step.group(2)), int(bracketed_step.group(3))
        return Token("SIZEDCONV", (side, side, step), position, bracketed_step.end())
    found = _SIZED_CONV.match(source.lower, position)
    if not found:
        return None
    height, width, stride = found.groups()
    return Token("SIZEDCONV", (int(height), int(width), int(stride or 0)), position, found.end())


def _is_numbered(text: str, found: re.Match[str]) -> bool:
    """Whether `conv3 (s1)` may be the third one: its name has a one, or stands beside the number before or behind."""
    side = int(found.group(2))
    beside = f"1|{side - 1}|{side + 1}"
    return side == 1 or bool(re.search(rf"(?<![a-z]){found.group(1)}\s?(?:{beside})(?!\d)", text))


_HALVES = {"dw": "DW", "pw": "PW", "g": "GROUPED"}
_GLUED = re.compile(r"(dw|pw|g)-?conv(?=\s?[1-9]\d?\s?x\s?[1-9])")


def glued(source: Source, position: int) -> Token | None:
    """`GConv1×1`, `DWConv 3×3`: the kind of a convolution, written together with its kernel."""
    if source.lower[position] not in "dpg" or source.lower[position - 1 : position].isalnum():
        return None
    found = _GLUED.match(source.lower, position)
    return Token(_HALVES[found.group(1)], found.group(), position, found.end()) if found else None
