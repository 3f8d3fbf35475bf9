"""The layer table's lines: layers, and before them a line for each part of the network with its sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from archcalc.analysis import Analysis
from archcalc.formula import elements
from archcalc.groups import Group
from archcalc.rows import Row
from archcalc.shape import shape_text


class Line(NamedTuple):
    """A line of the table: a layer, or a part of the network with several; `kind` is layer, part or beside.

    A part of kind `beside` is a layer with the norm and activation written beside it.

    `above` is the beginning of the path, which the parts around it have in their lines already; `counts` are those
    that `count_names` names.
    """

    level: int
    kind: str
    above: str
    name: str
    layers: int
    operation: str
    output: str
    counts: tuple[int, ...]
    parameter_share: str
    share: str
    field: str


def count_names(analysis: Analysis) -> tuple[str, ...]:
    """Headings of the columns of counts."""
    trained = ("trained",) if any(row.fixed_parameters for row in analysis.layers) else ()
    named = analysis.convention.name
    chosen = () if named in ("macs", "flops") else (named,)
    return ("parameters", *trained, "MACs", "FLOPs", *chosen, "activations")


def lines(analysis: Analysis) -> list[Line]:
    """All lines, in the order of the network."""
    return list(_lines(analysis, analysis.layers, 0, 0))


def total_counts(analysis: Analysis) -> tuple[int, ...]:
    """The sums of the columns of counts."""
    return _counts(analysis, analysis.layers)


def _lines(analysis: Analysis, rows: Sequence[Row], depth: int, level: int) -> Iterator[Line]:
    """Rows one by one, those that share the first parts of their names under a line of their own."""
    for key, group in groupby(rows, lambda row: row.name.split(".")[: depth + 1]):
        members = list(group)
        if len(members) == 1:
            yield _line(analysis, level, members[0].name, depth, members)
        else:
            yield _line(analysis, level, ".".join(key), depth, members)
            yield from _lines(analysis, members, depth + 1, level + 1)


def _line(analysis: Analysis, level: int, path: str, depth: int, rows: list[Row]) -> Line:
    names = path.split(".")
    depth = min(depth, len(names) - 1)  # what is written beside a layer stands below it, and so does the layer
    group = Group(path, rows[0])
    group.rows = rows
    totals = analysis.totals
    kind = "layer" if len(rows) == 1 else "beside" if rows[0].name == path else "part"
    sizes = [axis.size for axis in rows[-1].receptive]
    return Line(
        level,
        kind,
        "".join(f"{name}." for name in names[:depth]),
        ".".join(names[depth:]),
        len(rows),
        group.describe(),
        shape_text(rows[-1].output),
        _counts(analysis, rows),
        _percent(sum(row.parameters for row in rows), totals.parameters),
        _percent(sum(row.counted for row in rows), totals.counted),
        str(sizes[0]) if len(set(sizes)) == 1 else "x".join(map(str, sizes)),
    )


def _counts(analysis: Analysis, rows: Sequence[Row]) -> tuple[int, ...]:
    by_name = {
        "parameters": sum(row.parameters for row in rows),
        "trained": sum(row.trainable_parameters for row in rows),
        "MACs": sum(row.macs for row in rows),
        "FLOPs": sum(row.flops for row in rows),
        analysis.convention.name: sum(row.counted for row in rows),
        "activations": sum(elements(row.output) for row in rows) * analysis.batch,
    }
    return tuple(by_name[name] for name in count_names(analysis))


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "0.0%"
