"""Answers from files: by the questions' ids, by their numbers, or line by line."""

from __future__ import annotations

import json
import re
from typing import Any

from archcalc.errors import Fault, UsageError
from archcalc.quiz.files import read_text

_NUMBERED = re.compile(r"\s*(?:#|Q|문제?\s?)?\(?(\d{1,6})\s*(?:[.)번:]|번\s*[.):])(?=\s|$)\s*(.*)")
"""`13. 3`, `1) 14112`, `(2) 9`, `3번 7`, `#4. 5`; with a blank behind the mark, which `1.5` has not."""


def read_answers(path: str, ids: list[str]) -> dict[str, str]:
    """Answers by the ids of the questions.

    A file holds objects with `id` and `answer` (`.jsonl`), lines `id: answer`, lines with the number of their
    question, or one line for each question, where an empty one is no answer.

    Raises:
        UsageError: it is open which answer belongs to which question.
    """
    rows = [row.rstrip() for row in read_text(path).splitlines()]
    written = [row for row in rows if row.strip()]
    if any(row.lstrip().startswith("{") for row in written):
        return dict(_json_answer(row, number) for number, row in enumerate(rows, 1) if row.strip())
    if any(row.partition(":")[0].strip() in ids for row in written):
        return dict(_with_id(row, number, ids) for number, row in enumerate(rows, 1) if row.strip())
    numbered = [row for row in written if (mark := _NUMBERED.match(row)) and mark.group(2)]
    if numbered and all(_NUMBERED.match(row) for row in written):
        return _by_number(rows, ids)
    if numbered:
        raise UsageError(
            Fault(f"line {rows.index(numbered[0]) + 1} has the number of a question, and others have none")
        )
    return _by_line(path, rows, ids)


def _json_answer(row: str, number: int) -> tuple[str, str]:
    try:
        given = json.loads(row)
        return str(given["id"]), _written(given["answer"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(Fault(f"line {number} is no answer", hint='write {"id": ..., "answer": ...}')) from None


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def _with_id(row: str, number: int, ids: list[str]) -> tuple[str, str]:
    identity, colon, text = (part.strip() for part in row.partition(":"))
    if colon and identity in ids:
        return identity, text
    raise UsageError(
        Fault(
            f"line {number} names no question of the key: {row.strip()}", hint=f"begin it as the others: {ids[0]}: ..."
        )
    )


def _by_number(rows: list[str], ids: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line, row in enumerate(rows, 1):
        match = _NUMBERED.match(row)
        if not match:
            continue
        place = int(match.group(1))
        if not 1 <= place <= len(ids):
            raise UsageError(f"line {line} answers question {place}; the key has {len(ids)}")
        if ids[place - 1] in found:
            raise UsageError(f"line {line} answers question {place} again")
        found[ids[place - 1]] = match.group(2).strip()
    return found


def _by_line(path: str, rows: list[str], ids: list[str]) -> dict[str, str]:
    while len(rows) > len(ids) and not rows[-1].strip():
        rows.pop()
    if len(rows) != len(ids):
        rows = [row for row in rows if row.strip()]
    if len(rows) != len(ids):
        raise UsageError(
            Fault(
                f"{path} has {len(rows)} answers, the key {len(ids)} questions",
                hint="one line for each question, an empty one for no answer; or number them: 3. 14112",
            )
        )
    return {identity: row.strip() for identity, row in zip(ids, rows, strict=True)}
