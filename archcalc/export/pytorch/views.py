"""The same item in several uses of a class, looked at side by side."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from archcalc.export.pytorch import expressions
from archcalc.export.pytorch.code import Code
from archcalc.export.pytorch.expressions import Symbols
from archcalc.export.pytorch.literals import all_same, code_of, literal
from archcalc.export.pytorch.parameters import Lane, Lanes, Parameters
from archcalc.export.pytorch.steps import Step
from archcalc.graph import Node
from archcalc.spec.model import Value


@dataclass(frozen=True)
class View:
    """An item in all lanes: the variables in sight there and the channels that arrive, as expressions."""

    parameters: Parameters
    lanes: Lanes
    symbols: Symbols
    channels: ast.expr | None

    @property
    def step(self) -> Step:
        """The step of the first lane: for what is the same in all."""
        return self.lanes[0].step

    @property
    def steps(self) -> list[Step]:
        """The steps of all lanes."""
        return [lane.step for lane in self.lanes]

    @property
    def nodes(self) -> list[Node]:
        """The operation of a layer, in all lanes."""
        return [lane.step.layer for lane in self.lanes]

    @property
    def present(self) -> tuple[bool, ...]:
        """In which lanes the item is there."""
        return tuple(lane.step.taken for lane in self.lanes)

    @property
    def ends(self) -> tuple[int, ...]:
        """The value that the item gives, in all lanes."""
        return tuple(lane.step.end for lane in self.lanes)

    def of(self, lanes: Lanes, channels: ast.expr | None = None, symbols: Symbols | None = None) -> View:
        """Other items in the same surroundings."""
        return replace(self, lanes=lanes, channels=channels, symbols=self.symbols if symbols is None else symbols)

    def taken(self) -> View:
        """Only the lanes where the item is there."""
        return self.of(tuple(lane for lane in self.lanes if lane.step.taken), self.channels)

    def body(self) -> Lanes:
        """What is inside of blocks or heads."""
        return tuple(Lane(lane.owner, lane.step.body) for lane in self.lanes)

    def children(self, shortest: bool = False) -> list[Lanes]:
        """All first children side by side, all second ones, and so on."""
        inner = [[Lane(lane.owner, child) for child in lane.step.children] for lane in self.lanes]
        return list(zip(*inner, strict=not shortest))

    # Values as expressions.

    def expression(self, value: Value | None) -> ast.expr | None:
        """A value of the spec in terms of the class."""
        return expressions.of_value(value, {**self.symbols, "in": self.channels})

    def expressions(self, value: Value) -> list[ast.expr | None] | None:
        """A list of the spec, item by item."""
        return expressions.of_list(value, {**self.symbols, "in": self.channels})

    def find(self, values: Sequence[Any], candidates: Sequence[ast.expr | None]) -> ast.expr | None:
        """An expression that has these values, one for each lane, if there is a simple one."""
        return self.parameters.find(self.lanes, values, candidates)

    def resolve(self, values: Sequence[Any], candidates: Sequence[ast.expr | None], wanted: str) -> ast.expr:
        """An expression that has these values; if need be a new argument called `wanted`."""
        return self.parameters.resolve(self.lanes, values, candidates, wanted)

    def code(self, values: Sequence[Any], candidates: Sequence[ast.expr | None], wanted: str) -> Code:
        """The same as code."""
        if all_same(values) and isinstance(values[0], (list, tuple)):
            return literal(values[0])
        return code_of(self.resolve(values, candidates, wanted))

    def channels_after(self, candidates: Sequence[ast.expr | None]) -> ast.expr | None:
        """The channels that come out, if there is a simple expression."""
        return self.find([lane.step.end_shape[0] for lane in self.lanes], candidates)
