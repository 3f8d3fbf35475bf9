"""`archcalc explain`: the derivation of each number of a network."""

from __future__ import annotations

from textwrap import wrap
from typing import Annotated

from archcalc.analysis import Analysis, analyze
from archcalc.cli.arch import asked
from archcalc.cli.commands import Argument
from archcalc.cli.emit import write
from archcalc.cli.endings import FormatOption
from archcalc.cli.options import Arch, Input, Lang, Output, Set, Training, input_shape, knob_values, one_of
from archcalc.explain import LayerExplanation, Total, explain_layers, explain_totals
from archcalc.explain.render import layer_data, markdown_lines, text_lines, total_data, total_line
from archcalc.explain.words import text
from archcalc.naming import matching
from archcalc.output.summary import heading
from archcalc.output.words import LANGUAGES

FORMATS = ("text", "markdown", "json")
WIDTH = 100
"""Of what the spec says about the network, in text."""

Layers = Annotated[
    list[str], Argument(metavar="[LAYER...]", help="Layers, or parts of the network: conv1, conv2_x.0, 'conv*'.")
]
Form = Annotated[str, FormatOption(*FORMATS, "table", help="text, markdown (with LaTeX) or json")]


def run(
    arch: Arch,
    layer: Layers = [],  # noqa: B006 -- typer copies it
    input: Input = "",
    set: Set = [],  # noqa: B006
    training: Training = False,
    format: Form = "text",
    output: Output = "",
    lang: Lang = "en",
) -> None:
    """How each number comes about: formula, values, result, source. The whole network ends with its totals."""
    format = "text" if format == "table" else format
    one_of(format, FORMATS, "format")
    one_of(lang, LANGUAGES, "language")
    network, shape, training = asked(arch, knob_values(set), input_shape(input), training)
    analysis = analyze(network, shape, training=training)
    write(explanation(analysis, layer or None, format, lang), output)


def explanation(analysis: Analysis, patterns: list[str] | None, format: str, lang: str) -> str:
    """The explanation of the layers that the patterns mean, or of all with their totals, in one of the formats."""
    names = matching(patterns, [row.name for row in analysis.layers]) if patterns else None
    layers = explain_layers(analysis, names)
    is_block = sum(layer.row.macs > 0 for layer in layers) > 1  # more than a layer with its norm and activation
    totals = explain_totals(analysis, names) if is_block or names is None else []
    key = "totals" if names is None else "subtotals"
    if format == "json":
        return _json(analysis, layers, {"totals": [], key: totals}, lang)
    label = f"{text('subtotal', lang)} ({', '.join(patterns)})" if patterns else text("total", lang)
    return _text(analysis, layers, totals, label, format, lang)


def _text(
    analysis: Analysis, layers: list[LayerExplanation], totals: list[Total], label: str, format: str, lang: str
) -> str:
    lines_of = markdown_lines if format == "markdown" else text_lines
    parts = ["\n".join(lines_of(layer, lang)) for layer in layers]
    head = heading(analysis, lang)
    about = analysis.network.about
    if totals:
        parts.append("\n".join([label, *(total_line(total, lang) for total in totals)]))
    if format == "markdown":
        if totals:
            parts[-1] = f"### {label}\n\n```text\n" + parts[-1].partition("\n")[2] + "\n```"
        return f"## {head}\n\n" + (f"{about}\n\n" if about else "") + "\n".join(parts) + "\n"
    return "\n".join([head, *wrap(about, WIDTH)]) + "\n\n" + "\n\n".join(parts) + "\n"


def _json(analysis: Analysis, layers: list[LayerExplanation], totals: dict[str, list[Total]], lang: str) -> str:
    import json

    data = {
        "architecture": analysis.network.name,
        "input": list(analysis.input),
        "language": lang,
        "about": analysis.network.about,
        "layers": [layer_data(layer, lang) for layer in layers],
        **{key: [total_data(total) for total in found] for key, found in totals.items()},
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
