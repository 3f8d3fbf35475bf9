"""A constructor's arguments, found by looking at all uses of a block side by side.

A value that a class needs is, in this order: a literal, if it is the same in all uses; the spec's expression, if
it gives the value in every use; an argument that happens to have the value in every use; an argument of its own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from archcalc.export.pytorch import expressions
from archcalc.export.pytorch.code import Code, Listing, Text, texts
from archcalc.export.pytorch.expressions import NotSimpleError
from archcalc.export.pytorch.names import unique
from archcalc.export.pytorch.operations import activation_class
from archcalc.export.pytorch.steps import Step

NO_DEFAULT: Any = object()


class CannotShareError(Exception):
    """The uses differ in more than numbers: one class cannot be all of them."""


class Lane(NamedTuple):
    """One of the uses that are looked at side by side: whose arguments are in sight, and what happens there."""

    owner: int
    step: Step


Lanes = tuple[Lane, ...]


@dataclass
class Parameter:
    """An argument of a constructor, with its value in each use."""

    name: str
    values: list[Any]
    default: Any = NO_DEFAULT
    source: str = ""  # its name in the spec, if it has one
    holds_class: bool = False  # an activation: the argument is the module's class

    @property
    def annotation(self) -> str:
        """The type that a signature gives."""
        if self.holds_class:
            optional = any(value in (None, "none") for value in self.values)
            return "type[nn.Module]" + (" | None" if optional else "")
        values = self.values if self.default is NO_DEFAULT else [*self.values, self.default]
        return " | ".join(dict.fromkeys(map(_type, values)))

    @property
    def signature(self) -> str:
        """The argument as a signature has it."""
        if self.default is NO_DEFAULT:
            return f"{self.name}: {self.annotation}"
        default = activation_class(self.default) if self.holds_class else literal_text(self.default)
        return f"{self.name}: {self.annotation} = {default}"


@dataclass
class Parameters:
    """All arguments of one constructor."""

    uses: int
    known: dict[str, Parameter] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    locals: dict[str, str] = field(default_factory=dict)  # what `__init__` computes first: name to expression

    def __post_init__(self) -> None:
        self.taken |= {"self", "nn", "F", "torch", "i", "x"}

    def add(self, name: str, values: Sequence[Any], default: Any = NO_DEFAULT, source: str = "") -> ast.expr:
        """An argument, which is written only if something needs it; returns the name it has got."""
        name = unique(name, self.taken)
        self.known[name] = Parameter(name, [_plain(value) for value in values], _plain(default), source)
        return expressions.name(name)

    def needed_by(self, codes: Iterable[Code]) -> list[Parameter]:
        """The arguments that some code reads, those without a default first."""
        read = words(text for code in codes for text in texts(code))
        chosen = [parameter for name, parameter in self.known.items() if name in read]
        return sorted(chosen, key=lambda parameter: parameter.default is not NO_DEFAULT)

    def holds(self, tree: ast.expr, owners: Iterable[int], values: Sequence[Any]) -> bool:
        """Whether the expression has these values in the uses `owners`."""
        try:
            return all(
                same(expressions.value_of(tree, self.environment(owner)), value)
                for owner, value in zip(owners, values, strict=True)
            )
        except NotSimpleError:
            return False

    def environment(self, owner: int) -> dict[str, Any]:
        """The arguments of one use."""
        return {name: p.values[owner] for name, p in self.known.items() if not p.holds_class}

    def find(self, lanes: Lanes, values: Sequence[Any], candidates: Sequence[ast.expr | None]) -> ast.expr | None:
        """An expression that has these values, if there is a simple one."""
        values = [_plain(value) for value in values]
        owners = [lane.owner for lane in lanes]
        constant = all(same(value, values[0]) for value in values)
        if constant:
            # Where not all uses have it, as behind a condition, the spec's expression says more than its value.
            telling = [tree for tree in candidates if tree is not None and expressions.names_in(tree)]
            if len(set(owners)) == self.uses or not telling or not self.holds(telling[0], owners, values):
                return expressions.constant(values[0])
        plain = [tree for tree in candidates if tree is not None and not _has_call(tree)]
        bare = [expressions.name(name) for name in self.known]
        called = [tree for tree in candidates if tree is not None and _has_call(tree)]
        shorter = [tree for longer in called for tree in expressions.without_bounds(longer)]
        for tree in (*plain, *shorter, *bare, *called):
            if self.holds(tree, owners, values):
                return tree
        return None

    def resolve(
        self, lanes: Lanes, values: Sequence[Any], candidates: Sequence[ast.expr | None], wanted: str
    ) -> ast.expr:
        """An expression that has these values; if need be a new argument called `wanted`.

        Raises:
            CannotShareError: the value differs within one use.
        """
        found = self.find(lanes, values, candidates)
        if found is None:
            return self.lift(lanes, values, wanted)
        if any(isinstance(node, ast.Call) for node in ast.walk(found)):
            return self.local(found, wanted)
        return found

    def local(self, tree: ast.expr, wanted: str) -> ast.expr:
        """A variable of `__init__` for an expression that is not to be written twice."""
        text = expressions.text_of(tree)
        for name, known in self.locals.items():
            if known == text:
                return expressions.name(name)
        name = unique(wanted, self.taken)
        self.locals[name] = text
        return expressions.name(name)

    def lift(self, lanes: Lanes, values: Sequence[Any], wanted: str) -> ast.expr:
        """A new argument that has these values."""
        by_owner: dict[int, Any] = {}
        for lane, value in zip(lanes, values, strict=True):
            if not same(by_owner.setdefault(lane.owner, value), value):
                raise CannotShareError(wanted)
        if len(by_owner) != self.uses:  # a use without this value: whatever it is given does not matter
            by_owner = {owner: by_owner.get(owner, values[0]) for owner in range(self.uses)}
        return self.add(wanted, [by_owner[owner] for owner in range(self.uses)])


def words(sources: Iterable[str]) -> set[str]:
    """All identifiers in some source."""
    return {word for source in sources for word in re.findall(r"[A-Za-z_]\w*", source)}


def same(a: Any, b: Any) -> bool:
    """Equality that tells 1 from True."""
    return bool(a == b) and isinstance(a, bool) == isinstance(b, bool)


def literal(value: Any) -> Code:
    """A value as code."""
    if isinstance(value, (list, tuple)):
        items = tuple(literal(item) for item in value)
        return Listing(items, "()" if isinstance(value, tuple) and not _is_table(value) else "[]")
    return Text(literal_text(value))


def literal_text(value: Any) -> str:
    """A value as source."""
    if isinstance(value, str):
        return f'"{value}"'
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


def _has_call(tree: ast.expr) -> bool:
    return any(isinstance(node, (ast.Call, ast.IfExp)) for node in ast.walk(tree))


def _is_table(value: Any) -> bool:
    return any(isinstance(item, (list, tuple)) for item in value)


def _plain(value: Any) -> Any:
    """A value as Python code can have it: sizes as tuples, fractions as floats."""
    from fractions import Fraction

    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, str) and re.fullmatch(r"\d+(?:[x×]\d+)+", value):
        return tuple(map(int, re.split("[x×]", value)))
    return value


def _type(value: Any) -> str:
    if value is None:
        return "None"
    if isinstance(value, (list, tuple)):
        kinds = " | ".join(dict.fromkeys(map(_type, value)))
        inner = f"{kinds}, ..." if isinstance(value, tuple) else kinds
        return f"{type(value).__name__}[{inner}]"
    return type(value).__name__
