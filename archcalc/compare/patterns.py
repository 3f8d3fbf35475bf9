"""Many paths in a few words: `conv*_x.*.conv2`, `conv{3,4,5}_x.0.conv1`.

A pattern stands for exactly the paths it was made of, among those of the networks at hand: a `*` is used only where
it catches no other one. `{1..5}` is short for consecutive numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import digits

FEW = 3
"""Values that a loose pattern names rather than to say `*`."""

MOST_SPLITS = 12
"""Patterns that one set of paths may take; beyond, its paths are listed."""


def patterns(paths: Sequence[str], universe: Iterable[str]) -> list[str]:
    """Patterns that together stand for `paths` and for no other one of the universe, in their order."""
    wanted = list(dict.fromkeys(paths))
    by_depth: dict[int, list[tuple[str, ...]]] = {}
    for path in wanted:
        parts = tuple(path.split("."))
        by_depth.setdefault(len(parts), []).append(parts)
    others: dict[int, set[tuple[str, ...]]] = {}
    for path in universe:
        parts = tuple(path.split("."))
        if len(parts) in by_depth:
            others.setdefault(len(parts), set()).add(parts)
    return [
        pattern for depth, group in by_depth.items() for pattern in _cover(group, others.get(depth, set()) | set(group))
    ]


def loosely(paths: Sequence[str]) -> list[str]:
    """One pattern for all paths of a depth, whatever else it catches."""
    by_depth: dict[int, list[tuple[str, ...]]] = {}
    for path in paths:
        parts = tuple(path.split("."))
        by_depth.setdefault(len(parts), []).append(parts)
    return [".".join(map(_loose, zip(*group, strict=True))) for group in by_depth.values()]


def _loose(part: Sequence[str]) -> str:
    values = list(dict.fromkeys(part))
    if len(values) == 1:
        return values[0]
    begin, end = _ends(values)
    return f"{{{','.join(values)}}}" if not begin and not end and len(values) <= FEW else f"{begin}*{end}"


def _cover(paths: list[tuple[str, ...]], universe: set[tuple[str, ...]]) -> list[str]:
    """Patterns for paths of one depth: one if that is exact, else one for each value of the part with fewest."""
    values = [list(dict.fromkeys(part)) for part in zip(*paths, strict=True)]
    single = _single(paths, values, universe)
    if single is not None:
        return [single]
    several = [position for position, found in enumerate(values) if len(found) > 1]
    position = min(several, key=lambda place: len(values[place]))
    if len(values[position]) > MOST_SPLITS:
        return [".".join(path) for path in paths]
    return [
        pattern
        for value in values[position]
        for pattern in _cover([path for path in paths if path[position] == value], universe)
    ]


def _single(paths: list[tuple[str, ...]], values: list[list[str]], universe: set[tuple[str, ...]]) -> str | None:
    """One pattern with as many wildcards as stay exact; None if even a list of values for each part is not."""
    wanted = set(paths)
    listed = [frozenset(found) for found in values]
    chosen: list[frozenset[str] | tuple[str, str]] = list(listed)
    if _caught(chosen, universe) != wanted:
        return None
    for position, found in enumerate(values):
        if len(found) > 1:
            chosen[position] = _ends(found)
            if _caught(chosen, universe) != wanted:
                chosen[position] = listed[position]
    return ".".join(_show(part, found) for part, found in zip(chosen, values, strict=True))


def _caught(chosen: Sequence[frozenset[str] | tuple[str, str]], universe: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    return {path for path in universe if all(map(_fits, path, chosen))}


def _fits(part: str, allowed: frozenset[str] | tuple[str, str]) -> bool:
    if isinstance(allowed, frozenset):
        return part in allowed
    begin, end = allowed
    return part.startswith(begin) and part.endswith(end) and len(part) >= len(begin) + len(end)


def _ends(values: list[str]) -> tuple[str, str]:
    """What all values begin and end with, no number cut in two."""
    begin = _begin(values)
    if any(value[len(begin) : len(begin) + 1].isdecimal() or value == begin for value in values):
        begin = begin.rstrip(digits)
    end = _begin([value[len(begin) :][::-1] for value in values])[::-1]
    if any(value.removesuffix(end)[-1:].isdecimal() for value in values):
        end = end.lstrip(digits)
    return begin, end


def _begin(values: list[str]) -> str:
    """The letters that all values begin with."""
    low, high = min(values), max(values)  # what these two share, all that lie between them do
    same = next((place for place, pair in enumerate(zip(low, high, strict=False)) if pair[0] != pair[1]), len(low))
    return low[:same]


def _show(part: frozenset[str] | tuple[str, str], values: list[str]) -> str:
    if len(values) == 1:
        return values[0]
    if isinstance(part, tuple):
        return f"{part[0]}*{part[1]}"
    begin, end = _ends(values)
    middles = [value[len(begin) : len(value) - len(end)] for value in values]
    return f"{begin}{{{','.join(_runs(middles))}}}{end}"


def _runs(values: list[str]) -> list[str]:
    """Values, three and more consecutive numbers as `1..5`."""
    runs: list[list[str]] = []
    for value in values:
        if runs and value.isdecimal() and runs[-1][-1].isdecimal() and int(value) == int(runs[-1][-1]) + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return [text for run in runs for text in ([f"{run[0]}..{run[-1]}"] if len(run) > 2 else run)]
