"""Where output goes: standard output, drawn on a terminal and plain in a pipe, or a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from archcalc.cli.boundary import drop_output
from archcalc.errors import UsageError
from archcalc.output.table import Table, csv_text, draw, markdown, plain
from archcalc.output.width import left, width
from archcalc.writing import put

if TYPE_CHECKING:
    from rich.console import Console


NARROWEST = 40
"""Columns that a terminal is taken to have at least: a table for fewer is a column of letters."""


def write(text: str, output: str = "") -> None:
    """Write `text` to a file, whole or not at all, or to standard output.

    Raises:
        UsageError: the file cannot be written; what was there before still is.
    """
    if not output or output == "-":
        return _write_standard(text)
    return put(output, text.encode("utf-8", "replace"))  # names of files need not be UTF-8


def _write_standard(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise UsageError(f"cannot write standard output: {error.strerror}") from None


def table_text(table: Table, format: str) -> str:
    """A table in one of the text formats."""
    return {"table": plain, "markdown": markdown, "csv": csv_text}[format](table)


def on_terminal(output: str) -> bool:
    """Whether tables are drawn rather than printed plainly."""
    return not output and sys.stdout.isatty()


def draw_table(table: Table, before: str = "", after: list[tuple[str, str]] | None = None) -> None:
    """Draw a table on the terminal, with a line before it and labelled lines after it."""
    console = _console()
    if before:
        console.print(before, style="bold", highlight=False, markup=False)
    console.print(draw(table, console.width))
    if after:
        from rich.table import Table as Grid
        from rich.text import Text

        lines = Grid.grid(padding=(0, 2, 0, 0))
        for label, text in after:
            lines.add_row(Text(label, style="bold"), Text(text))
        console.print(lines)


def draw_line(text: str = "", bold: bool = False) -> None:
    """A line between tables on the terminal."""
    _console().print(text, style="bold" if bold else None, highlight=False, markup=False)


def labelled(lines: list[tuple[str, str]]) -> str:
    """Labelled lines as plain text, aligned."""
    columns = max(width(label) for label, _ in lines)
    return "".join(f"{left(label, columns)}  {text}\n" for label, text in lines)


def _console() -> Console:
    from rich.console import Console

    console = Console(soft_wrap=False)
    console.width = max(console.width or 80, NARROWEST)
    return console
