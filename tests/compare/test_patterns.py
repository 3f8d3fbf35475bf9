"""Patterns stand for exactly the paths they were made of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcalc.compare.align import increasing
from archcalc.compare.patterns import loosely, patterns

RESNET = [f"conv{s}_x.{b}.conv{c}" for s in (2, 3, 4, 5) for b in range(3) for c in (1, 2, 3)]


@pytest.mark.parametrize(
    ("paths", "universe", "expected"),
    [
        (["conv1"], ["conv2"], ["conv1"]),
        ([p for p in RESNET if p.endswith("conv2")], RESNET, ["conv*_x.*.conv2"]),
        ([p for p in RESNET if ".0.conv1" in p and "2_x" not in p], RESNET, ["conv{3..5}_x.0.conv1"]),
        (["conv2.dw", "conv3.dw", "conv8.0.dw"], ["conv2.pw", "conv8.0.pw"], ["conv*.dw", "conv8.0.dw"]),
        (["bneck13", "bneck14", "bneck2"], ["bneck1"], ["bneck{13,14,2}"]),
        (["a.1", "b.2"], ["a.2"], ["a.1", "b.2"]),
        (["1x1", "3x3", "5x5"], ["pool"], ["{1x1,3x3,5x5}"]),
    ],
)
def test_patterns(paths: list[str], universe: list[str], expected: list[str]) -> None:
    assert patterns(paths, universe) == expected


def test_loosely_says_less() -> None:
    assert loosely(["a1.0.x", "a1.1.y", "a2.0.x", "b"]) == ["a*.{0,1}.{x,y}", "b"]
    assert loosely([f"a{n}.{n}" for n in range(4)]) == ["a*.*"]


PIECES = st.sampled_from(["a", "b1", "b2", "b10", "b11", "c1_x", "c2_x", "c3_x", "1x1", "3x3", "0", "1", "2"])
PATHS = st.lists(st.lists(PIECES, min_size=1, max_size=3).map(".".join), min_size=1, max_size=12, unique=True)


@given(PATHS, PATHS)
def test_they_catch_these_and_no_others(paths: list[str], more: list[str]) -> None:
    universe = {*paths, *more}
    made = patterns(paths, universe)
    caught = {path for path in universe if any(re.fullmatch(_regex(pattern), path) for pattern in made)}
    assert caught == set(paths)


@given(st.lists(st.integers(0, 30), unique=True, max_size=12))
def test_the_longest_run_in_order(places: list[int]) -> None:
    run = increasing(list(enumerate(places)))
    assert all(one < other for one, other in zip([p[1] for p in run], [p[1] for p in run][1:], strict=False))
    lengths: list[int] = []  # by trying all that each place may follow
    for index, place in enumerate(places):
        lengths.append(1 + max((lengths[i] for i in range(index) if places[i] < place), default=0))
    assert len(run) == max(lengths, default=0)


def _regex(pattern: str) -> str:
    """A pattern as a regular expression, `{1..3}` and all."""

    def braces(found: re.Match[str]) -> str:
        values: list[str] = []
        for value in found.group(1).split(","):
            low, dots, high = value.partition("..")
            values += [str(number) for number in range(int(low), int(high) + 1)] if dots else [value]
        return f"(?:{'|'.join(map(re.escape, values))})"

    parts = re.split(r"(\{[^}]*\})", pattern)
    return "".join(
        braces(found) if (found := re.fullmatch(r"\{([^}]*)\}", part)) else re.escape(part).replace(r"\*", "[^.]*")
        for part in parts
    )
