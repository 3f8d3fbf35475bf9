"""The waterfall: where parameters and MACs went from one network to another, by the smallest list of causes.

Each layer of either network is in one move (matched, replaced, removed or added), so the moves sum to the difference
of the totals. Moves of one cause make one line: the same aspects in the same direction (more channels, a kernel from
3x3 to 5x5), and where channels are among them, the same sort of layer; parts that are new or gone are of one cause
if they hold the same sorts of layers. Where that makes many lines, all changed layers of a sort are one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from archcalc.analysis import Analysis
from archcalc.compare.aspects import CHANNELS, Move, aspects, move, moved_strides
from archcalc.compare.match import match
from archcalc.compare.patterns import patterns
from archcalc.compare.units import Unit, units

CHANGED, REPLACED, REMOVED, ADDED = "changed", "replaced", "removed", "added"

ENOUGH = 0.5
"""Share of the smaller network's layers with weights that need a counterpart before layers are compared at all."""

MOST_CAUSES = 12
"""Lines before the layers of each sort are put into one."""


class Cause(NamedTuple):
    """Moves of one kind (changed, replaced, removed, added) for one reason, and what they make together.

    `layers` are patterns of their paths, in the first network unless they are new.
    """

    kind: str
    layers: tuple[str, ...]
    moves: tuple[Move, ...]
    parameters: int
    macs: int

    @property
    def counts(self) -> bool:
        """Whether one of its moves makes a difference to parameters or MACs."""
        return any(one.parameters or one.macs for one in self.moves)


class Waterfall(NamedTuple):
    """The way from one network to another; `causes` is None where they share too little for one.

    `parameters` and `macs` are the differences of the totals, second minus first: the sums over the causes.
    `renamed` has the first network's path of each part of the second that has another there;
    `equal` layers are the same in both; `shared` of the `of` layers with weights of the smaller network have a
    certain counterpart.
    """

    parameters: int
    macs: int
    renamed: dict[str, str]
    equal: int
    shared: int
    of: int
    causes: tuple[Cause, ...] | None


def waterfall(first: Analysis, second: Analysis) -> Waterfall:
    """Where the difference of two networks comes from, largest causes first."""
    ours, theirs = units(first.layers), units(second.layers)
    found = match(ours, theirs)
    before, after = first.totals, second.totals
    parameters, macs = after.parameters - before.parameters, after.macs - before.macs
    if found.of and found.shared < ENOUGH * found.of:
        return Waterfall(parameters, macs, {}, 0, found.shared, found.of, None)
    pairs = [move(one.name, (one,), (other,), aspects(one, other)) for one, other in found.pairs]
    changed = moved_strides([m for m in pairs if m.aspects or m.parameters or m.macs])
    moves = [(CHANGED, m) for m in changed]
    moves += [(REPLACED, move(one.path, one.units, other.units)) for one, other in found.replaced]
    moves += [(REMOVED, move(part.path, part.units, ())) for part in found.removed]
    moves += [(ADDED, move(part.path, (), part.units)) for part in found.added]
    names = [u.name for u in ours], [u.name for u in theirs]
    causes = _causes(moves, *names, _reason)
    if sum(cause.counts for cause in causes) > MOST_CAUSES:
        causes = _causes(moves, *names, _sort)
    size = max(before.parameters, 1), max(before.macs, 1)
    causes.sort(key=lambda c: -(abs(c.parameters) / size[0] + abs(c.macs) / size[1]))
    return Waterfall(parameters, macs, found.renamed, len(pairs) - len(changed), found.shared, found.of, tuple(causes))


Reason = Callable[[str, Move], tuple[Hashable, ...]]


def _causes(moves: Sequence[tuple[str, Move]], ours: list[str], theirs: list[str], reason: Reason) -> list[Cause]:
    groups: dict[Hashable, list[Move]] = {}
    for kind, one in moves:
        groups.setdefault((kind, *reason(kind, one)), []).append(one)
    universes = {ADDED: _paths(theirs)}
    rest = _paths(ours)
    causes = []
    for key, group in groups.items():
        kind = str(key[0])  # type: ignore[index]
        layers = patterns([one.path for one in group], universes.get(kind, rest))
        sums = sum(one.parameters for one in group), sum(one.macs for one in group)
        causes.append(Cause(kind, tuple(layers), tuple(group), *sums))
    return causes


def _reason(kind: str, one: Move) -> tuple[Hashable, ...]:
    """What moves of one cause have in common."""
    if kind != CHANGED:
        return (sorts(one.first), sorts(one.second))
    kinds = {aspect.kind for aspect in one.aspects}
    sort = one.first[0].brief if kinds & set(CHANNELS) else ""
    # A stride that moved is told of both its layers, and may make no difference to one of them.
    counts = "moved stride" in kinds or bool(one.parameters or one.macs)
    return (counts, sort, *(aspect.direction for aspect in one.aspects))


def _sort(kind: str, one: Move) -> tuple[Hashable, ...]:
    """The same, but for changed layers their sort alone."""
    return _reason(kind, one) if kind != CHANGED else (bool(one.parameters or one.macs), one.first[0].brief)


def sorts(layers: Sequence[Unit]) -> tuple[str, ...]:
    """The sorts of layers in a part of a network: those with parameters, or all if there are none."""
    return tuple(unit.brief for unit in layers if unit.parameters) or tuple(unit.brief for unit in layers)


def _paths(names: Sequence[str]) -> set[str]:
    """All paths of a network: of its layers, and of the blocks and stages they are in."""
    return {
        ".".join(parts[:count]) for parts in (name.split(".") for name in names) for count in range(1, len(parts) + 1)
    }
