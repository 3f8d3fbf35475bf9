"""The reader on our own questions: every answer right, every refusal of its kind."""

from __future__ import annotations

from typing import Any

import pytest
from accuracy import close, values
from own_questions import QUESTIONS

from archcalc.quiz import Refusal, solve


@pytest.mark.parametrize(("text", "want", "kind"), QUESTIONS, ids=[text[:60] for text, _, _ in QUESTIONS])
def test_our_own_questions(text: str, want: list[Any], kind: str) -> None:
    if kind:
        result = solve(text)
        assert isinstance(result, Refusal)
        assert result.kind == kind
    else:
        assert close(values(text), want)
