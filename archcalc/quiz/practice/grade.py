"""Grading: answers against a key, with the working of the wrong ones and the mistake that an option names."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from archcalc.errors import Fault, UsageError
from archcalc.quiz.files import read_text

TOLERANCE = 0.005
_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")


class Entry(NamedTuple):
    """A question of the key."""

    identity: str
    text: str
    answers: list[dict[str, Any]]
    working: list[str]
    choices: list[dict[str, Any]]


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
            given = json.loads(line)
            entries.append(
                Entry(
                    str(given["id"]),
                    given["text"],
                    given["answers"],
                    given.get("working", []),
                    given.get("choices", []),
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise UsageError(Fault(f"line {number} of {path} is no entry of a key")) from None
    if not entries:
        raise UsageError(f"{path}: there is no entry of a key here")
    return entries


def read_answers(path: str) -> dict[str, str]:
    """Answers by id (`.jsonl`, or `id: answer` lines), or by their place: `#1`, `#2`, ..."""
    found: dict[str, str] = {}
    for number, line in enumerate((row for row in read_text(path).splitlines() if row.strip()), 1):
        if line.lstrip().startswith("{"):
            try:
                given = json.loads(line)
                found[str(given["id"])] = _written(given["answer"])
            except (ValueError, KeyError, TypeError, RecursionError):
                raise UsageError(
                    Fault(f"line {number} is no answer", hint='write {"id": ..., "answer": ...}')
                ) from None
            continue
        identity, colon, text = line.partition(":")
        found[identity.strip() if colon else f"#{number}"] = (text if colon else line).strip()
    return found


def _written(value: Any) -> str:
    return " ".join(map(_written, value)) if isinstance(value, list) else str(value)


def grade_answers(given: dict[str, str], key: list[Entry]) -> list[Verdict]:
    """One verdict for each question of the key; a question without an answer is wrong."""
    return [
        _verdict(entry, given.get(entry.identity, given.get(f"#{place}", ""))) for place, entry in enumerate(key, 1)
    ]


def _verdict(entry: Entry, text: str) -> Verdict:
    letter = re.fullmatch(r"\(?([A-Fa-f])\)?[.)]?", text.strip())
    if letter and entry.choices:
        place = ord(letter.group(1).upper()) - ord("A")
        if place >= len(entry.choices):
            return Verdict(entry, text, False)
        chosen = entry.choices[place]
        return Verdict(entry, text, not chosen.get("mistake"), chosen.get("mistake", ""))
    wanted = [number for one in entry.answers for number in _flat(one["value"])]
    numbers = [float(found.replace(",", "")) for found in _NUMBER.findall(text.replace("×", " ").replace("x", " "))]
    if _equal(numbers, wanted):
        return Verdict(entry, text, True)
    mistakes = [one["mistake"] for one in entry.choices if one.get("mistake") and _equal(numbers, _flat(one["value"]))]
    return Verdict(entry, text, False, mistakes[0] if mistakes else "")


def _flat(value: Any) -> list[float]:
    return [number for item in value for number in _flat(item)] if isinstance(value, list) else [float(value)]


def _equal(numbers: list[float], wanted: list[float]) -> bool:
    """Whole numbers exactly, others to half a percent."""
    if len(numbers) != len(wanted):
        return False
    return all(
        a == b if b.is_integer() else abs(a - b) <= TOLERANCE * abs(b) for a, b in zip(numbers, wanted, strict=True)
    )


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
        shown = "; ".join(f"{one['name']} = {one['value']} {one['unit']}".rstrip() for one in entry.answers)
        lines.append(f"  {word('answer')}: {shown}")
        if verdict.mistake:
            lines.append(f"  {word('mistake')}: {verdict.mistake}")
        lines += [f"    {step}" for step in entry.working]
    right = sum(verdict.right for verdict in verdicts)
    lines.append(f"{word('score')}: {right}/{len(verdicts)}")
    return "\n".join(lines) + "\n"
