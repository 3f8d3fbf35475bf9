"""The reader on layers worded in many ways: `worded.jsonl` holds our own wordings with values worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from accuracy import questions_in, values

from archcalc.quiz import Refusal, solve

QUESTIONS = questions_in(Path(__file__).parent / "worded.jsonl")


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["text"][:60] for question in QUESTIONS])
def test_worded_question(question: dict[str, Any]) -> None:
    if "refused" in question:
        result = solve(question["text"])
        assert isinstance(result, Refusal)
        assert result.kind == question["refused"]
    else:
        assert values(question["text"]) == question["values"]
