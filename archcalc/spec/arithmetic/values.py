"""The values that expressions calculate with: exact, bounded, and named in messages."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Union

if TYPE_CHECKING:
    from fractions import Fraction

LARGEST = 10**18  # of a value
FINEST = 10**60  # of a fraction's denominator: a few decimals multiplied, never a runaway power
LONGEST = 1000  # characters
MOST_ITEMS = 256  # of a list: it is looked at again for every layer
DEEPEST = 100  # levels of brackets and operators: Python's own stack stays far away

TOO_LARGE = "is too large: numbers go up to 10**18"

Number = Union[int, "Fraction"]
Value = Union[int, "Fraction", bool, str, None, "list[Value]"]
Scope = Mapping[str, Any]
Run = Callable[[Scope], Value]


class ArithmeticFault(Exception):  # noqa: N818 -- the caller, who knows the place, makes an errors.Fault of it
    """What is wrong with an expression, and where in its text: `width` characters from `offset` on."""

    def __init__(self, message: str, offset: int, width: int = 1, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.width = max(1, width)
        self.hint = hint


class Span(NamedTuple):
    """A stretch of the expression's text."""

    start: int
    end: int

    def fault(self, message: str, hint: str = "") -> ArithmeticFault:
        return ArithmeticFault(message, self.start, self.end - self.start, hint)


def exact(value: Any, span: Span, level: int = 0) -> Value:
    """A value from outside as the exact arithmetic knows it."""
    kind = value.__class__
    if kind is str or kind is bool or value is None:
        return value  # type: ignore[no-any-return]
    if kind is list or kind is tuple:
        if len(value) > MOST_ITEMS:
            raise span.fault(f"a list to calculate with has at most {MOST_ITEMS} values, not {len(value):,}")
        if level == DEEPEST:  # a Python caller can pass a list that holds itself
            raise span.fault(f"a list has at most {DEEPEST} levels")
        return [exact(item, span, level + 1) for item in value]
    if kind is float:
        if not math.isfinite(value):
            raise span.fault(f"{value} is not a number to calculate with")
        value = int(value) if value.is_integer() else decimal(repr(value))
    if not is_number(value):
        raise span.fault(f"a {kind.__name__} is not a value to calculate with")
    return bounded(value, span, "this value")


@lru_cache(maxsize=256)
def decimal(digits: str) -> Number:
    from fractions import Fraction  # 1.5 ms to import: only for those who need it

    return Fraction(digits)


def is_number(value: object) -> bool:
    if isinstance(value, int):
        return not isinstance(value, bool)
    if value is None or isinstance(value, str | list | dict):
        return False
    from fractions import Fraction

    return isinstance(value, Fraction)


def bounded(value: Number, span: Span, what: str = "the result") -> Number:
    """The value, as an int if it is whole, unless it is out of bounds."""
    if value.denominator == 1:
        value = value.numerator
    elif value.denominator > FINEST:
        raise span.fault(f"{what} has too many digits after its decimal point")
    if not -LARGEST <= value <= LARGEST:
        raise span.fault(f"{what} {TOO_LARGE}")
    return value


def shown(value: Value) -> str:
    """A value as a message names it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text '{value}'" if len(value) <= 40 else "a text"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return str(value)
