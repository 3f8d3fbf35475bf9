"""The ways in which a text tells that one attribute has first one value and then another.

`changed from stride 1 to stride 2`, `64 filters ... increased to 96`, `... MACs, and how many fewer than at stride 1`
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from archcalc.quiz.apart.attributes import ATTRIBUTE, NAMES, SIZE, VALUE, attribute_of
from archcalc.quiz.text.hangul import is_korean


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


def told_change(text: str) -> tuple[str, Change | None]:
    """The text and the change that it tells of; a reference that tells the other value is cut out of it."""
    change = _changed(text) or _raised(text)
    return (text, change) if change is not None else _referred(text) or (text, None)


def _compiled(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in forms)


_CHANGED = (
    r"(?:chang|increas|decreas|reduc|rais|lower|enlarg|expand|shrink|shrunk|switch|grow|cut|doubl|halv|widen|narrow|mov|set|go)"
    r"(?:es|ed|ing|s|n|e|ting)?"
)
_OWNER = r"(?:[^.;?()]|\([^()?]{0,60}\)){3,120}?"
"""`a 3x3 convolution (32 to 64 channels, padding 1) on a 56x56 input`: what the attribute belongs to."""
_VERB = rf"(?:(?:is|was|are|gets?|got|has\sbeen|were|being|goes|then|later|now)\s)*{_CHANGED}(?:\s(?:up|down))?"
_ENGLISH = (
    rf"(?:the\s|its\s|their\s|(?P<owner>(?:an?|the|this)\s(?:[a-z-]+\s){{0,3}}[a-z]+)'s\s)?(?P<name>{ATTRIBUTE})(?:\s(?:of|in)\s(?P<of>{_OWNER}))?\s{_VERB}\sfrom\s(?:an?\s)?(?P<old>{VALUE})\sto\s(?:an?\s)?(?P<new>{VALUE})",
    rf"(?:(?:if|when|by|after)\s)?(?:(?:we|you|i|one|someone)\s)?{_CHANGED}\s(?:the\s|its\s)?(?P<name>{ATTRIBUTE})(?:\s(?:of|in)\s(?P<of>{_OWNER}))?\sfrom\s(?:an?\s)?(?P<old>{VALUE})\sto\s(?:an?\s)?(?P<new>{VALUE})",
    rf"{_VERB}\sfrom\s(?:an?\s)?(?P<name>{ATTRIBUTE})\s(?:of\s)?(?P<old>{VALUE})\sto\s(?:an?\s)?(?:(?:{ATTRIBUTE})\s(?:of\s)?)?(?P<new>{VALUE})",
    rf"{_VERB}\sfrom\s(?:an?\s)?(?P<old>{VALUE})\s(?:(?:{ATTRIBUTE})\s)?to\s(?:an?\s)?(?P<new>{VALUE})\s(?P<name>{ATTRIBUTE})",
)
_KOREAN_VERB = (
    r"(?:바꾸|바꿔|바꿨|바꾼|바꿀|바뀌|바뀐|변경|늘리|늘려|늘렸|늘린|늘릴|늘어|늘었|줄이|줄여|줄였|줄인|줄일|"
    r"줄어|줄었|키우|키워|키웠|키운|키울|커지|커졌|커진|"
    r"높이|높여|높였|높인|높일|올리|올려|올렸|올린|올릴|낮추|낮춰|낮췄|낮춘|낮출|내리|내려|내렸|내린|넓히|넓혔|넓힌|증가|감소|확대|축소|교체)[가-힣]*"
)
_MIDDLE = r"(?:을|를|이|가|은|는|만|의\s(?:수|크기)를?)?\s"
_KOREAN = (
    rf"(?P<name>{ATTRIBUTE}){_MIDDLE}"
    rf"(?P<old>{VALUE})(?:개|픽셀)?에서\s(?P<new>{VALUE})(?:개|픽셀)?(?:으로|로)\s{_KOREAN_VERB}"
)
_WINDOWS = r"kernels?|filters?|windows?"
_EXCHANGED = (
    rf"(?:(?:we|you|i|one|someone|somebody)\s)?(?:replac|swap|exchang|chang)\w+\s(?:the\s|its\s|all\s)?(?P<old>{SIZE})\s(?P<name>{_WINDOWS})\s(?:by|with|for|to|into)\s(?:an?\s)?(?P<new>{SIZE})(?:\s(?:ones?|{_WINDOWS}))?",
    rf"(?P<old>{SIZE})\s(?P<name>커널|필터)(?:을|를)?\s(?P<new>{SIZE})\s(?:커널|필터|크기)(?:으로|로)\s{_KOREAN_VERB}",
)
"""`replaces the 7x7 kernels by 3x3 ones`."""
_CHANGES = _compiled(*_ENGLISH, _KOREAN, *_EXCHANGED)


_UNBIASED = re.compile(
    r"(?:if\s|when\s|by\s|after\s)?(?:(?:remov|dropp?|omitt?|delet|disabl)(?:e|es|ed|ing)?|switching\soff)\s(?:the\s|its\s|all\s)?bias(?:es)?|"
    r"(?:if|when)\s(?:the\s|its\s)?bias(?:es)?\s(?:is|are)\s(?:removed|dropped|omitted|left\sout|switched\soff|disabled)|"
    r"(?:편향|바이어스|bias)(?:을|를|이|가)?\s?(?:없애|빼|제거|쓰지\s않|사용하지\s않|두지\s않|생략하)[가-힣]*(?:면|때|경우)"
)
"""`편향을 없애면`, `if the biases are removed`."""


def _changed(text: str) -> Change | None:
    """A change that is told whole: `the stride is increased from 1 to 2`; None if there is none or several."""
    lower = text.lower()
    unbiased = list(_UNBIASED.finditer(lower))
    if len(unbiased) == 1:
        return Change(*unbiased[0].span(), "bias", "", "with bias", "no bias")
    found = [one for form in _CHANGES for one in form.finditer(lower)]
    starts = {one.start("old") for one in found}
    if len(starts) != 1:
        return None
    one = max(found, key=lambda match: match.end() - match.start())
    name = attribute_of(one["name"], one["new"])
    part = next((group for group in ("of", "owner") if one.groupdict().get(group)), "")
    of = text[one.start(part) : one.end(part)] if part else ""
    return Change(one.start(), one.end(), name, of, one["old"], one["new"]) if name else None


_SUBJECT = r"(?:it|the\slayer|this\slayer|the\sconvolution|this\sconvolution)"
_BE = r"(?:(?:is|was|are|were|gets?|has\sbeen)\s(?:then\s|now\s|later\s)?)?"
_BECOMES = (
    rf"{_BE}(?:changed|increased|decreased|reduced|raised|lowered|enlarged|expanded|widened|narrowed|grows|shrinks|set)"
)
_LATER = r"(?:(?:later|then|now|afterwards|next),?\s)?(?:the\s|its\s)?"
_REST = r"(?:,?\s(?:and\s|while\s|with\s)?(?:nothing\selse\s\w+|(?:everything\selse|all\selse|the\srest)\s[^.?]*))?"
_FACTORS = {"doubled": Fraction(2), "halved": Fraction(1, 2), "tripled": Fraction(3), "quadrupled": Fraction(4)}
_RAISES = _compiled(
    rf"(?:the\s|its\s)?(?P<name>{ATTRIBUTE})\s{_BECOMES}\sto\s(?P<new>{VALUE})",
    rf"(?:{_SUBJECT}\s)?{_BECOMES}\sto\s(?P<new>{VALUE})\s(?P<name>{ATTRIBUTE})",
    rf"(?P<name>{ATTRIBUTE})(?:을|를|이|가|만)\s(?P<new>{VALUE})(?:개)?(?:으로|로)\s{_KOREAN_VERB}",
    rf"{_LATER}(?P<name>{ATTRIBUTE})\s{_BE}(?P<new>{'|'.join(_FACTORS)}){_REST}\.",
)
_JOSA = r"(?:의)?\s?(?:개수|수|크기)?(?:가|는|은|이)?\s?"
_TOLD = {
    "filters": rf"(?<![\dx×.*])(?P<value>\d{{1,5}})\s(?:{SIZE}\s)?(?:filters|kernels|output\schannels)|"
    rf"(?:필터|커널|출력\s?채널){_JOSA}(?P<value2>\d{{1,5}})\s?개|출력\s?(?P<value3>\d{{1,5}})\s?채널",
    "input channels": r"(?<![\dx×.*])(?P<value>\d{1,5})\sinput\s(?:channels|maps)|"
    rf"입력\s?채널{_JOSA}(?P<value2>\d{{1,5}})|입력\s?(?P<value3>\d{{1,5}})\s?채널",
    "neurons": rf"(?<![\dx×.*])(?P<value>\d{{1,5}})\s(?:neurons|units)|(?:뉴런|유닛){_JOSA}(?P<value2>\d{{1,5}})\s?개",
    "kernel size": rf"(?<![\dx×.*])(?P<value>{SIZE})(?!\s?[x×*]\s?\d)",
    "stride": r"(?:stride|스트라이드|보폭)(?:\sof|는|가|은)?\s(?P<value>\d)(?!\d)",
    "padding": r"(?:padding|패딩)(?:\sof|은|이)?\s(?P<value>\d)(?!\d)",
}
"""How the first value of each attribute is told."""


def _raised(text: str) -> Change | None:
    """A number that is told before and then gets another value: `32 filters ... Then their number is doubled.`"""
    lower = text.lower()
    found = {one.start("new"): one for form in _RAISES for one in form.finditer(lower)}
    if len(found) != 1:
        return None
    (one,) = found.values()
    new = one["new"]
    form = _TOLD.get(attribute_of(one["name"], new))
    before = list(re.finditer(form, lower[: one.start()])) if form else []
    if len(before) != 1 or "from" in one.group():
        return None
    group = next(name for name, value in before[0].groupdict().items() if value)
    old = before[0][group]
    if new in _FACTORS:
        new = str(Fraction(old) * _FACTORS[new])
    return Change(*one.span(), "", "", old, new, before[0].span(group)) if new != old and "/" not in new else None


_REFERRED = ("stride", "padding", "dilation", "groups", "filters")
_SINGLE = r"(?P<value>\d{1,4})(?![\d.x×*]|\s?[x×*]\s?\d)"
_TO = (
    r"(?:compared\s(?:with|to)|relative\sto|than|to\s(?:that|those)|versus|vs\.?|against)\s"
    r"(?:that\s|it\s(?:would|does)\s(?:be|have)\s)?"
)
_SET = r"(?:\s?=\s?|\sof\s|\s|[이가은는을를]\s)"
_KOREAN_END = (
    r"(?:개)?(?:일|인|를\s쓸|을\s쓸)?\s?(?:때|경우)?"
    r"(?:의(?=\s(?:몇|약))|보다|에\s비해|와\s비교하여|과\s비교하여|에\s비하면)\s?"
)


def _referred(text: str) -> tuple[str, Change] | None:
    """The text without the reference, and the change from its value to the one told first; None if there is none.

    >>> _referred("How many MACs at stride 2, and how many times fewer than at stride 1?")[0]
    'How many MACs at stride 2, and how many times fewer?'
    """
    korean = is_korean(text)
    for name in _REFERRED:
        found = _pair(text, NAMES[name], korean)
        if found is not None:
            cut, main, old = found
            if korean:
                return cut, Change(0, 0, "", "", old, main["value"], main.span("value"), referred=True)
            return cut, Change(*main.span(), name, "", old, main["value"], referred=True)
    return None


def _pair(text: str, words: str, korean: bool) -> tuple[str, re.Match[str], str] | None:
    """The text without the reference, the mention before it, and the value of the reference."""
    lower = text.lower()
    mention = rf"(?:{words}){_SET}{_SINGLE}|(?<![\dx×*])(?P<counted>\d{{1,4}})\s(?:groups|filters)(?![a-z])"
    ending = _KOREAN_END if korean else ""
    opening = "" if korean else rf"\s?{_TO}(?:at|with|for|using)?\s?(?:a\s|an\s)?"
    places = [one for one in re.finditer(rf"(?<![a-z가-힣]){mention}", lower) if one["value"]]
    refs = list(re.finditer(rf"{opening}(?:{mention}){ending}", lower))
    if len(places) != 2 and not (len(places) == 1 and not korean):
        return None
    ref = refs[-1] if refs else None
    main = places[0] if places else None
    if ref is None or main is None or main.end() > ref.start():
        return None
    old = ref["value"] or ref["counted"]
    if old == main["value"]:
        return None
    lead = "" if korean else r"(?:\b(?:at|with|for|using)\s(?:a\s|an\s)?)?"
    whole = re.compile(rf"{lead}(?<![a-z가-힣])(?:{words}){_SET}{_SINGLE}").search(lower)
    cut = text[: ref.start()] + text[ref.end() :]
    return (cut, whole, old) if whole is not None and whole.end() <= ref.start() else None
