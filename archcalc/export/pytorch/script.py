"""What `__init__` assigns and `forward` does, as it is being written.

A statement does one thing that is worth a line (a convolution, a block, a join), with the normalisations and
activations around it; a value that is read once stays an expression until then.
"""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass, replace

from archcalc.export.pytorch.code import Call, Code
from archcalc.export.pytorch.flow import Flow, Variables
from archcalc.export.pytorch.names import attribute_name, unique, variable_name
from archcalc.export.pytorch.steps import inputs_of, leaves
from archcalc.export.pytorch.views import View
from archcalc.shape import Shape
from archcalc.spec.model import Join

DEEPEST = 3
"""Calls nested in one statement."""


@dataclass(frozen=True)
class Statement:
    """`target = code`, or `return code` without a target; `shape` is what the code gives, if it is to be said."""

    target: str
    code: Code
    shape: Shape | None = None


@dataclass(frozen=True)
class Style:
    """How values are called and statements cut, which depends on the branch.

    `targets` are the variables to take in turn. `leading` says that normalisations and activations belong to the
    layer after them. `last` is the name that the spec gives the value at hand.
    """

    targets: tuple[str, ...] = ("x", "out")
    leading: bool = False
    last: str = ""


class Script:
    """The attributes and statements of one class."""

    def __init__(self, variables: Variables, referenced: set[str], results: Collection[str], says_shapes: bool) -> None:
        self.variables = variables
        self.referenced = referenced  # names that `from:` refers to, and those of `results`
        self.results = results
        self.says_shapes = says_shapes
        self.assignments: list[tuple[str, Code]] = []
        self.statements: list[Statement] = []
        self.heads: list[str] = []
        self.attributes: set[str] = set()
        self.style = Style()

    def attribute(self, name: str, code: Code) -> str:
        """Assign to an attribute; returns the name it has got."""
        name = unique(attribute_name(name), self.attributes)
        self.assignments.append((name, code))
        return name

    def called(self, name: str, code: Code, flow: Flow, heavy: bool = True) -> Flow:
        """Make a module an attribute and run it."""
        return self.call(f"self.{self.attribute(name, code)}", flow, heavy=heavy)

    def call(
        self,
        function: str,
        flow: Flow,
        arguments: tuple[Code, ...] = (),
        keywords: tuple[tuple[str, Code], ...] = (),
        heavy: bool = False,
    ) -> Flow:
        """The value behind a call."""
        if (heavy and (flow.heavy or flow.depth >= DEEPEST)) or flow.closed:
            flow = self.settle(flow)
        code = Call(function, (flow.code, *arguments), keywords)
        return replace(flow, code=code, depth=flow.depth + 1, heavy=flow.heavy or heavy, variable="")

    def became(self, view: View, flow: Flow, channels: ast.expr | None) -> Flow:
        """The value that a step gives; where nothing was written for it (`pad: 0`), that of its input."""
        if flow.variable:
            return self.alias(view, replace(flow, channels=channels))
        ids = tuple(frozenset((end,)) for end in view.ends)
        return replace(flow, ids=ids, channels=channels, shape=view.step.end_shape)

    def alias(self, view: View, flow: Flow) -> Flow:
        """The same value, which the graph knows under a further number."""
        flow = flow.also(view.ends)
        if flow.variable:
            self.variables.flows[flow.variable] = flow
        return flow

    def consume(self, view: View) -> None:
        """All inside of a step has read its inputs."""
        for owner, step in view.lanes:
            for leaf in leaves(step) if not isinstance(step.item, Join) else [step] * step.taken:
                values = inputs_of(leaf)
                if isinstance(leaf.item, Join) and leaf.item.split is not None:
                    values = values[:-1]  # the split has read it
                self.variables.consume(owner, values)

    def settle(self, flow: Flow, name: str = "") -> Flow:
        """The value in a variable; one that `from:` refers to later keeps the name that the spec gives it."""
        if flow.variable:
            return flow
        wanted = self.style.targets
        if name in self.referenced and self.variables.waiting(flow) > (name not in self.results):
            wanted = (variable_name(name),)
        target = self.variables.name(wanted, flow)
        self.say(target, flow.code, flow.shape)
        return self.variables.put(target, flow)

    def say(self, target: str, code: Code, shape: Shape | None = None) -> None:
        """Write a statement."""
        self.statements.append(Statement(target, code, shape if self.says_shapes else None))
