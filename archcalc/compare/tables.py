"""Figures and stages of a comparison as sections: a title, a table, a remark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from archcalc.compare import Comparison
from archcalc.compare.figures import FIGURES, Entry
from archcalc.compare.words import ratio_text, say
from archcalc.output.summary import short
from archcalc.output.table import Cell, Column, Table, plain
from archcalc.output.width import width
from archcalc.shape import shape_text

_NAMES = {
    "macs": "MACs",
    "flops": "FLOPs",
    "parameter_bytes": "parameter memory",
    "peak_activation_bytes": "peak activations",
    "training_activation_bytes": "kept for backward",
}
"""Of the figures that are not called by their keys."""

BYTES = ("parameter_bytes", "peak_activation_bytes", "training_activation_bytes")


class Section(NamedTuple):
    """A part of the output; any of its three may be missing."""

    title: str = ""
    table: Table | None = None
    remark: str = ""


def figure_sections(comparison: Comparison, language: str, room: int | None = None) -> list[Section]:
    """The figures, one column for each network; in several tables where `room` does not hold all."""
    return [Section(table=table) for table in _chunked(comparison, room, lambda few: _figures(few, language))]


def stage_sections(comparison: Comparison, language: str, room: int | None = None) -> list[Section]:
    """Parameters and MACs of the stages and their shares."""
    sections = []
    for name in ("parameters", "macs"):
        title = f"{_figure_name(name, language)} {say('by stage', language)}"
        for table in _chunked(comparison, room, lambda few, name=name: _stages(comparison, few, name, language)):  # type: ignore[misc]
            sections.append(Section(title, table))
            title = ""
    return sections


def csv_figures(comparison: Comparison) -> Table:
    """The figures as plain numbers: one row for each network."""
    names = [name for name in FIGURES if name != "cost" or _has_cost(comparison.networks)]
    keys = ("network", "architecture", "input", "output", "batch", "convention", *names, "receptive_field")
    rows: list[list[Cell]] = [
        [
            entry.label,
            entry.analysis.network.name,
            shape_text(entry.analysis.input),
            shape_text(entry.analysis.output),
            entry.analysis.batch,
            entry.analysis.convention.name,
            *(entry.figure(name) for name in names),
            shape_text(entry.last_map.field) if entry.last_map else "",
        ]
        for entry in comparison.networks
    ]
    return Table(tuple(Column(key, key) for key in keys), rows)


def csv_stages(comparison: Comparison) -> Table:
    """The stages of all networks, one below the other."""
    keys = ("network", "stage", "layers", "output", "parameters", "parameter_share", "macs", "mac_share")
    rows: list[list[Cell]] = []
    for entry in comparison.networks:
        totals = entry.analysis.totals
        for stage in entry.stages:
            shares = (_part(stage.parameters, totals.parameters), _part(stage.macs, totals.macs))
            what = (entry.label, stage.name, stage.layers, shape_text(stage.output))
            rows.append([*what, stage.parameters, shares[0], stage.macs, shares[1]])
    return Table(tuple(Column(key, key) for key in keys), rows)


def _figures(entries: Sequence[Entry], language: str) -> Table:
    first, *others = entries
    columns = [Column("figure", say("figure", language), whole=True), Column(first.label, first.label, right=True)]
    for entry in others:
        columns += [Column(entry.label, entry.label, right=True), Column("ratio", say("ratio", language), right=True)]
    rows: list[list[Cell]] = [_texts("input", [shape_text(entry.analysis.input) for entry in entries], language)]
    for name in FIGURES:
        if name == "cost" and not _has_cost(entries):
            continue
        row: list[Cell] = [_figure_name(name, language, first), _amount(name, first.figure(name))]
        for entry in others:
            row += [_amount(name, entry.figure(name)), ratio_text(entry.figure(name), first.figure(name))]
        rows.append(row)
    rows.append(_texts("field of last map", [_field(entry, language) for entry in entries], language))
    rows.append(_texts("output", [shape_text(entry.analysis.output) for entry in entries], language))
    return Table(tuple(columns), rows)


def _texts(name: str, texts: Sequence[str], language: str) -> list[Cell]:
    row: list[Cell] = [say(name, language), texts[0]]
    for text in texts[1:]:
        row += [text, None]
    return row


def _stages(comparison: Comparison, entries: Sequence[Entry], name: str, language: str) -> Table:
    columns = [Column("stage", say("stage", language), whole=True)]
    share = say("share", language)
    for entry in entries:
        columns += [Column(entry.label, entry.label, right=True), Column("share", share, right=True, percent=True)]
    names: dict[str, dict[str, str]] = {entry.label: {} for entry in entries}
    for entry, found in zip(comparison.networks[1:], comparison.waterfalls, strict=True):
        names[entry.label] = found.renamed
    parts = [{names[e.label].get(s.name, s.name): getattr(s, name) for s in e.stages} for e in entries]
    rows: list[list[Cell]] = []
    for stage in _merged([list(part) for part in parts]):
        row: list[Cell] = [stage]
        for entry, part in zip(entries, parts, strict=True):
            row += [part[stage], _part(part[stage], entry.figure(name))] if stage in part else [None, None]
        rows.append(row)
    quiet = frozenset(number for number, row in enumerate(rows) if not any(row[1::2]))
    return Table(tuple(columns), rows, quiet)


def _merged(lists: Sequence[list[str]]) -> list[str]:
    """Names of all lists, each once, in an order that keeps those of each list where that can be."""
    merged = list(lists[0])
    for names in lists[1:]:
        place = 0
        for name in names:
            if name in merged:
                place = merged.index(name) + 1
            else:
                merged.insert(place, name)
                place += 1
    return merged


def _chunked(comparison: Comparison, room: int | None, build: Callable[[Sequence[Entry]], Table]) -> list[Table]:
    """Tables of the first network and as many others as there is room for, at least one."""
    first, *others = comparison.networks
    tables = []
    while others:
        count = len(others)
        table = build([first, *others])
        while room and count > 1 and table_width(table) > room:
            count -= 1
            table = build([first, *others[:count]])
        tables.append(table)
        others = others[count:]
    return tables


def _field(entry: Entry, language: str) -> str:
    """`427 (whole input)`: how much a position of the last map sees."""
    last = entry.last_map
    if last is None:
        return say("whole input", language)
    size = str(last.field[0]) if len(set(last.field)) == 1 else shape_text(last.field)
    return f"{size} ({say('whole input', language)})" if last.whole else size


def _figure_name(name: str, language: str, entry: Entry | None = None) -> str:
    if name == "cost" and entry:
        return entry.analysis.convention.name
    return say(_NAMES.get(name) or name.replace("_", " "), language)


def _amount(name: str, value: int) -> Cell:
    return f"{short(value)}B" if name in BYTES and value >= 1000 else f"{value} B" if name in BYTES else value


def _has_cost(entries: Sequence[Entry]) -> bool:
    """Whether the convention's own count is another than MACs and FLOPs, which are shown anyhow."""
    return entries[0].analysis.convention.name not in ("macs", "flops")


def _part(number: int, whole: int) -> float:
    return number / whole if whole else 0.0


def table_width(table: Table) -> int:
    """Columns that a table takes."""
    return width(plain(table).splitlines()[1])
