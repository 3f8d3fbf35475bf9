"""What can be plotted over depth, and the steps that are plotted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from archcalc.errors import Fault, UsageError, did_you_mean
from archcalc.formula import elements
from archcalc.output.words import word
from archcalc.shape import shape_text

if TYPE_CHECKING:
    from archcalc.analysis import Analysis
    from archcalc.rows import Row

FIELD = "receptive-field"


class Quantity(NamedTuple):
    """A number that every layer has; those of the layers sum to that of the network."""

    key: str
    name: Callable[[Analysis, str], str]
    of: Callable[[Analysis, Row], int]


def _counted_name(analysis: Analysis, language: str) -> str:
    return "MACs" if analysis.convention.name == "macs" else analysis.convention.name


QUANTITIES = {
    quantity.key: quantity
    for quantity in (
        Quantity("parameters", lambda _, language: word("parameters", language), lambda _, row: row.parameters),
        Quantity("macs", _counted_name, lambda _, row: row.counted),
        Quantity(
            "activations",
            lambda _, language: word("activations", language),
            lambda analysis, row: elements(row.output) * analysis.batch,
        ),
    )
}
"""The quantities that are drawn as bars. The receptive field is a line of its own: it does not sum to anything."""

PLOTS = (*QUANTITIES, FIELD)
"""Everything that can be plotted over depth, in the order in which `all` shows it."""


def quantity(key: str) -> Quantity:
    """The quantity of a name.

    Raises:
        UsageError: there is none.
    """
    if key not in QUANTITIES:
        raise UsageError(Fault(f"there is no plot '{key}'", hint=did_you_mean(key, PLOTS, "plots")))
    return QUANTITIES[key]


class Step(NamedTuple):
    """A layer with weights and what belongs to it: one place on the axis of depth.

    That is everything up to the next layer with weights, and what stands before the first one of its part of the
    network. Together the steps hold every layer once, so that bars sum to the totals.
    """

    head: Row
    rows: tuple[Row, ...]

    @property
    def part(self) -> str:
        return part_of(self.head)

    def total(self, analysis: Analysis, quantity: Quantity) -> int:
        return sum(quantity.of(analysis, row) for row in self.rows)


class Part(NamedTuple):
    """Consecutive steps of one top-level part: steps `start` to `end`, the end not included."""

    name: str
    start: int
    end: int


def part_of(row: Row) -> str:
    """The part of the network that a layer belongs to: the first part of its name."""
    return row.name.partition(".")[0]


def has_weights(row: Row) -> bool:
    """Whether a layer multiplies by parameters, as the network's depth counts layers."""
    return row.parameters > 0 and row.cost.mul_add > 0


def steps(analysis: Analysis) -> list[Step]:
    """The network as steps; every layer is its own where none has weights."""
    rows = analysis.layers
    heads = [i for i, row in enumerate(rows) if has_weights(row)] or list(range(len(rows)))
    starts = [0, *(_start(rows, before, head) for before, head in pairwise(heads))]
    ends = [*starts[1:], len(rows)]
    return [Step(rows[head], rows[start:end]) for head, start, end in zip(heads, starts, ends, strict=True)]


def _start(rows: Sequence[Row], before: int, head: int) -> int:
    """Where the step of a layer begins: with its part, if the layer with weights before it is of another one."""
    start, part = head, part_of(rows[head])
    if part_of(rows[before]) != part:
        while part_of(rows[start - 1]) == part:
            start -= 1
    return start


def parts(found: list[Step]) -> list[Part]:
    """The top-level parts of the network, in order; those without a step of their own are not among them."""
    ranges = []
    start = 0
    for name, members in groupby(found, key=lambda step: step.part):
        end = start + len(list(members))
        ranges.append(Part(name, start, end))
        start = end
    return ranges


def whole_name(analysis: Analysis) -> str:
    """The network's name with what was set for it: two widths or two inputs of one network are told apart."""
    network = analysis.network
    given = [f"{name}={value}" for name, value in network.given.items()]
    if analysis.input != network.input:
        given.append(shape_text(analysis.input))
    if analysis.batch != 1:
        given.append(f"batch {analysis.batch}")
    return f"{network.name} ({', '.join(given)})" if given else network.name
