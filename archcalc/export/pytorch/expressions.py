"""The spec's expressions as Python expressions over a constructor's arguments.

`$stride if $stride_in == '3x3' else 1` becomes `stride`. Whether an expression gives the numbers of the engine is
checked use by use (`evaluate.value_of`) before it is written.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

from archcalc.export.pytorch.evaluate import NotSimpleError
from archcalc.export.pytorch.simplify import Symbols, binary, simplified
from archcalc.spec.model import Value

__all__ = [
    "Symbols",
    "binary",
    "constant",
    "has_call",
    "name",
    "names_in",
    "of_list",
    "of_text",
    "of_value",
    "text_of",
    "without_bounds",
]


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
    return [constant(item) if item is not None else of_text(next(found)[0].text, symbols) for item in value.constant]


def of_text(text: str, symbols: Symbols) -> ast.expr | None:
    """An expression of the spec language as a Python expression."""
    try:
        tree = ast.parse(re.sub(r"\$(\w+)", r"_\1", text), mode="eval").body
        return simplified(tree, symbols)
    except (NotSimpleError, SyntaxError, ArithmeticError, LookupError, TypeError, ValueError):
        return None  # a branch that is never taken may not even be computable


def text_of(tree: ast.expr) -> str:
    """The expression as source."""
    quoted = _Quotes().visit(ast.parse(ast.unparse(tree), mode="eval").body)
    return ast.unparse(quoted)


class _Quotes(ast.NodeTransformer):
    """Texts in double quotes, as formatters write them."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return name(json.dumps(node.value, ensure_ascii=False)) if isinstance(node.value, str) else node


def names_in(tree: ast.expr) -> set[str]:
    """Variables that the expression reads."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def has_call(tree: ast.expr) -> bool:
    """Whether a function is called in the expression."""
    return any(isinstance(node, ast.Call) for node in ast.walk(tree))


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

    def visit_Call(self, node: ast.Call) -> ast.expr:
        return self.side if ast.unparse(node) == self.text else node
