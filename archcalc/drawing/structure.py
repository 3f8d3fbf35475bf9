"""Units in series and in parallel: where all ways meet, the network is cut; between two cuts lie branches.

What cannot be taken apart in this way (dual paths, dense wiring without joins) stays a tangle, which is drawn
column by column.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from archcalc.drawing.units import Unit
from archcalc.graph import INPUT

Edge = tuple[int, int]


class Step(NamedTuple):
    """One unit."""

    unit: int


class Branch(NamedTuple):
    """One way of a fork; no items for a shortcut. A way that is `open` leads nowhere, as a training head."""

    items: tuple[Item, ...]
    open: bool = False


class Fork(NamedTuple):
    """Branches, and the unit where they meet (None at the end of the network)."""

    branches: tuple[Branch, ...]
    join: int | None


class Tangle(NamedTuple):
    """Units whose ways cross."""

    units: tuple[int, ...]


Item = Step | Fork | Tangle


def structure(units: Sequence[Unit]) -> tuple[Item, ...]:
    """The whole network as a series of items."""
    return _Structure(units).series(list(range(len(units))))


def inner_units(item: Item) -> list[int]:
    """All units of an item, in the order in which they run."""
    if isinstance(item, Step):
        return [item.unit]
    if isinstance(item, Tangle):
        return list(item.units)
    found = [unit for branch in item.branches for inner in branch.items for unit in inner_units(inner)]
    return sorted(found) + ([item.join] if item.join is not None else [])


class _Structure:
    """Units and what takes each of them; the network's result is taken by the place behind the last unit."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.takers: list[list[int]] = [[len(units)] if unit.is_result else [] for unit in units]
        for number, unit in enumerate(units):
            for source in unit.inputs:
                if source != INPUT:
                    self.takers[source].append(number)

    def series(self, members: list[int]) -> tuple[Item, ...]:
        """Members as items, one after the other; what they take from outside comes in at the start."""
        size, edges = len(members), self.edges(members)
        cuts = _cuts(edges, size)
        if not cuts and size > 1 and len(_components(edges, range(size))) == 1:
            return (Tangle(tuple(members)),)
        items: list[Item] = []
        before = -1
        for cut in [*cuts, size]:
            inner = range(before + 1, cut)
            join = members[cut] if cut < size else None
            if inner:
                shortcuts = (Branch(()),) * edges.count((before, cut))
                items.append(Fork(shortcuts + self.branches(members, edges, inner), join))
            elif join is not None:
                items.append(Step(join))
            before = cut
        return tuple(items)

    def branches(self, members: list[int], edges: list[Edge], inner: range) -> tuple[Branch, ...]:
        """The ways between two cuts."""
        branches = []
        for component in _components(edges, inner):
            leads_on = any(source in component and target >= inner.stop for source, target in edges)
            branches.append(Branch(self.series([members[place] for place in sorted(component)]), not leads_on))
        return tuple(branches)

    def edges(self, members: list[int]) -> list[Edge]:
        """Edges between the members' places; -1 is what comes from outside, their number is what leaves them."""
        places = {member: place for place, member in enumerate(members)}
        found = [(places.get(source, -1), places[member]) for member in members for source in self.units[member].inputs]
        leaving = [member for member in members if any(taker not in places for taker in self.takers[member])]
        return found + [(places[member], len(members)) for member in leaving]


def _cuts(edges: list[Edge], size: int) -> list[int]:
    """Places that no edge passes by."""
    steps = [0] * (size + 1)
    for source, target in edges:
        steps[source + 1] += 1
        steps[target] -= 1
    return [place for place, passing in enumerate(accumulate(steps[:size])) if passing == 0]


def _components(edges: list[Edge], inner: range) -> list[set[int]]:
    """Places that hang together without what is outside of `inner`, in order."""
    leader = {place: place for place in inner}

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for source, target in edges:
        if source in leader and target in leader:
            first, second = sorted((find(source), find(target)))
            leader[second] = first
    found: dict[int, set[int]] = {}
    for place in inner:
        found.setdefault(find(place), set()).add(place)
    return list(found.values())
