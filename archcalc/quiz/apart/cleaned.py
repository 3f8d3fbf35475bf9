"""The asking words of a question for one variant alone: without `each`, `respectively` and the list of labels."""

from __future__ import annotations

import re

from archcalc.quiz.apart.cuts import Cut
from archcalc.quiz.text.hangul import is_korean

_NOUN = (
    r"(?:layers?|designs?|options?|nets?|networks?|models?|variants?|versions?|cases?|candidates?|alternatives?|"
    r"branch(?:es)?|filters?|replacements?|routes?|"
    r"convs?|heads?|values?|banks?|one|ones|stages?|setups?|architectures?|blocks?)"
)
_EACH_ENGLISH = re.compile(
    rf",?\s?\b(?:of|for|in|by|with|from|after|on)?\s?(?:each|either|both|every)\b(?:\sof\s(?:them|these|those|the))?"
    rf"(?:\s(?:following|two|three|four|of|the))*(?:\s{_NOUN}\b)?|"
    rf",?\s\brespectively\b|\b(?:these|the|those)\s(?:two|three|four)\s{_NOUN}\b|"
    r"\bin turn\b|\bonce\b",
    re.IGNORECASE,
)
_EACH_KOREAN = re.compile(
    r"\s?(?:은|는|이|가|을|를)?\s?각각(?:의)?(?=[\s?.])|각\s(?:경우|설계|안|모델|옵션|방식|구조|층)(?:의|마다|별)?\s?|"
    r"(?:안|설계|모델|방식|옵션|구조|경우|가지|층)(?:별|마다)(?:로)?\s|(?:두|세|네)\s(?:층|설계|모델|구조|합성곱|경우|방식|안|출력)의?\s|"
    r"차례로\s?|순서대로\s?|\(?따로따로\)?\s?|한\s번씩\s"
)


def for_one(text: str, cut: Cut) -> tuple[str, int]:
    """What stands beside variants without words that ask for several of them, and how many such words there were.

    >>> for_one("Output shape of each candidate?", Cut("", (), "", ()))
    ('Output shape?', 1)
    """
    text, labels = _without_labels(text, cut.marks, cut.noun)
    korean = is_korean(text)
    pattern = _EACH_KOREAN if korean else _EACH_ENGLISH
    count = len(pattern.findall(text))
    count = min(count, max(1, text.count("각각"))) if korean else count
    return re.sub(r"\s+([?.,])", r"\1", pattern.sub(" ", text)).replace("  ", " "), labels + count


def _without_labels(text: str, marks: tuple[str, ...], noun: str) -> tuple[str, int]:
    """`parameters of A, parameters of B`, `P와 Q의 가중치 수`: without the list of labels, and how many there were."""
    signs = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
    label = (
        rf"(?:(?:the\s)?(?:{re.escape(noun)}\s?)?\(?(?:{signs})\)?(?:\s?{re.escape(noun)})?)"
        if noun
        else rf"(?:{signs})"
    )
    joint = r"(?:\s?,\s?(?:and\s)?|\sand\s|\s?[와과랑]\s)"
    english = rf"(?<![\w]){label}(?:{joint}{label})+(?![\w])"
    repeated = rf"(?P<said>\b\w[\w\s]{{0,24}}?\b(?:of|for)\s){label}(?:{joint}(?P=said){label})+(?![\w])"
    text, first = re.subn(repeated, r"\g<said>it", text, flags=re.IGNORECASE)
    if is_korean(text):
        text, second = re.subn(rf"(?<![\w가-힣]){label}(?:{joint}{label})+(?:의|가|이|는|은)?\s?", "", text)
    else:
        text, second = re.subn(english, "it", text)
    return text, first + second
