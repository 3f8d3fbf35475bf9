"""Values against torch, on random small maps; what torch refuses, we refuse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numeric_strategies import Case, cases, lists, maps, numbers_of, tensor
from torch.nn import functional

from archcalc.errors import OperationError
from archcalc.numeric import Result, convolve, pool, transpose

few = settings(deadline=None, max_examples=150)


def agree(ours: Callable[[], Result], theirs: Callable[[], torch.Tensor]) -> None:
    """Both give the same numbers, or both refuse."""
    try:
        expected = numbers_of(theirs())
    except RuntimeError:
        expected = None
    try:
        got = lists(ours().output)
    except OperationError:
        got = None
    assert got == expected


@few
@given(cases())
def test_convolution(case: Case):
    bias = torch.tensor([float(case.bias)], dtype=torch.double)
    agree(
        lambda: convolve(case.input, case.kernel, case.bias, **case.fields),
        lambda: functional.conv2d(tensor(case.input), tensor(case.kernel), bias, **case.fields),
    )


# torch warns that it copies the input where the padding is uneven.
@pytest.mark.filterwarnings("ignore:Using padding='same':UserWarning")
@few
@given(cases())
def test_same_padding(case: Case):
    fields = {"padding": "same", "dilation": case.fields["dilation"]}
    agree(
        lambda: convolve(case.input, case.kernel, **fields),
        lambda: functional.conv2d(tensor(case.input), tensor(case.kernel), **fields),
    )


@few
@given(cases(transposed=True))
def test_transposed_convolution(case: Case):
    weight = tensor(case.kernel).transpose(0, 1)  # (C_in, C_out, K_h, K_w)
    bias = torch.tensor([float(case.bias)], dtype=torch.double)
    agree(
        lambda: transpose(case.input, case.kernel, case.bias, **case.fields),
        lambda: functional.conv_transpose2d(tensor(case.input), weight, bias, **case.fields),
    )


@few
@given(st.data(), st.sampled_from(["max", "average"]))
def test_pooling(data: st.DataObject, kind: str):
    pair = lambda low, high: data.draw(st.tuples(st.integers(low, high), st.integers(low, high)))  # noqa: E731
    rows, columns = pair(2, 7)
    input = maps(data.draw, data.draw(st.integers(1, 2)), rows, columns)
    size, fields = pair(1, 3), {"stride": pair(1, 3), "padding": pair(0, 1)}
    if kind == "max":
        agree(lambda: pool(input, "max", size, **fields), lambda: functional.max_pool2d(tensor(input), size, **fields))
        return
    # Sums, not means: a third is no double.
    times = size[0] * size[1]
    theirs = lambda: functional.avg_pool2d(tensor(input), size, **fields, divisor_override=1)  # noqa: E731
    scaled = tuple(tuple(tuple(value * times for value in row) for row in matrix) for matrix in input)
    agree(lambda: pool(scaled, "average", size, **fields), theirs)


@few
@given(st.lists(st.integers(-9, 9), min_size=1, max_size=9), st.lists(st.integers(-9, 9), min_size=1, max_size=3))
def test_one_row_is_a_sequence(values: list[int], weights: list[int]):
    """`padding 1` of a sequence pads its ends, and puts no rows of zeros above and below."""
    input, kernel = ((tuple(values),),), ((tuple(weights),),)
    theirs = lambda: functional.conv1d(tensor(input)[0], tensor(kernel)[0], padding=1, stride=2)[None]  # noqa: E731
    agree(lambda: convolve(input, kernel, padding=1, stride=2), theirs)
