"""What is added to a question changes its answer: a further request, a statement about its layers.

Each relation is tried on questions of all files. Where an addition makes no difference, the reader has not read it;
the bounds say how often that still happens, and may only fall.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accuracy import questions_in

from archcalc.quiz import Refusal, solve

EVERY = 12
"""One question in so many is tried."""

REQUESTS = {
    "en": (
        " How many biases are there?",
        " Also give the number of weights.",
        " And what is the receptive field?",
        " How much memory does the output need in float32?",
        " What is the number of output channels?",
        " Finally, state how many neurons the output has.",
    ),
    "ko": (
        " 편향은 몇 개인가?",
        " 수용 영역은 얼마인가?",
        " 출력은 float32로 몇 바이트인가?",
        " 출력 채널은 몇 개인가?",
        " 출력 뉴런은 모두 몇 개인가?",
    ),
}


def costs(name: str) -> bool:
    return name.startswith(("parameters", "weights", "macs", "flops", "multiplications"))


def costs_and_fields(name: str) -> bool:
    return costs(name) or name.startswith("receptive")


STATEMENTS: dict[str, tuple[tuple[str, Callable[[str], bool]], ...]] = {
    "en": (
        (" Half of the filters are pruned.", costs),
        (" Only every second filter is kept.", costs),
        (" Two such layers are stacked.", costs_and_fields),
        (" The last layer is left out.", costs_and_fields),
        (" The kernel is then enlarged by 2 in both directions.", costs),
    ),
    "ko": (
        (" 필터의 절반은 가지치기로 제거한다.", costs),
        (" 이런 층을 두 개 쌓는다.", costs_and_fields),
        (" 마지막 층은 제외한다.", costs_and_fields),
    ),
}


def questions() -> Iterator[tuple[str, str, list[tuple[str, object]]]]:
    """Text, language and answers of questions that are solved; not those with numbers to work on, or with options."""
    for path in sorted((Path(__file__).parent / "questions").glob("*.jsonl")):
        for question in questions_in(path)[::EVERY]:
            text = question["text"]
            solution = solve(text)
            if not isinstance(solution, Refusal) and "[" not in text and not solution.choice:
                yield text, solution.language, [(one.name, one.value) for one in solution.answers]


@pytest.fixture(scope="module")
def solved() -> list[tuple[str, str, list[tuple[str, object]]]]:
    return list(questions())


def test_a_further_request_has_an_answer_of_its_own(solved) -> None:  # type: ignore[no-untyped-def]
    overlooked = []
    for place, (text, language, answers) in enumerate(solved):
        request = REQUESTS[language][place % len(REQUESTS[language])]
        more = solve(text + request)
        if not isinstance(more, Refusal) and len(more.answers) <= len(answers):
            overlooked.append(text + request)
    assert len(overlooked) <= 0.05 * len(solved), "\n".join(overlooked)


def test_a_further_statement_makes_a_difference(solved) -> None:  # type: ignore[no-untyped-def]
    overlooked, tried = [], 0
    for place, (text, language, answers) in enumerate(solved):
        statement, concerns = STATEMENTS[language][place % len(STATEMENTS[language])]
        sentences = text.rstrip().rpartition(". ")
        if not any(concerns(name) for name, _ in answers) or not sentences[1]:
            continue
        tried += 1
        told = f"{sentences[0]}.{statement} {sentences[2]}"
        other = solve(told)
        if not isinstance(other, Refusal) and [(one.name, one.value) for one in other.answers] == answers:
            overlooked.append(told)
    assert tried > 100
    assert len(overlooked) <= 0.05 * tried, "\n".join(overlooked)
