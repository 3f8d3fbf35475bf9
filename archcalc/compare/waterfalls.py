"""Waterfalls as sections: cause by cause, or layer by layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from archcalc.compare import Comparison
from archcalc.compare.causes import ADDED, CHANGED, REMOVED, Cause, Waterfall
from archcalc.compare.patterns import loosely
from archcalc.compare.tables import Section, table_width
from archcalc.compare.words import cause_text, move_text, say
from archcalc.output.table import Cell, Column, Table

MOST_PATTERNS = 3  # of a cause in one row
LONGEST = 60  # columns that they may take together
LEAST_TEXT = 24  # columns that texts keep on a narrow terminal


def waterfall_sections(comparison: Comparison, language: str, layers: bool, room: int | None = None) -> list[Section]:
    """Where the differences come from, network by network."""
    first, *others = comparison.networks
    sections = []
    for other, found in zip(others, comparison.waterfalls, strict=True):
        change = f"{say('parameters', language)} {_signed(found.parameters)}, MACs {_signed(found.macs)}"
        title = f"{first.label} → {other.label}: {change}"
        if found.causes is None:
            sections.append(Section(title, None, _too_little(found, language)))
            continue
        table = layer_table(found, language) if layers else cause_table(found, language)
        if room and not layers:
            table = _narrow(table, room)
        hidden = [] if layers else [cause for cause in found.causes if not cause.counts]
        shown = table if len(table.rows) > 1 or layers else None
        sections.append(Section(title, shown, _remark(found, hidden, language)))
    return sections


def cause_table(found: Waterfall, language: str) -> Table:
    """One row for each cause that moves something, and their sum."""
    columns = (
        Column("what", say("what changed", language)),
        Column("where", say("in", language), shrinks=True),
        Column("layers", say("number", language), right=True),
        Column("parameters", say("parameters", language), right=True),
        Column("macs", "MACs", right=True),
    )
    rows: list[list[Cell]] = [
        [
            cause_text(cause, language),
            _where(cause, language),
            len(cause.moves),
            _signed(cause.parameters),
            _signed(cause.macs),
        ]
        for cause in found.causes or ()
        if cause.counts
    ]
    total = [say("total", language), "", None, _signed(found.parameters), _signed(found.macs)]
    return Table(columns, [*rows, total])


def layer_table(found: Waterfall, language: str) -> Table:
    """One row for each layer that differs, cause after cause, and their sum."""
    columns = (
        Column("layer", say("layer", language), shrinks=True),
        Column("what", say("what changed", language)),
        Column("parameters", say("parameters", language), right=True),
        Column("macs", "MACs", right=True),
    )
    rows = [[*texts, _signed(parameters), _signed(macs)] for *texts, parameters, macs in _layer_rows(found, language)]
    total = [say("total", language), "", _signed(found.parameters), _signed(found.macs)]
    return Table(columns, [*rows, total])


def _layer_rows(found: Waterfall, language: str) -> Iterator[tuple[str, str, int, int]]:
    """Layers that differ, what happened to each, and its parameters and MACs, second network minus first."""
    for cause in found.causes or ():
        for one in cause.moves:
            if cause.kind == CHANGED:
                yield one.path, move_text(one, CHANGED, language), one.parameters, one.macs
                continue
            for kind, sign, side in ((REMOVED, -1, one.first), (ADDED, 1, one.second)):
                for unit in side:
                    what = f"{say(kind, language)}: {unit.main.operation.describe()}"
                    yield unit.name, what, sign * unit.parameters, sign * unit.macs


def csv_layers(comparison: Comparison) -> Table:
    """The waterfalls layer by layer, as plain numbers; networks that share too little have no rows."""
    first, *others = comparison.networks
    rows: list[list[Cell]] = [
        [first.label, other.label, *row]
        for other, found in zip(others, comparison.waterfalls, strict=True)
        for row in _layer_rows(found, "en")
    ]
    keys = ("first", "second", "layer", "what", "parameters", "macs")
    return Table(tuple(Column(key, key) for key in keys), rows)


def _where(cause: Cause, language: str) -> str:
    """The layers of a cause: exactly if that is short, else how many of which."""
    exact = ", ".join(cause.layers)
    if len(cause.layers) <= MOST_PATTERNS and len(exact) <= LONGEST:
        return exact
    loose = ", ".join(loosely([one.path for one in cause.moves]))
    return f"{loose} 중 {len(cause.moves)}개" if language == "ko" else f"{len(cause.moves)} of {loose}"


def _narrow(table: Table, room: int) -> Table:
    """A table of causes whose two texts stand one below the other, in as many lines as they need."""
    what, where, *figures = table.columns
    rest = table_width(table._replace(columns=tuple(figures), rows=[row[2:] for row in table.rows]))
    texts = max(LEAST_TEXT, room - rest - 2)
    rows: list[list[Cell]] = []
    for row in table.rows:
        lines = wrap(str(row[0]), texts, subsequent_indent="  ")
        if row[1]:
            lines += wrap(f"  {where.heading} {row[1]}", texts, subsequent_indent="  ", break_on_hyphens=False)
        rows.append([lines[0], *row[2:]])
        rows += [[line, *[None] * len(figures)] for line in lines[1:]]
    return Table((what._replace(whole=True), *figures), rows)


def _remark(found: Waterfall, hidden: Sequence[Cause], language: str) -> str:
    if language == "ko":
        texts = [f"같은 층 {found.equal}개"] if found.equal else []
        if hidden:
            texts.append(f"파라미터도 MACs도 바꾸지 않는 차이 {sum(len(c.moves) for c in hidden)}개 (--layers로 표시)")
        return ", ".join(texts)
    texts = [f"{_many(found.equal, 'layer is', 'layers are')} the same"] if found.equal else []
    if hidden:
        count = sum(len(cause.moves) for cause in hidden)
        texts.append(f"{_many(count, 'difference moves', 'differences move')} neither figure (see --layers)")
    return "; ".join(texts)


def _too_little(found: Waterfall, language: str) -> str:
    if language == "ko":
        return f"구조를 공유하지 않음: 가중치 층 {found.of}개 중 {found.shared}개만 대응하므로 층별 비교를 하지 않음"
    return (
        f"they do not share their structure: {found.shared} of {found.of} layers with weights "
        "have a counterpart, so there is no comparison by layer"
    )


def _many(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"


def _signed(number: int) -> str:
    return f"{number:+,}" if number else "0"
