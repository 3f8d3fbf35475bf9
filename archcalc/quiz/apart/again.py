"""A second question that only gives one attribute another value: `How many MACs? And with stride 2?`."""

from __future__ import annotations

import re

from archcalc.quiz.apart.changed import Change
from archcalc.quiz.text.hangul import is_korean

_SILENT = {"stride": "1", "padding": "0", "dilation": "1"}
"""What each attribute is where a text says nothing of it."""
ATTRIBUTES = {
    "stride": r"stride|스트라이드|보폭",
    "padding": r"padding|패딩",
    "dilation": r"dilation(?:\srate)?|팽창률",
}
VALUE = r"(?P<value>\d{1,4})(?![\d.x×*]|\s?[x×*]\s?\d)"
_OPENS = r"(?:\?|,)\s(?:and\s)?(?:(?:how\smany|what)\s)?(?:(?:are|is|would)\s(?:there|it|they)\s(?:be\s)?)?"


def _forms(words: str) -> tuple[re.Pattern[str], ...]:
    english = (
        rf"{_OPENS}(?:(?:if|when|with|for|at|using)\s)(?:the\s|a\s|an\s)?"
        rf"(?:(?:{words})(?:\s(?:is|of|was|were)\s|\s?=\s?|\s){VALUE}|(?P<counted>\d{{1,4}})\s(?:{words})(?![a-z]))"
        r"(?:\s(?:is|are|were)\sused)?(?:\sinstead)?\s?\?"
    )
    korean = (
        rf"(?:[?,]|고|며)\s(?:그리고\s)?(?:{words})(?:를|을|가|이)?\s?{VALUE}(?:개)?"
        r"(?:(?:으로|로)\s(?:하면|바꾸면|두면|쓰면)|이면|면|일\s때는?)\s?(?:몇\s?(?:개|번|회)?|얼마)?(?:가\s되는가|인가|일까)?\s?\?"
    )
    return re.compile(english, re.IGNORECASE), re.compile(korean)


def again_of(text: str) -> tuple[str, Change] | None:
    """The text without the second question, and the change that it makes; None if there is none.

    >>> again_of("A 3x3 layer with stride 1. MACs? And with stride 2?")[0]
    'A 3x3 layer with stride 1. MACs?'
    """
    for name, words in ATTRIBUTES.items():
        found = next((one for form in _forms(words) if (one := form.search(text))), None)
        if found is None or re.search(r"\w", text[found.end() :]):
            continue
        value = found["value"] or found.groupdict().get("counted") or ""
        before = text[: found.start()]
        told = list(re.finditer(rf"(?:{words})(?:\s(?:is|of)\s|\s?=\s?|[이가은는]?\s){VALUE}", before, re.IGNORECASE))
        if len(told) > 1 or (told and told[0]["value"] == value):
            return None
        korean = is_korean(text)
        cut = f"{before}{'는' if korean and before.endswith('수') else ''}?"
        if told:
            return cut, Change(0, 0, "", "", told[0]["value"], value, told[0].span("value"), referred=True)
        return cut, Change(len(cut), len(cut), name, "", _SILENT[name], value, referred=True)
    return None
