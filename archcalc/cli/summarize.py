"""`archcalc summarize`: the per-layer table of a network and its totals."""

from __future__ import annotations

import sys
from typing import Annotated

from archcalc.analysis import Analysis, analyze_graph, frozen
from archcalc.cli.arch import asked
from archcalc.cli.commands import Option
from archcalc.cli.emit import draw_table, labelled, on_terminal, table_text, write
from archcalc.cli.options import (
    FORMATS,
    Arch,
    Batch,
    ConventionName,
    Format,
    Input,
    Lang,
    Output,
    Set,
    Training,
    input_shape,
    knob_values,
    one_of,
)
from archcalc.errors import Fault, UsageError
from archcalc.expand import PartialGraphError, expand
from archcalc.graph import Graph
from archcalc.memory import DTYPE_BYTES
from archcalc.output.summary import heading, layer_table, totals_lines
from archcalc.output.table import Table
from archcalc.output.words import LANGUAGES

Depth = Annotated[int, Option("--depth", metavar="N", min=0, help="Fold layers below N parts of their names.")]
Dtype = Annotated[str, Option("--dtype", metavar="TYPE", help=f"Memory is counted in {', '.join(DTYPE_BYTES)}.")]
Freeze = Annotated[list[str], Option("--freeze", metavar="PATTERN", help="Layers that are not trained; repeatable.")]

Bars = Annotated[
    bool, Option("--bars", help="Bars beside parameters and share of the work; the largest fills its column.")
]
Wiring = Annotated[bool, Option("--wiring", help="A column with the layers that each takes its input from.")]
PLAIN_WIDTH = 80
"""Columns that a table with bars keeps to where it is not drawn on a terminal."""


def run(
    arch: Arch,
    input: Input = "",
    batch: Batch = 1,
    set: Set = [],  # noqa: B006 -- typer copies it
    convention: ConventionName = "macs",
    depth: Depth = 0,
    training: Training = False,
    freeze: Freeze = [],  # noqa: B006
    dtype: Dtype = "float32",
    bars: Bars = False,
    wiring: Wiring = False,
    format: Format = "table",
    output: Output = "",
    lang: Lang = "en",
) -> None:
    """Per-layer table and totals of a network."""
    one_of(format, FORMATS, "format")
    one_of(lang, LANGUAGES, "language")
    if bars and format != "table":
        raise UsageError(Fault(f"--bars are drawn in a table, not in {format}", hint="leave out --format or --bars"))
    network, shape, training = asked(arch, knob_values(set), input_shape(input), training)

    def analysis_of(graph: Graph) -> Analysis:
        return frozen(analyze_graph(network, graph, batch, convention, dtype), freeze)

    try:
        graph = expand(network, shape, training)
    except PartialGraphError as error:
        if format == "table" and error.graph.nodes:
            found = analysis_of(error.graph)
            show_layers(found, layer_table(found, depth or None, lang, wiring), output, lang)
        raise
    show(analysis_of(graph), format, depth, output, lang, bars, wiring)


def show(
    analysis: Analysis, format: str, depth: int, output: str, lang: str, bars: bool = False, wiring: bool = False
) -> None:
    """Print an analysis in one of the formats; `bars` are for tables."""
    if format == "json":
        from archcalc.output.data import json_text

        return write(json_text(analysis), output)
    table = layer_table(analysis, depth or None, lang, wiring)
    if format == "csv":
        return write(table_text(table, "csv"), output)
    if bars:
        table = _with_bars(table, output)
    title, totals = heading(analysis, lang), totals_lines(analysis, lang)
    if format == "markdown":
        notes = "".join(f"- **{label}** {text}\n" for label, text in totals)
        return write(f"## {title}\n\n{table_text(table, 'markdown')}\n{notes}", output)
    if on_terminal(output):
        return draw_table(table, title, totals)
    return write(f"{title}\n\n{table_text(table, 'table')}\n{labelled(totals)}", output)


def show_layers(analysis: Analysis, table: Table, output: str, lang: str) -> None:
    """The layers that stand before one that failed; no totals, as there are none."""
    title = f"{heading(analysis, lang)}: the layers before the one that fails"
    if on_terminal(output):
        draw_table(table, title)
    elif not output:
        write(f"{title}\n\n{table_text(table, 'table')}\n")


def _with_bars(table: Table, output: str) -> Table:
    """The table with bars, as wide as the terminal or as a pipe is read."""
    from shutil import get_terminal_size

    from archcalc.output.bars import with_bars

    encoding = "utf-8" if output and output != "-" else sys.stdout.encoding or "ascii"
    try:
        blocks = bool("█▏".encode(encoding))
    except UnicodeEncodeError:
        blocks = False
    drawn = on_terminal(output)
    return with_bars(table, get_terminal_size().columns if drawn else PLAIN_WIDTH, blocks, cut_names=drawn)
