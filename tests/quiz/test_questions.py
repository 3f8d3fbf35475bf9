"""Questions as many people would type them: few may be answered wrongly, and as many as now must stay right.

The answers were worked out by scripts of their own, apart from the program; compared are value, unit and kind of name.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from accuracy import verdict

QUESTIONS = Path(__file__).parent / "questions"
WRONG = ("wrong", "answered, should refuse")
LEAST_RIGHT = {
    "english_1": 207,
    "english_2": 94,
    "korean_1": 205,
    "korean_2": 89,
    "comparisons": 158,
    "networks": 174,
    "numeric": 244,
}
"""How many of each file are answered right by now."""
MEASURED = {"english_3": (74, 2), "korean_3": (67, 7)}
"""The files written last: how many are answered right by now, and how many wrongly at most."""


@pytest.mark.parametrize("name", LEAST_RIGHT)
def test_questions(name: str) -> None:
    lines = (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    verdicts = {question["id"]: verdict(question) for question in map(json.loads, lines)}
    assert not {one for one, given in verdicts.items() if given in WRONG}
    assert Counter(verdicts.values())["right"] >= LEAST_RIGHT[name]


@pytest.mark.parametrize("name", MEASURED)
def test_measured_questions(name: str) -> None:
    lines = (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    verdicts = Counter(verdict(json.loads(line)) for line in lines)
    least_right, most_wrong = MEASURED[name]
    assert verdicts["right"] >= least_right
    assert sum(verdicts[one] for one in WRONG) <= most_wrong


def test_the_questions_are_many_and_all_different() -> None:
    every = [
        json.loads(line)
        for name in LEAST_RIGHT | MEASURED
        for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    assert len({question["id"] for question in every}) == len({question["text"] for question in every}) == len(every)
    assert len(every) >= 1400
