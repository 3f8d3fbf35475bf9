"""`archcalc savings`: what a network's economical constructions cost, and what plain layers would."""

from __future__ import annotations

from typing import Annotated

from archcalc.analysis import analyze_graph
from archcalc.cli.arch import asked
from archcalc.cli.commands import Argument, Option
from archcalc.cli.emit import draw_table, labelled, on_terminal, table_text, write
from archcalc.cli.options import (
    FORMATS,
    Batch,
    Format,
    Input,
    Lang,
    Output,
    Set,
    input_shape,
    knob_values,
    one_of,
)
from archcalc.errors import Fault, UsageError
from archcalc.expand import expand
from archcalc.output.summary import heading
from archcalc.output.table import Table
from archcalc.output.words import LANGUAGES
from archcalc.savings.account import Account, account
from archcalc.savings.data import account_data
from archcalc.savings.tables import by_kind, by_layer, listing, totals

Arch = Annotated[str, Argument(metavar="[ARCH]", help="Name in the zoo, a spec file, or -. Not with --layer.")]
ByLayer = Annotated[bool, Option("--by-layer", help="Each construction's layers, then the plain ones.")]
Verbose = Annotated[bool, Option("--verbose", help="Every construction in a row of its own.")]
ByHand = Annotated[
    str,
    Option(
        "--layer",
        metavar="TEXT",
        help="One construction by hand: 'INPUT -> LAYER via LAYERS' (in front of it) or 'INPUT -> LAYER as LAYERS' "
        "(in its place). A layer is '3x3 64', '3x3 dw', 'shuffle 4', 'linear 10' or 'pool', with s2 for a stride, "
        "g4 for groups; 'as separable' is short for a depthwise and a 1x1 convolution. Padding is same, there are "
        "no biases. For example: '28x28x128 -> 5x5 64 via 1x1 32', '256x56x56 -> 3x3 256 as 3x3 256 g32'.",
    ),
]


def run(
    arch: Arch = "",
    layer: ByHand = "",
    input: Input = "",
    batch: Batch = 1,
    set: Set = [],  # noqa: B006 -- typer copies it
    by_layer: ByLayer = False,
    verbose: Verbose = False,
    format: Format = "table",
    output: Output = "",
    lang: Lang = "en",
) -> None:
    """What 1x1 bottlenecks, groups, depthwise-separable, stacked and factorised kernels save."""
    one_of(format, FORMATS, "format")
    one_of(lang, LANGUAGES, "language")
    if bool(arch) == bool(layer):
        message = "savings takes an architecture or --layer, not both" if arch else "savings needs an architecture"
        raise UsageError(Fault(message, hint="for example: archcalc savings mobilenet_v1"))
    if layer:
        if input or set or by_layer:
            raise UsageError("--layer gives the whole construction: --input, --set and --by-layer go with an ARCH")
        return _by_hand(layer, batch, format, output, lang)
    network, shape, training = asked(arch, knob_values(set), input_shape(input))
    graph = expand(network, shape, training)
    analysis = analyze_graph(network, graph, batch)
    found = account(graph, batch)
    if format == "json":
        import json

        head = {"architecture": network.name, "input": list(graph.input), "batch": batch}
        return write(json.dumps(head | account_data(found), indent=1, ensure_ascii=False) + "\n", output)
    _show(found, heading(analysis, lang), by_layer, verbose, format, output, lang)
    return None


def _show(found: Account, title: str, layers: bool, verbose: bool, format: str, output: str, lang: str) -> None:
    if format == "csv":
        table = by_layer(found, lang) if layers else listing(found, lang, every=True)
        assert table is not None
        return write(table_text(table, "csv"), output)
    listed = by_layer(found, lang) if layers else listing(found, lang, verbose)
    tables = [table for table in (listed, by_kind(found, lang)) if table is not None and table.rows]
    lines = totals(found, lang, listed is not None)
    return emit(tables, title, lines, format, output)


def emit(tables: list[Table], title: str, lines: list[tuple[str, str]], format: str, output: str) -> None:
    """Tables under a title, labelled lines below them."""
    if format == "markdown":
        body = "\n".join(table_text(table, "markdown") for table in tables)
        notes = "".join(f"- **{label}** {text}\n" if label else f"- {text}\n" for label, text in lines)
        return write("\n".join(filter(None, (f"## {title}\n", body, notes))), output)
    if format == "table" and tables and on_terminal(output):
        for number, table in enumerate(tables):
            draw_table(table, "" if number else title, lines if number == len(tables) - 1 else None)
        return None
    parts = [table_text(table, "table") for table in tables] + ([labelled(lines)] if lines else [])
    return write("\n".join([f"{title}\n", *parts]), output)


def _by_hand(text: str, batch: int, format: str, output: str, lang: str) -> None:
    from archcalc.savings.by_hand import compare, hand_data, hand_lines, hand_table, read

    comparison = compare(read(text), batch)
    if format == "json":
        import json

        return write(json.dumps(hand_data(comparison), indent=1, ensure_ascii=False) + "\n", output)
    table = hand_table(comparison, lang)
    if format == "csv":
        return write(table_text(table, "csv"), output)
    return emit([table], comparison.title, hand_lines(comparison, lang), format, output)
