"""Grading: answers against a key, with the working of the wrong ones and the mistake that a wrong value names."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from archcalc.errors import Fault, UsageError
from archcalc.quiz.answers import Answer
from archcalc.quiz.files import read_text
from archcalc.quiz.practice.matching import is_right
from archcalc.quiz.render import answers_text

_LETTER = re.compile(r"[(\[]?([A-Fa-f])[)\]]?[.)]?")
_CIRCLED = "①②③④⑤⑥"
_COUNTED = re.compile(r"([1-6])\s?번")


class Entry(NamedTuple):
    """A question of the key."""

    identity: str
    text: str
    answers: list[Answer]
    working: list[str]
    choices: list[dict[str, Any]]
    mistakes: list[dict[str, Any]]


class Verdict(NamedTuple):
    """What became of one answer."""

    entry: Entry
    given: str
    right: bool
    mistake: str = ""


def read_key(path: str) -> list[Entry]:
    """The entries of a key file.

    Raises:
        UsageError: it is no key.
    """
    entries = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            entries.append(_entry(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise UsageError(Fault(f"line {number} of {path} is no entry of a key")) from None
    if not entries:
        raise UsageError(f"{path}: there is no entry of a key here")
    return entries


def _entry(given: dict[str, Any]) -> Entry:
    choices = given.get("choices", [])
    return Entry(
        str(given["id"]),
        given["text"],
        [Answer(one["name"], one["value"], one["unit"]) for one in given["answers"]],
        given.get("working", []),
        choices,
        [one for one in [*given.get("mistakes", []), *choices] if one.get("mistake")],
    )


def grade_answers(given: dict[str, str], key: list[Entry]) -> list[Verdict]:
    """One verdict for each question of the key; a question without an answer is wrong."""
    return [_verdict(entry, given.get(entry.identity, "")) for entry in key]


def _verdict(entry: Entry, text: str) -> Verdict:
    place = _chosen(text.strip()) if entry.choices else None
    if place is not None:
        chosen = entry.choices[place] if place < len(entry.choices) else {"mistake": ""}
        return Verdict(entry, text, place < len(entry.choices) and not chosen.get("mistake"), chosen.get("mistake", ""))
    if is_right(text, entry.answers):
        return Verdict(entry, text, True)
    named = (one["mistake"] for one in entry.mistakes if is_right(text, _mistaken(entry, one["value"])))
    return Verdict(entry, text, False, next(named, ""))


def _chosen(text: str) -> int | None:
    """The place of the option that an answer names by its letter, or by a number in a circle or counted: `④`, `4번`."""
    letter, counted = _LETTER.fullmatch(text), _COUNTED.fullmatch(text)
    if letter:
        return ord(letter.group(1).upper()) - ord("A")
    if counted:
        return int(counted.group(1)) - 1
    return _CIRCLED.index(text) if len(text) == 1 and text in _CIRCLED else None


def _mistaken(entry: Entry, value: Any) -> list[Answer]:
    """The answers that a mistake leads to; of several answers there is a list of values."""
    values = [value] if len(entry.answers) == 1 else value
    return [one._replace(value=other) for one, other in zip(entry.answers, values, strict=True)]


_WORDS = {
    "right": "맞음",
    "wrong": "틀림",
    "answered": "제출",
    "answer": "정답",
    "mistake": "실수",
    "no answer": "답 없음",
    "score": "점수",
}


def report(verdicts: list[Verdict], language: str) -> str:
    """The verdicts as text, the working of the wrong ones among them."""

    def word(text: str) -> str:
        return _WORDS[text] if language == "ko" else text

    lines = []
    for verdict in verdicts:
        entry = verdict.entry
        lines.append(f"{entry.identity}: {word('right' if verdict.right else 'wrong')}")
        if verdict.right:
            continue
        lines.append(f"  {entry.text}")
        lines.append(f"  {word('answered')}: {verdict.given or word('no answer')}")
        lines.append(f"  {word('answer')}: {answers_text(entry.answers, language)}")
        if verdict.mistake:
            lines.append(f"  {word('mistake')}: {verdict.mistake}")
        lines += [f"    {step}" for step in entry.working]
    right = sum(verdict.right for verdict in verdicts)
    lines.append(f"{word('score')}: {right}/{len(verdicts)}")
    return "\n".join(lines) + "\n"
