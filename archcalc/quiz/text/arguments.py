"""Arguments of a call in framework code, and their values."""

from __future__ import annotations

import re
from typing import NamedTuple


class Gap(NamedTuple):
    """What is left open: `?`, a box, a letter."""

    sign: str


Value = int | bool | str | tuple[int, ...] | Gap

_GAP = re.compile(
    r"\?{1,4}|_{2,5}|[□☐▢■ⓐⓑⓒ]|x\?|\(\s*[?ㄱ-ㄷA-C가나다]\s*\)|<\?>|\[\s*\?\s*\]|[a-zA-Z]|[ㄱ-ㅎ가나다]|XXX"
)
_TUPLE = re.compile(r"[(\[]\s*(\d{1,7}(?:\s*,\s*\d{1,7})*)\s*,?\s*[)\]]")


def split(arguments: str) -> list[str]:
    """Arguments at the outermost level."""
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(arguments):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            parts.append(arguments[start:index])
            start = index + 1
    parts.append(arguments[start:])
    return [part for part in parts if part.strip()]


def value_of(text: str) -> Value | None:
    if re.fullmatch(r"\d{1,9}", text):
        return int(text)
    sides = re.fullmatch(r"(\d{1,4})\s?[x×]\s?(\d{1,4})", text)
    if sides:
        return int(sides.group(1)), int(sides.group(2))
    product = re.fullmatch(r"(\d{1,6})((?:\s*\*\s*\d{1,6}){1,4})", text)
    if product:
        value = 1
        for part in text.split("*"):
            value *= int(part)
        return value
    if text in ("True", "False"):
        return text == "True"
    found = _TUPLE.fullmatch(text)
    if found:
        return tuple(int(part) for part in found.group(1).split(","))
    if _GAP.fullmatch(text):
        return Gap(text)
    quoted = re.fullmatch(r"['\"‘’“”](\w+)['\"‘’“”]", text)
    return quoted.group(1).lower() if quoted else None
