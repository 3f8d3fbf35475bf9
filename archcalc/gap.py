"""Why two conventions give two numbers for one network: the difference, cause by cause."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.conventions import Convention
from archcalc.rows import Row

ENTRIES = {
    "mul_add": "multiply-adds",
    "bias": "additions of biases",
    "add": "other additions",
    "mul": "other multiplications",
    "div": "divisions",
    "compare": "comparisons",
    "exp": "exponentials and the like",
}
"""What the entries of a cost record are called in a cause."""


class Cause(NamedTuple):
    """One reason for the difference: what is counted, how by each, in how many layers, and what it makes."""

    what: str
    first: str
    second: str
    layers: int
    difference: int


def explain_gap(rows: tuple[Row, ...], first: Convention, second: Convention, batch: int = 1) -> list[Cause]:
    """The causes of `second` minus `first`, largest first; their differences sum to it."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for row in rows:
        for what, ways, difference in _row_causes(row, first, second):
            if difference:
                found.setdefault((what, *ways), []).append(difference * batch)
    causes = [Cause(*key, len(parts), sum(parts)) for key, parts in found.items()]
    return sorted(causes, key=lambda cause: -abs(cause.difference))


def _row_causes(row: Row, first: Convention, second: Convention) -> list[tuple[str, tuple[str, str], int]]:
    """Parts of a layer's difference: entry by entry, or as a whole where a quirk replaces the record."""
    key = row.operation.key
    if key in first.quirks or key in second.quirks:
        counts = [c.tally(row.operation, row.inputs, row.output, row.cost) for c in (first, second)]
        return [(key, (_way(first, key, counts[0]), _way(second, key, counts[1])), counts[1] - counts[0])]
    weights = zip(row.cost._fields, row.cost, first.weights, second.weights, strict=True)
    return [(ENTRIES[name], (f"{a} each", f"{b} each"), (b - a) * entry) for name, entry, a, b in weights]


def _way(convention: Convention, key: str, count: int) -> str:
    """How a convention counts an operation, in a few words."""
    quirk = convention.quirks.get(key)
    if quirk is not None:
        return quirk.reason
    return "by its elementary operations" if count else "not counted"
