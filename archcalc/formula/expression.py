"""Expressions: what a formula returns when it is called with letters instead of numbers.

Calling `window_output(H, P, K, S, D)` with letters runs the same lines as with ints; every `+`, `*` or `//`
on the way records a node. A node keeps the function it stands for (`operator.add`, `helpers.ceil_div`), so
evaluating is calling it again, and rendering is looking it up in a table of templates.

>>> H = Letter("H", 32)
>>> (H + 2 * Letter("P", 1)) // 2
floordiv(add(H, mul(2, P)), 2)
>>> ((H + 2 * Letter("P", 1)) // 2).value
17
"""

from __future__ import annotations

import operator

TYPE_CHECKING = False  # true for type checkers; importing `typing` would take longer than this whole package
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Final


class Expression:
    """A recorded value: a letter, a number, or a function of such. Never changed once made."""

    __slots__ = ()

    # NumPy must not spread an expression over an array: with None it steps back and `record` refuses.
    __array_ufunc__ = None

    @property
    def value(self) -> int:
        """The number this stands for, with the values its letters carry; ValueError if one has none."""
        return self._evaluate({})

    def evaluate(self, /, **letters: int) -> int:
        """The number this stands for; `letters` are put in before the values the letters carry."""
        known = {leaf.name for leaf in self.leaves() if isinstance(leaf, Letter)}
        unknown = letters.keys() - known
        if unknown:
            raise TypeError(f"{', '.join(sorted(unknown))}: not in {self!r}, whose letters are {sorted(known)}")
        return self._evaluate(letters)

    def leaves(self) -> Iterator[Expression]:
        """Letters and numbers from left to right, as often as they occur."""
        yield self

    def _evaluate(self, letters: dict[str, int]) -> int:
        raise NotImplementedError

    def __add__(self, other: int | Expression) -> Expression:
        return record(operator.add, self, other)

    def __radd__(self, other: int) -> Expression:
        return record(operator.add, other, self)

    def __sub__(self, other: int | Expression) -> Expression:
        return record(operator.sub, self, other)

    def __rsub__(self, other: int) -> Expression:
        return record(operator.sub, other, self)

    def __mul__(self, other: int | Expression) -> Expression:
        return record(operator.mul, self, other)

    def __rmul__(self, other: int) -> Expression:
        return record(operator.mul, other, self)

    def __floordiv__(self, other: int | Expression) -> Expression:
        return record(operator.floordiv, self, other)

    def __rfloordiv__(self, other: int) -> Expression:
        return record(operator.floordiv, other, self)

    def __mod__(self, other: int | Expression) -> Expression:
        return record(operator.mod, self, other)

    def __rmod__(self, other: int) -> Expression:
        return record(operator.mod, other, self)

    def __neg__(self) -> Expression:
        return record(operator.neg, self)

    def __ceil__(self) -> Expression:
        """Every expression stands for a whole number already."""
        return self

    def _refuse_true_division(self, other: object) -> Expression:
        raise TypeError("a formula divides by // (floor), ceil_div or exact_div, not by /")

    __truediv__ = __rtruediv__ = _refuse_true_division

    # A branch taken while recording would be right for one value and printed for all. `==` is refused too:
    # by default it would quietly say False and take the branch.
    def _refuse_comparison(self, other: object) -> bool:
        raise TypeError(f"a formula may not branch on values: use minimum or maximum instead of comparing {self!r}")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse_comparison

    def __bool__(self) -> bool:
        raise TypeError(f"a formula may not branch on values: {self!r} is neither true nor false")


class Letter(Expression):
    """A letter of the field with the value it carries, if any: `Letter("C_in", 3)`."""

    __slots__ = ("name", "number")

    def __init__(self, name: str, value: int | None = None) -> None:
        self.name: Final = name
        self.number: Final = value

    def _evaluate(self, letters: dict[str, int]) -> int:
        number = letters.get(self.name, self.number)
        if number is None:
            raise ValueError(f"the letter {self.name} has no value")
        return number

    def __repr__(self) -> str:
        return self.name


class Number(Expression):
    """A number written in the formula itself, as the 1 of `K - 1`."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number: Final = number

    def _evaluate(self, letters: dict[str, int]) -> int:
        return self.number

    def __repr__(self) -> str:
        return str(self.number)


class Operation(Expression):
    """A function applied to operands: `operator.add`, `.sub`, ..., or one of `helpers`."""

    __slots__ = ("function", "operands")

    def __init__(self, function: Callable[..., Any], operands: tuple[Expression, ...]) -> None:
        self.function: Final = function
        self.operands: Final = operands

    def leaves(self) -> Iterator[Expression]:
        for operand in self.operands:
            yield from operand.leaves()

    def _evaluate(self, letters: dict[str, int]) -> int:
        number: int = self.function(*[operand._evaluate(letters) for operand in self.operands])
        return number

    def __repr__(self) -> str:
        return f"{self.function.__name__}({', '.join(map(repr, self.operands))})"


def record(function: Callable[..., Any], *operands: int | Expression) -> Expression:
    """The node `function(*operands)`, ints among the operands becoming numbers."""
    return Operation(function, tuple(as_expression(operand) for operand in operands))


def as_expression(value: int | Expression) -> Expression:
    """An expression as it is, an int as a number; anything else is refused."""
    if isinstance(value, Expression):
        return value
    if isinstance(value, int):
        return Number(int(value))  # int(): a bool is shown as the number it is
    raise TypeError(f"an expression is made of ints and expressions, not of {type(value).__name__}")


def letter(name: str, value: int | None = None) -> int:
    """A `Letter` where the type checker wants an int: formulas and operations are annotated with `int`."""
    return Letter(name, value)  # type: ignore[return-value]  # the one place that says otherwise
