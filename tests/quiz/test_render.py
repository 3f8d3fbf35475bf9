"""Answers as people read them, in the question's language; data keep the names of the contract."""

from __future__ import annotations

import pytest

from archcalc.quiz import Solution, solve
from archcalc.quiz.answers import Answer
from archcalc.quiz.answerwords import name_text
from archcalc.quiz.problems.base import NAME_OF, UNITS
from archcalc.quiz.render import answer_text, data, lines


@pytest.mark.parametrize(
    ("one", "english", "korean"),
    [
        (Answer("parameters", 8320, "params"), "parameters = 8,320 params", "파라미터 수 = 8,320개"),
        (
            Answer("output_shape", [30, 30, 64], "HxWxC"),
            "output_shape = 30x30x64 (HxWxC)",
            "출력 크기 = 30x30x64 (HxWxC)",
        ),
        (Answer("receptive_field", [7, 5], "px"), "receptive_field = 7x5 (px)", "수용 영역 = 7x5픽셀"),
        (Answer("memory_mib", 392, "MiB"), "memory_mib = 392 MiB", "메모리 = 392 MiB"),
        (Answer("macs_before", 10, "MACs"), "macs_before = 10 MACs", "MACs(전) = 10"),
        (
            Answer("weights_conv1_conv2", 10, "weights"),
            "weights_conv1_conv2 = 10 weights",
            "가중치 수(conv1, conv2) = 10개",
        ),
        (Answer("saving_percent", 12.5, "%"), "saving_percent = 12.5 %", "절감률 = 12.5%"),
        (Answer("pooled", [[6, 8]], "matrix"), "pooled = [[6, 8]] matrix", "풀링 결과 = [[6, 8]]"),
    ],
)
def test_an_answer_in_both_languages(one: Answer, english: str, korean: str) -> None:
    assert (answer_text(one), answer_text(one, "ko")) == (english, korean)


@pytest.mark.parametrize("name", sorted({*UNITS, *NAME_OF.values()}))
def test_every_name_has_a_korean_one(name: str) -> None:
    assert "_" not in name_text(name) and not name_text(name).islower()


def test_data_keep_the_names_of_the_contract() -> None:
    solution = solve("64채널 입력에 1×1 필터 128개를 쓰는 층의 파라미터 수는?")
    assert isinstance(solution, Solution)
    assert data(solution)["answers"] == [{"name": "parameters", "value": 8320, "unit": "params"}]
    assert lines(solution)[:3] == [
        "파라미터 수 = 8,320개",
        "가정: 편향 포함",
        "다르게 읽으면 (편향 제외): 파라미터 수 = 8,192개",
    ]
