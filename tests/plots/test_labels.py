"""Texts never stand on top of each other."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcalc.plots.labels import Box, crowded, place_beside, shortened, spread, text_width

places = st.lists(st.floats(0, 400), min_size=1, max_size=12).map(sorted)
size = st.floats(1, 60)


@st.composite
def things(draw):
    wanted = draw(places)
    return wanted, [draw(size) for _ in wanted]


@given(things())
def test_spread_leaves_room(case):
    wanted, sizes = case
    at = spread(wanted, sizes)
    for (a, wide), (b, wider) in pairwise(zip(at, sizes, strict=True)):
        assert b - a >= (wide + wider) / 2 - 1e-6


@given(things())
def test_spread_is_the_nearest(case):
    """Shifting any run of things by a little, where it is allowed, brings them no nearer to where they want to be."""
    wanted, sizes = case
    at = spread(wanted, sizes)

    def cost(places):
        return sum((p - w) ** 2 for p, w in zip(places, wanted, strict=True))

    def allowed(places):
        pairs = zip(zip(places, sizes, strict=True), list(zip(places, sizes, strict=True))[1:], strict=False)
        return all(b - a >= (wide + wider) / 2 - 1e-9 for (a, wide), (b, wider) in pairs)

    for start, end in combinations(range(len(at) + 1), 2):
        for shift in (-0.05, 0.05):
            moved = [p + shift if start <= i < end else p for i, p in enumerate(at)]
            assert not allowed(moved) or cost(moved) >= cost(at) - 1e-6


def test_spread_leaves_alone_what_has_room():
    assert spread([10, 50, 90], [20, 20, 20]) == [10, 50, 90]


@given(things(), st.floats(0, 20))
def test_crowded_keeps_what_fits(case, most):
    wanted, sizes = case
    kept = crowded(wanted, sizes, [1] * len(wanted), most)
    assert kept  # one thing always fits
    assert all(abs(at - wanted[i]) <= most for i, at in kept.items())
    for (i, a), (j, b) in pairwise(kept.items()):
        assert b - a >= (sizes[i] + sizes[j]) / 2 - 1e-6


def test_crowded_leaves_out_the_lightest():
    assert list(crowded([0, 5, 10], [10, 10, 10], [5, 1, 5], 2)) == [0, 2]


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(0, 200)), min_size=1, max_size=15))
def test_names_beside_points(points):
    frame = Box(0, 0, 200, 200)
    boxes = place_beside(points, [(i, 40, 9) for i in range(len(points))], frame, 8)
    for a, b in combinations(boxes.values(), 2):
        assert not a.overlaps(b)
    for box in boxes.values():
        assert box.within(frame)
        assert not any(box.left < x < box.right and box.low < y < box.high for x, y in points)


def test_a_lone_name_stands_to_the_right():
    boxes = place_beside([(50.0, 50.0)], [(0, 40, 10)], Box(0, 0, 200, 100), 8)
    assert boxes == {0: Box(58, 45, 98, 55)}


@pytest.mark.parametrize(
    ("text", "expected"), [("conv1", "conv1"), ("abcdefghij", "abcdef…"), ("합성곱합성곱", "합성곱…")]
)
def test_shortened(text, expected):
    assert shortened(text, 10, 42) == expected
    assert text_width(expected, 10) <= 42
