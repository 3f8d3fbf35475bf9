"""What a convention is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import mul
from typing import Any, NamedTuple

from archcalc.cost import Cost
from archcalc.ops import Operation
from archcalc.shape import Shape

Rule = Callable[[Any, tuple[Shape, ...], Shape], int]
"""What is counted for an operation: from its inputs' shapes and its output's, per sample."""


class Quirk(NamedTuple):
    """What a convention counts for an operation instead of the weighted record, and why, in one line.

    `fault` is set where that is not a way to count but a mistake of the tool: where it is known from.
    """

    rule: Rule
    reason: str
    fault: str = ""


class Convention(NamedTuple):
    """A named way to count.

    `weights` holds the factor of each entry of a cost record; `quirks` holds the operations, by key, that are
    counted in a way that no weights express.
    """

    name: str
    sentence: str
    source: str
    weights: Cost
    quirks: Mapping[str, Quirk] = {}

    def tally(self, operation: Operation, inputs: tuple[Shape, ...], output: Shape, cost: Cost) -> int:
        """The count for one sample."""
        quirk = self.quirks.get(operation.key)
        if quirk is not None:
            return quirk.rule(operation, inputs, output)
        return sum(map(mul, self.weights, cost))
