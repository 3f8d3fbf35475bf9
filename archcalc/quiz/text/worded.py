"""Phrases told by the patterns of `worded.txt`: `windows that lie 2 pixels apart`, `how many bias terms`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from archcalc.quiz.text.rulefiles import Parts, table
from archcalc.quiz.text.token import Source, Token

_END = r"(?![a-z0-9_.]*[a-z0-9_])"
_CONDITION = re.compile(r"in (?:all texts|texts (with|without) (.+)):")


class Phrase(NamedTuple):
    """A line of the table: the pattern of a kind, and in which texts it holds."""

    kind: str
    pattern: re.Pattern[str]
    about: re.Pattern[str]
    holds: bool  # whether it holds in texts about that, or in all others

    def fits(self, lower: str, position: int) -> re.Match[str] | None:
        found = self.pattern.match(lower, position)
        return found if found and bool(self.about.search(lower)) == self.holds else None


class Phrases:
    """What the lines of the table say, one after the other."""

    def __init__(self) -> None:
        self.parts = Parts()
        self.about, self.holds = re.compile(""), True

    def read(self, line: str) -> Phrase | None:
        """The pattern of a line; none where it only says what holds for those below it."""
        condition = _CONDITION.fullmatch(line)
        if condition:
            self.about = self._pattern(condition[2] or "")
            self.holds = condition[1] != "without"
            return None
        if self.parts.names(line):
            return None
        kind, _, pattern = line.partition(" ")
        if not kind.isalnum() or not kind.isupper() or not pattern:
            raise ValueError("neither a part, nor a condition, nor a kind and its pattern")
        return Phrase(kind, self._pattern(f"(?:{pattern}){_END}"), self.about, self.holds)

    def _pattern(self, text: str) -> re.Pattern[str]:
        return re.compile(self.parts.filled(text).replace(" ", r"[\s-]"))


_PHRASES = table(Path(__file__).parent / "worded.txt", Phrases().read)
_ANY = re.compile("|".join(f"(?:{phrase.pattern.pattern})" for phrase in _PHRASES))
"""Whether one of them fits: no place of a text is tried against all, one by one."""


def worded(source: Source, position: int) -> Token | None:
    """What such a phrase at `position` tells."""
    lower = source.lower
    inside = lower[position].isalnum() and lower[position - 1 : position].isalnum()
    if inside or not _ANY.match(lower, position):
        return None
    for phrase in _PHRASES:
        found = phrase.fits(lower, position)
        if found:
            number = next((int(group) for group in found.groups() if group), None)
            kind, value = (phrase.kind, found.group()) if number is None else ("ATTACHED", (phrase.kind, number))
            return Token(kind, value, position, found.end())
    return None
