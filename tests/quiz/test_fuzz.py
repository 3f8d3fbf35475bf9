# ruff: noqa: E501 -- a table of texts: one entry stays one line
"""No text, however odd, raises or takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcalc.quiz import Refusal, Solution, solve
from archcalc.quiz.render import json_line, lines, markdown
from archcalc.quiz.text.lexicon import entries

WORDS = [phrase.strip(" !") for language in ("en", "ko") for _, phrase in entries(language)]
PIECES = [
    *WORDS,
    *"()[]{},.;:?=→-+*/%@",
    "3x3",
    "64@3x3",
    "0",
    "1",
    "-1",
    "2.5",
    "1e9",
    "[[1,2],[3,4]]",
    "[1,2]",
    "[1,0]",
    "nn.Conv2d(3,8,3)",
]
PIECES += [
    "32x32x3",
    "①",
    "\n",
    "1 2\n3 4",
    "999999999999",
    "0x0",
    "세 번",
    "twice",
    "ResNet-50",
    "10만",
    "Conv2D(8,3)",
    "5 6 / 7 8",
]


def check(text: str) -> None:
    before = time.process_time()
    result = solve(text)
    assert time.process_time() - before < 1
    assert isinstance(result, (Solution, Refusal))
    assert json_line(result, reading=True) and lines(result, reading=True) and markdown(text, result)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=700, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_any_heap_of_our_own_words(text: str) -> None:
    check(text)


@pytest.mark.parametrize(  # sizes near the limit of a question
    "text",
    ["", " ", "\n" * 5000, "1" * 5000, "3x" * 2500, "[" * 5000, "(" * 5000, "가" * 5900, "a" * 5900, "1,2," * 1400, "필터 " * 1900, "9" * 30 + "x3",
     "nn.Conv2d(" * 500, "[[1,2]," * 800, "1 2 / " * 900, "x3x3" * 1400, "A) " * 1900, "① " * 2900, "2 * " * 1400, "h x w x " * 700, "a" * 10**6,
     "three " * 900, "a(b+" * 1400, "3 by " * 1100, "-" * 5900, "stride " * 800, "1-" * 2900, "padding of 3 " * 400],
)  # fmt: skip
def test_hostile_texts(text: str) -> None:
    check(text)
