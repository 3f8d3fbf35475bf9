"""How the receptive field of a layer comes about, or why that is not worked out.

What is the same along all axes is said once. Where axes differ, each has letters of its own: `r_out,h`, `r_out,w`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

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
from archcalc.ops.join import Crop
from archcalc.receptive import Receptive
from archcalc.rows import Row


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
    if isinstance(row.operation, Crop):
        before = before[:1]  # the other input says nothing but a size
    if len(before) > 1:
        return [], list(_covering(row.receptive, before))
    derived, phases = _derived(row, before[0])
    return derived, [*_fractions(row.receptive, before[0]), *phases]


def _derived(row: Row, before: Receptive) -> tuple[list[Derivation], list[Underived]]:
    """What the operation records when it runs on letters, along the axes without fractions.

    Behind an enlarged map a position may see more, or less, than that: then only the number is said.
    """
    fields = (field_letters(before),)
    after = in_letters(row.operation).receptive(fields, input_letters(row.inputs), output_letters(row.output))
    derived: list[Derivation] = []
    phases: list[Underived] = []
    for quantity in (FIELD, JUMP):
        found = zip(_entries(after, quantity), _are_whole(row.receptive, before, quantity), strict=True)
        recorded = [value if is_whole and _is_worked(value) else None for value, is_whole in found]
        now = _entries(row.receptive, quantity)
        wrong = [
            value is not None and as_expression(value).value != own for value, own in zip(recorded, now, strict=True)
        ]
        right = [None if is_wrong else value for value, is_wrong in zip(recorded, wrong, strict=True)]
        for suffix, value in _said(right, partial(to_text, values=True)):
            derived.append(Derivation(quantity.name, quantity.symbol + suffix, as_expression(value)))
        changed = zip(now, _entries(before, quantity), wrong, strict=True)
        phases += _underived(
            quantity, [own if own != was and is_wrong else None for own, was, is_wrong in changed], "phases"
        )
    return derived, phases


def _fractions(after: Receptive, before: Receptive) -> Iterator[Underived]:
    """What changes along the axes where the jump is a fraction of a pixel."""
    for quantity in (FIELD, JUMP):
        numbers = zip(_entries(after, quantity), _entries(before, quantity), strict=True)
        found = zip(numbers, _are_whole(after, before, quantity), strict=True)
        changed = [now if now != earlier and not is_whole else None for (now, earlier), is_whole in found]
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
    is_complete = all(value is not None for value in values)  # not `None in`: expressions refuse to be compared
    if is_complete and len(set(map(key, values))) == 1:
        return [("", values[0])]
    suffixes = AXIS_SUFFIXES[len(values)]
    return [(f",{axis}", value) for axis, value in zip(suffixes, values, strict=True) if value is not None]


def _are_whole(after: Receptive, before: Receptive, quantity: Quantity) -> list[bool]:
    """For each axis whether neither its jump before, which every formula reads, nor the result is a fraction."""
    pairs = zip(_entries(after, quantity), before, strict=True)
    return [isinstance(value, int) and isinstance(axis.jump, int) for value, axis in pairs]


def _entries(field: Receptive, quantity: Quantity) -> list[Any]:
    return [getattr(axis, quantity.entry) for axis in field]


def _is_worked(value: object) -> bool:
    return is_expression(value) and not isinstance(value, Letter)
