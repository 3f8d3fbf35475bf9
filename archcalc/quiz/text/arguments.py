"""Arguments of a call in framework code: their values, and what a framework fills in where code is silent."""

from __future__ import annotations

import re
from typing import Any, NamedTuple


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


def with_defaults(kind: str, axes: int, framework: str, fields: dict[str, Any]) -> dict[str, Any]:
    """What the framework fills in: Keras pools stride by their size and pad nothing."""
    if framework != "plain" and kind in ("conv", "conv_transpose"):
        fields = {"stride": 1, "padding": 0, "bias": True, **fields}
    sized = isinstance(fields.get("out"), tuple) and not isinstance(fields["out"], Gap)
    if sized and isinstance(fields.get("kernel"), int):
        fields = {**fields, "out": fields["kernel"], "kernel": fields["out"]}
    elif sized:
        fields = {**{k: v for k, v in fields.items() if k != "out"}, "kernel": fields["out"]}
    if kind in ("maxpool", "avgpool") and "kernel" not in fields and framework == "keras":
        fields = {"kernel": 2, **fields}
    for name in ("kernel", "stride", "dilation"):
        if isinstance(fields.get(name), int) and not isinstance(fields[name], bool):
            fields[name] = (fields[name],) * axes
    if isinstance(fields.get("padding"), int):
        fields["padding"] = (fields["padding"],) * axes
    return fields
