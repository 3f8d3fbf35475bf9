"""`archcalc compare-conventions`: why two conventions give two numbers for one network."""

from __future__ import annotations

from typing import Annotated

from archcalc.analysis import analyze
from archcalc.cli.arch import asked
from archcalc.cli.commands import Argument
from archcalc.cli.emit import draw_table, on_terminal, table_text, write
from archcalc.cli.options import FORMATS, Arch, Batch, Format, Input, Output, Set, input_shape, knob_values, one_of
from archcalc.conventions import convention
from archcalc.gap import Cause, explain_gap
from archcalc.output.table import Column, Table

First = Annotated[str, Argument(metavar="A", help="A convention: macs, flops, torch, fvcore, torchinfo, thop.")]
Second = Annotated[str, Argument(metavar="B", help="Another one.")]


def run(
    arch: Arch,
    a: First,
    b: Second,
    input: Input = "",
    batch: Batch = 1,
    set: Set = [],  # noqa: B006 -- typer copies it
    format: Format = "table",
    output: Output = "",
) -> None:
    """Decompose the difference of two conventions by cause."""
    one_of(format, FORMATS, "format")
    first, second = convention(a), convention(b)
    network, shape, training = asked(arch, knob_values(set), input_shape(input))
    analysis = analyze(network, shape, batch, training=training, convention=a)
    causes = explain_gap(analysis.layers, first, second, batch)
    gap = sum(cause.difference for cause in causes)
    before = analysis.totals.counted
    if format == "json":
        import json

        data = {
            "architecture": network.name,
            "from": {"convention": a, "cost": before},
            "to": {"convention": b, "cost": before + gap},
            "difference": gap,
            "causes": [cause._asdict() for cause in causes],
        }
        return write(json.dumps(data, indent=1, ensure_ascii=False) + "\n", output)
    if not causes and format == "table":
        return write(f"{a} and {b} count the same: {before:,}\n", output)
    table = _table(causes, a, b)
    if format == "csv":
        return write(table_text(table, "csv"), output)
    lines = [(a, f"{before:,}"), (b, f"{before + gap:,}"), ("difference", f"{gap:+,}")]
    if format == "table" and on_terminal(output):
        return draw_table(table, after=lines)
    return write(f"{table_text(table, format)}\n" + "".join(f"{label}: {text}\n" for label, text in lines), output)


def _table(causes: list[Cause], a: str, b: str) -> Table:
    columns = (
        Column("what", "what is counted"),
        Column("first", a),
        Column("second", b),
        Column("layers", "layers", right=True),
        Column("difference", "difference", right=True),
    )
    return Table(columns, causes)
