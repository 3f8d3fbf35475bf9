"""Partial evaluation: what is known of an expression is computed, the rest stays.

Arithmetic is exact, as in the spec language; a division that stays becomes `//`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from archcalc.export.pytorch.evaluate import ARITHMETIC, COMPARISONS, NotSimpleError, whole

Symbols = Mapping[str, ast.expr | None]
"""What each name of the spec is in Python; None where it cannot be said."""


def simplified(tree: ast.expr, symbols: Symbols) -> ast.expr:
    """The tree with known names filled in and known parts computed."""

    def inner(part: ast.expr) -> ast.expr:
        return simplified(part, symbols)

    if isinstance(tree, ast.Constant):
        value = tree.value
        return ast.Constant(whole(Fraction(repr(value))) if isinstance(value, float) else value)
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
    if sign not in ARITHMETIC:
        raise NotSimpleError
    a, b = _number(left), _number(right)
    if a is not None and b is not None and not (b == 0 and sign in (ast.Div, ast.FloorDiv, ast.Mod)):
        return ast.Constant(whole(ARITHMETIC[sign](a, b)))
    if sign is ast.Mult:
        return _product(left, right)
    if sign in (ast.Div, ast.FloorDiv):
        if b == 1:
            return left
        if isinstance(a, Fraction) or isinstance(b, Fraction):
            raise NotSimpleError
        return ast.BinOp(left, ast.FloorDiv(), right)
    if isinstance(a, Fraction) or isinstance(b, Fraction) or sign not in (ast.Add, ast.Sub):
        raise NotSimpleError
    return _sum([(1, left), (1 if sign is ast.Add else -1, right)])


def _sum(parts: list[tuple[int, ast.expr]]) -> ast.expr:
    """A sum with equal terms brought together: `2 * out + in_channels + 16`."""
    terms: dict[str, tuple[int, ast.expr]] = {}
    total = 0
    while parts:
        times, part = parts.pop(0)
        number = _number(part)
        if number is not None:
            total += times * number
        elif isinstance(part, ast.BinOp) and isinstance(part.op, (ast.Add, ast.Sub)):
            negative = isinstance(part.op, ast.Sub)
            parts[:0] = [(times, part.left), (-times if negative else times, part.right)]
        elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mult) and isinstance(_number(part.left), int):
            parts[:0] = [(times * _number(part.left), part.right)]
        else:
            before, _ = terms.get(ast.dump(part), (0, part))
            terms[ast.dump(part)] = (before + times, part)
    return _added([(times, part) for times, part in terms.values() if times], total)


def _added(terms: list[tuple[int, ast.expr]], total: int) -> ast.expr:
    """The sum as an expression, what is subtracted behind what is added."""
    result: ast.expr | None = None
    for times, part in sorted(terms, key=lambda term: term[0] < 0):
        product = _product(ast.Constant(abs(times)), part)
        if result is None:
            result = product if times > 0 else ast.BinOp(ast.Constant(total), ast.Sub(), product)
            total = total if times > 0 else 0
        else:
            result = ast.BinOp(result, ast.Add() if times > 0 else ast.Sub(), product)
    if result is None or total == 0:
        return result if result is not None else ast.Constant(total)
    return ast.BinOp(result, ast.Add() if total > 0 else ast.Sub(), ast.Constant(abs(total)))


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
        return _product(ast.Constant(whole(factor * _number(inner))), right.right)
    if factor == 1:
        return right
    if isinstance(factor, Fraction):
        times = _product(ast.Constant(factor.numerator), right)
        return ast.BinOp(times, ast.FloorDiv(), ast.Constant(factor.denominator))
    return ast.BinOp(ast.Constant(factor), ast.Mult(), right)


def _compared(sign: type[ast.cmpop], left: ast.expr, right: ast.expr) -> ast.expr:
    if sign not in COMPARISONS:
        raise NotSimpleError
    if isinstance(left, ast.Constant) and isinstance(right, ast.Constant):
        return ast.Constant(COMPARISONS[sign](left.value, right.value))
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
        return ast.Call(ast.Name(function, ast.Load()), arguments, [])
    if function == "make_divisible" and len(arguments) == 2:
        return ast.Call(ast.Name(function, ast.Load()), arguments, [])
    raise NotSimpleError


_ROUND: dict[str, Callable[[Fraction], int]] = {
    "floor": lambda x: x.__floor__(),
    "round": round,
    "ceil": lambda x: x.__ceil__(),
}


def _number(tree: ast.expr) -> Any:
    """The number a literal stands for, exactly; None for anything else."""
    if not isinstance(tree, ast.Constant) or isinstance(tree.value, (bool, str)) or tree.value is None:
        return None
    value: Any = tree.value
    return whole(Fraction(repr(value))) if isinstance(value, float) else value
