"""What an expression's value is in Python: the check that a class gets the numbers of the engine."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

Environment = Mapping[str, Any]
"""Values of a constructor's arguments in one use."""


class NotSimpleError(Exception):
    """The expression has no short Python equivalent, or no value."""


def whole(value: Any) -> Any:
    """A fraction that is a whole number as one."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda a, b: whole(Fraction(a) / Fraction(b)),
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}


def value_of(tree: ast.expr, environment: Environment) -> Any:
    """What Python will compute for these arguments.

    Raises:
        NotSimpleError: it cannot be computed.
    """
    if isinstance(tree, ast.Constant):
        if isinstance(tree.value, Fraction):
            raise NotSimpleError  # no literal denotes it
        return tree.value
    if isinstance(tree, ast.Name):
        if tree.id not in environment:
            raise NotSimpleError
        return environment[tree.id]
    parts = [value_of(part, environment) for part in _operands(tree)]
    try:
        return _computed(tree, parts)
    except (TypeError, ZeroDivisionError, LookupError):
        raise NotSimpleError from None


def _operands(tree: ast.expr) -> list[ast.expr]:
    if isinstance(tree, ast.BinOp):
        return [tree.left, tree.right]
    if isinstance(tree, ast.Compare):
        return [tree.left, *tree.comparators]
    if isinstance(tree, ast.BoolOp):
        return tree.values
    if isinstance(tree, ast.UnaryOp):
        return [tree.operand]
    if isinstance(tree, ast.IfExp):
        return [tree.test, tree.body, tree.orelse]
    if isinstance(tree, ast.Subscript):
        return [tree.value, tree.slice]
    return tree.args if isinstance(tree, ast.Call) else tree.elts if isinstance(tree, ast.List) else []


def _computed(tree: ast.expr, parts: list[Any]) -> Any:
    if isinstance(tree, ast.BinOp):
        return ARITHMETIC[type(tree.op)](*parts)
    if isinstance(tree, ast.Compare):
        return COMPARISONS[type(tree.ops[0])](*parts)
    if isinstance(tree, ast.BoolOp):
        return any(parts) if isinstance(tree.op, ast.Or) else all(parts)
    if isinstance(tree, ast.UnaryOp):
        return not parts[0]
    if isinstance(tree, ast.IfExp):
        return parts[1] if parts[0] else parts[2]
    if isinstance(tree, ast.Subscript):
        return parts[0][parts[1]]
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        return _FUNCTIONS[tree.func.id](*parts)
    if isinstance(tree, ast.List):
        return parts
    raise NotSimpleError


def make_divisible(v: int, divisor: int) -> int:
    """The multiple of `divisor` nearest to `v`, never more than a tenth below; as the helper of the source does."""
    new = max(divisor, (v + divisor // 2) // divisor * divisor)
    return new + divisor if 10 * new < 9 * v else new


_FUNCTIONS: dict[str, Callable[..., Any]] = {"make_divisible": make_divisible, "min": min, "max": max}
