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
    "input channels": r"(?:(?:number|count)\sof\s)?input\s(?:channels|maps|feature\smaps)|"
    r"입력\s?(?:의\s)?채널(?:\s?(?:수|개수))?",
    "filters": r"(?:number|count)\sof\s(?:filters|kernels|output\s(?:channels|maps))|(?:filter|kernel)\scount|filters|"
    r"output\schannels|(?:필터|커널)(?:의)?(?:\s?(?:수|개수))?|출력\s?(?:의\s)?채널(?:\s?(?:수|개수))?",
    "neurons": r"(?:(?:number|count)\sof\s)?(?:hidden\s|output\s)?(?:neurons|units)|"
    r"(?:은닉\s|출력\s)?(?:뉴런|노드|유닛)(?:\s?(?:수|개수))?",
    "groups": r"(?:(?:number|count)\sof\s)?groups|그룹(?:의)?(?:\s?(?:수|개수))?",
    "kernel size": r"(?:kernel|filter|window)(?:\ssize)?|kernels|(?:커널|필터)(?:의)?(?:\s?크기)?",
    "input size": r"(?:input|spatial|image)\s(?:size|resolution)|resolution|"
    r"입력(?:의|\s영상의|\s이미지의)?\s?(?:공간\s?)?(?:해상도|크기)|해상도",
}
_SIZED = ("kernel size", "input size")
"""What may be told as a size, `3x3`; all else is a single number."""
_ATTRIBUTE = "|".join(f"(?:{names})" for names in _NAMES.values())
_CHANGED = (
    r"(?:chang|increas|decreas|reduc|rais|lower|enlarg|expand|shrink|shrunk|switch|grow|cut|doubl|halv|widen|narrow|mov|set|go)"
    r"(?:es|ed|ing|s|n|e|ting)?"
)
_OWNER = r"(?:[^.;?()]|\([^()?]{0,60}\)){3,120}?"
"""`a 3x3 convolution (32 to 64 channels, padding 1) on a 56x56 input`: what the attribute belongs to."""
_VERB = rf"(?:(?:is|was|are|gets?|got|has\sbeen|were|being|goes|then|later|now)\s)*{_CHANGED}(?:\s(?:up|down))?"
_ENGLISH = (
    rf"(?:the\s|its\s|their\s|(?P<owner>(?:an?|the|this)\s(?:[a-z-]+\s){{0,3}}[a-z]+)'s\s)?(?P<name>{_ATTRIBUTE})(?:\s(?:of|in)\s(?P<of>{_OWNER}))?\s{_VERB}\sfrom\s(?:an?\s)?(?P<old>{_VALUE})\sto\s(?:an?\s)?(?P<new>{_VALUE})",
    rf"(?:(?:if|when|by|after)\s)?(?:(?:we|you|i|one|someone)\s)?{_CHANGED}\s(?:the\s|its\s)?(?P<name>{_ATTRIBUTE})(?:\s(?:of|in)\s(?P<of>{_OWNER}))?\sfrom\s(?:an?\s)?(?P<old>{_VALUE})\sto\s(?:an?\s)?(?P<new>{_VALUE})",
    rf"{_VERB}\sfrom\s(?:an?\s)?(?P<name>{_ATTRIBUTE})\s(?:of\s)?(?P<old>{_VALUE})\sto\s(?:an?\s)?(?:(?:{_ATTRIBUTE})\s(?:of\s)?)?(?P<new>{_VALUE})",
    rf"{_VERB}\sfrom\s(?:an?\s)?(?P<old>{_VALUE})\s(?:(?:{_ATTRIBUTE})\s)?to\s(?:an?\s)?(?P<new>{_VALUE})\s(?P<name>{_ATTRIBUTE})",
)
KOREAN_VERB = (
    r"(?:바꾸|바꿔|바꿨|바꾼|바꿀|바뀌|바뀐|변경|늘리|늘려|늘렸|늘린|늘릴|늘어|늘었|줄이|줄여|줄였|줄인|줄일|"
    r"줄어|줄었|키우|키워|키웠|키운|키울|커지|커졌|커진|"
    r"높이|높여|높였|높인|높일|올리|올려|올렸|올린|올릴|낮추|낮춰|낮췄|낮춘|낮출|내리|내려|내렸|내린|넓히|넓혔|넓힌|증가|감소|확대|축소|교체)[가-힣]*"
)
_MIDDLE = r"(?:을|를|이|가|은|는|만|의\s(?:수|크기)를?)?\s"
_KOREAN = (
    rf"(?P<name>{_ATTRIBUTE}){_MIDDLE}"
    rf"(?P<old>{_VALUE})(?:개|픽셀)?에서\s(?P<new>{_VALUE})(?:개|픽셀)?(?:으로|로)\s{KOREAN_VERB}"
)
_WINDOWS = r"kernels?|filters?|windows?"
_EXCHANGED = (
    rf"(?:(?:we|you|i|one|someone|somebody)\s)?(?:replac|swap|exchang|chang)\w+\s(?:the\s|its\s|all\s)?(?P<old>{_SIZE})\s(?P<name>{_WINDOWS})\s(?:by|with|for|to|into)\s(?:an?\s)?(?P<new>{_SIZE})(?:\s(?:ones?|{_WINDOWS}))?",
    rf"(?P<old>{_SIZE})\s(?P<name>커널|필터)(?:을|를)?\s(?P<new>{_SIZE})\s(?:커널|필터|크기)(?:으로|로)\s{KOREAN_VERB}",
)
"""`replaces the 7x7 kernels by 3x3 ones`."""
_FORMS = tuple(re.compile(form) for form in (*_ENGLISH, _KOREAN, *_EXCHANGED))


