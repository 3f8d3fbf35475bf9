"""The reader on layers worded in many ways: `worded.jsonl` holds our own wordings with values worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archcalc.quiz import Refusal, solve
from archcalc.quiz.answers import plain

QUESTIONS = [json.loads(line) for line in (Path(__file__).parent / "worded.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["text"][:60] for question in QUESTIONS])
def test_worded_question(question: dict[str, Any]) -> None:
    result = solve(question["text"])
    if "refused" in question:
        assert isinstance(result, Refusal)
        assert result.kind == question["refused"]
        return
    assert not isinstance(result, Refusal), result.reason
    assert [plain(one.value) for one in result.answers] == question["values"]
