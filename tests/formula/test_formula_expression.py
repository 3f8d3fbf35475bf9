"""Recording: what becomes a node, what is refused, and how a recorded expression is evaluated."""

import operator

import pytest

from archcalc.errors import OperationError
from archcalc.formula import (
    Letter,
    Number,
    Operation,
    ceil_div,
    exact_div,
    gcd,
    letter,
    maximum,
    minimum,
    prod,
    to_text,
    to_worked,
    total,
    window_output,
)

H, K = Letter("H", 32), Letter("K")


@pytest.mark.parametrize(
    "operation",
    [operator.add, operator.sub, operator.mul, operator.floordiv, operator.mod, ceil_div, minimum, maximum, gcd],
)
def test_a_node_keeps_its_function_and_operands_in_their_order(operation):
    for node in (operation(2, H), operation(K, H)):
        assert isinstance(node, Operation)
        assert node.function is operation
    (two, right), (left, other) = operation(2, H).operands, operation(K, H).operands
    assert isinstance(two, Number) and two.number == 2
    assert left is K and right is other is H


def test_evaluation_takes_the_letters_values_unless_told_otherwise():
    assert (H - K).evaluate(K=5) == 27
    assert (H - K).evaluate(K=5, H=7) == 2
    assert (H // 5 - -H % 5).value == 6 - 3


@pytest.mark.parametrize(
    "operation",
    [operator.add, operator.sub, operator.mul, operator.floordiv, operator.mod, ceil_div, minimum, maximum, gcd],
)
@pytest.mark.parametrize(("a", "b"), [(7, 3), (-7, 3), (3, 7), (7, -3)])
def test_either_side_may_be_an_int(operation, a, b):
    expected = operation(a, b)
    for left, right in ((a, Letter("b", b)), (Letter("a", a), Letter("b", b)), (Letter("a", a), b)):
        node = operation(left, right)
        assert node.value == expected
        assert node.function is operation, "recorded as something else that comes to the same"


def test_an_exact_quotient_is_recorded_unless_the_divisor_is_one():
    for quotient in (exact_div(6, K), exact_div(H, K), exact_div(H, 2)):
        assert isinstance(quotient, Operation)
        assert quotient.function is exact_div
    assert exact_div(H, 1) is H


def test_a_letter_without_value_is_named():
    with pytest.raises(ValueError, match=r"^the letter K has no value$"):
        _ = (H - K).value
    with pytest.raises(ValueError, match=r"^the letter K has no value$"):
        to_text(H - K, values=True)


def test_an_unknown_letter_is_named():
    with pytest.raises(TypeError, match=r"^k: not in sub\(H, K\), whose letters are \['H', 'K'\]$"):
        (H - K).evaluate(k=5)


@pytest.mark.parametrize(
    "compare", [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge, min, max]
)
def test_comparisons_are_refused(compare):
    for left, right in ((H, 1), (H, K)):
        with pytest.raises(TypeError, match="a formula may not branch on values: use minimum or maximum"):
            compare(left, right)


def test_truth_is_refused():
    with pytest.raises(TypeError, match="a formula may not branch on values: H is neither true nor false"):
        _ = 1 if H else 2


@pytest.mark.parametrize("divide", [lambda: H / 2, lambda: 2 / H])
def test_true_division_is_refused_with_the_choices(divide):
    with pytest.raises(TypeError, match=r"// \(floor\), ceil_div or exact_div"):
        divide()


@pytest.mark.parametrize("use", [range, int, float, abs, iter, hash])
def test_an_expression_is_no_number(use):
    with pytest.raises(TypeError):
        use(H)


@pytest.mark.parametrize("other", [1.5, "H", None, (1,)])
def test_only_ints_and_expressions_are_recorded(other):
    with pytest.raises(TypeError, match="made of ints and expressions, not of"):
        H + other
    with pytest.raises(TypeError):
        other - H


def test_arrays_and_expressions_do_not_mix():
    numpy = pytest.importorskip("numpy")
    with pytest.raises(TypeError, match="not of ndarray"):
        numpy.arange(3) * H


def test_a_bool_is_shown_as_the_number_it_is():
    assert to_text(H + True) == "H + 1"


def test_empty_products_and_sums():
    assert (prod([]), total([])) == (1, 0)


def test_products_start_with_their_first_factor():
    assert to_text(prod([H])) == "H"
    assert to_text(prod(iter([H, K, 3]))) == "H·K·3"


def test_prod_leaves_a_callers_array_alone():
    numpy = pytest.importorskip("numpy")
    first = numpy.array([1, 2])
    assert prod([first, 3]).tolist() == [3, 6]
    assert first.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("a", "b", "up"),
    [(7, 2, 4), (8, 2, 4), (-7, 2, -3), (0, 5, 0), (7, -2, -3), (10**30 + 1, 10, 10**29 + 1)],
)
def test_ceil_div_rounds_up_exactly(a, b, up):
    assert ceil_div(a, b) == up


def test_exact_div_refuses_a_remainder_in_every_reading():
    numpy = pytest.importorskip("numpy")
    for divide in (
        lambda: exact_div(7, 2),
        lambda: exact_div(Letter("C", 7), 2).value,
        lambda: exact_div(numpy.array([8, 7]), 2),
    ):
        with pytest.raises(OperationError, match="not divisible by 2"):
            divide()


def test_extremes_of_arrays():
    numpy = pytest.importorskip("numpy")
    assert minimum(numpy.array([1, 5]), 3).tolist() == [1, 3]
    assert maximum(3, numpy.array([1, 5])).tolist() == [3, 5]


def test_common_divisors_of_arrays():
    numpy = pytest.importorskip("numpy")
    assert gcd(numpy.array([4, 6, 7]), 6).tolist() == [2, 6, 1]


def test_a_letter_passes_where_an_int_is_wanted():
    size = window_output(letter("H", 32), 2 * letter("P", 0), 5, 1, 1)
    assert to_worked(size) == "⌊(32 + 2·0 − 4 − 1)/1⌋ + 1 = 28"