_UNBIASED = re.compile(
    r"(?:if\s|when\s|by\s|after\s)?(?:(?:remov|dropp?|omitt?|delet|disabl)(?:e|es|ed|ing)?|switching\soff)\s(?:the\s|its\s|all\s)?bias(?:es)?|"
    r"(?:if|when)\s(?:the\s|its\s)?bias(?:es)?\s(?:is|are)\s(?:removed|dropped|omitted|left\sout|switched\soff|disabled)|"
    r"(?:편향|바이어스|bias)(?:을|를|이|가)?\s?(?:없애|빼|제거|쓰지\s않|사용하지\s않|두지\s않|생략하)[가-힣]*(?:면|때|경우)"
)
"""`편향을 없애면`, `if the biases are removed`."""


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
    referred: bool = False
    """Whether the old value is told as what the new one is compared with."""


def change_of(text: str) -> Change | None:
    """The one change that a text tells of; None if there is none or several.

    >>> change_of("The stride of this layer is increased from 1 to 2.")[2:]
    ('stride', 'this layer', '1', '2', None, False)
    """
    lower = text.lower()
    unbiased = list(_UNBIASED.finditer(lower))
    if len(unbiased) == 1:
        return Change(*unbiased[0].span(), "bias", "", "with bias", "no bias")
    found = [one for form in _FORMS for one in form.finditer(lower)]
    starts = {one.start("old") for one in found}
    if len(starts) != 1:
        return None
    one = max(found, key=lambda match: match.end() - match.start())
    name = attribute_of(one["name"], one["new"])
    part = next((group for group in ("of", "owner") if one.groupdict().get(group)), "")
    of = text[one.start(part) : one.end(part)] if part else ""
    return Change(one.start(), one.end(), name, of, one["old"], one["new"]) if name else None


def attribute_of(words: str, value: str) -> str:
    """Which attribute the words name: `filters` with a size are kernels, with a number they are counted."""
    sized = re.fullmatch(_SIZE, value) is not None
    named = [
        name
        for name, names in _NAMES.items()
        if re.fullmatch(names, words.removesuffix("s")) or re.fullmatch(names, words)
    ]
    return next((name for name in named if not sized or name in _SIZED), "")


_IN_KOREAN = {
    "stride": "스트라이드 {}",
    "padding": "패딩 {}",
    "dilation": "팽창률 {}",
    "input channels": "입력 {}채널",
    "filters": "필터 {}개",
    "neurons": "뉴런 {}개",
    "groups": "그룹 {}개",
    "kernel size": "{} 커널",
    "input size": "입력 {}",
}
_COUNTED = ("input channels", "filters", "neurons", "groups")


def told(change: Change, value: str, korean: bool) -> str:
    """The attribute with one of its values, as a description tells it."""
    if change.name == "bias":
        return {"with bias": "편향 있음", "no bias": "편향 없음"}[value] if korean else value
    squared = change.name in _SIZED and re.fullmatch(r"\d+", value)
    value = f"{value}x{value}" if squared else value
    if korean:
        return _IN_KOREAN[change.name].format(value)
    if change.name == "input size":
        return f"{change.of} on a {value} input".strip()
    said = f"with {value} {change.name}" if change.name in _COUNTED else f"with {change.name} {value}"
    return f"{change.of} {said}".strip()
