"""Practice: the solver answers every generated question as its key says; grading and exports."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcalc.errors import UsageError
from archcalc.quiz import Refusal, solve
from archcalc.quiz.answers import plain
from archcalc.quiz.practice.export import exported, key_text, shown
from archcalc.quiz.practice.generate import generate
from archcalc.quiz.practice.grade import grade_answers, read_answers, read_key, report
from archcalc.quiz.practice.topics import TOPICS


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(list(TOPICS)), st.integers(0, 10**6), st.sampled_from(["en", "ko"]), st.integers(1, 3))
def test_generated_questions_come_back_as_their_key_says(topic: str, seed: int, language: str, level: int) -> None:
    for task in generate(topic, 10, seed, language, level):
        result = solve(task.text)
        assert not isinstance(result, Refusal), (task.text, result.reason)
        got = [(one.name, plain(one.value), one.unit) for one in result.answers]
        assert got == [(one.name, plain(one.value), one.unit) for one in task.answers], task.text
        assert result.language == language


def test_the_same_seed_gives_the_same_questions() -> None:
    assert generate("", 30, 7, "ko", 2, 4) == generate("", 30, 7, "ko", 2, 4)
    assert generate("", 30, 7, "ko", 2) != generate("", 30, 8, "ko", 2)


@pytest.mark.parametrize("topic", TOPICS)
def test_options_differ_and_one_is_right(topic: str) -> None:
    for task in generate(topic, 20, 3, "en", 2, 4):
        values = [str(choice.value) for choice in task.choices]
        assert len(set(values)) == 4
        right = [choice for choice in task.choices if not choice.mistake]
        assert [choice.value for choice in right] == [plain(task.answers[0].value)]


def test_an_unknown_topic_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no topic 'magic'"):
        generate("magic", 1, 1, "en", 1)


def test_grading_names_the_mistake(tmp_path: Path) -> None:
    tasks = generate("parameters", 3, 1, "en", 2, 4)
    key, answers = tmp_path / "key.jsonl", tmp_path / "answers.txt"
    key.write_text(key_text(tasks), encoding="utf-8")
    forgot = next(choice for choice in tasks[1].choices if choice.mistake == "forgot the bias")
    right = "ABCD"[next(i for i, choice in enumerate(tasks[0].choices) if not choice.mistake)]
    answers.write_text(f"{tasks[0].identity}: {right}\n{tasks[1].identity}: {forgot.value}\n", encoding="utf-8")
    verdicts = grade_answers(read_answers(str(answers)), read_key(str(key)))
    assert [verdict.right for verdict in verdicts] == [True, False, False]
    text = report(verdicts, "en")
    assert "mistake: forgot the bias" in text and text.endswith("score: 1/3\n")


def test_exports_read_back() -> None:
    tasks = generate("", 28, 5, "ko", 2, 4)
    assert len(ElementTree.fromstring(exported(tasks, "moodle")).findall("question")) == 28
    rows = list(csv.DictReader(io.StringIO(exported(tasks, "csv"))))
    assert [row["question"] for row in rows] == [task.text for task in tasks]
    assert [json.loads(line)["id"] for line in exported(tasks, "jsonl").splitlines()] == [
        task.identity for task in tasks
    ]
    gift = exported(tasks, "gift")
    assert gift.count("::") == 56 and gift.count("\n\t=") == 28
    assert all(shown(choice.value) in exported(tasks, "markdown") for choice in tasks[0].choices)
