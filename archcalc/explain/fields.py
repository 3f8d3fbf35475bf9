"""How the receptive field of a layer comes about, or why that is not worked out.

What is the same along all axes is said once. Where axes differ, each has letters of its own: `r_out,h`, `r_out,w`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from archcalc.analysis import Row
from archcalc.explain.letters import (
    AXIS_SUFFIXES,
    field_letters,
    in_letters,
    input_letters,
    is_expression,
    output_letters,
)
from archcalc.explain.records import Derivation, Underived
from archcalc.formula import to_text
from archcalc.formula.expression import Letter, as_expression
from archcalc.receptive import Receptive


class Quantity(NamedTuple):
    """A number of a receptive field: its name, its symbol, and the entry of `AxisField` that holds it."""

    name: str
    symbol: str
    entry: str


FIELD = Quantity("receptive field", "r_out", "size")
JUMP = Quantity("jump", "j_out", "jump")


def field_derivations(row: Row, before: tuple[Receptive, ...]) -> tuple[list[Derivation], list[Underived]]:
    """Size and jump of a layer's receptive field, where they change; `before` are the fields of its inputs."""
    if not row.receptive or not all(before):
        return [], []
    if len(before) > 1:
        return [], list(_covering(row.receptive, before))
    is_whole = all(isinstance(axis.jump, int) for axis in before[0])
    return list(_derived(row, before[0])) if is_whole else [], list(_fractions(row.receptive, before[0]))


def _derived(row: Row, before: Receptive) -> Iterator[Derivation]:
    """What the operation records when it runs on letters; no expression comes to a fraction."""
    fields = (field_letters(before),)
    after = in_letters(row.operation).receptive(fields, input_letters(row.inputs), output_letters(row.output))
    for quantity in (FIELD, JUMP):
        pairs = zip(_entries(after, quantity), _entries(row.receptive, quantity), strict=True)
        recorded = [value if _is_worked(value) and isinstance(number, int) else None for value, number in pairs]
        for suffix, value in _said(recorded, partial(to_text, values=True)):
            yield Derivation(quantity.name, quantity.symbol + suffix, as_expression(value))


def _fractions(after: Receptive, before: Receptive) -> Iterator[Underived]:
    """What changes while the jump before or after it is a fraction of a pixel."""
    for quantity in (FIELD, JUMP):
        changed = [
            value if value != earlier and not (isinstance(value, int) and isinstance(axis.jump, int)) else None
            for value, earlier, axis in zip(_entries(after, quantity), _entries(before, quantity), before, strict=True)
        ]
        yield from _underived(quantity, changed, "fraction")


def _covering(after: Receptive, before: tuple[Receptive, ...]) -> Iterator[Underived]:
    """The field where branches meet, if one of them sees something else."""
    branches = zip(*(_entries(field, FIELD) for field in before), strict=True)
    sizes = zip(_entries(after, FIELD), branches, strict=True)
    yield from _underived(FIELD, [size if {size} != set(seen) else None for size, seen in sizes], "branches")


def _underived(quantity: Quantity, values: Sequence[Any], reason: str) -> Iterator[Underived]:
    for suffix, value in _said(values, lambda value: value):
        yield Underived(quantity.name, quantity.symbol + suffix, value, reason)


def _said(values: Sequence[Any], key: Callable[[Any], Hashable]) -> list[tuple[str, Any]]:
    """What is said of the axes, None being nothing: once where all have the same, else with the axis' suffix."""
    if None not in [value if value is None else 0 for value in values] and len(set(map(key, values))) == 1:
        return [("", values[0])]
    suffixes = AXIS_SUFFIXES[len(values)]
    return [(f",{axis}", value) for axis, value in zip(suffixes, values, strict=True) if value is not None]


def _entries(field: Receptive, quantity: Quantity) -> list[Any]:
    return [getattr(axis, quantity.entry) for axis in field]


def _is_worked(value: object) -> bool:
    return is_expression(value) and not isinstance(value, Letter)
