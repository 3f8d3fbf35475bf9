"""The spec's expressions as Python expressions over a constructor's arguments.

What is known (knobs, arguments that are equal in all uses) is computed, the rest stays: `$stride if $stride_in ==
'3x3' else 1` becomes `stride`. Division of whole numbers becomes `//`; whether that gives the numbers of the
engine is checked afterwards, use by use, with `value_of`.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from archcalc.spec.model import Value

Symbols = Mapping[str, ast.expr | None]
"""What each name of the spec is in Python; None where it cannot be said."""

Environment = Mapping[str, Any]
"""Values of a constructor's arguments in one use."""


class NotSimpleError(Exception):
    """The expression has no short Python equivalent."""


def name(text: str) -> ast.expr:
    """A variable."""
    return ast.Name(text, ast.Load())


def constant(value: Any) -> ast.expr:
    """A literal."""
    if isinstance(value, list):
        return ast.List([constant(item) for item in value], ast.Load())
    return ast.Constant(value)


def of_value(value: Value | None, symbols: Symbols) -> ast.expr | None:
    """A value of the spec as a Python expression, or None if it has none."""
    if value is None:
        return None
    if value.is_constant:
        return constant(value.constant)
    if isinstance(value.constant, list):
        return None
    ((expression, _),) = value.expressions
    return of_text(expression.text, symbols)


def of_list(value: Value, symbols: Symbols) -> list[ast.expr | None] | None:
    """A list of the spec, item by item; None if it is no list of known length."""
    if not isinstance(value.constant, list):
        return None
    found = iter(list(value.expressions))
    return [
        constant(item) if item is not None else of_text(next(found)[0].text, symbols) for item in value.constant
    ]


def of_text(text: str, symbols: Symbols) -> ast.expr | None:
    """An expression of the spec language as a Python expression."""
    try:
        tree = ast.parse(re.sub(r"\$(\w+)", r"_\1", text), mode="eval").body
        return _simplified(tree, symbols)
    except (NotSimpleError, SyntaxError):
        return None


def text_of(tree: ast.expr) -> str:
    """The expression as source."""
    quoted = _Quotes().visit(ast.parse(ast.unparse(tree), mode="eval").body)
    return ast.unparse(quoted)


class _Quotes(ast.NodeTransformer):
    """Texts in double quotes, as formatters write them."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:  # noqa: N802
        return name(f'"{node.value}"') if isinstance(node.value, str) else node


def names_in(tree: ast.expr) -> set[str]:
    """Variables that the expression reads."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


# --- simplifying ----------------------------------------------------------------------------------------

_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda a, b: _whole(Fraction(a) / Fraction(b)),
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}


def _simplified(tree: ast.expr, symbols: Symbols) -> ast.expr:
    """The tree with known names filled in and known parts computed."""

    def inner(part: ast.expr) -> ast.expr:
        return _simplified(part, symbols)

    if isinstance(tree, ast.Constant):
        value = tree.value
        return ast.Constant(_whole(Fraction(repr(value))) if isinstance(value, float) else value)
    if isinstance(tree, ast.Name):
        return _named(tree.id, symbols)
    if isinstance(tree, ast.BinOp):
        return binary(type(tree.op), inner(tree.left), inner(tree.right))
    if isinstance(tree, ast.Compare) and len(tree.ops) == 1:
        return _compared(type(tree.ops[0]), inner(tree.left), inner(tree.comparators[0]))
    if isinstance(tree, ast.BoolOp):
        return _junction(tree.op, [inner(part) for part in tree.values])
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        part = inner(tree.operand)
        return ast.Constant(not part.value) if isinstance(part, ast.Constant) else ast.UnaryOp(ast.Not(), part)
    if isinstance(tree, ast.IfExp):
        test = inner(tree.test)
        if isinstance(test, ast.Constant):
            return inner(tree.body if test.value else tree.orelse)
        return ast.IfExp(test, inner(tree.body), inner(tree.orelse))
    if isinstance(tree, ast.Subscript):
        return _element(inner(tree.value), inner(tree.slice))
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        return _called(tree.func.id, [inner(part) for part in tree.args])
    raise NotSimpleError


def _named(text: str, symbols: Symbols) -> ast.expr:
    if text in ("true", "false"):
        return ast.Constant(text == "true")
    found = symbols.get(text[1:])
    if found is None:
        raise NotSimpleError
    return found


def binary(sign: type[ast.operator], left: ast.expr, right: ast.expr) -> ast.expr:
    """`left sign right`, as far as it can be computed."""
    if sign not in _ARITHMETIC:
        raise NotSimpleError
    a, b = _number(left), _number(right)
    if a is not None and b is not None and not (b == 0 and sign in (ast.Div, ast.FloorDiv, ast.Mod)):
        return ast.Constant(_whole(_ARITHMETIC[sign](a, b)))
    if sign is ast.Mult:
        return _product(left, right)
    if sign in (ast.Div, ast.FloorDiv):
        if b == 1:
            return left
        if _is_fraction(a) or _is_fraction(b):
            raise NotSimpleError
        return ast.BinOp(left, ast.FloorDiv(), right)
    if b == 0:
        return left
    if a == 0 and sign is ast.Add:
        return right
    if _is_fraction(a) or _is_fraction(b):
        raise NotSimpleError
    return ast.BinOp(left, sign(), right)


