"""A constructor's arguments, found by looking at all uses of a block side by side.

A value that a class needs is, in this order: a literal, if it is the same in all uses; the spec's expression, if
it gives the value in every use; an argument that has the value in every use; an argument of its own.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from archcalc.export.pytorch import expressions
from archcalc.export.pytorch.code import Code, texts
from archcalc.export.pytorch.evaluate import NotSimpleError, value_of
from archcalc.export.pytorch.functions import activation_class
from archcalc.export.pytorch.literals import all_same, literal_text, plain, same, type_name, words
from archcalc.export.pytorch.names import RESERVED, unique, variable_name
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
        return " | ".join(dict.fromkeys(map(type_name, values)))

    @property
    def signature(self) -> str:
        """The argument as a signature has it."""
        if self.default is NO_DEFAULT:
            return f"{self.name}: {self.annotation}"
        default = activation_class(self.default) if self.holds_class else literal_text(self.default)
        return f"{self.name}: {self.annotation} = {default}"


@dataclass
class Parameters:
    """All arguments of one constructor, whether they turn out to be needed or not."""

    uses: int
    known: dict[str, Parameter] = field(default_factory=dict)
    taken: set[str] = field(default_factory=lambda: set(RESERVED))
    locals: dict[str, ast.expr] = field(default_factory=dict)  # what `__init__` computes first

    def add(self, name: str, values: Sequence[Any], default: Any = NO_DEFAULT, source: str = "") -> ast.expr:
        """A further argument; returns the name it has got."""
        name = unique(variable_name(name), self.taken)
        self.known[name] = Parameter(name, [plain(value) for value in values], plain(default), source)
        return expressions.name(name)

    def needed_by(self, codes: Iterable[Code]) -> list[Parameter]:
        """The arguments that some code reads, those without a default first."""
        read = words(text for code in codes for text in texts(code))
        chosen = [parameter for name, parameter in self.known.items() if name in read]
        return sorted(chosen, key=lambda parameter: parameter.default is not NO_DEFAULT)

    def hold_class(self, tree: ast.expr | None) -> str:
        """Make the argument that an expression names hold a module's class; returns its name.

        Raises:
            CannotShareError: the expression is no argument.
        """
        if not isinstance(tree, ast.Name) or tree.id not in self.known:
            raise CannotShareError("activation")
        self.known[tree.id].holds_class = True
        return tree.id

    def environment(self, owner: int) -> dict[str, Any]:
        """The arguments of one use, and what `__init__` computes from them."""
        values = {name: p.values[owner] for name, p in self.known.items() if not p.holds_class}
        for name, tree in self.locals.items():
            values[name] = value_of(tree, values)
        return values

    def holds(self, tree: ast.expr, owners: Iterable[int], values: Sequence[Any]) -> bool:
        """Whether the expression has these values in the uses `owners`."""
        try:
            return all(
                same(value_of(tree, self.environment(owner)), value)
                for owner, value in zip(owners, values, strict=True)
            )
        except NotSimpleError:
            return False

    def find(self, lanes: Lanes, values: Sequence[Any], candidates: Sequence[ast.expr | None]) -> ast.expr | None:
        """An expression that has these values, if there is a simple one."""
        values = [plain(value) for value in values]
        owners = [lane.owner for lane in lanes]
        trees = [tree for tree in candidates if tree is not None]
        if all_same(values):
            # Where not all uses have it, as behind a condition, the spec's expression says more than its value.
            telling = [tree for tree in trees if expressions.names_in(tree)]
            if len(set(owners)) == self.uses or not telling or not self.holds(telling[0], owners, values):
                return expressions.constant(values[0])
        short = [tree for tree in trees if not expressions.has_call(tree)]
        bounded = [tree for tree in trees if expressions.has_call(tree)]
        unbounded = [tree for longer in bounded for tree in expressions.without_bounds(longer)]
        bare = [expressions.name(name) for name in self.known]
        return next((t for t in (*short, *unbounded, *bare, *bounded) if self.holds(t, owners, values)), None)

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
        return self.local(found, wanted) if expressions.has_call(found) else found

    def local(self, tree: ast.expr, wanted: str) -> ast.expr:
        """A variable of `__init__` for an expression that is not to be written twice."""
        for name, known in self.locals.items():
            if ast.dump(known) == ast.dump(tree):
                return expressions.name(name)
        name = unique(variable_name(wanted), self.taken)
        self.locals[name] = tree
        return expressions.name(name)

    def lift(self, lanes: Lanes, values: Sequence[Any], wanted: str) -> ast.expr:
        """A new argument that has these values."""
        by_owner: dict[int, Any] = {}
        for lane, value in zip(lanes, values, strict=True):
            if not same(by_owner.setdefault(lane.owner, value), value):
                raise CannotShareError(wanted)
        # A use without this value: whatever it is given does not matter.
        return self.add(wanted, [by_owner.get(owner, values[0]) for owner in range(self.uses)])
