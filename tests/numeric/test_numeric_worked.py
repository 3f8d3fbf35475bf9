"""Invariants: worked lines read back to their own results, C agrees with the windows, texts keep their numbers."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numeric_strategies import Case, cases, fractions, maps

from archcalc.errors import OperationError, Source
from archcalc.numeric import Result, convolve, mean_squared_error, pool, read_maps, sparse_matrices, transpose
from archcalc.numeric.data import result_csv
from archcalc.numeric.numbers import json_number, number_text, read_number
from archcalc.numeric.sparse import flat, is_small
from archcalc.numeric.working import worked_lines

few = settings(deadline=None, max_examples=80)


def value_of(line: str) -> tuple[Fraction, Fraction]:
    """Both sides of a worked line, read back as arithmetic."""
    left, right = re.sub(r"^(channel|채널) \d+: ", "", line).replace("−", "-").replace("·", "*").split(" = ")
    code = [re.sub(r"\d+(\.\d+)?", r"Fraction('\g<0>')", side) for side in (left, right)]
    return tuple(Fraction(eval(side, {"Fraction": Fraction, "max": lambda *values: max(values)})) for side in code)  # type: ignore[return-value]


def check_lines(result: Result) -> None:
    for step in result.steps:
        lines = worked_lines(result, step, "en")
        values = [value_of(line) for line in lines]
        assert all(left == right for left, right in values), lines
        assert values[-1][1] == step.value


@few
@given(cases(entries=fractions))
def test_worked_lines_of_convolutions(case: Case):
    try:
        result = convolve(case.input, case.kernel, case.bias, **case.fields)
    except OperationError:
        return
    check_lines(result)


@few
@given(cases(transposed=True, entries=fractions))
def test_worked_lines_of_transposed_convolutions(case: Case):
    try:
        result = transpose(case.input, case.kernel, case.bias, **case.fields)
    except OperationError:
        return
    check_lines(result)


@few
@given(st.data(), st.sampled_from(["max", "average"]))
def test_worked_lines_of_poolings(data: st.DataObject, kind: str):
    input = maps(data.draw, 2, 4, 5, fractions)
    check_lines(pool(input, kind, data.draw(st.integers(2, 3)), padding=1, stride=2))


@few
@given(cases())
def test_matrix_of_a_convolution(case: Case):
    """C·x, summed over the channels, is the convolution."""
    try:
        result = convolve(case.input, case.kernel, **case.fields)
    except OperationError:
        return
    if is_small(result):
        products = [c.times(flat(x)) for c, x in zip(sparse_matrices(result), case.input, strict=True)]
        assert list(map(sum, zip(*products, strict=True))) == flat(result.output[0])


@few
@given(cases(transposed=True))
def test_matrix_of_a_transposed_convolution(case: Case):
    """Cᵀ·y, summed over the channels, is the transposed convolution."""
    try:
        result = transpose(case.input, case.kernel, **case.fields)
    except OperationError:
        return
    if is_small(result):
        products = [c.transpose.times(flat(x)) for c, x in zip(sparse_matrices(result), case.input, strict=True)]
        assert list(map(sum, zip(*products, strict=True))) == flat(result.output[0])


@few
@given(cases())
def test_what_is_left_out(case: Case):
    """Every place up to the last window's end is reached by it or lies before; what follows is left over."""
    try:
        result = convolve(case.input, case.kernel, **case.fields)
    except OperationError:
        return
    for axis in result.axes:
        last = axis.taps(axis.out - 1)[-1] + 1
        rest = axis.left_over()
        assert (rest.first if rest else axis.size + axis.after + 1) == last + 1
        assert axis.taps(axis.out)[-1] >= axis.size + axis.after
        if rest:
            assert (rest.wanted_first, rest.wanted_last) == (axis.taps(axis.out)[0] + 1, axis.taps(axis.out)[-1] + 1)


@given(st.fractions(max_denominator=999))
def test_numbers_read_back(value: Fraction):
    text = number_text(value)
    if len(text) <= 40:
        assert read_number(text) == value


@given(fractions)
def test_json_numbers_are_exact(value: Fraction):
    assert Fraction(json.dumps(json_number(value)).strip('"')) == value


@pytest.mark.parametrize(
    "text", ["", "x", "1e999", "1/0", "0x1", "nan", "1_0", "inf", "--1", "٣", "1" * 41, "1/2/3", "1/1000"]
)
def test_no_numbers(text: str):
    assert read_number(text) is None


@few
@given(st.data())
def test_csv_reads_back(data: st.DataObject):
    input = maps(data.draw, data.draw(st.integers(1, 3)), 2, 3, fractions)
    same = pool(input, "max", 1)
    assert read_maps(Source("csv", result_csv(same))) == input


@given(st.lists(st.tuples(fractions, fractions), min_size=1, max_size=6))
def test_loss_line(pairs: list[tuple[Fraction, Fraction]]):
    targets, predictions = zip(*pairs, strict=True)
    left, right = value_of(mean_squared_error(((targets,),), ((predictions,),)).working)
    assert left == right == sum((y - guess) ** 2 for y, guess in pairs) / len(pairs)
