"""Tables as pandas frames and as CSV that opens in a spreadsheet without surprises.

Figures are whole numbers without separators, sizes are texts (`64x112x112`), a figure that is not known is an
empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from archcalc.analysis import Analysis
from archcalc.formula import elements
from archcalc.report.subject import Subject
from archcalc.rows import Row
from archcalc.shape import shape_text

if TYPE_CHECKING:
    import pandas

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MISREAD = re.compile(
    rf"[=+@\t-].*|\d[\d.,:/ -]*(e[+-]?\d+)?|({_MONTHS})[a-z]*[ .-]?\d+|\d+[ .-]?({_MONTHS})[a-z]*|true|false",
    re.IGNORECASE | re.DOTALL,
)
"""Texts that a spreadsheet takes for a formula, a date, a number or a truth value."""

NAMES = ("layer", "name", "title", "family", "authors", "paper", "url")
"""Columns of texts that people wrote; the others hold figures, sizes and the program's own words."""


def layer_frame(analysis: Analysis) -> pandas.DataFrame:
    """One row for each layer, whole batch; `cost` where the convention is not that of `macs`."""
    import pandas

    rows = [_layer(row, analysis.batch) for row in analysis.layers]
    if analysis.convention.name != "macs":
        rows = [
            {**cells, analysis.convention.name: row.counted} for cells, row in zip(rows, analysis.layers, strict=True)
        ]
    return pandas.DataFrame(rows)


def index_frame(found: Iterable[Subject]) -> pandas.DataFrame:
    """One row for each network: where it comes from, and its totals."""
    import pandas

    frame = pandas.DataFrame([_network(subject.analysis) for subject in found])
    return frame.astype({"year": "Int64"})  # some have none, and a year is no fraction


def csv_text(frame: pandas.DataFrame) -> str:
    """One header line, no index; every cell reads in a spreadsheet as what it is."""
    names = [name for name in NAMES if name in frame.columns]
    written: str = frame.assign(**{name: frame[name].map(guarded) for name in names}).to_csv(
        index=False, lineterminator="\n"
    )
    return written


def guarded(text: str) -> str:
    """A text, with an apostrophe before it where a spreadsheet would take it for something else."""
    return f"'{text}" if _MISREAD.fullmatch(text) else text


def _layer(row: Row, batch: int) -> dict[str, Any]:
    return {
        "layer": row.name,
        "op": row.op,
        "operation": row.operation.describe(),
        "input": " + ".join(map(shape_text, row.inputs)),
        "output": shape_text(row.output),
        "parameters": row.parameters,
        "trainable_parameters": row.trainable_parameters,
        "buffers": row.buffers,
        "macs": row.macs,
        "flops": row.flops,
        "activations": elements(row.output) * batch,
        "receptive_field": _field(row),
    }


def _field(row: Row) -> str:
    """`11`, or `3x5` where the axes differ."""
    sizes = [axis.size for axis in row.receptive]
    return shape_text(tuple(sizes[:1] if len(set(sizes)) == 1 else sizes))


def _network(analysis: Analysis) -> dict[str, Any]:
    network, totals = analysis.network, analysis.totals
    paper = network.spec.paper
    return {
        "name": network.name,
        "title": network.title,
        "family": network.spec.family,
        "authors": paper.authors,
        "year": paper.year,
        "input": shape_text(analysis.input),
        "parameters": totals.parameters,
        "trainable_parameters": totals.trainable_parameters,
        "buffers": totals.buffers,
        "macs": totals.macs,
        "flops": totals.flops,
        "activations": totals.activations,
        "peak_activation_bytes": totals.peak_activation_bytes,
        "training_activation_bytes": totals.training_activation_bytes,
        "depth": totals.weighted_layers,
        "layers": totals.layers,
        "paper": paper.title,
        "url": paper.url,
    }
