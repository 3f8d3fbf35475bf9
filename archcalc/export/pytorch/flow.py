"""Values on their way through `forward`: expressions that are still being built, and variables."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, replace

from archcalc.export.pytorch.code import Code, Text
from archcalc.shape import Shape

Ids = tuple[frozenset[int], ...]
"""In each use, the values of the graph that something stands for: several if a layer passed its input on."""


@dataclass(frozen=True)
class Flow:
    """A value: its code, and what is known about it.

    `depth` counts the calls that are nested in the code; `heavy` says that one of them is more than a
    normalisation or activation; `reads` are the variables in it.
    """

    code: Code
    ids: Ids
    channels: ast.expr | None
    shape: Shape
    depth: int = 0
    heavy: bool = False
    variable: str = ""
    reads: frozenset[str] = frozenset()
    closed: bool = False  # nothing may be wrapped around the code

    def also(self, ends: tuple[int, ...]) -> Flow:
        """The same value, which the graph knows under another number as well."""
        return replace(self, ids=tuple(ids | {end} for ids, end in zip(self.ids, ends, strict=True)))


class Variables:
    """The variables of a `forward`, and which of them are still read."""

    def __init__(self, reads: list[Counter[int]]) -> None:
        self.reads = reads
        self.flows: dict[str, Flow] = {}
        self.held: list[Flow] = []  # results of branches that wait for the others

    def put(self, name: str, flow: Flow) -> Flow:
        """Assign a value to a variable."""
        made = Flow(Text(name), flow.ids, flow.channels, flow.shape, variable=name, reads=frozenset((name,)))
        self.flows.pop(name, None)  # the newest comes last
        self.flows[name] = made
        return made

    def consume(self, use: int, values: tuple[int, ...]) -> None:
        """Something reads these values."""
        for value in values:
            self.reads[use][value] -= 1

    def waiting(self, flow: Flow) -> int:
        """How often a value will still be read, at most."""
        return max(sum(reads[value] for value in values) for reads, values in zip(self.reads, flow.ids, strict=True))

    def is_free(self, name: str, flow: Flow) -> bool:
        """Whether a variable can be given the value of `flow`."""
        if any(name in held.reads for held in self.held):
            return False
        if name not in self.flows:
            return True
        older = list(self.flows)[: list(self.flows).index(name)]
        for use, (reads, values) in enumerate(zip(self.reads, self.flows[name].ids, strict=True)):
            # Where a layer was left out, two variables are the same value: its readers take the other one.
            others = [flow.ids[use], *(self.flows[other].ids[use] for other in older)]
            if any(reads[value] > 0 for value in values.difference(*others)):
                return False
        return True

    def name(self, wanted: tuple[str, ...], flow: Flow) -> str:
        """The first of these names that is free, or the last of them with a number."""
        for name in wanted:
            if self.is_free(name, flow):
                return name
        count = 2
        while not self.is_free(f"{wanted[-1]}{count}", flow):
            count += 1
        return f"{wanted[-1]}{count}"

    def find(self, values: tuple[int | None, ...], current: Flow) -> Flow | None:
        """What holds these values (None where the use does not say): the current one, or a variable."""
        for flow in (current, *reversed(self.flows.values())):
            if all(value is None or value in ids for value, ids in zip(values, flow.ids, strict=True)):
                return flow
        return None
