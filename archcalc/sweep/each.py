"""What lanes cannot compute as a whole: a function called once for each distinct combination of its arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from archcalc.errors import OperationError, SpecError
from archcalc.sweep.lanes import LARGEST, Array, Lanes, Split, identity

_DENSE = 4  # codes up to that many times the configurations are counted in a table, more are sorted


class Refused(Exception):  # noqa: N818 -- an answer: these configurations are no networks
    """No configuration can be: `reasons` is why, one text or lanes of texts."""

    def __init__(self, reasons: Any) -> None:
        super().__init__("no configuration can be")
        self.reasons = reasons


def each(function: Callable[..., Any], *arguments: Any) -> Any:
    """`function` of arguments of which some are lanes: a value, or lanes of values.

    Raises:
        Split: some combinations are refused (SpecError, OperationError) and others are not.
        Refused: all of them are.
    """
    (column,) = each_of(lambda *given: (function(*given),), 1, *arguments)
    return column


def each_of(function: Callable[..., Sequence[Any]], width: int, *arguments: Any) -> list[Any]:
    """The same for a function that returns `width` values."""
    varied = [index for index, argument in enumerate(arguments) if isinstance(argument, Lanes)]
    if not varied:
        return list(function(*arguments))
    codes, combinations = _distinct([arguments[index] for index in varied])
    given = list(arguments)
    rows: list[Sequence[Any] | None] = []
    reasons: list[str] = []
    for combination in combinations:
        for index, value in zip(varied, combination, strict=True):
            given[index] = value
        try:
            rows.append(function(*given))
            reasons.append("")
        except (SpecError, OperationError) as error:
            rows.append(None)
            reasons.append(error.faults[0].message)
    found = [row for row in rows if row is not None]
    if not found:
        raise Refused(gathered(reasons, codes))
    if len(found) < len(rows):
        raise Split(np.array([row is None for row in rows])[codes])
    return [gathered([row[column] for row in found], codes) for column in range(width)]


def gathered(values: list[Any], codes: Array) -> Any:
    """`values[code]` for each configuration; the value itself if it is one and the same."""
    known: dict[Any, int] = {}
    distinct: list[Any] = []
    again = np.empty(len(values), np.int64)
    for index, value in enumerate(values):
        key = identity(value)
        if key not in known:
            known[key] = len(distinct)
            distinct.append(value)
        again[index] = known[key]
    if len(distinct) == 1:
        return distinct[0]
    codes = again[codes] if len(distinct) < len(values) else codes
    table = as_array(distinct)
    return Lanes(table[codes], coded=(codes, distinct))


def as_array(values: Sequence[Any]) -> Array:
    """Values as an array of int64 if they are whole numbers that fit, of objects otherwise."""
    if all(value.__class__ is int and -LARGEST <= value <= LARGEST for value in values):
        return np.array(values, np.int64)
    table = np.empty(len(values), object)
    for index, value in enumerate(values):
        table[index] = value
    return table


def _distinct(lanes: list[Lanes]) -> tuple[Array, list[tuple[Any, ...]]]:
    """The combinations of values that occur, and for each configuration the index of its combination."""
    codes, values = lanes[0].coded()
    combinations: list[tuple[Any, ...]] = [(value,) for value in values]
    for other in lanes[1:]:
        more, values = other.coded()
        codes, occurring = _compact(codes * len(values) + more, len(combinations) * len(values))
        pairs = [divmod(code, len(values)) for code in occurring]
        combinations = [(*combinations[first], values[second]) for first, second in pairs]
    return codes, combinations


def _compact(codes: Array, limit: int) -> tuple[Array, list[int]]:
    """Codes below `limit`, renumbered without gaps, and what each number stood for."""
    if limit > _DENSE * codes.size:
        occurring, renumbered = np.unique(codes, return_inverse=True)
        return renumbered.reshape(codes.shape), occurring.tolist()
    present = np.zeros(limit, bool)
    present[codes] = True
    return (np.cumsum(present) - 1)[codes], np.flatnonzero(present).tolist()
