"""The rules of `rules.txt`: words and facts that refuse a question, each rule with its reason.

`the last of the three has been removed`, `both results are concatenated`, `the ratio of both`: whoever overlooks such
words gives a confident wrong answer, or half of one. The head of the table tells its language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from archcalc.quiz.answers import (
    Refused,
    contradiction,
    each_unclear,
    missing,
    not_understood,
    part_unanswered,
    unclear,
)
from archcalc.quiz.checks.facts import FACTS, NAMING, PLACED, SETS
from archcalc.quiz.checks.question import Question
from archcalc.quiz.text.hangul import is_korean

Reason = Callable[[str], Refused]
"""The refusal, which may name the words that were found."""
TABLE = Path(__file__).parent / "rules.txt"
_KINDS = {"missing": missing, "contradiction": contradiction, "not understood": not_understood}
_SHARED: dict[str, Reason] = {
    "unclear": unclear,
    "part unanswered": lambda _: part_unanswered(),
    "each unclear": lambda _: each_unclear(),
}
"""Reasons that other checks give as well."""
_WHOLE_PHRASES = frozenset({"SHARERS", "SPOTS"})
"""Tokens of grammars that have read every word they hold: `how many neurons use the same weights`."""


class Rule(NamedTuple):
    """The reason of a refusal, the facts, and forms of words by where they stand."""

    reason: Reason
    facts: tuple[Callable[[Question], bool], ...]
    placed: tuple[Callable[[Question, int], bool], ...]  # facts about the place of the words
    forms: dict[str, re.Pattern[str]]

    def concerns(self, question: Question) -> bool:
        """Whether the facts about the whole question are as the rule says, and so are the words without a place."""
        asked, unsaid = self.forms.get("asked"), self.forms.get("unsaid")
        return (
            all(fact(question) for fact in self.facts)
            and not (unsaid and unsaid.search(question.text))
            and (not asked or any(map(asked.search, question.asked)))
        )

    def found(self, question: Question) -> Iterator[str]:
        """The words of the rule, wherever they stand so that it is broken; empty ones if it has none of its own."""
        form = self.forms.get("said") or self.forms.get("unread")
        if form is None:
            yield ""
            return
        tokens = question.scene.tokens
        for one in form.finditer(question.text):
            inside = [at for at, token in enumerate(tokens) if one.start() < token.end and token.start < one.end()]
            read = question.covered & set(inside) or any(tokens[at].kind in _WHOLE_PHRASES for at in inside)
            place = next((at for at, token in enumerate(tokens) if token.end > one.start()), len(tokens) - 1)
            if not (read and "unread" in self.forms) and all(fact(question, place) for fact in self.placed):
                yield question.scene.body[one.start() : one.end()].strip()


def broken_rule(question: Question) -> Refused | None:
    """The reason of the first rule that a question breaks."""
    if question.has_values:
        return None
    for rule in rules():
        words = next(rule.found(question), None) if rule.concerns(question) else None
        if words is not None:
            return rule.reason(words)
    return None


@cache
def rules() -> tuple[Rule, ...]:
    """The table, read once."""
    return tuple(read_rules(TABLE.read_text("utf-8"), TABLE.name))


def read_rules(text: str, name: str) -> Iterator[Rule]:
    """The rules of a table.

    Raises:
        ValueError: a line is not of its language; says where.
    """
    reason: Reason | None = None
    draft = _Draft()
    for number, line in enumerate([*text.splitlines(), ""], 1):
        try:
            if line.lstrip().startswith("#"):
                continue
            if line.startswith("  "):
                draft.add(line.strip())
                continue
            if draft.facts or draft.placed or draft.forms:
                if reason is None:
                    raise ValueError("a rule without a reason")
                yield draft.rule(reason)
                draft = _Draft()
            reason = _reason(line) if line else reason
        except (ValueError, re.error) as error:
            raise ValueError(f"{name}:{number}: {error}") from None


def _reason(line: str) -> Reason:
    kind, _, said = line.partition(": ")
    english, _, korean = said.partition(" | ")
    if line in _SHARED:
        return _SHARED[line]
    if kind not in _KINDS or not korean:
        raise ValueError(f"no reason: {line!r}")
    return lambda _: _KINDS[kind](english, korean)


class _Draft:
    """A rule as its lines are read."""

    def __init__(self) -> None:
        self.facts: list[Callable[[Question], bool]] = []
        self.placed: list[Callable[[Question, int], bool]] = []
        self.forms: dict[str, list[str]] = {}

    def add(self, line: str) -> None:
        """Add what a line says."""
        how, _, what = line.partition(" ")
        if how in ("if", "unless"):
            self._add_fact(how == "if", what)
        elif how in ("said", "asked", "unsaid"):
            self.forms.setdefault(how, []).append(re.compile(what).pattern)
        elif how in ("words", "unread"):
            where = "said" if how == "words" else how
            self.forms.setdefault(where, []).extend(_form(phrase.strip()) for phrase in what.split("|"))
        else:
            raise ValueError(f"no line of a rule begins with {how!r}")

    def _add_fact(self, holds: bool, what: str) -> None:
        name, _, values = what.partition(" ")
        if what in PLACED:
            self.placed.append(lambda question, place: PLACED[what](question, place) == holds)
        elif what in FACTS:
            self.facts.append(lambda question: FACTS[what](question) == holds)
        elif name in NAMING and values:
            named = frozenset(one for value in values.split() for one in SETS.get(value, {value}))
            self.facts.append(lambda question: NAMING[name](question, named) == holds)
        else:
            raise ValueError(f"no fact: {what!r}")

    def rule(self, reason: Reason) -> Rule:
        """The whole rule; several lines of one kind of words are one form."""
        forms = {how: re.compile("|".join(some)) for how, some in self.forms.items()}
        return Rule(reason, tuple(self.facts), tuple(self.placed), forms)


def _form(phrase: str) -> str:
    """`mirror*` is the beginning of a word; spaces of Korean phrases may be left out."""
    words = [re.escape(word) for word in phrase.rstrip("*").split()]
    if is_korean(phrase):
        return r"\s?".join(words)
    end = "" if phrase.endswith("*") else "(?![a-z])"
    return rf"(?<![a-z]){r'[ -]'.join(words)}{end}"
