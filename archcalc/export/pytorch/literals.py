"""Values as Python source."""

from __future__ import annotations

import ast
import json
import re
from fractions import Fraction
from typing import Any

from archcalc.export.pytorch import expressions
from archcalc.export.pytorch.code import Code, Listing, Text


def same(a: Any, b: Any) -> bool:
    """Equality that tells 1 from True."""
    return bool(a == b) and isinstance(a, bool) == isinstance(b, bool)


def all_same(values: Any) -> bool:
    """Whether there is one value only."""
    return all(same(value, values[0]) for value in values)


def plain(value: Any) -> Any:
    """A value of the spec as Python code can have it: sizes as tuples, fractions as floats."""
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, str) and re.fullmatch(r"\d+(?:[x×]\d+)+", value):
        return tuple(map(int, re.split("[x×]", value)))
    return value


def literal(value: Any) -> Code:
    """A value as code."""
    if isinstance(value, (list, tuple)):
        return Listing(tuple(map(literal, value)), "()" if isinstance(value, tuple) else "[]")
    return Text(literal_text(value))


def literal_text(value: Any) -> str:
    """A value as source."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (list, tuple)):
        inner = ", ".join(map(literal_text, value))
        return f"[{inner}]" if isinstance(value, list) else f"({inner})"
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return f'float("{value}")'
    return repr(value)


def code_of(tree: ast.expr) -> Code:
    """An expression as code."""
    if isinstance(tree, ast.Constant):
        return literal(tree.value)
    if isinstance(tree, ast.List) and all(isinstance(item, ast.Constant) for item in tree.elts):
        return Listing(tuple(map(code_of, tree.elts)))
    return Text(expressions.text_of(tree))


def type_name(value: Any) -> str:
    """The type that a signature gives for a value."""
    if value is None:
        return "None"
    if isinstance(value, (list, tuple)):
        inner = " | ".join(dict.fromkeys(map(type_name, value)))
        return f"tuple[{inner}, ...]" if isinstance(value, tuple) else f"list[{inner}]"
    return type(value).__name__


def words(sources: Any) -> set[str]:
    """All identifiers in some source."""
    return {word for source in sources for word in re.findall(r"[A-Za-z_]\w*", source)}
