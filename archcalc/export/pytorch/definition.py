"""A class as data: what becomes of a block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from archcalc.export.pytorch.code import Code
from archcalc.export.pytorch.parameters import Parameter
from archcalc.export.pytorch.script import Statement

Assignments = tuple[tuple[str, Code], ...]


class Fusing(NamedTuple):
    """Whether convolutions become one module with what is written beside them: normalised ones, and others."""

    normalised: bool
    activated: bool


@dataclass(frozen=True, eq=False)
class Definition:
    """A class: what `__init__` assigns and `forward` does; without statements it is an nn.Sequential of `chain`.

    `short` is the block's name as a variable, `in_name` the argument for the channels that arrive, `locals` what
    `__init__` computes first, `heads` the results that training adds, `several` whether it has several without them.
    """

    name: str
    short: str
    doc: str
    in_name: str
    parameters: list[Parameter]
    locals: Assignments = ()
    chain: tuple[Code, ...] = ()
    assignments: Assignments = ()
    statements: tuple[Statement, ...] = ()
    heads: tuple[str, ...] = ()
    several: bool = False

    @property
    def codes(self) -> Iterator[Code]:
        """All code in it."""
        yield from self.chain
        yield from (code for _, code in (*self.locals, *self.assignments))
        yield from (statement.code for statement in self.statements)


class Found(NamedTuple):
    """The class of one use of a block, and which of the class's uses it is."""

    definition: Definition
    use: int
