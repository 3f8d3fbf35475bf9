"""A result as plain data for programs: JSON and CSV. Rows and columns count from 1, as in the worked lines."""

from __future__ import annotations

from typing import Any

from archcalc.numeric.compute import Result
from archcalc.numeric.geometry import Axis
from archcalc.numeric.loss import Loss
from archcalc.numeric.numbers import Maps, json_number, number_text
from archcalc.numeric.sparse import sparse_matrices
from archcalc.numeric.working import worked_lines
from archcalc.output.table import Column, Table, csv_text


def result_data(result: Result, steps: bool = False, matrix: bool = False, lang: str = "en") -> dict[str, Any]:
    """The result; numbers as digits where JSON holds them exactly, else as text (`1/3`)."""
    data: dict[str, Any] = {
        "operation": result.operation.describe(),
        "input": _maps(result.input),
        "kernel": None if result.kernel is None else _maps(result.kernel),
        "bias": json_number(result.bias),
        "output": _maps(result.output),
        "sizes": {axis.name: _worked(result, axis) for axis in result.axes if axis.name},
        "left_out": [] if result.transposed else _left_out(result),
    }
    if steps:
        data["steps"] = [
            {
                "channel": step.channel + 1,
                "row": step.row + 1,
                "column": step.column + 1,
                "working": worked_lines(result, step, lang),
                "value": json_number(step.value),
            }
            for step in result.steps
        ]
    if matrix:
        data["matrices"] = [
            [[0 if weight is None else json_number(weight) for weight in row] for row in c.weights()]
            for c in sparse_matrices(result)
        ]
    return data


def result_csv(result: Result, steps: bool = False, lang: str = "en") -> str:
    """The output as rows of numbers, channels separated by a line with `|`, as `@file` reads it; or the steps."""
    if not steps:
        return "|\n".join(
            "".join(",".join(map(number_text, row)) + "\n" for row in channel) for channel in result.output
        )
    columns = tuple(Column(name, name) for name in ("channel", "row", "column", "working", "value"))
    rows = [
        (s.channel + 1, s.row + 1, s.column + 1, "; ".join(worked_lines(result, s, lang)), number_text(s.value))
        for s in result.steps
    ]
    return csv_text(Table(columns, rows))


def loss_data(loss: Loss) -> dict[str, Any]:
    """The comparison, entry by entry, and its mean."""
    names = ("targets", "predictions", "differences", "squares")
    lists = {name: [json_number(value) for value in getattr(loss, name)] for name in names}
    return {**lists, "working": loss.working, "mean_squared_error": json_number(loss.mean)}


def loss_table(loss: Loss) -> Table:
    """A row for each entry, for CSV and Markdown."""
    names = ("target", "prediction", "difference", "square")
    entries = zip(loss.targets, loss.predictions, loss.differences, loss.squares, strict=True)
    return Table(tuple(Column(name, name, right=True) for name in names), [tuple(map(number_text, e)) for e in entries])


def _worked(result: Result, axis: Axis) -> str:
    if not result.transposed:
        return axis.worked()
    named = [one for one in result.axes if one.name]
    return axis.worked_back(getattr(result.operation, "output_padding", ())[named.index(axis)])


def _left_out(result: Result) -> list[dict[str, Any]]:
    found = [(axis, axis.left_over()) for axis in result.axes]
    return [
        {
            "axis": axis.name,
            "places": [rest.first, rest.last],
            "next_window": [rest.wanted_first, rest.wanted_last],
            "ends_at": rest.last,
        }
        for axis, rest in found
        if rest
    ]


def _maps(maps: Maps) -> list[list[list[int | float | str]]]:
    return [[[json_number(value) for value in row] for row in matrix] for matrix in maps]
