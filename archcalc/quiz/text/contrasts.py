"""What is named only to be denied or corrected: `stride 3, not 1`, `(not 12 groups)`, `개수가 아니라 M 단위로`.

The denied part is blanked letter for letter, and so is an earlier statement of the very value that is taken back.
"""

from __future__ import annotations

import re

from archcalc.quiz.text.token import plain

_ATTRIBUTE = r"(?P<attribute>stride|padding|dilation|kernel\ssize|kernel|스트라이드|보폭|패딩|팽창률|커널\s크기|커널)"
_IS = r"(?:\s?(?:is|=|:|of|should\sbe|must\sbe|은|는|이|가|을|를)\s?|\s)"
_VALUE = r"\d+(?:\s?x\s?\d+)*"
_CUE = r"(?:(?:sorry|correction|typo|erratum|oops|정정(?:합니다)?|오타(?:입니다|예요)?|죄송(?:합니다|해요)?)[,:.!]?\s)+"
_TAKEN_BACK = (
    rf"{_ATTRIBUTE}{_IS}(?P<new>{_VALUE})(?P<denied>,?\s?\(?not\s(?P<old>{_VALUE})\)?)",
    rf"{_ATTRIBUTE}{_IS}(?P<denied>(?P<old>{_VALUE})(?:이|가)?\s?아니(?:라|고),?\s?)(?P<new>{_VALUE})",
    rf"(?P<denied>{_CUE}){_ATTRIBUTE}{_IS}(?P<new>{_VALUE})",
)
_NAMED = (
    r"(?:ratio|percentage|difference|max(?:imum)?|average|mean|up|down|(?:the\s)?whole\svolume|identity|"
    rf"{_VALUE}(?:\s(?:groups|filters|channels|layers))?)"
)
_DENIED = (
    rf"(?<=[a-z0-9]),?\s?\(not\s(?:a\s|the\s|an\s)?{_NAMED}!?\)|(?<=[a-z0-9]),\snot\s(?:a\s|the\s|an\s)?{_NAMED}!?(?=[).;]|$)",
    r"(?:(?<=[,.(\n])|(?<=[은는]\s)|^)\s?[^,.(?!\n]{1,24}?(?:이|가)\s아니라,?\s",
    r"[(.]\s?[^,.(?!\n]{1,24}?(?:이|가)\s아님[!.]?\)?",
)
_FORMS = tuple(re.compile(form) for form in _TAKEN_BACK)
_DENIALS = tuple(re.compile(form) for form in _DENIED)
_KEPT = re.compile(r"(?:컬러|흑백|개수)(?:이|가)\s아니라")
"""`컬러가 아니라 흑백` is a phrase of the lexicon; a count that is denied leaves open what else is asked."""


def without_contrasts(text: str) -> str:
    """The text without what is denied in it."""
    lower = plain(text).lower()
    if len(lower) != len(text):
        return text
    gone: list[tuple[int, int]] = []
    for form in _FORMS:
        for found in form.finditer(lower):
            gone.append(found.span("denied"))
            gone += _earlier(lower[: found.start()], found)
    for form in _DENIALS:
        gone += [found.span() for found in form.finditer(lower) if not _KEPT.search(found.group())]
    for start, end in gone:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _earlier(before: str, found: re.Match[str]) -> list[tuple[int, int]]:
    """Where the value that is taken back was stated: `stride 1 ... sorry, stride is 3`."""
    stated = re.compile(rf"(?<![a-z]){re.escape(found['attribute'])}{_IS}(?P<value>{_VALUE})(?!\d)")
    places = [one.span() for one in stated.finditer(before) if one["value"] != found["new"]]
    return places[-1:]
