"""One attribute that is changed from one value to another: what it costs before and after, and how the two compare.

`a 3x3 convolution is changed from stride 1 to stride 2: what is its new cost in MACs, how many times cheaper is it?`
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SIZE = r"\d{1,4}\s?[x×*]\s?\d{1,4}"
_VALUE = rf"(?:{_SIZE}|\d{{1,5}}(?![\d.]*\d|\s?[x×*]\s?\d))"
_NAMES = {
    "stride": r"stride|스트라이드|보폭",
    "padding": r"(?:zero[\s-])?padding|패딩",
    "dilation": r"dilation(?:\srate)?|팽창률|dilation",
    "filters": r"(?:number|count)\sof\s(?:filters|kernels|output\schannels)|(?:filter|kernel)\scount|filters|"
    r"필터(?:\s?(?:수|개수))|필터",
    "kernel size": r"(?:kernel|filter)(?:\ssize)?|window|커널(?:\s?크기)?|필터\s?크기",
    "input size": r"(?:input|spatial)\s(?:size|resolution)|resolution|입력(?:의)?\s?(?:공간\s?)?(?:해상도|크기)|해상도",
}
_ATTRIBUTE = "|".join(f"(?:{names})" for names in _NAMES.values())
_CHANGED = (
    r"(?:chang|increas|decreas|reduc|rais|lower|enlarg|shrink|shrunk|switch|grow|cut|doubl|halv|widen|mov|set|go)"
    r"(?:es|ed|ing|s|n|e|ting)?"
)
_OWNER = r"(?:[^,.;?()]|\([^()?]{0,60}\)){3,120}?"
"""`a 3x3 convolution (32 to 64 channels, padding 1) on a 56x56 input`: what the attribute belongs to."""
_VERB = rf"(?:(?:is|was|are|gets?|got|has\sbeen|were|being|goes|then|later|now)\s)*{_CHANGED}(?:\s(?:up|down))?"
_ENGLISH = (
    rf"(?:the\s|its\s|their\s|(?P<owner>(?:an?|the|this)\s(?:[a-z-]+\s){{0,3}}[a-z]+)'s\s)?(?P<name>{_ATTRIBUTE})(?:\sof\s(?P<of>{_OWNER}))?\s{_VERB}\sfrom\s(?:an?\s)?(?P<old>{_VALUE})\sto\s(?:an?\s)?(?P<new>{_VALUE})",
    rf"(?:(?:if|when|by|after)\s)?(?:(?:we|you|i|one|someone)\s)?{_CHANGED}\s(?:the\s|its\s)?(?P<name>{_ATTRIBUTE})(?:\sof\s(?P<of>{_OWNER}))?\sfrom\s(?:an?\s)?(?P<old>{_VALUE})\sto\s(?:an?\s)?(?P<new>{_VALUE})",
    rf"{_VERB}\sfrom\s(?:an?\s)?(?P<name>{_ATTRIBUTE})\s(?:of\s)?(?P<old>{_VALUE})\sto\s(?:an?\s)?(?:(?:{_ATTRIBUTE})\s(?:of\s)?)?(?P<new>{_VALUE})",
    rf"{_VERB}\sfrom\s(?:an?\s)?(?P<old>{_VALUE})\s(?:(?:{_ATTRIBUTE})\s)?to\s(?:an?\s)?(?P<new>{_VALUE})\s(?P<name>{_ATTRIBUTE})",
)
_KOREAN = (
    rf"(?P<name>{_ATTRIBUTE})(?:을|를|이|가|은|는|만)?\s(?P<old>{_VALUE})개?에서\s(?P<new>{_VALUE})개?(?:으로|로)\s"
    r"(?:바꾸|바꿔|바꿨|바꾼|바뀌|바뀐|변경|늘리|늘려|늘린|늘어|줄이|줄여|줄인|줄어|키우|키워|키운|커지|높이|높인|올리|올린|낮추|낮춘|내리|확대|축소|교체)"
    r"[가-힣]*"
)
_FORMS = tuple(re.compile(form) for form in (*_ENGLISH, _KOREAN))


class Change(NamedTuple):
    """Where a change is told, what it is about, and the value before and after."""

    start: int
    end: int
    name: str
    of: str
    old: str
    new: str
    at: tuple[int, int] | None = None
    """Where the old value stands, if the change does not tell it itself."""


def change_of(text: str) -> Change | None:
    """The one change that a text tells of; None if there is none or several.

    >>> change_of("The stride of this layer is increased from 1 to 2.")[2:]
    ('stride', 'this layer', '1', '2')
    """
    lower = text.lower()
    found = [one for form in _FORMS for one in form.finditer(lower)]
    starts = {one.start("old") for one in found}
    if len(starts) != 1:
        return None
    one = max(found, key=lambda match: match.end() - match.start())
    name = next(name for name, names in _NAMES.items() if re.fullmatch(names, one["name"]))
    part = next((group for group in ("of", "owner") if one.groupdict().get(group)), "")
    of = text[one.start(part) : one.end(part)] if part else ""
    return Change(one.start(), one.end(), name, of, one["old"], one["new"])


_IN_KOREAN = {
    "stride": "스트라이드",
    "padding": "패딩",
    "dilation": "팽창률",
    "kernel size": "커널",
    "input size": "입력",
}


def told(change: Change, value: str, korean: bool) -> str:
    """The attribute with one of its values, as a description tells it."""
    if korean:
        return f"필터 {value}개" if change.name == "filters" else f"{_IN_KOREAN[change.name]} {value}"
    if change.name == "input size":
        return f"{change.of} on a {value} input".strip()
    said = f"with {value} filters" if change.name == "filters" else f"with {change.name} {value}"
    return f"{change.of} {said}".strip()
