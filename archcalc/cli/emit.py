"""Where output goes: standard output, drawn on a terminal and plain in a pipe, or a file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from archcalc.errors import UsageError
from archcalc.output.table import Table, csv_text, draw, markdown, plain
from archcalc.output.width import left, width

if TYPE_CHECKING:
    from rich.console import Console


def write(text: str, output: str = "") -> None:
    """Write `text` to a file, whole or not at all, or to standard output.

    Raises:
        UsageError: the file cannot be written; what was there before still is.
    """
    if not output or output == "-":
        return _write_standard(text)
    beside = f"{output}.{os.getpid()}.part"
    try:
        with open(beside, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(beside, output)
    except OSError as error:
        if os.path.exists(beside):
            os.unlink(beside)
        raise UsageError(f"cannot write {output}: {error.strerror}") from None


def _write_standard(text: str) -> None:
    """Write to standard output; what its encoding lacks becomes a question mark, not a crash."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What could not be written would be tried again, and fail again, when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
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


def labelled(lines: list[tuple[str, str]]) -> str:
    """Labelled lines as plain text, aligned."""
    columns = max(width(label) for label, _ in lines)
    return "".join(f"{left(label, columns)}  {text}\n" for label, text in lines)


def _console() -> Console:
    from rich.console import Console

    return Console(soft_wrap=False)
