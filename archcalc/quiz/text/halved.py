"""A map that is halved or doubled: `to halve 64`, `halves a 56x56 map`, `32×32를 절반으로`, with its new size."""

from __future__ import annotations

import re

_SIZE = (
    r"(?P<size>\d{1,4}(?:\s?[x×]\s?\d{1,4})?)(?!\s?[x×%]|\d|\s(?:filters|kernels|channels|parameters|weights|units))"
)
_NOUN = r"(?P<noun>(?:\s(?:feature\s|input\s|activation\s)?(?:map|image|input|picture|grid)(?:\ssize)?)?)"
_ENGLISH = re.compile(
    rf"\b(?P<verb>halv(?:e|es|ed|ing)|doubl(?:e|es|ed|ing))\s(?P<article>(?:an?\s|the\s)?(?:side\sof\s)?){_SIZE}{_NOUN}(?![\w-])",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    rf"{_SIZE}(?P<noun>(?:\s?(?:크기(?:의)?\s)?(?:입력|특징\s?맵|영상|이미지|맵))?(?:의\s크기|의\s해상도)?)(?P<particle>[을를])\s(?:정확히\s|딱\s)?"
    r"(?P<verb>절반|반|1/2|두\s배|2배)(?:의\s크기)?(?:으로|로)\s(?=줄|만들|축소|키우|늘|하)"
)


def with_new_sizes(text: str) -> str:
    """The text with the size that a halved or doubled map then has.

    >>> with_new_sizes("What padding does a 3x3 convolution with stride 2 need to halve 64x64?")
    'What padding does a 3x3 convolution with stride 2 need to turn 64x64 into 32x32?'
    """
    return _KOREAN.sub(_in_korean, _ENGLISH.sub(_in_english, text))


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
