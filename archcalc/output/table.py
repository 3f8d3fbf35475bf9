"""A table, and its renderings as plain text, Markdown, CSV and on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from archcalc.output.width import left, right, width

Cell = str | int | float | None

GAP = 2  # between columns
LEAST = 12  # what a column of texts keeps on a narrow terminal
EASY = 18  # what it should keep before optional columns are shown


class Column(NamedTuple):
    """A column: its key (for CSV), its heading (for people), and how it is laid out.

    On a narrow terminal `optional` columns are left out and texts are cut: at the beginning where the column
    `shrinks`, as names of layers, else at the end; never where it is to stay `whole`.
    """

    key: str
    heading: str
    right: bool = False
    shrinks: bool = False
    optional: bool = False
    percent: bool = False
    whole: bool = False


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


def draw(table: Table, room: int) -> Any:
    """The table as rich draws it on a terminal of `room` columns; texts give way, figures never do."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as RichTable

    texts = _texts(table)
    widths = _fit(table, texts, room)
    drawn = RichTable(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for index, columns in widths.items():
        column = table.columns[index]
        justify: Any = "right" if column.right else "left"
        drawn.add_column(column.heading, justify=justify, no_wrap=True, header_style="bold", min_width=columns)
    for number, row in enumerate(texts[1:]):
        cells = [_shortened(row[i], columns, table.columns[i].shrinks) for i, columns in widths.items()]
        drawn.add_row(*cells, style="dim" if number in table.quiet else None)
    return drawn


def column_widths(table: Table) -> list[int]:
    """The columns of text that each column of a table takes when nothing is cut."""
    return [max(map(width, column)) for column in zip(*_texts(table), strict=True)]


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


def _fit(table: Table, texts: list[list[str]], room: int) -> dict[int, int]:
    """The columns to show and the width of each: optional ones go first, then texts shrink, the widest first."""
    widths = {i: max(map(width, column)) for i, column in enumerate(zip(*texts, strict=True))}
    whole = [i for i, column in enumerate(table.columns) if column.right or column.whole]
    easy = {i: w if i in whole else min(w, EASY) for i, w in widths.items()}
    least = {i: w if i in whole else min(w, LEAST) for i, w in widths.items()}
    for index in reversed([i for i in widths if table.columns[i].optional]):
        if sum(easy.values()) + GAP * (len(easy) - 1) <= room:
            break
        del widths[index], easy[index]
    excess = sum(widths.values()) + GAP * (len(widths) - 1) - room
    while excess > 0 and any(widths[i] > least[i] for i in widths):
        widest = max((i for i in widths if widths[i] > least[i]), key=lambda i: widths[i])
        widths[widest] -= 1
        excess -= 1
    return widths


def _shortened(text: str, room: int, from_the_left: bool) -> str:
    """A text cut to its room; the end of a layer's name says more than its beginning."""
    if width(text) <= room:
        return text
    return "…" + text[1 - room :] if from_the_left else text[: room - 1] + "…"


def _escaped(cells: Sequence[str]) -> list[str]:
    return [cell.replace("|", "\\|") for cell in cells]
