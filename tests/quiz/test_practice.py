"""Practice: the solver answers every generated question as its key says; grading and exports."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcalc.errors import UsageError
from archcalc.quiz import Refusal, solve
from archcalc.quiz.answers import plain
from archcalc.quiz.practice.export import exported
from archcalc.quiz.practice.generate import generate
from archcalc.quiz.practice.phrases import an
from archcalc.quiz.practice.sheet import sheet
from archcalc.quiz.practice.topics import TOPICS
from archcalc.quiz.practice.values import shown


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


def test_an_unknown_topic_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no topic 'magic'"):
        generate("magic", 1, 1, "en", 1)


def test_no_question_comes_twice() -> None:
    with pytest.raises(UsageError) as raised:
        generate("architectures", 100, 1, "en", 1)
    assert str(raised.value) == (
        "error: only 26 different questions of topic 'architectures' were found at level 1, not 100\n"
        "  --count 26, or another level or topic"
    )
    texts = [task.text for task in generate("", 600, 1, "ko", 1)]
    assert len(set(texts)) == 600  # a topic that has no more is passed over


@pytest.mark.parametrize(
    "thing", ["an 8x8", "an 80x80", "an 11x11", "an 18x18", "a 110x110", "a 7x7", "an 11000-class", "a 1x1"]
)
def test_articles(thing: str) -> None:
    assert an(thing.partition(" ")[2]) == thing


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
    assert all(shown(tasks[0], choice) in exported(tasks, "markdown") for choice in tasks[0].choices)


@pytest.mark.parametrize("format", ["table", "csv", "markdown", "moodle", "gift"])
@pytest.mark.parametrize("choices", [0, 4])
def test_values_are_shown_as_people_write_them(format: str, choices: int) -> None:
    tasks = [
        one for topic in ("numeric-convolution", "numeric-pooling") for one in generate(topic, 3, 1, "ko", 2, choices)
    ]
    text = exported(tasks, format)
    assert "Fraction" not in text and "]x[" not in text


def test_an_exam_without_options_takes_rounded_numbers_and_other_spellings() -> None:
    (entropy,) = generate("cross-entropy", 1, 1, "en", 1)
    (size,) = generate("output-size", 1, 1, "en", 1)
    (matrix,) = generate("numeric-pooling", 1, 1, "en", 1)
    (two,) = generate("bottleneck", 1, 1, "en", 1)
    (count,) = generate("parameters", 1, 1, "en", 1)
    assert re.search(r"<text>([\d.]+)</text><tolerance>0\.00\d+</tolerance>", exported([entropy], "moodle"))
    assert re.search(r"\{#[\d.]+:0\.00\d+\}$", exported([entropy], "gift").strip())
    assert re.search(r"\{#\d+:0\}$", exported([count], "gift").strip())
    right = [
        answer.findtext("text")
        for answer in ElementTree.fromstring(exported([size], "moodle")).iter("answer")
        if answer.get("fraction") == "100"
    ]
    assert right == ["14x14x5", "14×14×5", "14 x 14 x 5", "14 × 14 × 5"]
    assert " {=[[" in exported([matrix], "gift")
    assert re.search(r"=\d+; \d+ =\d+;\d+ ", exported([two], "gift"))


def test_a_wrong_answer_is_told_its_mistake_in_moodle() -> None:
    (task,) = generate("parameters", 1, 1, "en", 2)
    said = {
        answer.findtext("feedback/text"): answer.findtext("text")
        for answer in ElementTree.fromstring(exported([task], "moodle")).iter("answer")
    }
    forgot = next(one for one in task.mistakes if one.mistake == "forgot the bias")
    assert said["forgot the bias"] == str(forgot.values[0])


SHEET = """\
## 1. 입력 256개, 출력 20개인 완전연결층의 파라미터 수(편향 포함)는?

- **A 5,140**
- **B** 5,120: 편향을 빠뜨림
- **답**: 파라미터 수 = 5,140개
- 풀이:
"""


def test_a_key_in_markdown_is_a_solution_sheet() -> None:
    task = generate("dense", 1, 2, "ko", 1, 2)[0]
    text = sheet([task, task])
    assert text.startswith(SHEET)
    assert text.removeprefix(SHEET).partition("\n\n")[0] == "\n".join(f"  - {step}" for step in task.working)
    assert "\n\n## 2. " in text
