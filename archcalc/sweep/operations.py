"""Operations whose fields are lanes: one object that stands for the operation of every configuration."""

from __future__ import annotations

from typing import Any

from archcalc.ops import Operation
from archcalc.sweep.each import gathered
from archcalc.sweep.lanes import Array, Lanes, Split


def stacked(operations: Lanes) -> Operation:
    """Operations of one class as one whose numbers are lanes; the rest of its fields is the same in all.

    Raises:
        Split: a field that is not a number, or whether there is one at all, differs.
    """
    codes, distinct = operations.coded()
    first: Operation = distinct[0]
    state = {name: _stacked([each.__dict__[name] for each in distinct], codes) for name in ("axes", *first.fields)}
    twin = object.__new__(type(first))
    identity = object()  # equal to itself alone
    twin.__dict__.update(state, _identity=(type(first), identity), _hash=hash(identity))
    return twin


def _stacked(values: list[Any], codes: Array) -> Any:
    first = values[0]
    if all(value == first and value.__class__ is first.__class__ for value in values):
        return first
    if all(value.__class__ is int for value in values):
        return gathered(values, codes)
    if all(isinstance(value, tuple) and len(value) == len(first) for value in values):
        return tuple(_stacked(list(column), codes) for column in zip(*values, strict=True))
    differing = gathered(values, codes)
    raise Split(differing.coded()[0])
