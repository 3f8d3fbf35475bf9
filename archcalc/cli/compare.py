"""`archcalc compare`: networks side by side, and where the difference comes from."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import Annotated

from archcalc.cli.arch import analysis_of, named
from archcalc.cli.commands import Argument, Option
from archcalc.cli.emit import draw_line, draw_table, on_terminal, table_text, write
from archcalc.cli.options import (
    FORMATS,
    Batch,
    ConventionName,
    Format,
    Input,
    Lang,
    Output,
    Set,
    input_shape,
    knob_values,
    one_of,
)
from archcalc.compare import Comparison, compare
from archcalc.compare.tables import Section, csv_figures, csv_stages, figure_sections, stage_sections
from archcalc.compare.waterfalls import csv_layers, waterfall_sections
from archcalc.errors import UsageError
from archcalc.output.words import LANGUAGES

Archs = Annotated[
    list[str],
    Argument(
        metavar="ARCH ARCH...",
        help="Two or more networks: a zoo name, a spec file (my.yaml, my.yaml:variant) or -, each with knobs and input "
        "of its own if need be: mobilenet_v1:width=0.5@160, googlenet:training (with its training heads).",
    ),
]
Stages = Annotated[bool, Option("--stages", help="Each stage's share of parameters and MACs.")]
Layers = Annotated[bool, Option("--layers", help="The differences layer by layer.")]


def run(
    archs: Archs,
    input: Input = "",
    batch: Batch = 1,
    set: Set = [],  # noqa: B006 -- typer copies it
    convention: ConventionName = "macs",
    stages: Stages = False,
    layers: Layers = False,
    format: Format = "table",
    output: Output = "",
    lang: Lang = "en",
) -> None:
    """Networks side by side, and where the difference to the first one comes from."""
    one_of(format, FORMATS, "format")
    one_of(lang, LANGUAGES, "language")
    if format == "csv" and stages and layers:
        raise UsageError("CSV is one table: give --stages or --layers, not both")
    chosen = [named(arch) for arch in archs]
    if sum(one.name.partition(":")[0] == "-" for one in chosen) > 1:
        raise UsageError("standard input can be read once: only one network can be -")
    knobs, shape = knob_values(set), input_shape(input)
    analyses = [analysis_of(one, batch, convention, knobs, shape) for one in chosen]
    found = compare(analyses, [one.label for one in chosen])
    if format == "json":
        import json

        from archcalc.compare.data import comparison_data

        return write(json.dumps(comparison_data(found), indent=1, ensure_ascii=False) + "\n", output)
    if format == "csv":
        table = csv_stages(found) if stages else csv_layers(found) if layers else csv_figures(found)
        return write(table_text(table, "csv"), output)
    return _show(found, stages, layers, format, output, lang)


def _show(found: Comparison, stages: bool, layers: bool, format: str, output: str, lang: str) -> None:
    drawn = format == "table" and on_terminal(output)
    room = shutil.get_terminal_size().columns if drawn else None
    sections = figure_sections(found, lang, room)
    if stages:
        sections += stage_sections(found, lang, room)
    sections += waterfall_sections(found, lang, layers, room)
    if drawn:
        return _draw(sections)
    return write(_text(sections, format), output)


def _draw(sections: Sequence[Section]) -> None:
    for number, (title, table, remark) in enumerate(sections):
        if number:
            draw_line()
        if table is None:
            draw_line(title, bold=True)
        else:
            draw_table(table, title)
        if remark:
            draw_line(remark)


def _text(sections: Sequence[Section], format: str) -> str:
    """Sections as plain text or Markdown."""
    mark = "### " if format == "markdown" else ""
    parts = []
    for title, table, remark in sections:
        lines = [f"{mark}{title}\n"] if title else []
        lines += [table_text(table, format)] if table else []
        lines += [f"{remark}\n"] if remark else []
        parts.append("\n".join(lines))
    return "\n".join(parts)
