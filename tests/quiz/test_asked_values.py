"""As many answers as values are asked: half an answer reads like a whole one, and is refused instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from accuracy import questions_in

from archcalc.quiz import Refusal, solve

QUESTIONS = questions_in(Path(__file__).parent / "asked_values.jsonl")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["text"][:60])
def test_no_half_answers(question: dict[str, object]) -> None:
    """`text` asks for `asked` values, terse or at length, in both languages."""
    outcome = solve(str(question["text"]))
    if not isinstance(outcome, Refusal):
        assert len(outcome.answers) == question["asked"], [one.name for one in outcome.answers]


def test_most_are_answered() -> None:
    """A reader that refuses everything gives no half answers either."""
    answered = [one for one in QUESTIONS if not isinstance(solve(one["text"]), Refusal)]
    assert len(answered) >= len(QUESTIONS) * 0.55
