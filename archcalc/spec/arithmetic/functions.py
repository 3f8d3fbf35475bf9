"""What computes: the operators and functions of the language."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, NamedTuple

from archcalc.spec.arithmetic.values import FINEST, LONGEST, TOO_LARGE, Number


def _divide(a: Number, b: Number) -> Number:
    if isinstance(a, int) and isinstance(b, int):
        quotient, rest = divmod(a, b)
        if not rest:
            return quotient
    from fractions import Fraction

    return Fraction(a) / b


def _power(a: Number, b: Number) -> Number:
    if not isinstance(b, int):
        raise ValueError(f"the exponent of '**' must be a whole number, not {b}")
    # The size of the result is known before it is computed.
    bits = max(abs(a.numerator).bit_length(), a.denominator.bit_length()) - 1
    if bits * abs(b) > FINEST.bit_length():
        raise ValueError(f"the result {TOO_LARGE}")
    if a == 0 and b < 0:
        raise ValueError("0 has no negative power")
    return a**b if b >= 0 else _divide(1, a**-b)


def _make_divisible(v: Number, divisor: Number = 8, min_value: Number | None = None) -> Number:
    """The multiple of `divisor` nearest to `v`, but never more than a tenth below it.

    `int(v + divisor / 2)` and `new < 0.9 * v` of MobileNet's reference code, in exact arithmetic:
    https://github.com/tensorflow/models/blob/master/research/slim/nets/mobilenet/mobilenet.py
    """
    if divisor <= 0:
        raise ValueError(f"the divisor of make_divisible must be positive, not {divisor}")
    above, below = v.numerator, v.denominator
    twice = 2 * above + divisor * below  # (v + divisor / 2) * 2 * below
    nearest = twice // (2 * below) if twice >= 0 else -(-twice // (2 * below))
    new = max(min_value or divisor, nearest // divisor * divisor)
    return new + divisor if 10 * new * below < 9 * above else new


class Function(NamedTuple):
    """A function of the language: how it computes, how it is called, how many arguments it takes."""

    compute: Callable[..., Number]
    usage: str
    fewest: int = 1
    most: int = 1


ANY_NUMBER = LONGEST
FUNCTIONS = {
    "min": Function(lambda *values: min(values), "min(a, b, ...) or min(list)", most=ANY_NUMBER),
    "max": Function(lambda *values: max(values), "max(a, b, ...) or max(list)", most=ANY_NUMBER),
    "floor": Function(math.floor, "floor(x)"),
    "ceil": Function(math.ceil, "ceil(x)"),
    "round": Function(round, "round(x)"),  # from the middle to the even neighbour, as Python does
    "abs": Function(abs, "abs(x)"),
    "make_divisible": Function(_make_divisible, "make_divisible(v, divisor, min_value)", most=3),
}
ARITHMETIC: dict[str, Callable[[Any, Any], Number]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": _power,
}
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda a, b: a in b,
    "not in": lambda a, b: a not in b,
}
