"""Which configurations to show, and in which order: budgets, Pareto fronts, sorting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from archcalc.errors import Fault, UsageError, did_you_mean
from archcalc.sweep.figures import FIGURES
from archcalc.sweep.lanes import Array
from archcalc.sweep.run import Columns


class Wish(NamedTuple):
    """A column that should be large or small."""

    name: str
    largest: bool


def within(columns: Columns, budget: Mapping[str, int]) -> Array:
    """A mask: the configurations that can be, and keep to every limit (figure -> most)."""
    fits = columns.valid
    for name, most in budget.items():
        fits = fits & np.asarray(columns.figures[name] <= most, bool)
    return fits


def parse_wishes(text: str, axes: Sequence[str]) -> list[Wish]:
    """`parameters,macs,width`: figures are wanted small, knobs large; `min:` and `max:` say otherwise.

    Raises:
        UsageError: there is no such column.
    """
    wishes = []
    for part in text.split(","):
        word, colon, name = part.strip().partition(":")
        if not colon:
            word, name = "max" if word in axes else "min", word
        if word not in ("min", "max"):
            raise UsageError(Fault(f"--pareto cannot '{word}'", hint="write min:NAME or max:NAME"))
        wishes.append(Wish(_known(name, axes, "--pareto"), word == "max"))
    return wishes


def parse_order(text: str, axes: Sequence[str]) -> list[Wish]:
    """`macs,-width`: by MACs, and by falling width where they are equal.

    Raises:
        UsageError: there is no such column.
    """
    parts = [part.strip() for part in text.split(",")]
    return [Wish(_known(part.removeprefix("-"), axes, "--sort"), part.startswith("-")) for part in parts]


def front(columns: Columns, wishes: Sequence[Wish]) -> Array:
    """Indices of the configurations that no other beats: at least as good in every wish, and better in one.

    Those that cannot be are not among them; equals are all there or none is.
    """
    valid = np.flatnonzero(columns.valid)
    if not len(valid):
        return valid
    ranks = np.stack([_ranks(columns, wish)[valid] for wish in wishes], axis=1)
    distinct, which = np.unique(ranks, axis=0, return_inverse=True)
    best = np.zeros(len(distinct), bool)
    best[_unbeaten(distinct)] = True
    return valid[best[which.reshape(-1)]]


def ordered(columns: Columns, order: Sequence[Wish]) -> Array:
    """Indices in this order; equals as they come, and those that cannot be at the end."""
    keys = [_ranks(columns, wish) for wish in reversed(order)]
    return np.lexsort([*keys, ~columns.valid])


def _known(name: str, axes: Sequence[str], option: str) -> str:
    if name not in (*axes, *FIGURES):
        hint = did_you_mean(name, [*axes, *FIGURES], "columns")
        raise UsageError(Fault(f"{option}: there is no column '{name}'", hint=hint))
    return name


def _ranks(columns: Columns, wish: Wish) -> Array:
    """The column as ranks from 0, the best first: exact for numbers of any size."""
    column = columns.knobs[wish.name] if wish.name in columns.knobs else columns.figures[wish.name]
    try:
        ranks = np.unique(column, return_inverse=True)[1].reshape(-1).astype(np.int64)
    except TypeError:
        raise UsageError(f"the values of {wish.name} have no order among them") from None
    return -ranks if wish.largest else ranks


def _unbeaten(rows: Array) -> Array:
    """Indices of the rows, all distinct, that no other is below in every column."""
    left = np.arange(len(rows))
    for column in range(rows.shape[1]):  # of rows that differ in one column, the smallest: a grid has many such
        others = [other for other in range(rows.shape[1]) if other != column]
        left = left[np.lexsort([rows[left, column], *[rows[left, other] for other in others]])]
        apart = (np.diff(rows[left][:, others], axis=0) != 0).any(axis=1)
        left = left[np.concatenate([[True], apart])]
    left = left[np.argsort(rows[left].sum(axis=1), kind="stable")]
    found = []
    while len(left):  # the smallest sum is beaten by none
        found.append(left[0])
        left = left[~(rows[left] >= rows[left[0]]).all(axis=1)]
    return np.array(found)
