"""Which layer of one network is which of the other.

1. A block or stage that only one network has is the next such one of the other, if they hang at the same place and
   most layers inside have the same names and kinds (`conv2_x` and `conv2`): it was renamed. Its path counts as equal.
2. Layers of the same path and kind are the same layer (`conv3_x.0.conv2`): authors keep names where they change
   a network.
3. Between those, in order: layers with the same operation on the same maps, at least two in a row, whatever they
   are called.
4. Between those, in order: layers of the same kind in the same block, if there are as many with weights in both.

What remains was added or removed. It is reported by its largest part that is not in the other network at all (a
whole block rather than its layers); where such parts have one path in both networks, one replaced the other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from archcalc.compare.align import Pair, aligned, gaps
from archcalc.compare.units import Unit

ALIKE = 0.75
"""Share of the layers of the smaller of two parts that must have a namesake in the other for a rename."""

MOST_TRIES = 10_000
"""Pairs of parts that are looked at for a rename; of more, none is."""

IN_A_ROW = 2
"""Equal layers that make a match without equal names."""


class Part(NamedTuple):
    """A path that is in one network only, and its layers there."""

    path: str
    units: tuple[Unit, ...]

    def layers(self) -> set[tuple[str, str]]:
        """What is inside, by the path from here and the kind: `.0.conv1` has weights, `.0.add` adds."""
        return {(unit.name[len(self.path) :], unit.kind) for unit in self.units}

    def inside(self) -> dict[str, Part]:
        """Its parts, by the next piece of their names."""
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            found.setdefault(unit.name[len(self.path) + 1 :].partition(".")[0], []).append(unit)
        return {name: Part(f"{self.path}.{name}", tuple(units)) for name, units in found.items()}


class Match(NamedTuple):
    """Pairs of layers that are the same, parts that stand for each other, and parts that one network lacks.

    `renamed` has the first network's path of each part that the second one calls otherwise, by the second's;
    `shared` is how many layers with weights of the smaller network have a certain counterpart, `of` how many
    it has.
    """

    pairs: tuple[tuple[Unit, Unit], ...]
    replaced: tuple[tuple[Part, Part], ...]
    removed: tuple[Part, ...]
    added: tuple[Part, ...]
    renamed: dict[str, str]
    shared: int
    of: int


class _Side(NamedTuple):
    """The layers of a network, and the paths they are matched by."""

    units: Sequence[Unit]
    paths: Sequence[str]

    def by_parent(self, indices: Sequence[int]) -> dict[str, list[int]]:
        """Layers by the path of the block or stage they are in."""
        found: dict[str, list[int]] = {}
        for index in indices:
            found.setdefault(self.paths[index].rpartition(".")[0], []).append(index)
        return found


def match(first: Sequence[Unit], second: Sequence[Unit]) -> Match:
    """The layers of two networks side by side; every layer is in exactly one place of the result."""
    ours, theirs = (_Side(units, [unit.name for unit in units]) for units in (first, second))
    renamed = _renamed(ours, theirs)
    theirs = _Side(second, [_under_new_name(path, renamed) for path in theirs.paths])
    pairs = _same_path(ours, theirs)
    pairs += _between(pairs, ours, theirs, _exactly)
    certain = list(pairs)
    pairs += _between(pairs, ours, theirs, _in_turn)
    removed = _parts(ours, {one for one, _ in pairs})
    added = _parts(theirs, {other for _, other in pairs})
    both = [(removed.pop(path), added.pop(path)) for path in list(removed) if path in added]
    replaced = [deeper for one, other in both for deeper in _deeper(one, other)]
    matched = [(first[one], second[other]) for one, other in sorted(pairs)]
    sides = []
    for side, units in enumerate((first, second)):
        inside = sum(u.weighted for both in replaced if _same_ends(*both) for u in both[side].units)
        found = sum(units[pair[side]].weighted for pair in certain) + inside
        sides.append((found, sum(unit.weighted for unit in units)))
    shared, of = min(sides, key=lambda side: side[1])
    return Match(tuple(matched), tuple(replaced), tuple(removed.values()), tuple(added.values()), renamed, shared, of)


def _renamed(ours: _Side, theirs: _Side) -> dict[str, str]:
    """What the first network calls blocks and stages of the second, where that is something else."""
    pairs = _same_path(ours, theirs)
    known = [{prefix for path in side.paths for prefix in _prefixes(path)} for side in (ours, theirs)]
    removed = [part for path, part in _parts(ours, {one for one, _ in pairs}).items() if path not in known[1]]
    added = [part for path, part in _parts(theirs, {other for _, other in pairs}).items() if path not in known[0]]
    removed, added = ([part for part in parts if len(part.units) > 1] for parts in (removed, added))
    names: dict[str, str] = {}
    for part in removed if len(removed) * len(added) <= MOST_TRIES else ():
        for place, other in enumerate(added):
            if _alike(part, other):
                names |= {other.path: part.path}
                added = added[place + 1 :]
                break
    return names


def _under_new_name(path: str, names: dict[str, str]) -> str:
    for prefix in _prefixes(path):
        if prefix in names:
            return names[prefix] + path[len(prefix) :]
    return path


def _alike(one: Part, other: Part) -> bool:
    """Whether two parts are blocks of one kind at the same place."""
    if one.path.rpartition(".")[0] != other.path.rpartition(".")[0]:
        return False
    layers = one.layers(), other.layers()
    fewer = min(map(len, layers))
    return fewer > 1 and len(layers[0] & layers[1]) >= ALIKE * fewer


def _same_path(ours: _Side, theirs: _Side) -> list[Pair]:
    places = {path: index for index, path in enumerate(theirs.paths)}
    found = ((index, places.get(path)) for index, path in enumerate(ours.paths))
    return [(i, j) for i, j in found if j is not None and ours.units[i].kind == theirs.units[j].kind]


Finder = Callable[[_Side, _Side, list[int], list[int]], Iterator[Pair]]


def _between(pairs: Sequence[Pair], ours: _Side, theirs: _Side, find: Finder) -> list[Pair]:
    """More pairs, of layers that stand between the known ones in both networks."""
    return [
        pair
        for mine, other in gaps(pairs, len(ours.units), len(theirs.units))
        for pair in find(ours, theirs, mine, other)
    ]


def _exactly(ours: _Side, theirs: _Side, mine: list[int], other: list[int]) -> Iterator[Pair]:
    """Layers with the same operation on the same maps, two in a row unless one is all there is."""

    def keys(side: _Side, indices: list[int]) -> list[Hashable]:
        rows = [side.units[index].main for index in indices]
        return [(row.operation, row.inputs, row.output) for row in rows]

    return aligned(mine, other, keys(ours, mine), keys(theirs, other), min(len(mine), len(other), IN_A_ROW))


def _in_turn(ours: _Side, theirs: _Side, mine: list[int], other: list[int]) -> Iterator[Pair]:
    """Layers of the same kind in the same block, block by block."""
    blocks = ours.by_parent(mine), theirs.by_parent(other)
    for parent, inside in blocks[0].items():
        others = blocks[1].get(parent, [])
        if sum(ours.units[i].weighted for i in inside) == sum(theirs.units[i].weighted for i in others):
            kinds = [ours.units[i].kind for i in inside], [theirs.units[i].kind for i in others]
            yield from aligned(inside, others, *kinds)


def _parts(side: _Side, matched: set[int]) -> dict[str, Part]:
    """What is not matched, by the shortest path that holds no layer that is; parts have their own network's paths."""
    known = {path for index in matched for path in _prefixes(side.paths[index])}
    found: dict[str, list[Unit]] = {}
    for index, unit in enumerate(side.units):
        if index not in matched:
            path = next(path for path in _prefixes(side.paths[index]) if path not in known or path == side.paths[index])
            found.setdefault(path, []).append(unit)
    return {path: Part(_cut(units[0].name, path), tuple(units)) for path, units in found.items()}


def _deeper(one: Part, other: Part) -> Iterator[tuple[Part, Part]]:
    """Two parts in smaller ones, as long as those have the same names (the blocks of a stage)."""
    inside = one.inside(), other.inside()
    if len(inside[0]) < 2 or list(inside[0]) != list(inside[1]):
        yield one, other
        return
    for name, part in inside[0].items():
        yield from _deeper(part, inside[1][name])


def _cut(name: str, path: str) -> str:
    """As many parts of a name as a path has."""
    return ".".join(name.split(".")[: path.count(".") + 1])


def _prefixes(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def _same_ends(one: Part, other: Part) -> bool:
    """Whether two parts take and give the same maps: then one surely stands for the other."""
    ends = [(part.units[0].main.inputs[0], part.units[-1].rows[-1].output) for part in (one, other)]
    return ends[0] == ends[1]
