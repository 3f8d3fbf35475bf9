"""What is asked of two values together, behind them: their ratio, their difference, the saving in percent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from archcalc.quiz.answers import Answer
from archcalc.quiz.relations import HOW_MANY_PERCENT, LESS, MORE, difference, ratio, share
from archcalc.quiz.text.hangul import is_korean

_ENGLISH = {
    "difference": r"(?:the\s|their\s)?difference\b|how many (?:\w+\s){0,3}(?:more|fewer|less)\b|saved count",
    "percent": r"(?:by\s)?how many percent\b|"
    r"(?:the\s)?(?:reduction|savings?)\s(?:in\s|of\s)?(?:%|percent)|what is the saving",
    "ratio": r"(?:the\s)?ratio\b|(?:by\s)?(?:which|what) factor\b|the factor\b|how many times\b",
}
_KOREAN = {
    "percent": rf"{HOW_MANY_PERCENT}|절감률|감소율|절약률",
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


def _korean(text: str) -> Related | None:
    for kind, said in _KOREAN.items():
        for cut, ending in _KOREAN_CUTS:
            found = re.search(cut.replace("SAID", said), text)
            if found:
                return Related(text[: found.start()] + ending + text[found.end() :], kind, found.group())
    return None


_LARGER = re.compile(f"{LESS}|{MORE}|costl|적|작|절")
_NEW_OVER_OLD = re.compile(r"new (?:over|/|to) old|second (?:over|/|to) first|latter to the former|후/전")


def relation(one: Related, values: Sequence[Answer], marks: tuple[str, ...]) -> Answer | None:
    """The relation of two values: larger to smaller where the words compare, else first to second; None if unclear."""
    if len(values) != 2 or not all(isinstance(value.value, int | Fraction) for value in values):
        return None
    old, new = values
    rises = Fraction(old.value) < Fraction(new.value)  # type: ignore[arg-type]
    if (_LARGER.search(one.words) and rises) or _NEW_OVER_OLD.search(one.words) or _are_reversed(one.words, marks):
        old, new = new, old
    made = compared(one.kind, old, new)
    return None if made and made.name == "increase_percent" else made


def compared(kind: str, first: Answer, second: Answer) -> Answer | None:
    """The difference of two values, their ratio, or what share of the first one the second one saves or adds."""
    one, two = Fraction(first.value), Fraction(second.value)  # type: ignore[arg-type]
    if kind == "difference":
        return difference(one, two, f"{first.name}_difference", first.unit)
    if min(one, two) <= 0:
        return None
    if kind == "ratio":
        return ratio(one, two)
    return share(abs(one - two), one, "saving_percent" if two <= one else "increase_percent")


def _are_reversed(words: str, marks: tuple[str, ...]) -> bool:
    """`B가 A의 몇 배`: the second design is named first."""
    places = [words.lower().find(mark.lower()) for mark in marks]
    return len(places) == 2 and -1 not in places and places[1] < places[0]
