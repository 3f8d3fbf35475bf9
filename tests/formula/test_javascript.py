"""JavaScript written from expressions comes to what Python comes to, and writes the working that Python writes."""

from __future__ import annotations

import operator

import pytest
from browser.harness import Browser
from formula_strategies import LETTERS, expressions, flattened, letter_values
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archcalc.errors import OperationError
from archcalc.formula import FORMULAS, Expression, Formula, Letter, ceil_div, exact_div, gcd, maximum, minimum, to_text
from archcalc.formula.javascript import HELPERS, letter_names, to_javascript, to_javascript_text

a, b, c = (Letter(name) for name in "abc")

Case = tuple[Expression, dict[str, int]]

# A batch goes through one call of the browser, which costs more than the arithmetic.
batched = settings(deadline=None, max_examples=10, phases=[Phase.reuse, Phase.generate])


def in_browser(browser: Browser, cases: list[Case]) -> list[list[str]]:
    """Value and working of each expression with its letters' values, or the kind of error, as JavaScript has them."""
    calls = []
    for expression, letters in cases:
        constants = "".join(f"const {name} = {letters[name]}n; " for name in letter_names(expression))
        sources = f"String({to_javascript(expression)}), {to_javascript_text(expression)}"
        calls.append(f"attempt(() => {{ {constants}return [{sources}]; }})")
    attempt = "const attempt = (f) => { try { return f(); } catch (error) { return [error.name]; } };"
    found: list[list[str]] = browser.run(
        "\n".join(['"use strict";', HELPERS, attempt, f"return [{', '.join(calls)}];"])
    )
    return found


def in_python(expression: Expression, letters: dict[str, int]) -> list[str]:
    """The same from the package's other writings."""
    try:
        value = expression.evaluate(**{name: letters[name] for name in letter_names(expression)})
    except (ZeroDivisionError, OperationError):
        return ["RangeError"]
    carrying = expression.evaluate(**{name: Letter(name, letters[name]) for name in letter_names(expression)})
    return [str(value), to_text(carrying, values=True)]


@batched
@given(batch=st.lists(expressions(), min_size=100, max_size=100))
def test_any_expression(browser, batch):
    assert in_browser(browser, [(expression, LETTERS) for expression in batch]) == [
        in_python(e, LETTERS) for e in batch
    ]


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
@settings(deadline=None, max_examples=3)
@given(data=st.data(), axes=st.integers(1, 3))
def test_every_formula(browser, formula: Formula, data, axes):
    letters = [flattened(data.draw(letter_values(formula, axes))) for _ in range(20)]
    cases = [(formula.closed_form(axes), values) for values in letters]
    assert in_browser(browser, cases) == [in_python(*case) for case in cases]


def test_values_beyond_floating_point_are_exact(browser):
    cases = [(a * b + c, {"a": 10**20 + 7, "b": 3**50, "c": -1}), (a // b, {"a": -(10**40) - 1, "b": 10**20, "c": 0})]
    assert in_browser(browser, cases) == [in_python(*case) for case in cases]


def test_what_does_not_divide_is_an_error_in_both(browser):
    cases = [(exact_div(a, b), {"a": 7, "b": 2}), (a // b, {"a": 1, "b": 0})]
    assert in_browser(browser, cases) == [in_python(*case) for case in cases] == [["RangeError"], ["RangeError"]]


@pytest.mark.parametrize(
    ("expression", "source"),
    [
        (a - (b - c), "a - (b - c)"),
        (a * (b // c), "a * floorDiv(b, c)"),
        (-(a * b) % 3, "floorMod(-(a * b), 3n)"),
        (a - -2 * b, "a - (-2n) * b"),
        (-(a + b) - -c, "-(a + b) - (-c)"),
        (2 * a - 1, "2n * a - 1n"),
        (a + 0, "a + 0n"),
        (-a + b, "-a + b"),
        (-a - b, "-a - b"),
        (a + b + c, "a + b + c"),
        (a - b - c, "a - b - c"),
        (-a * b, "(-a) * b"),
        (a * (b * c), "a * (b * c)"),
        (-(a // b), "-floorDiv(a, b)"),
        ((a + b) // c * b, "floorDiv(a + b, c) * b"),
        ((a + b) % c * b, "floorMod(a + b, c) * b"),
        (ceil_div(a + b, c) * b, "ceilDiv(a + b, c) * b"),
        (exact_div(a + b, c) * b, "exactDiv(a + b, c) * b"),
        (minimum(a + b, c) * b, "minimum(a + b, c) * b"),
        (maximum(a + b, c) * b, "maximum(a + b, c) * b"),
        (gcd(a + b, c) * b, "gcd(a + b, c) * b"),
        (exact_div(a, b) * ceil_div(c, 2), "exactDiv(a, b) * ceilDiv(c, 2n)"),
        (minimum(a, maximum(b, 1)), "minimum(a, maximum(b, 1n))"),
        (5, "5n"),
    ],
)
def test_source(expression, source):
    assert to_javascript(expression) == source


@pytest.mark.parametrize(
    ("expression", "source"),
    [
        (2 * (a - 1), "`2·(${operand(a)}−1)`"),
        (minimum(a, b + 1), "`min(${written(a)}, ${operand(b)} + 1)`"),
        (a, "`${written(a)}`"),
        (a + a, "`${operand(a)} + ${operand(a)}`"),
        (-3, "`−3`"),
    ],
)
def test_source_of_the_working(expression, source):
    assert to_javascript_text(expression) == source


def test_letters_are_listed_once_in_their_order():
    assert letter_names(operator.add(b * a, b)) == ("b", "a")
    assert letter_names(7) == ()
