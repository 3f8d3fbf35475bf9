"""Grading: which answer belongs to which question, what counts as right, and the mistake that a wrong value names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcalc.errors import UsageError
from archcalc.quiz.answers import Answer
from archcalc.quiz.practice.export import key_text
from archcalc.quiz.practice.generate import generate
from archcalc.quiz.practice.given import read_answers
from archcalc.quiz.practice.grade import grade_answers, read_key, report
from archcalc.quiz.practice.matching import is_right

IDS = ["a-1", "a-2", "a-3"]


def read(tmp_path: Path, text: str, name: str = "answers.txt") -> dict[str, str]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_answers(str(path), IDS)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("5\n\n7\n", {"a-1": "5", "a-2": "", "a-3": "7"}),  # an empty line is no answer, and shifts none
        ("\n6\n7", {"a-1": "", "a-2": "6", "a-3": "7"}),
        ("5\n6\n7\n\n\n", {"a-1": "5", "a-2": "6", "a-3": "7"}),
        ("5\n\n6\n\n7\n", {"a-1": "5", "a-2": "6", "a-3": "7"}),  # as many as questions, apart by empty lines
        ("3. 7\n1) 5.5\n", {"a-3": "7", "a-1": "5.5"}),
        ("(1) 5\n2번. 6\n3번 7", {"a-1": "5", "a-2": "6", "a-3": "7"}),
        ("#1. 5\nQ2: 6\n문제 3. 7", {"a-1": "5", "a-2": "6", "a-3": "7"}),
        ("1.\n2. 6\n3. 7", {"a-1": "", "a-2": "6", "a-3": "7"}),
        ("1: 5\n3: 7", {"a-1": "5", "a-3": "7"}),
        ("a-3: 7\n\na-1: 5", {"a-3": "7", "a-1": "5"}),
        ('{"id": "a-2", "answer": [[1, 2], [3, 4]]}', {"a-2": "[[1, 2], [3, 4]]"}),
        ("정답: 5\n6\n7", {"a-1": "정답: 5", "a-2": "6", "a-3": "7"}),
    ],
)
def test_which_answer_belongs_to_which_question(tmp_path: Path, text: str, wanted: dict[str, str]) -> None:
    assert read(tmp_path, text) == wanted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "5\n7\n",
            "answers.txt has 2 answers, the key 3 questions\n"
            "  one line for each question, an empty one for no answer; or number them: 3. 14112",
        ),
        ("1. 5\n4. 7\n", "line 2 answers question 4; the key has 3"),
        ("5\n1) 6\n7\n", "line 2 has the number of a question, and others have none"),
        ("1. 5\n1. 7\n", "line 2 answers question 1 again"),
        ("a-1: 5\na-9: 7\n", "line 2 names no question of the key: a-9: 7\n  begin it as the others: a-1: ..."),
    ],
)
def test_answers_that_belong_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("answers.txt").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        read_answers("answers.txt", IDS)
    assert str(raised.value) == f"error: {message}"


TWO = (("output_length", 98, "samples"), ("parameters", 48, "params"))


def one(value: Any, unit: str = "params", name: str = "parameters") -> tuple[tuple[str, Any, str], ...]:
    return ((name, value, unit),)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("11×11", one(11, "px", "kernel_size")),
        ("35x35", one(35, "px", "receptive_field")),
        ("77", one([77, 77], "HxW", "output_size")),
        ("30 × 30 × 16", one([30, 30, 16], "HxWxC")),
        ("(30, 30, 16)", one([30, 30, 16], "HxWxC")),
        ("1.025M", one(1_025_024)),
        ("25.6M", one(25_557_032)),
        ("1.156e8", one(115_605_504)),
        ("72.1%, 26.5%, 1.3%", one([0.7214, 0.2654, 0.0132], "vector", "softmax")),
        ("62.5%", one(62.5, "%", "saving_percent")),
        ("14.124K", one(14_124)),
        ("8.36352 MFLOPs", one(8_363_520, "FLOPs", "flops")),
        ("4.09 GMACs", one(4_089_184_256, "MACs", "macs")),
        ("2만 8773", one(28_773)),
        ("142만 608", one(1_420_608)),
        ("1억 3835만 7544개", one(138_357_544)),
        ("14 124", one(14_124)),
        ("14，124", one(14_124)),
        ("12*24*49+12=14124", one(14_124)),
        ("3456 (12x32x3x3)", one(3_456)),
        ("98 KiB", one(100_352, "bytes", "memory_bytes")),
        ("98 KiB", one(98, "KiB", "memory_kib")),
        ("100352 bytes", one(98, "KiB", "memory_kib")),
        ("11/40", one(0.275, "", "mse")),
        ("1.61", one(1.6094379124, "", "cross_entropy")),
        ("0.721, 0.265, 0.013", one([0.7214, 0.2654, 0.0132], "vector", "softmax")),
        ("[[1,234],[-2,13/4]]", one([[1, 234], [-2, 3.25]], "matrix", "pooled")),
        ("98, 48", TWO),
        ("48개, 길이 98", TWO),
        ("parameters 48; length 98", TWO),
    ],
)
def test_right_as_people_write(text: str, answers: tuple[tuple[str, Any, str], ...]) -> None:
    assert is_right(text, [Answer(*each) for each in answers])


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("", one(14_124)),
        ("14112 or 14124", one(14_124)),
        ("14123.9", one(14_124)),
        ("26M", one(25_557_032)),  # too few digits to tell it from others
        ("25.5M", one(25_557_032)),
        ("77x78", one([77, 77], "HxW")),
        ("1.6", one(1.6094379124, "", "cross_entropy")),
        ("48, 98", TWO),
        ("길이 48, 파라미터 98", TWO),
        ("1/0", one(1)),
    ],
)
def test_wrong_however_it_is_written(text: str, answers: tuple[tuple[str, Any, str], ...]) -> None:
    assert not is_right(text, [Answer(*each) for each in answers])


@settings(deadline=None)
@given(
    st.one_of(st.text(), st.text("0123456789.,/*+-=()[]x×%eE만억kMiB 길이;"), st.just("9" * 5000), st.just("1/" * 2000))
)
def test_no_answer_breaks_grading(text: str) -> None:
    for answers in (one(14_124), one([1, 2], "HxW"), TWO, one(98, "KiB")):
        is_right(text, [Answer(*each) for each in answers])


def graded(tmp_path: Path, text: str, topic: str, language: str, choices: int = 0) -> str:
    """The report on two questions; in the answers `{wrong}` stands for the second one's without the bias."""
    tasks = generate(topic, 2, 1, language, 2, choices)
    key, answers = tmp_path / "key.jsonl", tmp_path / "answers.txt"
    key.write_text(key_text(tasks), encoding="utf-8")
    wrong = next(
        (one.values[0] for one in tasks[1].mistakes if one.mistake in ("forgot the bias", "편향을 빠뜨림")), ""
    )
    place = next((place for place, choice in enumerate(tasks[0].choices) if not choice.mistake), 0)
    answers.write_text(text.format(wrong=wrong, letter="ABCD"[place], circle="①②③④"[place]), encoding="utf-8")
    entries = read_key(str(key))
    return report(grade_answers(read_answers(str(answers), [entry.identity for entry in entries]), entries), language)


def test_a_mistake_is_named_without_options(tmp_path: Path) -> None:
    assert "  mistake: forgot the bias\n" in graded(tmp_path, "\n{wrong}\n", "parameters", "en")
    assert "  실수: 편향을 빠뜨림\n" in graded(tmp_path, "\n{wrong}\n", "parameters", "ko")


@pytest.mark.parametrize("label", ["{letter}", "({letter})", "{letter}.", "{circle}"])
def test_options_are_named_by_their_labels(tmp_path: Path, label: str) -> None:
    text = graded(tmp_path, f"{label}\n{{wrong}}\n", "parameters", "en", 4)
    assert "parameters-1-1: right" in text and "mistake: forgot the bias" in text and text.endswith("score: 1/2\n")


def test_the_report_shows_values_as_people_write_them(tmp_path: Path) -> None:
    assert "  answer: output_shape = " in (text := graded(tmp_path, "1\n2\n", "output-size", "en"))
    assert "(HxWxC)\n" in text and "[" not in text
