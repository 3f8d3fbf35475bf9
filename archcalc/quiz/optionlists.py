"""Lists of values to choose from, however they are marked: `(ㄱ) 3x3`, `[A] 12`, `i) 24`, `- 3`, `Options: 5 / 7`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_WORDS = (
    r"%|px|pixels?|param(?:eter)?s?|weights|[kmg]i?b|bytes|channels?|layers?|times|multiplications|macs|flops|neurons|"
    r"units|개|배|픽셀|층|번|회|바이트|만\s?개|만|억\s?개|억|채널|장|m|k"
)
_VALUE = re.compile(
    rf"(?:약\s|about\s|approx\.?\s)?"
    rf"(?:{_NUMBER}(?:\s?[x×*]\s?{_NUMBER})*|\[[-\d., ]+\]|\(\s?{_NUMBER}(?:,\s?{_NUMBER})+\s?\))"
    rf"(?:\s?(?:{_WORDS}))?",
    re.I,
)
_ALPHABETS = (tuple("abcde"), tuple("12345"), ("i", "ii", "iii", "iv", "v"), tuple("ㄱㄴㄷㄹㅁ"), tuple("가나다라마"))
_FORMS = (r"\(\s?{}\s?\)", r"\[\s?{}\s?\]", r"{}\)", r"{}\.", r"{}:")
_MARKS = [
    [re.compile(rf"(?<!\S){form.format(label)}(?=\s?\S)", re.I) for label in labels]
    for labels in _ALPHABETS
    for form in _FORMS
]
_BULLET = re.compile(r"(?:^|\n)[ \t]*[-*•·]\s+(?=\S)")
_BOX = re.compile(r"(?<!\S)[☐□○◯](?=\s?\S)")
_HEADED = re.compile(r"(?:options|choices|choose (?:from|one)|answers|보기|선택지)\s?(?::|are)\s?", re.I)
_LISTED = re.compile(
    rf"[:?,]\s(?:is it\s)?({_VALUE.pattern}(?:,\s{_VALUE.pattern})+,?\s(?:or|또는|중)\s{_VALUE.pattern})\s*[?.]?\s*$",
    re.I,
)
_CHOOSING = re.compile(r"(?<![a-z])(?:which|choose|select|pick)(?![a-z])|다음 중|고르", re.I)
FEWEST = 3
"""Two marks may be labels of two designs."""


class Entry(NamedTuple):
    """An option: where it begins, its label as written, and its text."""

    start: int
    label: str
    text: str


def listed_values(text: str) -> list[Entry]:
    """The options at the end of a text, all of them values; none where there is no such list."""
    return next((found for found in _candidates(text) if len(found) >= FEWEST and all(map(_is_value, found))), [])


def _is_value(entry: Entry) -> bool:
    return bool(_VALUE.fullmatch(entry.text.strip().rstrip(",;./|?").strip()))


def _candidates(text: str) -> Iterator[list[Entry]]:
    for marks in _MARKS:
        yield from _runs(text, marks)
    yield between_marks(text, list(_BULLET.finditer(text)))
    yield between_marks(text, list(_BOX.finditer(text)))
    headed = _HEADED.search(text)
    if headed:
        yield _parted(text, headed.start(), headed.end(), r"\s[/|]\s|;\s|,\s(?:or\s)?|\s(?:or|또는)\s")
    listed = _LISTED.search(text)
    if listed and _CHOOSING.search(text):
        yield _parted(text, listed.start(1), listed.start(1), r",\s(?:or\s)?|\s(?:or|또는|중)\s")


def _runs(text: str, marks: list[re.Pattern[str]]) -> Iterator[list[Entry]]:
    """Marks in the order of an alphabet, from each place where its first letter is one."""
    for first in marks[0].finditer(text):
        found = [first]
        for mark in marks[1:]:
            following = mark.search(text, found[-1].end())
            if not following:
                break
            found.append(following)
        yield between_marks(text, found)


def between_marks(text: str, marks: list[re.Match[str]]) -> list[Entry]:
    """The options behind marks, up to the next one."""
    ends = [*(mark.start() for mark in marks[1:]), len(text)][: len(marks)]
    return [
        Entry(mark.start(), mark.group().strip(), text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)
    ]


def _parted(text: str, start: int, first: int, joints: str) -> list[Entry]:
    """`10x10x6 / 10x10x3 / 20x20x6`: options without marks; all begin where the list does, as it is cut off whole."""
    return [Entry(start, "", part) for part in re.split(joints, text[first:].strip().rstrip("?.")) if part.strip()]


_ENDED = re.compile(r"[?.:!_]\s*$")
_OPEN = re.compile(r"\s*(?:\.\.\.|…)\s*$")


def with_blank(body: str) -> str:
    """`The feature map measures`: what the options would complete is a blank."""
    body = _OPEN.sub(" ____", body.rstrip())
    return body if _ENDED.search(body) else f"{body} ____"
