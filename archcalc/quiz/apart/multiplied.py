"""A number that is told before and then doubled: `32 input maps ... Later the number of input maps is doubled.`"""

from __future__ import annotations

import re

from archcalc.quiz.apart.changed import Change
from archcalc.quiz.text.hangul import is_korean
from archcalc.quiz.text.numerals import FEW

_NOUNS = r"input\s(?:maps|channels)|output\s(?:maps|channels)|filters|kernels|neurons|units|outputs|inputs"
_TIMES = FEW | {"doubled": 2, "tripled": 3, "quadrupled": 4, "2": 2, "3": 3, "4": 4}
_REST = (
    r"(?:,?\s(?:and\s|while\s|with\s)?(?:nothing\selse\s\w+|everything\selse\s[^.?]*|all\selse\s[^.?]*|"
    r"the\srest\s[^.?]*))?"
)
_ENGLISH = re.compile(
    r"(?:(?:later|then|now|afterwards|next),?\s)?(?:the\s|its\s)?(?:number|count)\sof\s(?:the\s|its\s)?"
    rf"(?P<noun>{_NOUNS})\s(?:is|was|gets|has\sbeen|is\sto\sbe)\s(?:then\s|later\s|now\s)?"
    rf"(?P<how>doubled|halved|tripled|quadrupled){_REST}\.",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"(?:(?:이후|나중에|이제|그\s뒤|그\s후)\s)?(?P<noun>입력\s?채널|출력\s?채널|입력\s?맵|출력\s?맵|필터|뉴런)(?:의)?\s?(?:개수|수)?(?:가|를|을|이)?\s?"
    r"(?:(?P<how>두|세|네|2|3|4)\s?배(?:로|가)?|절반으로|반으로)\s?(?:늘|늘려|늘렸|되었|됐|했|하였|줄|줄였)[가-힣]*\.",
)


def multiplied_of(text: str) -> Change | None:
    """The one number that a text tells and then multiplies; None if there is none, or several may be meant.

    >>> multiplied_of("A layer has 32 filters. Then the number of filters is halved.").new
    '16'
    """
    found = [*_ENGLISH.finditer(text), *_KOREAN.finditer(text)]
    if len(found) != 1:
        return None
    one = found[0]
    noun = one["noun"].rstrip("s")
    before, behind = r"(?<![\dx×.*])(\d{1,5})\s(?:\d+\s?[x×]\s?\d+\s)?(?:\w+\s)?", r"s?(?![a-z])"
    korean = is_korean(text)
    form = rf"{noun}(?:의)?\s?(?:개수|수)?(?:가|는|은|이)?\s?(\d{{1,5}})\s?개" if korean else rf"{before}{noun}{behind}"
    told = list(re.finditer(form, text[: one.start()], re.IGNORECASE))
    if len(told) != 1:
        return None
    old = int(told[0].group(1))
    factor = _TIMES.get((one["how"] or "").lower())
    if factor is None and old % 2:
        return None
    new = old * factor if factor else old // 2
    return Change(one.start(), one.end(), "", "", str(old), str(new), told[0].span(1))
