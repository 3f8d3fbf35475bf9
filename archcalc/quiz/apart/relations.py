"""What is asked of two values together, behind them: their ratio, their difference, the saving in percent."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from archcalc.quiz.answers import Answer, not_understood
from archcalc.quiz.text.hangul import is_korean

_ENGLISH = {
    "difference": r"(?:the\s|their\s)?difference\b|how many (?:\w+\s){0,3}(?:more|fewer|less)\b|saved count",
    "saving": r"(?:by\s)?how many percent\b|"
    r"(?:the\s)?(?:reduction|savings?)\s(?:in\s|of\s)?(?:%|percent)|what is the saving",
    "ratio": r"(?:the\s)?ratio\b|(?:by\s)?(?:which|what) factor\b|the factor\b|how many times\b",
}
_KOREAN = {
    "saving": r"몇\s?(?:%|퍼센트|프로)|절감률|감소율|절약률",
    "ratio": r"몇\s?배|그\s?비(?:율)?[를는\s(]|비도|배인지",
    "difference": r"차이|몇\s?개\s?(?:더\s)?(?:적|많)",
}
_CLAUSE = (
    r"(?P<joint>,\s?(?:and\s)?|\sand\s|[?.]\s(?:and\s|also\s)?)"
    r"(?P<open>(?:(?:what|which|give|state|find|compute|is|also|then)\s)*)"
)
_VERBS = r"(?:구하|쓰|적|답하|계산하|써|적어|구해|나타내)"
_KOREAN_CUTS = (
    (rf"(?P<verb>{_VERBS})(?:고|여|서)[,\s][^.?]*?(?:SAID)[^.?]*[.?]", "구하시오."),
    (r"(?:얼마|몇\s?\S{0,3})(?:이고|이며|고|며)[,\s][^.?]*?(?:SAID)[^.?]*[.?]", "얼마인가?"),
    (r"[?.]\s[^.?]*?(?:SAID)[^.?]*[.?]", "?"),
    (r"(?:,\s?(?:그리고\s)?|[와과]\s)[^.?,]*?(?:SAID)[^.?]*[.?]", "를 구하시오."),
)


class Related(NamedTuple):
    """The text without the clause that relates the values, what relation it asks, and its words."""

    text: str
    kind: str
    words: str


def related(text: str) -> Related | None:
    """The relation asked at the end of a question; None where there is none.

    >>> related("Parameters of A, parameters of B, and the difference?").kind
    'difference'
    """
    lower = text.lower()
    if is_korean(text):
        return _korean(text)
    for kind, said in _ENGLISH.items():
        found = list(re.finditer(rf"{_CLAUSE}(?P<said>{said})[^.?]*[.?]?", lower))
        if found:
            one = found[-1]
            mark = one.group("joint")[0] if one.group("joint")[0] in "?." else "?"
            return Related(text[: one.start()] + mark + text[one.end() :], kind, one.group())
    return None


_MEASURES = ("parameters", "weights", "MACs", "FLOPs", "multiplications")


def with_measure(one: Related) -> str:
    """The text without the relation, asking for what is related; empty where it asks for something itself.

    `... once at 112x112 and once at 28x28. By what factor are there more MACs?` relates the MACs, and asks no more.
    """
    named = [name for name in _MEASURES if re.search(rf"\b{name.lower()}\b", one.words)]
    asks = re.search(r"\b(?:how|what|which|give|state|compute|find|calculate)\b", one.text.lower())
    told = any(re.search(rf"\b{name.lower()}\b", one.text.lower()) for name in _MEASURES)
    if len(named) != 1 or asks or told or re.search(r"\d", one.words):
        return ""
    return f"{one.text.rstrip('? ')}. Number of {named[0]}?"


def _korean(text: str) -> Related | None:
    for kind, said in _KOREAN.items():
        for cut, ending in _KOREAN_CUTS:
            found = re.search(cut.replace("SAID", said), text)
            if found:
                return Related(text[: found.start()] + ending + text[found.end() :], kind, found.group())
    return None


_LARGER = re.compile(r"more|fewer|less|larger|smaller|cheaper|dearer|exceed|costl|save|많|적|크|작|줄|늘|절")
_NEW_OVER_OLD = re.compile(r"new (?:over|/|to) old|second (?:over|/|to) first|latter to the former|후/전")


def relation(one: Related, values: list[Fraction], marks: tuple[str, ...]) -> Answer:
    """The relation of two values: larger to smaller where the words compare, else first to second.

    Raises:
        Refused: which of them is taken to which is not told.
    """
    if len(values) != 2 or min(values) <= 0:
        raise not_understood("what is compared", "무엇을 비교하는지")
    old, new = values
    if one.kind == "difference":
        return Answer("difference", abs(old - new), "")
    if (_LARGER.search(one.words) and old < new) or _NEW_OVER_OLD.search(one.words) or _are_reversed(one.words, marks):
        old, new = new, old
    if one.kind == "saving":
        if new > old:
            raise not_understood("which is smaller", "어느 쪽이 작은지")
        return Answer("saving_percent", 100 - 100 * new / old, "%")
    return Answer("ratio", old / new, "x")


def _are_reversed(words: str, marks: tuple[str, ...]) -> bool:
    """`B가 A의 몇 배`: the second design is named first."""
    places = [words.lower().find(mark.lower()) for mark in marks]
    return len(places) == 2 and -1 not in places and places[1] < places[0]
