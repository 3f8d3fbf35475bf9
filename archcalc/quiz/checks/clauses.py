"""Words that announce a change, a correction or a restriction: something must have read them, else nothing is answered.

`the last of the three has been removed`, `both results are concatenated`, `rounded up, not down`: whoever overlooks
such a clause gives a confident wrong answer. The words are those of `clauses.txt`; a pattern of roles that covers one
of them has read it, and so has the reader named in its heading, by what the scene or the answers show.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from archcalc.quiz.answers import unclear
from archcalc.quiz.checks.clausereaders import BESIDES, READERS, Clause
from archcalc.quiz.problems.base import Result
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.hangul import is_korean

_WHOLE_PHRASES = frozenset({"SHARERS", "SPOTS"})
"""Tokens of grammars that have read every word they hold: `how many neurons use the same weights`."""


def refuse_overlooked(scene: Scene, asks: list[Ask], result: Result) -> None:
    """Refuse where words of `clauses.txt` were read by nothing.

    Raises:
        Refused: naming them.
    """
    if scene.has("MATRIX", "VECTOR"):
        return
    text = scene.body.lower()
    covered = scene.covered() | {at for at, token in enumerate(scene.tokens) if token.kind in _WHOLE_PHRASES}
    for reader, form in _forms():
        for found in form.finditer(text):
            places = [
                at for at, token in enumerate(scene.tokens) if found.start() < token.end and token.start < found.end()
            ]
            first = next(
                (at for at, token in enumerate(scene.tokens) if token.end > found.start()), len(scene.tokens) - 1
            )
            read = covered & set(places) and reader not in BESIDES
            if not read and not READERS[reader](Clause(scene, asks, result, first)):
                raise unclear(scene.body[found.start() : found.end()].strip())


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The headings of the table, each with its phrases as one expression."""
    phrases: dict[str, list[str]] = {}
    heading = ""
    for line in (Path(__file__).parent / "clauses.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            phrases[heading] += [phrase.strip() for phrase in line.split("|")]
        elif line and not line.startswith("#"):
            heading = line
            phrases[heading] = []
    return tuple((name, re.compile("|".join(map(_form, some)))) for name, some in phrases.items())


def _form(phrase: str) -> str:
    """`mirror*` is the beginning of a word; spaces of Korean phrases may be left out."""
    words = [re.escape(word) for word in phrase.rstrip("*").split()]
    if is_korean(phrase):
        return r"\s?".join(words)
    end = "" if phrase.endswith("*") else "(?![a-z])"
    return rf"(?<![a-z]){r'[ -]'.join(words)}{end}"
