"""The result of a sweep as rows for tables, and as the bytes of a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import numpy as np

from archcalc.errors import Fault, MissingPartError, UsageError
from archcalc.output.table import Column, Table, csv_text
from archcalc.shape import shape_text
from archcalc.sweep.lanes import Array
from archcalc.sweep.plan import INPUT
from archcalc.sweep.run import Columns

_AT_ONCE = 50_000  # rows that are texts at the same time
_WORDS = {
    "macs": "MACs",
    "flops": "FLOPs",
    "peak_activation_bytes": "peak activations (bytes)",
    "memory_bytes": "with parameters (bytes)",
}


def names(columns: Columns) -> list[str]:
    """The columns of the result, in order."""
    return [*columns.knobs, *columns.figures, "valid", "reason"]


def rows(columns: Columns) -> Iterator[tuple[Any, ...]]:
    """Plain values; the figures of what cannot be are None."""
    valid = columns.valid.tolist()
    knobs = [_plain(name, column.tolist()) for name, column in columns.knobs.items()]
    figures = [
        [value if fine else None for value, fine in zip(column.tolist(), valid, strict=True)]
        for column in columns.figures.values()
    ]
    return zip(*knobs, *figures, valid, columns.reasons.tolist(), strict=True)


def table(columns: Columns) -> Table:
    """The result for people; `valid` and `reason` only where something cannot be."""
    everything = bool(columns.valid.all())
    heads = [
        *(Column(name, name, right=column.dtype != object) for name, column in columns.knobs.items()),
        *map(figure_column, columns.figures),
    ]
    if not everything:
        heads += [Column("reason", "reason")]
    count = len(columns.knobs)  # a setting is a name, not a quantity: no thousands separator
    found = [
        (*map(_text, row[:count]), *row[count:-2], *(() if everything else (row[-1] or "",))) for row in rows(columns)
    ]
    return Table(tuple(heads), found)


def figure_column(name: str) -> Column:
    """The column of a figure; on a narrow terminal parameters and MACs stay."""
    heading = _WORDS.get(name, name.replace("_", " "))
    return Column(name, heading, right=True, optional=name not in ("parameters", "macs"))


def file_bytes(columns: Columns, format: str) -> bytes:
    """A whole file: csv, json or parquet."""
    if format == "parquet":
        return parquet_bytes(columns)
    return "".join(csv_pieces(columns) if format == "csv" else json_pieces(columns)).encode()


def csv_pieces(columns: Columns) -> Iterator[str]:
    """One header line, then plain values; true and false as JSON writes them, nothing for None."""
    heads = tuple(Column(name, name) for name in names(columns))
    for start in range(0, max(1, len(columns)), _AT_ONCE):
        part = columns.chosen(np.arange(start, min(start + _AT_ONCE, len(columns))))
        text = csv_text(Table(heads, [tuple(map(_word, row)) for row in rows(part)]))
        yield text if start == 0 else text.partition("\n")[2]


def json_pieces(columns: Columns) -> Iterator[str]:
    """A list with one object per line."""
    heads = names(columns)
    yield "["
    for number, row in enumerate(rows(columns)):
        yield ("\n " if number == 0 else ",\n ") + json.dumps(dict(zip(heads, row, strict=True)), ensure_ascii=False)
    yield "\n]\n"


def parquet_bytes(columns: Columns) -> bytes:
    """One row group; figures are 64-bit, null where a configuration cannot be.

    Raises:
        MissingPartError: pyarrow is not installed.
        UsageError: a figure does not fit into 64 bits.
    """
    arrow, parquet = arrow_modules()
    invalid = ~columns.valid
    arrays: dict[str, Any] = {}
    for name, column in columns.knobs.items():
        arrays[name] = _arrow_knob(arrow, name, column)
    for name, column in columns.figures.items():
        if column.dtype == object:
            row = max(range(len(columns)), key=lambda index: abs(column[index]))
            setting = ", ".join(f"{knob}={_text(values[row])}" for knob, values in columns.knobs.items())
            message = f"{name} of {setting} is {column[row]:,}, which 64 bits do not hold"
            raise UsageError(Fault(message, hint="csv and json hold whole numbers of any size"))
        arrays[name] = arrow.array(column, mask=invalid)
    arrays["valid"] = arrow.array(columns.valid)
    arrays["reason"] = arrow.array(columns.reasons, arrow.string())
    sink = arrow.BufferOutputStream()
    parquet.write_table(arrow.table(arrays), sink)
    return bytes(sink.getvalue())


def arrow_modules() -> tuple[Any, Any]:
    """pyarrow and its Parquet part.

    Raises:
        MissingPartError: they are not installed.
    """
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise MissingPartError(
            Fault("Parquet needs pyarrow, which is not installed", hint="pip install 'archcalc[sweep]'")
        ) from None


def _arrow_knob(arrow: Any, name: str, column: Array) -> Any:
    if column.dtype != object:
        return arrow.array(column)
    values = column.tolist()
    if all(value.__class__ is bool for value in values):
        return arrow.array(values, arrow.bool_())
    return arrow.array(list(map(_text, values)), arrow.string())


def _plain(name: str, values: list[Any]) -> list[Any]:
    return list(map(_text, values)) if name == INPUT else values


def _text(value: Any) -> str:
    """A setting as `--set` or `--input` would take it."""
    if isinstance(value, tuple):
        return shape_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, list) else str(value)


def _word(value: Any) -> Any:
    return _text(value) if isinstance(value, (bool, list, tuple)) else value
