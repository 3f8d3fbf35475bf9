"""The course's own questions: solved as stated, proved where the engine can."""

from __future__ import annotations

from typing import Any

import pytest

from archcalc.quiz import bank


@pytest.mark.parametrize("question", bank.calculations(), ids=lambda question: question["id"])
def test_calculations_come_out_as_stated(question: dict[str, Any]) -> None:
    bank.check(question)


@pytest.mark.parametrize("question", bank.questions(), ids=lambda question: question["id"])
def test_proofs_hold(question: dict[str, Any]) -> None:
    assert bool(bank.prove(question)) == ("proof" in question)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_report_holds_every_question(language: str) -> None:
    text = bank.report(language)
    assert all(question[language] in text for question in bank.questions())
