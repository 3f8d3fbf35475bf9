"""Questions in documents: however they are laid out, each is found whole and alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from archcalc.errors import UsageError
from archcalc.quiz.documents import split_text
from archcalc.quiz.files import read_items
from archcalc.quiz.practice.generate import generate
from archcalc.quiz.practice.topics import TOPICS

LAYOUTS = {
    "lines": "{text}\n",
    "paragraphs": "{text}\n\n",
    "bullets": "- {text}\n",
    "numbers": "{number}. {text}\n",
    "numbers apart": "{number}) {text}\n\n",
    "bold numbers": "**{number}.** {text}\n\n",
    "problems": "Problem {number}. {text}\n",
    "문제": "**문제 {number}.** (5점) {text}\n\n",
    "[문제]": "[문제 {number}] [10점] {text}\n",
    "Q": "Q{number}: {text}\n",
    "headings": "## Question {number} (2.5 points)\n\n{text}\n\n---\n\n",
    "asking headings": "## {text}\n\n",
}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_questions_are_found_in_every_layout(layout: str, language: str) -> None:
    texts = [task.text for topic in TOPICS for task in generate(topic, 1, 5, language, 2, 0)]
    document = "".join(LAYOUTS[layout].format(number=number, text=text) for number, text in enumerate(texts, 1))
    assert split_text(f"# Exam 2\n\n{document}") == texts


DOCUMENTS = {
    "a list below a question is what it is about": (
        "**문제 1.** (5점) 다음 신경망의 파라미터 수를 구하시오.\n\n- 입력: 32x32x3\n- MaxPool: 2x2\n\n문제 2. 다음은?",
        ["다음 신경망의 파라미터 수를 구하시오.\n입력: 32x32x3\nMaxPool: 2x2", "다음은?"],
    ),
    "a list below a paragraph, without numbers": (
        "How many parameters has this network?\n\n- conv 5x5, 6 filters\n- fully connected, 10 neurons\n",
        ["How many parameters has this network?\nconv 5x5, 6 filters\nfully connected, 10 neurons"],
    ),
    "parts share what is told before them": (
        "입력 32x32x3에 5x5 필터 6개를 적용한다.\n\n1. 출력 크기는?\n2. 파라미터 수는?\n",
        ["입력 32x32x3에 5x5 필터 6개를 적용한다.\n출력 크기는?\n파라미터 수는?"],
    ),
    "an introduction tells nothing": (
        "다음 물음에 답하시오.\n\n- AlexNet의 파라미터 수는?\n- 3x3 합성곱 두 층의 수용 영역은?\n",
        ["AlexNet의 파라미터 수는?", "3x3 합성곱 두 층의 수용 영역은?"],
    ),
    "a table belongs to the question, and what is asked below it": (
        "The layers are:\n\n| layer | kernel |\n| --- | --- |\n| conv1 | 5x5 |\n\nHow many weights are there?\n\n"
        "What is 2?",
        [
            "The layers are:\n| layer | kernel |\n| --- | --- |\n| conv1 | 5x5 |\nHow many weights are there?",
            "What is 2?",
        ],
    ),
    "code belongs to the question, with its empty lines": (
        "1. How many parameters?\n\n```python\nnn.Conv2d(3, 6, 5)\n\nnn.Conv2d(6, 16, 5)\n```\n\n2. Why?\n",
        ["How many parameters?\nnn.Conv2d(3, 6, 5)\n\nnn.Conv2d(6, 16, 5)", "Why?"],
    ),
    "layers may be numbered within a numbered question": (
        "1. What is the output size of this network?\n\n   1. conv 3x3\n   2. pool 2x2\n\n2. And its parameters?\n",
        ["What is the output size of this network?\n   1. conv 3x3\n   2. pool 2x2", "And its parameters?"],
    ),
    "rows of numbers belong to the question": (
        "Apply 2x2 max pooling:\n\n1 2 3 4\n5 6 7 8\n\nCompute the softmax of [1, 2].\n",
        ["Apply 2x2 max pooling:\n1 2 3 4\n5 6 7 8", "Compute the softmax of [1, 2]."],
    ),
    "a line without an end is a question among lines that ask": (
        "VGG-16의 파라미터 수\nAlexNet의 파라미터 수는?\nResNet-50의 MACs는?\n",
        ["VGG-16의 파라미터 수", "AlexNet의 파라미터 수는?", "ResNet-50의 MACs는?"],
    ),
    "a line that breaks off goes on in the next": (
        "What is the receptive field of\ntwo 3x3 convolutions?\nHow many parameters has VGG-16?\n"
        "And AlexNet, in total?\n",
        [
            "What is the receptive field of\ntwo 3x3 convolutions?",
            "How many parameters has VGG-16?",
            "And AlexNet, in total?",
        ],
    ),
    "a text in several lines is one question": (
        "A 32x32x3 input passes\na 5x5 convolution with 6 filters.\nHow many parameters does it have?\n",
        ["A 32x32x3 input passes\na 5x5 convolution with 6 filters.\nHow many parameters does it have?"],
    ),
    "bold type is no part of a question": (
        "The **3x3** kernel has K**2 weights?",
        ["The 3x3 kernel has K**2 weights?"],
    ),
    "headings alone": ("# Exam\n\n## Part 1\n", []),
}


@pytest.mark.parametrize("case", DOCUMENTS)
def test_what_belongs_together(case: str) -> None:
    document, questions = DOCUMENTS[case]
    assert split_text(document) == questions


def test_a_document_without_a_question_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "exam.md"
    path.write_text("# Exam\n\n---\n", "utf-8")
    with pytest.raises(UsageError, match=r"exam\.md: there is no question here"):
        read_items(str(path))


@pytest.mark.parametrize(
    "row", ["(" * 200_000, "a" + " " * 200_000 + "b", "시오(" * 100_000, "# " + " #" * 100_000, "*" * 200_000]
)
def test_long_rows_are_read_at_once(row: str) -> None:
    start = time.perf_counter()
    split_text(f"{row}\n{row}?")
    assert time.perf_counter() - start < 5