def _product(left: ast.expr, right: ast.expr) -> ast.expr:
    """Factors with the number first: `2 * width`, and `7 * c // 5` for 1.4."""
    if _number(right) is not None:
        left, right = right, left
    factor = _number(left)
    if factor is None:
        return ast.BinOp(left, ast.Mult(), right)
    inner = right.left if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Mult) else None
    if inner is not None and _number(inner) is not None:
        assert isinstance(right, ast.BinOp)
        return _product(ast.Constant(_whole(factor * _number(inner))), right.right)
    if factor == 1:
        return right
    if isinstance(factor, Fraction):
        times = _product(ast.Constant(factor.numerator), right)
        return ast.BinOp(times, ast.FloorDiv(), ast.Constant(factor.denominator))
    return ast.BinOp(ast.Constant(factor), ast.Mult(), right)


def _compared(sign: type[ast.cmpop], left: ast.expr, right: ast.expr) -> ast.expr:
    if sign not in _COMPARISONS:
        raise NotSimpleError
    if isinstance(left, ast.Constant) and isinstance(right, ast.Constant):
        return ast.Constant(_COMPARISONS[sign](left.value, right.value))
    return ast.Compare(left, [sign()], [right])


def _junction(word: ast.boolop, values: list[ast.expr]) -> ast.expr:
    """`and` and `or` without the parts that are known."""
    decides = isinstance(word, ast.Or)
    unknown = []
    for value in values:
        if not isinstance(value, ast.Constant):
            unknown.append(value)
        elif bool(value.value) == decides:
            return ast.Constant(decides)
    if not unknown:
        return ast.Constant(not decides)
    return unknown[0] if len(unknown) == 1 else ast.BoolOp(word, unknown)


def _element(values: ast.expr, index: ast.expr) -> ast.expr:
    if isinstance(values, ast.List) and isinstance(index, ast.Constant):
        return values.elts[int(str(index.value))]
    if isinstance(values, ast.Name):
        return ast.Subscript(values, index, ast.Load())
    raise NotSimpleError


def _called(function: str, arguments: list[ast.expr]) -> ast.expr:
    """`floor` and `round` of whole numbers are those; `make_divisible` is a helper of the source."""
    numbers = [_number(argument) for argument in arguments]
    if function in ("floor", "round", "ceil") and len(arguments) == 1:
        if isinstance(numbers[0], Fraction):
            return ast.Constant(_ROUND[function](numbers[0]))
        exact = function == "floor" or not any(isinstance(node, ast.FloorDiv) for node in ast.walk(arguments[0]))
        if exact:
            return arguments[0]
    if function in ("min", "max") and len(arguments) > 1:
        if all(number is not None for number in numbers):
            return ast.Constant((min if function == "min" else max)(number for number in numbers if number is not None))
        return ast.Call(name(function), arguments, [])
    if function == "make_divisible" and len(arguments) == 2:
        return ast.Call(name(function), arguments, [])
    raise NotSimpleError


def without_bounds(tree: ast.expr) -> Iterator[ast.expr]:
    """The expression with one side of its `min` or `max`: where the other never matters it is shorter."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("min", "max"):
            for side in call.args:
                yield _Replacing(call, side).visit(ast.parse(ast.unparse(tree), mode="eval").body)


class _Replacing(ast.NodeTransformer):
    def __init__(self, call: ast.Call, side: ast.expr) -> None:
        self.text = ast.unparse(call)
        self.side = side

    def visit_Call(self, node: ast.Call) -> ast.expr:  # noqa: N802
        return self.side if ast.unparse(node) == self.text else node


_ROUND: dict[str, Callable[[Fraction], int]] = {"floor": lambda x: x.__floor__(), "round": round, "ceil": lambda x: x.__ceil__()}


def _number(tree: ast.expr) -> Any:
    """The number a literal stands for, exactly; None for anything else."""
    if not isinstance(tree, ast.Constant) or isinstance(tree.value, (bool, str)) or tree.value is None:
        return None
    value: Any = tree.value
    return _whole(Fraction(repr(value))) if isinstance(value, float) else value


def _whole(value: Any) -> Any:
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def _is_fraction(value: Any) -> bool:
    return isinstance(value, Fraction)


# --- checking -------------------------------------------------------------------------------------------


def value_of(tree: ast.expr, environment: Environment) -> Any:
    """What Python will compute for these arguments.

    Raises:
        NotSimpleError: it cannot be computed.
    """
    if isinstance(tree, ast.Constant):
        if _is_fraction(tree.value):
            raise NotSimpleError  # no literal denotes it
        return tree.value
    if isinstance(tree, ast.Name):
        if tree.id not in environment:
            raise NotSimpleError
        return environment[tree.id]
    parts = [value_of(part, environment) for part in _operands(tree)]
    try:
        return _computed(tree, parts)
    except (TypeError, ZeroDivisionError, IndexError):
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
        return _ARITHMETIC[type(tree.op)](*parts)
    if isinstance(tree, ast.Compare):
        return _COMPARISONS[type(tree.ops[0])](*parts)
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
