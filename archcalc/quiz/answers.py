"""What solving gives: answers with assumptions, alternatives and working, or a refusal with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

MISSING = "missing_data"
CONTRADICTION = "contradiction"
NO_CALCULATION = "not_a_calculation"
NOT_UNDERSTOOD = "not_understood"

Value = int | float | Fraction | list[Any]


class Answer(NamedTuple):
    """One asked quantity: its name, its value and its unit."""

    name: str
    value: Value
    unit: str


class Alternative(NamedTuple):
    """Another reading of an open question, and what it gives."""

    reading: str
    answers: tuple[Answer, ...]


class Choice(NamedTuple):
    """The option of a multiple-choice question that the answer equals; an empty label if there is none."""

    label: str
    text: str


class Solution(NamedTuple):
    """A question solved."""

    language: str
    answers: tuple[Answer, ...]
    assumptions: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    working: tuple[str, ...] = ()
    choice: Choice | None = None
    reading: tuple[tuple[str, str], ...] = ()


def put_together(answers: Sequence[Answer], solutions: Sequence[Solution]) -> Solution:
    """Answers that several solutions lead to, with the working, assumptions and readings of all of them, each once."""
    return Solution(
        solutions[0].language,
        tuple(answers),
        tuple(dict.fromkeys(line for one in solutions for line in one.assumptions)),
        (),
        tuple(dict.fromkeys(line for one in solutions for line in one.working)),
        None,
        tuple(pair for one in solutions for pair in one.reading),
    )


class Refusal(NamedTuple):
    """A question that is not answered, and why."""

    kind: str
    reason: str
    language: str = "en"
    reading: tuple[tuple[str, str], ...] = ()


class Refused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """Raised inside to refuse; the reason in both languages."""

    def __init__(self, kind: str, english: str, korean: str) -> None:
        super().__init__(english)
        self.kind = kind
        self.english = english
        self.korean = korean


def missing(english: str, korean: str) -> Refused:
    """What would be needed is not given."""
    return Refused(MISSING, f"missing: {english}", f"부족한 정보: {korean}")


def contradiction(english: str, korean: str) -> Refused:
    """What is given cannot be true together."""
    return Refused(CONTRADICTION, f"contradiction: {english}", f"모순: {korean}")


def not_understood(english: str, korean: str) -> Refused:
    """The question may be sound, but not all of it was understood."""
    return Refused(NOT_UNDERSTOOD, f"not understood: {english}", f"이해하지 못함: {korean}")


def part_unanswered() -> Refused:
    """One part of what is asked has no answer."""
    return not_understood("one part of the question", "질문의 한 부분")


def each_unclear() -> Refused:
    """A value is asked of each of several layers, and it is open of which."""
    return not_understood("of which layers each", "각각 어느 층의 것인지")


def unclear(word: str) -> Refused:
    """It was not understood what a word or a number stands for."""
    return not_understood(f"what '{word}' stands for", f"'{word}'의 뜻")


def plain(value: Value) -> Any:
    """A value as JSON holds it: whole numbers as integers, others as floats."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else round(float(value), 10)
    if isinstance(value, float):
        return round(value, 10)
    return value
