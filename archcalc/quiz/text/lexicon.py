"""The vocabulary of both languages: the longest phrase at a place, and words that are a letter away from one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from archcalc.quiz.text.hangul import HANGUL, is_korean

_GAPS = re.compile(r"[\s_-]+")


class Match(NamedTuple):
    """A phrase found in the text."""

    concept: str
    end: int


def entries(language: str) -> Iterator[tuple[str, str]]:
    """Pairs of concept and phrase from a table: a line of capitals names the concept of the lines below it."""
    concept = ""
    for line in (Path(__file__).parent / f"lexicon_{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            for phrase in line.split(" | "):
                yield concept, phrase.strip()
        elif line and not line.startswith("#"):
            concept = line


def _key(text: str) -> str:
    """Spelling that ignores how words are joined."""
    return _GAPS.sub("", text)


class Lexicon:
    """Phrases indexed by their first letter; each index entry is one alternation, longest phrase first."""

    def __init__(self) -> None:
        self.concepts: dict[str, str] = {}
        by_first: dict[str, list[tuple[str, str]]] = {}
        for language in ("en", "ko"):
            for concept, phrase in entries(language):
                self._enter(concept, phrase, by_first)
        self.patterns = {first: _alternation(found) for first, found in by_first.items()}

    def _enter(self, concept: str, phrase: str, by_first: dict[str, list[tuple[str, str]]]) -> None:
        exact = phrase.endswith("!")
        plain = phrase.rstrip("!")
        if plain != "%" and not is_korean(plain) and not exact:
            for spelled in (plain, plain + "s", plain + "es"):
                self.concepts.setdefault(_key(spelled), concept)
        else:
            self.concepts.setdefault(_key(plain), concept)
        by_first.setdefault(plain[0], []).append((plain, _regex(plain, exact)))

    def match(self, text: str, position: int) -> Match | None:
        """The longest phrase at `position`, if any."""
        pattern = self.patterns.get(text[position])
        found = pattern.match(text, position) if pattern else None
        if not found:
            return None
        return Match(self.concepts[_key(found.group())], found.end())


def _regex(phrase: str, exact: bool) -> str:
    if is_korean(phrase):
        parts = [re.escape(part) for part in re.split(r"[\s-]+", phrase)]
        head = f"(?<![{HANGUL}])" if len(phrase) == 1 else ""
        tail = "(?![용행직평렴식정])" if phrase.endswith("수") else ""
        return head + r"[\s-]{0,2}".join(parts) + tail
    parts = [re.escape(part) for part in re.split(r"[\s_]+", phrase)]
    body = r"[\s_-]{1,2}".join(parts)
    if phrase == "%":
        return body
    plural = "" if exact else "(?:es|s)?"
    return rf"(?<![a-z]){body}{plural}(?![a-z0-9_])"


def _alternation(found: list[tuple[str, str]]) -> re.Pattern[str]:
    longest = sorted(set(found), key=lambda pair: (-len(pair[0]), pair[0]))
    return re.compile("|".join(regex for _, regex in longest))


LEXICON = Lexicon()


SHORTEST = 9
"""Shorter words with one letter changed are often other words."""
_SILENT = frozenset({"IGN", "DROP"})


def meant(word: str) -> str:
    """The concept of the one known word that is a letter away; empty if there is none, or several."""
    if len(word) < SHORTEST:
        return ""
    known = _known()
    concepts = {known[other] for other in _neighbours(word) if other in known}
    return concepts.pop() if len(concepts) == 1 else ""


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Concepts of the single words, in singular and plural."""
    words = [(phrase.rstrip("!"), concept) for concept, phrase in entries("en") if concept not in _SILENT]
    single = [(word, concept) for word, concept in words if word.isalpha() and len(word) >= SHORTEST - 2]
    return {word + plural: concept for plural in ("s", "") for word, concept in single}


def _neighbours(word: str) -> Iterator[str]:
    """Words with one letter left out, changed, put in, or two exchanged."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
