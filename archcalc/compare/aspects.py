"""In what a layer differs from its counterpart: the fewest facts that explain the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archcalc.compare.units import Unit, is_depthwise
from archcalc.formula import elements
from archcalc.ops.fields import show
from archcalc.rows import Row

CHANNELS = ("in", "out")
"""Aspects that are numbers of channels, of a layer's input and output."""

FOLLOWS = ("filters", "features", "channels")
"""Fields that `in` and `out` speak of."""


class Aspect(NamedTuple):
    """One thing that differs: numbers where a direction and a factor make sense, else texts.

    `kind` is `in` or `out` (channels), `maps` (positions of the input's map), `operation`, `norm`, `activation`,
    `moved stride` (from the layer described before to the one described after), or a field (`kernel`, `groups`).
    """

    kind: str
    before: int | str
    after: int | str

    @property
    def direction(self) -> tuple[str | int, ...]:
        """What two aspects must have in common to be called the same: more or less, or exactly what."""
        if isinstance(self.before, int) and isinstance(self.after, int):
            return (self.kind, "more" if self.after > self.before else "less")
        return self


class Move(NamedTuple):
    """Layers and their counterparts, none where the others are new or gone, and the difference that makes.

    The figures are those of the second network minus those of the first, MACs for the whole batch.
    """

    first: tuple[Unit, ...]
    second: tuple[Unit, ...]
    path: str
    aspects: tuple[Aspect, ...]
    parameters: int
    macs: int


def move(path: str, first: Sequence[Unit], second: Sequence[Unit], aspects: Sequence[Aspect] = ()) -> Move:
    """The difference that some layers of one network and their counterparts make."""
    parameters = sum(u.parameters for u in second) - sum(u.parameters for u in first)
    macs = sum(u.macs for u in second) - sum(u.macs for u in first)
    return Move(tuple(first), tuple(second), path, tuple(aspects), parameters, macs)


def aspects(first: Unit, second: Unit) -> list[Aspect]:
    """In what two layers differ, the operation first, then channels and maps, then what stands beside."""
    before, after = first.main, second.main
    found: list[Aspect] = []
    if type(before.operation) is not type(after.operation):
        found.append(Aspect("operation", before.operation.describe(), after.operation.describe()))
    else:
        found += _fields(before, after)
    found += _shapes(before, after)
    found += [Aspect(kind, first.beside(kind), second.beside(kind)) for kind in ("norm", "activation")]
    return [aspect for aspect in found if aspect.before != aspect.after]


def moved_strides(moves: Sequence[Move]) -> list[Move]:
    """The same moves; a stride that leaves one layer of a block for another is one thing, told of both."""
    found = list(moves)
    by_parent: dict[str, list[int]] = {}
    for index, one in enumerate(moves):
        if any(aspect.kind == "stride" for aspect in one.aspects):
            by_parent.setdefault(one.first[0].parent, []).append(index)
    for indices in by_parent.values():
        if len(indices) != 2:
            continue
        one, other = (moves[index] for index in indices)
        strides = [next(a for a in m.aspects if a.kind == "stride") for m in (one, other)]
        if (strides[0].before, strides[0].after) != (strides[1].after, strides[1].before):
            continue
        leaves, takes = (one, other) if strides[0].after == "1" else (other, one)
        told = Aspect("moved stride", *_apart(leaves.first[0], takes.first[0]))
        for index in indices:
            rest = [a for a in moves[index].aspects if a.kind not in ("stride", "maps")]
            found[index] = moves[index]._replace(aspects=(told, *rest))
    return found


def _apart(one: Unit, other: Unit) -> tuple[str, str]:
    """Two layers of a block by what they are, or by their names where they are alike."""
    briefs = one.brief, other.brief
    return briefs if briefs[0] != briefs[1] else (one.name.rpartition(".")[2], other.name.rpartition(".")[2])


def _fields(before: Row, after: Row) -> Iterator[Aspect]:
    """Fields with other values, in the operation's order; what follows from another field is left out."""
    one, other = before.operation, after.operation
    differ = [name for name in one.fields if getattr(one, name) != getattr(other, name) and name not in FOLLOWS]
    for name in differ:
        if name == "padding" and len({"kernel", "dilation"} & set(differ)):
            continue  # a window of another size needs other padding for the same map
        if name == "groups":
            yield _groups(before, after)
        elif name == "table":
            yield Aspect(
                "connection table", *["yes" if getattr(operation, name) else "no" for operation in (one, other)]
            )
        else:
            yield Aspect(name, *[_text(getattr(operation, name), name == "kernel") for operation in (one, other)])


def _groups(before: Row, after: Row) -> Aspect:
    """Groups as numbers, or as the word for as many as there are channels; as many in both is no difference."""
    depthwise = [is_depthwise(row.operation, row.inputs[0][0]) for row in (before, after)]
    counts: list[int] = [row.operation.__dict__["groups"] for row in (before, after)]
    if not any(depthwise):
        return Aspect("groups", *counts)
    texts = ["depthwise" if yes else str(count) for yes, count in zip(depthwise, counts, strict=True)]
    return Aspect("groups", *texts)


def _shapes(before: Row, after: Row) -> Iterator[Aspect]:
    """Channels in and out, and the positions of the input's map; of a join its output says enough."""
    ours, theirs = before.inputs[0], after.inputs[0]
    if len(before.inputs) == 1:
        yield Aspect("in", ours[0], theirs[0])
    yield Aspect("out", before.output[0], after.output[0])
    if len(ours) > 1 and len(theirs) > 1:
        yield Aspect("maps", elements(ours[1:]), elements(theirs[1:]))


def _text(value: object, every: bool = False) -> str:
    """A field's value as people write it; equal numbers of all axes as one, unless `every` axis is to be named."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple) and value and all(isinstance(entry, int) for entry in value):
        return str(value[0]) if len(set(value)) == 1 and not every else "x".join(map(str, value))
    return show(value)
