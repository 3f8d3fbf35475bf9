"""Walks over tokens: a letter stands for the kind of a token, `.` ends a sentence, brackets are themselves."""

import pytest

from archcalc.quiz.text.stretches import between, depths, end_of, opening, outside, past, start_of, stretch
from archcalc.quiz.text.token import Token

KINDS = {".": "STOP", "(": "LP", ")": "RP"}


def tokens(letters: str) -> list[Token]:
    return [Token(KINDS.get(letter, letter), letter, at, at + 1) for at, letter in enumerate(letters)]


def letters(row: list[Token]) -> str:
    return "".join(token.value for token in row)


@pytest.mark.parametrize(
    ("text", "at", "want"),
    [("ab.cd.ef", 3, "cd"), ("ab", 1, "ab"), ("ab.cd", 0, "ab"), (".a.", 1, "a"), ("a.b", 1, "a.b")],
)
def test_a_stretch_goes_to_the_nearest_bounds(text: str, at: int, want: str) -> None:
    row = tokens(text)
    found = stretch(row, at)
    assert letters(row[found.start : found.stop]) == want
    assert (start_of(row, at), end_of(row, at + 1)) == (found.start, found.stop)


def test_bounds_may_be_other_kinds() -> None:
    assert stretch(tokens("a,b.c,d"), 4, {","}) == range(2, 5)


@pytest.mark.parametrize(("at", "want"), [(2, range(4)), (5, range(5, 8)), (4, range(8))])
def test_cuts_part_a_range_but_not_at_the_place_itself(at: int, want: range) -> None:
    assert between(range(8), at, [4]) == want


def test_what_is_passed_over_may_end_beyond_the_text() -> None:
    row = tokens("aab")
    assert past(row, 0, {"a"}) == 2
    assert past(row, 1, {"a"}, -1) == -1
    assert past(row, 0, {"a", "b"}) == 3


@pytest.mark.parametrize(("at", "want"), [(0, None), (2, 1), (4, 3), (6, 1), (8, None)])
def test_the_bracket_that_is_open_at_a_place(at: int, want: int | None) -> None:
    assert opening(tokens("a(b(c)d)e"), at) == want


def test_what_stands_in_no_brackets() -> None:
    row = tokens("a(b(c)d)e")
    assert letters(outside(row)) == "ae"
    assert depths(row) == [0, 1, 1, 2, 2, 1, 1, 0, 0]
