"""The series of items framed by the parts of the network they belong to; equal parts in a row are drawn once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import groupby
from typing import NamedTuple

from archcalc.drawing.structure import Branch, Fork, Item, Step, Tangle, inner_units
from archcalc.drawing.units import Unit

MANY = 28
"""Units that are still drawn one by one."""


class Frame(NamedTuple):
    """A part of the network: its path, what is in it, and every copy of it that one drawing stands for.

    `copies` holds the units of each; the first is the one that is drawn.
    """

    path: str
    entries: tuple[Entry, ...]
    copies: tuple[tuple[int, ...], ...]
    last: str  # path of the last copy


Entry = Item | Frame


def outline(units: Sequence[Unit], items: Sequence[Item]) -> tuple[Entry, ...]:
    """Items in frames: stages, in them blocks; repeats of a network of many units are folded."""
    return _framed(units, list(items), 0, len(units) > MANY)


def part_of(units: Sequence[Unit], item: Item) -> list[str]:
    """The path of an item; a join that has the name of its part stands in that part."""
    numbers = inner_units(item)
    paths = [units[number].path for number in numbers]
    if isinstance(item, Fork) and item.join is not None:
        path = units[item.join].path
        inside = len(paths) > 1 and all(other.startswith(f"{path}.") for other in paths[:-1])
        return [*path.split("."), ""] if inside else path.split(".")
    if isinstance(item, Step):
        return paths[0].split(".")
    return [*common_part(paths).split("."), ""]


def common_part(paths: Sequence[str]) -> str:
    """The part that all paths have in common, without their last names."""
    shared = []
    for names in zip(*(path.split(".")[:-1] for path in paths), strict=False):
        if len(set(names)) > 1:
            break
        shared.append(names[0])
    return ".".join(shared)


def _framed(units: Sequence[Unit], items: list[Item], depth: int, folds: bool) -> tuple[Entry, ...]:
    entries: list[Entry] = []

    def part(item: Item) -> tuple[str, ...] | None:
        names = part_of(units, item)
        return tuple(names[: depth + 1]) if len(names) > depth + 1 else None

    for names, group in groupby(items, part):
        members = list(group)
        if names is None or (len(members) == 1 and isinstance(members[0], Step)):
            entries += members
        else:
            entries.append(_frame(units, ".".join(names), members, depth, folds))
    return tuple(_folded(units, entries) if folds else entries)


def _frame(units: Sequence[Unit], path: str, items: list[Item], depth: int, folds: bool) -> Frame:
    inner = _framed(units, items, depth + 1, folds)
    only = inner[0] if len(inner) == 1 else None
    if isinstance(only, Frame) and len(only.copies) == 1:
        inner = only.entries
    elif isinstance(only, Frame) and depth:
        return only
    numbers = tuple(number for item in items for number in inner_units(item))
    return Frame(path, inner, (numbers,), path)


def _folded(units: Sequence[Unit], entries: list[Entry]) -> list[Entry]:
    """Entries with the iterations of a repeat as one, where they do the same on maps of one size."""
    found: list[Entry] = []
    for entry in entries:
        before = found[-1] if found else None
        if (
            isinstance(entry, Frame)
            and isinstance(before, Frame)
            and _is_iteration(entry)
            and _is_iteration(before)
            and _looks(units, before.entries) == _looks(units, entry.entries)
        ):
            found[-1] = before._replace(copies=before.copies + entry.copies, last=entry.path)
        else:
            found.append(entry)
    return found


def _is_iteration(frame: Frame) -> bool:
    return frame.path.rpartition(".")[2].isdigit()


def _looks(units: Sequence[Unit], entries: Sequence[Entry]) -> Hashable:
    """What two drawings have in common that look alike: operations, windows, map sizes, wiring; not channels."""
    looks: list[Hashable] = []
    for entry in entries:
        if isinstance(entry, Frame):
            looks.append((len(entry.copies), _looks(units, entry.entries)))
        elif isinstance(entry, Fork):
            looks.append((_branch_looks(units, entry.branches), None if entry.join is None else units[entry.join].kind))
        elif isinstance(entry, Tangle):
            first = entry.units[0]
            looks.append(tuple((units[n].kind, tuple(i - first for i in units[n].inputs)) for n in entry.units))
        else:
            looks.append(units[entry.unit].kind)
    return tuple(looks)


def _branch_looks(units: Sequence[Unit], branches: tuple[Branch, ...]) -> Hashable:
    return tuple((branch.open, _looks(units, branch.items)) for branch in branches)
