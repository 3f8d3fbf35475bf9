"""Lanes calculate as Python's integers do, one by one, whatever their size."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archcalc.errors import OperationError
from archcalc.formula import ceil_div, maximum, minimum, prod, total
from archcalc.sweep.each import Refused, as_array, each
from archcalc.sweep.grid import chunks, lanes_of, parts_of
from archcalc.sweep.lanes import Lanes, Split, settled

NUMBERS = st.one_of(st.integers(-20, 20), st.integers(2**61, 2**64), st.integers(-(2**64), -(2**61)))
COLUMNS = st.lists(NUMBERS, min_size=3, max_size=3)
OPERATIONS: list[Callable[[Any, Any], Any]] = [
    operator.add, operator.sub, operator.mul, operator.floordiv, operator.mod, minimum, maximum, ceil_div,
]  # fmt: skip


def lanes(values: list[int]) -> Lanes:
    return Lanes(as_array(values))


@given(st.sampled_from(OPERATIONS), COLUMNS, COLUMNS, st.booleans())
def test_one_by_one(operation: Callable[[Any, Any], Any], a: list[int], b: list[int], plain: bool) -> None:
    if operation in (operator.floordiv, operator.mod, ceil_div):
        assume(all(b))
    if plain:  # a number on one side
        assert operation(lanes(a), b[0]).array.tolist() == [operation(x, b[0]) for x in a]
        if all(a):
            assert operation(b[0], lanes(a)).array.tolist() == [operation(b[0], x) for x in a]
        return
    assert operation(lanes(a), lanes(b)).array.tolist() == [operation(x, y) for x, y in zip(a, b, strict=True)]


@given(st.lists(COLUMNS, min_size=1, max_size=8))
def test_long_products_and_sums(columns: list[list[int]]) -> None:
    rows = list(zip(*columns, strict=True))
    assert prod(map(lanes, columns)).array.tolist() == [reduce(operator.mul, row) for row in rows]  # type: ignore[attr-defined]
    assert total(map(lanes, columns)).array.tolist() == [sum(row) for row in rows]  # type: ignore[attr-defined]


@given(COLUMNS, NUMBERS)
def test_a_branch_that_differs_is_a_split(values: list[int], limit: int) -> None:
    truth = [value < limit for value in values]
    if len(set(truth)) == 1:
        assert bool(lanes(values) < limit) is truth[0]
        return
    with pytest.raises(Split) as caught:
        bool(lanes(values) < limit)
    assert caught.value.codes.tolist() == truth


def test_what_lanes_cannot_do_is_loud() -> None:
    from math import gcd

    some: Any = lanes([4, 6, 9])
    for call in (lambda a: gcd(a, 3), range, lambda a: a // 0, lambda a: a / 2, np.sqrt, lambda a: [0][a]):
        with pytest.raises(TypeError):
            call(some)


def test_each_computes_every_combination_once() -> None:
    seen = []

    def function(a: int, b: int, c: str) -> int:
        seen.append((a, b, c))
        return a + b

    rows = Lanes(np.array([[1], [2], [1]]))
    found = each(function, rows, Lanes(np.array([[10, 20, 10, 10]])), "same")
    assert sorted(seen) == [(1, 10, "same"), (1, 20, "same"), (2, 10, "same"), (2, 20, "same")]
    assert found.array.tolist() == [[11, 21, 11, 11], [12, 22, 12, 12], [11, 21, 11, 11]]
    assert each(lambda a: a > 0, rows) is True


def test_each_tells_refused_from_allowed() -> None:
    def positive(a: int) -> int:
        if a < 1:
            raise OperationError(f"{a} is too small")
        return a

    with pytest.raises(Split) as split:
        each(positive, lanes([1, 0, -1]))
    assert split.value.codes.tolist() == [False, True, True]
    with pytest.raises(Refused) as refused:
        each(positive, lanes([0, -1, 0]))
    assert refused.value.reasons.array.tolist() == ["0 is too small", "-1 is too small", "0 is too small"]


def test_settled_tells_values_apart_that_python_takes_for_equal() -> None:
    assert settled(Lanes(np.array([3, 3]))) == 3
    with pytest.raises(Split):
        settled(Lanes(np.array([1, True, 1], object)))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(1, 30))
def test_chunks_are_the_grid_in_order(lengths: list[int], most: int) -> None:
    everything = list(np.ndindex(*lengths))
    found = []
    for box in chunks(lengths, most):
        inside = [tuple(axis[i] for axis, i in zip(box, index, strict=True)) for index in np.ndindex(*map(len, box))]
        assert len(inside) <= most
        found += inside
    assert found == everything


@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.data())
def test_parts_of_a_box_agree_and_cover_it_once(lengths: list[int], data: st.DataObject) -> None:
    shape = [data.draw(st.sampled_from([1, length])) for length in lengths]
    size = int(np.prod(shape))
    codes = np.array(data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))).reshape(shape)
    whole = np.broadcast_to(codes, lengths)
    box = tuple(np.arange(length) for length in lengths)
    seen = []
    for part in parts_of(box, codes):
        assert len(np.unique(whole[np.ix_(*part)])) == 1
        seen += [tuple(axis[i] for axis, i in zip(part, at, strict=True)) for at in np.ndindex(*map(len, part))]
    assert sorted(seen) == list(np.ndindex(*lengths))


def test_lanes_of_an_axis_lie_along_it() -> None:
    box = (np.array([0]), np.array([2, 0]), np.array([0, 1]))
    assert lanes_of((5, 6, 7), box, 1).array.tolist() == [[[7], [5]]]
    assert lanes_of((5, 6, 7), box, 0) == 5
