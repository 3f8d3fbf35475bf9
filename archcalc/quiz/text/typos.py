"""Long English words with one letter wrong: `multiplicatons`, `convoluton`, `paramters`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from archcalc.quiz.text.lexicon import entries

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
