"""The language of `checks/rules.txt`: what a rule refuses, and errors of the table by their line."""

from __future__ import annotations

import pytest

from archcalc.quiz import Refusal, solve
from archcalc.quiz.asks.find import find_asks
from archcalc.quiz.checks.question import Question
from archcalc.quiz.checks.rules import read_rules
from archcalc.quiz.read import read_scene

REASON = "missing: the size | 크기\n\n"


def broken(rule: str, text: str) -> list[str]:
    """The words by which a question breaks a rule."""
    scene = read_scene(text)
    question = Question(scene, find_asks(scene))
    (one,) = read_rules(REASON + rule, "rules.txt")
    return list(one.found(question)) if one.concerns(question) else []


LAYER = "A 3x3 layer with stride 2 has 4 filters and no bias; it was mirrored. Input: RGB. How many weights?"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("  words mirror*", ["mirror"]),
        ("  words mirror", []),
        ("  words enlarged | stride", ["stride"]),
        ("  unread stride", []),  # a pattern of roles has read it
        ("  unread mirrored", ["mirrored"]),
        ("  said (?:was|is) mirrored", ["was mirrored"]),
        ("  said mirrored\n  unsaid input", []),
        ("  asked how many \\w+\n  said mirrored", ["mirrored"]),
        ("  asked mirrored", []),
        ("  if asks WEIGHTS MACS\n  if one layer", [""]),
        ("  if asks COSTS\n  words mirrored", ["mirrored"]),
        ("  if asks MACS\n  words mirrored", []),
        ("  unless layers fc\n  if layers conv\n  words mirrored", ["mirrored"]),
        ("  unless roles stride\n  words mirrored", []),
        ("  if asked there\n  words mirrored | weights", ["weights"]),
    ],
)
def test_a_rule_holds_where_all_its_lines_do(rule: str, words: list[str]) -> None:
    assert broken(rule, LAYER) == words


def test_spaces_of_korean_phrases_may_be_left_out() -> None:
    assert broken("  words 두 갈래*", "두갈래로 나뉜 3x3 필터 4개, 입력 3채널. 가중치 수는?") == ["두갈래"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("  said a\n", "rules.txt:2: a rule without a reason"),
        ("lacking: a | b\n", "rules.txt:1: no reason"),
        ("missing: only English\n", "rules.txt:1: no reason"),
        (REASON + "  sad (a\n", "rules.txt:3: no line of a rule begins with 'sad'"),
        (REASON + "  said (a\n", "rules.txt:3: missing \\), unterminated subpattern"),
        (REASON + "  if a moon\n", "rules.txt:3: no fact: 'a moon'"),
        (REASON + "  if asks\n", "rules.txt:3: no fact: 'asks'"),
    ],
)
def test_errors_of_the_table_name_the_line(table: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        list(read_rules(table, "rules.txt"))


def test_the_reason_names_the_words_in_the_language_of_the_question() -> None:
    outcome = solve("A 3x3 layer with 4 filters sees RGB and is mirrored. How many weights?")
    assert isinstance(outcome, Refusal)
    assert outcome.reason == "not understood: what 'mirrored' stands for"
