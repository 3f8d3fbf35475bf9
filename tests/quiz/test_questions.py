"""720 questions as many people would type them: none may be answered wrongly, and as many as now must stay right.

The answers were worked out by scripts of their own, apart from the program; compared are value, unit and kind of name.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from accuracy import verdict

QUESTIONS = Path(__file__).parent / "questions"
LEAST_RIGHT = {"english_1": 207, "english_2": 94, "korean_1": 205, "korean_2": 89}
"""How many of each file are answered right by now."""
KNOWN_WRONG: dict[str, str] = {}
"""Questions answered otherwise than they should be, with the reason."""


@pytest.mark.parametrize("name", LEAST_RIGHT)
def test_questions(name: str) -> None:
    lines = (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    verdicts = {question["id"]: verdict(question) for question in map(json.loads, lines)}
    wrong = {one for one, given in verdicts.items() if given in ("wrong", "answered, should refuse")}
    assert wrong <= set(KNOWN_WRONG)
    assert Counter(verdicts.values())["right"] >= LEAST_RIGHT[name]


def test_the_questions_are_many_and_all_different() -> None:
    every = [
        json.loads(line)
        for name in LEAST_RIGHT
        for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    assert len({question["id"] for question in every}) == len({question["text"] for question in every}) == len(every)
    assert len(every) == 720
