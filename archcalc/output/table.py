"""A table, and its renderings as plain text, Markdown, CSV and on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from archcalc.output.width import left, right, width

Cell = str | int | float | None


class Column(NamedTuple):
    """A column: its key (for CSV), its heading (for people), and how it is laid out.

    `shrinks` marks the column that gives way first on a narrow terminal, `optional` one that is left out there.
    """

    key: str
    heading: str
    right: bool = False
    shrinks: bool = False
    optional: bool = False
    percent: bool = False


class Table(NamedTuple):
    """Columns and rows; `quiet` holds the indices of rows that matter less (drawn dim)."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    quiet: frozenset[int] = frozenset()


def cell_text(value: Cell, percent: bool = False) -> str:
    """A cell for people: thousands separated, nothing as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1%}" if percent else f"{value:g}"
    return f"{value:,}" if isinstance(value, int) else value


def plain(table: Table) -> str:
    """Aligned plain text, as wide as it needs: for pipes and files."""
    texts = _texts(table)
    columns = [_filled(column, c.right) for column, c in zip(zip(*texts, strict=True), table.columns, strict=True)]
    heads, *lines = map("  ".join, zip(*columns, strict=True))
    rule = "  ".join("-" * width(column[0]) for column in columns)
    return "\n".join([heads.rstrip(), rule, *map(str.rstrip, lines)]) + "\n"


def markdown(table: Table) -> str:
    """A GitHub-flavoured Markdown table."""
    heads, *rows = _texts(table)
    rule = ["---:" if column.right else "---" for column in table.columns]
    return "".join(f"| {' | '.join(_escaped(row))} |\n" for row in (heads, rule, *rows))


def csv_text(table: Table) -> str:
    """One header line and plain values: integers without separators, empty cells for nothing."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerows([["" if cell is None else cell for cell in row] for row in table.rows])
    return out.getvalue()


def draw(table: Table, columns: int) -> Any:
    """The table as rich draws it on a terminal of `columns`; what does not fit gives way."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as RichTable

    texts = _texts(table)
    keep, shrunk = _fit(table, texts, columns + 2)  # no gap behind the last column
    drawn = RichTable(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for index in keep:
        column = table.columns[index]
        drawn.add_column(
            column.heading,
            justify="right" if column.right else "left",
            no_wrap=True,
            header_style="bold",
            min_width=0 if column.shrinks else None,
        )
    for number, row in enumerate(texts[1:]):
        cells = [_shortened(row[i], shrunk) if table.columns[i].shrinks else row[i] for i in keep]
        drawn.add_row(*cells, style="dim" if number in table.quiet else None)
    return drawn


def _texts(table: Table) -> list[list[str]]:
    heads = [column.heading for column in table.columns]
    percents = [column.percent for column in table.columns]
    rows = [[cell_text(cell, percent) for cell, percent in zip(row, percents, strict=True)] for row in table.rows]
    return [heads, *rows]


def _filled(texts: Sequence[str], to_the_right: bool) -> list[str]:
    """The texts of a column, filled up to the widest of them."""
    if all(map(str.isascii, texts)):  # the usual case, and the fast one
        room = max(map(len, texts))
        return [text.rjust(room) for text in texts] if to_the_right else [text.ljust(room) for text in texts]
    room = max(map(width, texts))
    return [(right if to_the_right else left)(text, room) for text in texts]


def _fit(table: Table, texts: list[list[str]], room: int) -> tuple[list[int], int]:
    """Columns to show, and the width left for those that shrink."""
    widths = [max(map(width, column)) for column in zip(*texts, strict=True)]
    keep = list(range(len(widths)))
    shrinking = [i for i in keep if table.columns[i].shrinks]
    for index in reversed([i for i in keep if table.columns[i].optional]):
        if sum(widths[i] + 2 for i in keep) <= room:
            break
        keep.remove(index)
    fixed = sum(widths[i] + 2 for i in keep if i not in shrinking)
    share = (room - fixed) // max(1, len(shrinking)) - 2
    return keep, max(12, share)


def _shortened(text: str, room: int) -> str:
    """The end of a long name says more than its beginning."""
    return text if len(text) <= room else "…" + text[1 - room :]


def _escaped(cells: Sequence[str]) -> list[str]:
    return [cell.replace("|", "\\|") for cell in cells]
