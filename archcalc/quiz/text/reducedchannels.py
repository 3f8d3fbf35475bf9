"""Channels of which a part is left: `cuts the channels of a 7x7x832 tensor to a quarter`, `채널을 절반으로 줄인다`."""

from __future__ import annotations

import re

_PARTS = {"절반": 2, "반": 2} | {
    f"{one}{part}": number
    for part, number in {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "eighth": 8}.items()
    for one in ("", "a ", "an ", "one ")
}
_PART = (
    rf"(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))}|1/(?P<share>[2-9]|16|32)|"
    r"(?P<shared>[2-9])분의\s?(?:1|일))"
)
_DEPTH = r"(?:\d{1,4}\s?[x×]\s?\d{1,4}\s?[x×]\s?)?(?P<depth>\d{1,5})"
_VERB = r"\b(?P<verb>(?:reduc|cut|shrink|bring|squeez|compress)\w*)"
_OF_MAP = rf"channels\sof\s(?:an?|the)\s{_DEPTH}(?:\s\w+)?"
_CHANNELS_TOLD = rf"\s(?:(?:the|its|all)\s)?{_DEPTH}\s(?:input\s)?channels(?:\sof\s[^.?]{{3,30}}?)?"
_ENGLISH = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_VERB}(?P<told>(?:\sdown)?\sthe\s(?:number\sof\s)?(?:input\s)?{_OF_MAP})\sto\s{_PART}(?![\w/])",
        rf"{_VERB}(?P<told>(?:\sdown)?{_CHANNELS_TOLD})\sto\s{_PART}(?![\w/])",
        rf"\b(?P<verb>halv(?:es?|ing))(?P<told>\sthe\s(?:number\sof\s)?{_OF_MAP})",
    )
)
_KOREAN = re.compile(
    rf"(?P<told>{_DEPTH}(?:\s?(?:텐서|입력|특징\s?맵|맵)의\s채널(?:\s수)?|\s?채널|개\s?채널|개의\s채널)[을를])\s?"
    rf"(?:다시\s|먼저\s)?{_PART}(?:으로|로)(?=\s(?:줄|축소|압축|감소))"
)


def with_new_channels(text: str) -> str:
    """The text with the channels that are left where a part of them is told.

    >>> with_new_channels("A 1x1 layer cuts the channels of a 7x7x832 tensor to a quarter.")
    'A 1x1 layer cuts the channels of a 7x7x832 tensor to 208 channels.'
    """
    for form in _ENGLISH:
        text = form.sub(_fewer_in_english, text)
    return _KOREAN.sub(_fewer_in_korean, text)


def _left(found: re.Match[str]) -> int:
    """The channels that are left; none where the division leaves a rest."""
    told = found.groupdict()
    part = int(told.get("share") or told.get("shared") or _PARTS[(told.get("part") or "half").lower()])
    depth = int(found["depth"])
    return 0 if depth % part else depth // part


def _fewer_in_english(found: re.Match[str]) -> str:
    left, verb = _left(found), "reduces" if found["verb"].lower().startswith("halv") else found["verb"]
    return f"{verb}{found['told']} to {left} channels" if left else found.group()


def _fewer_in_korean(found: re.Match[str]) -> str:
    return f"{found['told']} {left}채널로" if (left := _left(found)) else found.group()
