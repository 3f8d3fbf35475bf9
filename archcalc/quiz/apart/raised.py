"""A number told before and then given another value: `64 filters ... Then the filters are increased to 96.`"""

from __future__ import annotations

import re

from archcalc.quiz.apart.changed import KOREAN_VERB, Change, attribute_of
from archcalc.quiz.text.hangul import is_korean

_SIZE = r"\d{1,3}\s?[x×*]\s?\d{1,3}"
_NUMBER = r"\d{1,5}(?![\d.]*\d|\s?[x×*]\s?\d)"
_SUBJECT = r"(?:it|the\slayer|this\slayer|the\sconvolution|this\sconvolution)"
_BECOMES = (
    r"(?:(?:is|was|are|were|gets?|has\sbeen)\s(?:then\s|now\s|later\s)?)?"
    r"(?:changed|increased|decreased|reduced|raised|lowered|enlarged|expanded|widened|narrowed|grows|shrinks|set)"
)
_FORMS = (
    rf"(?:the\s|its\s)?(?P<name>(?:number\sof\s)?(?:filters|kernels|output\schannels|input\schannels|neurons|units)|kernel\ssize|kernel|stride|padding)\s"
    rf"{_BECOMES}\sto\s(?P<new>{_SIZE}|{_NUMBER})",
    rf"(?:{_SUBJECT}\s)?{_BECOMES}\sto\s(?P<new>{_SIZE}|{_NUMBER})\s(?P<name>filters|kernels|output\schannels|input\schannels|neurons|units)",
    rf"(?P<name>필터|커널|스트라이드|보폭|패딩|입력\s?채널|출력\s?채널|뉴런)(?:의)?(?:\s?(?:수|개수|크기))?(?:을|를|이|가|만)\s"
    rf"(?P<new>{_SIZE}|{_NUMBER})(?:개)?(?:으로|로)\s{KOREAN_VERB}",
)
_RAISED = tuple(re.compile(form) for form in _FORMS)
_JOSA = r"(?:의)?\s?(?:개수|수|크기)?(?:가|는|은|이)?\s?"
_TOLD = {
    "filters": (
        rf"(?<![\dx×.*])(?P<value>\d{{1,5}})\s(?:{_SIZE}\s)?(?:filters|kernels|output\schannels)",
        rf"(?:필터|커널|출력\s?채널){_JOSA}(?P<value>\d{{1,5}})\s?개|출력\s?(?P<value2>\d{{1,5}})\s?채널",
    ),
    "input channels": (
        r"(?<![\dx×.*])(?P<value>\d{1,5})\sinput\s(?:channels|maps)",
        rf"입력\s?채널{_JOSA}(?P<value>\d{{1,5}})|입력\s?(?P<value2>\d{{1,5}})\s?채널",
    ),
    "neurons": (
        r"(?<![\dx×.*])(?P<value>\d{1,5})\s(?:neurons|units)",
        rf"(?:뉴런|유닛){_JOSA}(?P<value>\d{{1,5}})\s?개",
    ),
    "kernel size": (rf"(?<![\dx×.*])(?P<value>{_SIZE})(?!\s?[x×*]\s?\d)",) * 2,
    "stride": (r"(?:stride|스트라이드|보폭)(?:\sof|는|가|은)?\s(?P<value>\d)(?!\d)",) * 2,
    "padding": (r"(?:padding|패딩)(?:\sof|은|이)?\s(?P<value>\d)(?!\d)",) * 2,
}


def raised_of(text: str) -> Change | None:
    """The one number that a text tells and then gives another value; None if there is none, or several may be meant.

    >>> raised_of("A layer has 32 filters. Then the number of filters is increased to 48.").new
    '48'
    """
    lower = text.lower()
    found = {one.start("new"): one for form in _RAISED for one in form.finditer(lower)}
    if len(found) != 1:
        return None
    one = next(iter(found.values()))
    name = attribute_of(one["name"], one["new"])
    korean = is_korean(text)
    forms = _TOLD.get(name)
    if forms is None or "from" in one.group():
        return None
    before = list(re.finditer(forms[korean], lower[: one.start()]))
    if len(before) != 1:
        return None
    group = "value" if before[0]["value"] else "value2"
    if before[0][group] == one["new"]:
        return None
    return Change(one.start(), one.end(), "", "", before[0][group], one["new"], before[0].span(group))
