"""Ratios as closed forms: an expression over letters that carry their values.

Formulas divide without a rest; a ratio is a fraction. So the same recorded expression is evaluated here with
fractions, and printed by the formulas' own renderer: `1/N + 1/K² = 1/64 + 1/9 = 73/576`.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from archcalc.formula import Expression, Letter, Number, Operation, exact_div, letter, prod, to_latex, to_text
from archcalc.formula.expression import as_expression


class Closed(NamedTuple):
    """The weights of a construction over those of its plain equivalent, biases and norms left out.

    It is the ratio of the multiply-adds too, wherever all maps of the construction have the same size.
    """

    expression: Expression

    @property
    def value(self) -> Fraction:
        return exact(self.expression)

    @property
    def text(self) -> str:
        """With letters: `1/N + 1/K²`."""
        return to_text(self.expression)

    @property
    def latex(self) -> str:
        return to_latex(self.expression)

    @property
    def letters(self) -> dict[str, int]:
        """Each letter's value, in the order in which they appear."""
        return {leaf.name: leaf.value for leaf in self.expression.leaves() if isinstance(leaf, Letter)}

    @property
    def working(self) -> str:
        """With the values put in, and what it comes to: `1/64 + 1/9 = 73/576`."""
        put_in, value = to_text(self.expression, values=True), self.value
        return put_in if put_in == str(value) else f"{put_in} = {value}"

    @property
    def line(self) -> str:
        """Letters, values and result: `1/N + 1/K² = 1/64 + 1/9 = 73/576`."""
        return self.working if self.text == self.working else f"{self.text} = {self.working}"


def closed(value: int | Expression) -> Closed:
    return Closed(as_expression(value))


def over(a: int, b: int) -> int:
    """a / b in a closed form; one of them has a letter."""
    return exact_div(a, b)


def area(kernel: Sequence[int], name: str = "K") -> int:
    """Positions that a kernel covers, as papers write it: K² for a square one, K_h·K_w for another."""
    if len(set(kernel)) > 1:
        return prod([letter(f"{name}_{axis}", size) for axis, size in zip("dhw"[-len(kernel) :], kernel, strict=True)])
    power = {1: "", 2: "²", 3: "³"}[len(kernel)]
    return letter(f"{name}{power}", prod(kernel))


def exact(expression: Expression) -> Fraction:
    """The value of a recorded ratio as a fraction."""
    if isinstance(expression, Operation):
        value: Fraction = _EXACT[expression.function](*[exact(operand) for operand in expression.operands])
        return value
    assert isinstance(expression, (Letter, Number))
    return Fraction(expression.value)


_EXACT = {
    operator.add: operator.add,
    operator.sub: operator.sub,
    operator.mul: operator.mul,
    exact_div: operator.truediv,
}
