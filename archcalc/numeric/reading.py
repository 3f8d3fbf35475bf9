"""Maps from text: rows by `;` or line, entries by spaces or commas, channels by `|`; faults have their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.errors import Fault, Place, Source, UsageError, shown
from archcalc.numeric.numbers import Maps, Matrix, Number, read_number

MAX_ENTRIES = 4096  # of one text: a map of 64x64

_PIECE = re.compile(r"[^;|]+|\|")  # a row, or the mark of the next channel
_ENTRY = re.compile(r"[^\s,]+|,")

Row = tuple[tuple[Number, ...], Place]


def read_maps(source: Source) -> Maps:
    """The maps that a text holds, one per channel, all of one size.

    Raises:
        UsageError: an entry is no number or missing, rows or channels differ in size, there are too many entries.
    """
    channels: list[list[Row]] = [[]]
    entries = 0
    for text, place in _pieces(source):
        if text == "|":
            channels.append([])
        elif row := _row(text, place):
            entries += len(row)
            channels[-1].append((row, place))
        if entries > MAX_ENTRIES:
            raise UsageError(f"{source.name} has more than {MAX_ENTRIES:,} entries; convolve shows small maps")
    maps = tuple(_matrix(rows, number, source, len(channels)) for number, rows in enumerate(channels, 1))
    _check_channels(maps, channels)
    return maps


def size_text(matrix: Matrix) -> str:
    """`5x5`: rows and columns."""
    return f"{len(matrix)}x{len(matrix[0])}"


def _pieces(source: Source) -> Iterator[tuple[str, Place]]:
    for number, line in enumerate(source.text.splitlines(), 1):
        for found in _PIECE.finditer(line):
            text = found[0].strip()
            column = found.start() + 1 + len(found[0]) - len(found[0].lstrip())
            yield text, Place(source, number, column, max(1, len(text)))


def _row(text: str, place: Place) -> tuple[Number, ...]:
    row = []
    before = ","
    for found in _ENTRY.finditer(text):
        at = place._replace(column=place.column + found.start(), width=len(found[0]))
        if found[0] != ",":
            row.append(_entry(found[0], at))
        elif before == ",":
            raise UsageError(Fault("an entry is missing before this comma", at, "write 0 where there is nothing"))
        before = found[0]
    if row and before == ",":
        at = place._replace(column=place.column + len(text) - 1, width=1)
        raise UsageError(Fault("an entry is missing after this comma", at, "write 0 where there is nothing"))
    return tuple(row)


def _entry(text: str, place: Place) -> Number:
    value = read_number(text)
    if value is None:
        hint = "entries are numbers such as 3, -0.5 or 1/9 (/999 at most); rows are separated by ';', channels by '|'"
        raise UsageError(Fault(f"'{shown(text)}' is not a number", place, hint))
    return value


def _matrix(rows: list[Row], number: int, source: Source, channels: int) -> Matrix:
    if not rows:
        what = f"channel {number} of {source.name}" if channels > 1 else source.name
        raise UsageError(Fault(f"{what} is empty", hint='write rows of numbers, for example "1 0; 0 1"'))
    first = len(rows[0][0])
    for index, (row, place) in enumerate(rows, 1):
        if len(row) != first:
            message = f"row {index} has {_entries(len(row))}, and row 1 has {first}"
            raise UsageError(Fault(message, place, f"every row of a map has as many: {_change(first - len(row))}"))
    return tuple(row for row, _ in rows)


def _check_channels(maps: Maps, channels: list[list[Row]]) -> None:
    for number, matrix in enumerate(maps, 1):
        if size_text(matrix) != size_text(maps[0]):
            message = f"channel {number} is {size_text(matrix)}, and channel 1 is {size_text(maps[0])}"
            raise UsageError(Fault(message, channels[number - 1][0][1], "all channels have one size"))


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _change(missing: int) -> str:
    return f"add {_entries(missing)}" if missing > 0 else f"take away {_entries(-missing)}"
