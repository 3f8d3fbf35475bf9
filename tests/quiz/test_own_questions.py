"""The reader on our own questions: every answer right, every refusal of its kind."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from own_questions import QUESTIONS

from archcalc.quiz import Refusal, solve
from archcalc.quiz.answers import plain


def close(got: Any, want: Any) -> bool:
    if isinstance(got, list) or isinstance(want, list):
        return isinstance(got, list) and isinstance(want, list) and len(got) == len(want) and all(map(close, got, want))
    return bool(got == pytest.approx(want, rel=1e-6))


@pytest.mark.parametrize(("text", "want", "kind"), QUESTIONS, ids=[text[:60] for text, _, _ in QUESTIONS])
def test_our_own_questions(text: str, want: list[Any], kind: str) -> None:
    result = solve(text)
    if kind:
        assert isinstance(result, Refusal)
        assert result.kind == kind
        return
    assert not isinstance(result, Refusal), result.reason
    assert close([plain(one.value) for one in result.answers], want)
