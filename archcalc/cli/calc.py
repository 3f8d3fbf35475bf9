"""`archcalc calc`: one layer or a small chain, without a file."""

from __future__ import annotations

from typing import Annotated

from archcalc.analysis import Analysis, analyze, analyze_graph
from archcalc.calc.chain import is_chain, read_chain, read_operation
from archcalc.calc.solve import RANGES
from archcalc.calc.words import Word, find_operation
from archcalc.cli.commands import Argument, Option
from archcalc.cli.emit import table_text, write
from archcalc.cli.options import FORMATS, Batch, ConventionName, Format, Lang, Output, noted, one_of
from archcalc.cli.summarize import show
from archcalc.errors import Fault, Place, Source, UsageError
from archcalc.graph import INPUT, Graph, Node
from archcalc.ops import OPERATIONS
from archcalc.output.summary import layer_table
from archcalc.output.words import LANGUAGES
from archcalc.shape import Shape, parse_shape

CONTEXT = {"ignore_unknown_options": True, "help_option_names": ["-h", "--help"]}
"""An operation's own fields are options too: `--filters 64`."""

Parts = Annotated[
    list[str],
    Argument(
        metavar="OP [FIELDS]",
        help="A layer (conv 64 3x3 s2 p1, conv --filters 64 --kernel 3), or a chain: '3x32x32 -> conv 64 3x3'.",
    ),
]
Inputs = Annotated[
    list[str],
    Option("--input", metavar="CxHxW", help="Input shape, channels first; repeated for add and concat."),
]
Explain = Annotated[bool, Option("--explain", help="Show how each number comes about.")]
Solve = Annotated[str, Option("--solve", metavar="FIELD", help=f"Find one of {', '.join(RANGES)} for --to.")]
To = Annotated[str, Option("--to", metavar="HxW", help="The output that --solve is to reach: 32x32 or 64x32x32.")]


def run(
    parts: Parts,
    input: Inputs = [],  # noqa: B006 -- typer copies it
    batch: Batch = 1,
    explain: Explain = False,
    solve: Solve = "",
    to: To = "",
    convention: ConventionName = "macs",
    format: Format = "table",
    output: Output = "",
    lang: Lang = "en",
) -> None:
    """One layer or a small chain, without a file. Exit code 1: --solve has found nothing."""
    one_of(format, FORMATS, "format")
    one_of(lang, LANGUAGES, "language")
    parts = _words(parts)
    shapes = [noted(parse_shape(shape)) for shape in input]
    if solve:
        from archcalc.cli.calc_solve import solved

        return solved(parts, shapes, solve, to, explain, format, output, lang)
    if to:
        raise UsageError(Fault("--to is what --solve is to reach", hint=f"add --solve with one of {', '.join(RANGES)}"))
    analysis = _analysis(parts, shapes, batch, convention)
    if explain:
        return _explained(analysis, format, output, lang)
    if len(shapes) > 1:
        return _show_join(analysis, shapes, format, output, lang)
    return show(analysis, format, 0, output, lang)


def _words(parts: list[str]) -> list[str]:
    """The words of a layer, which may come as one quoted argument; a chain stays whole."""
    words = parts[0].split() if len(parts) == 1 and not is_chain(parts[0]) else parts
    if not words:
        raise UsageError(Fault("no layer is given", hint="conv 64 3x3 --input 3x32x32"))
    return words


def _analysis(parts: list[str], inputs: list[Shape], batch: int, convention: str) -> Analysis:
    if is_chain(parts[0]):
        if inputs:
            raise UsageError(Fault("the chain begins with its input", hint="leave out --input"))
        chain = read_chain(parts[0])
        return analyze(chain, noted(chain.input), batch, convention=convention)
    if len(parts) == 1 and not inputs and parts[0][:1].isdigit():
        raise UsageError(Fault(f"'{parts[0]}' is an input without a layer", hint="3x32x32 -> conv 64 3x3"))
    if not inputs:
        find_operation(Word(parts[0], Place(Source("calc", " ".join(parts)), 1, 1, len(parts[0]))))
        hint = "add --input 3x32x32, or write a chain: '3x32x32 -> conv 64 3x3'"
        raise UsageError(Fault("the layer has no input", hint=hint))
    if len(inputs) > 1:
        return _join(parts, inputs, batch, convention)
    return analyze(read_operation(parts, inputs[0]), None, batch, convention=convention)


def _join(parts: list[str], inputs: list[Shape], batch: int, convention: str) -> Analysis:
    """A join of several inputs: no chain can express it, so its graph is made by hand."""
    source = Source("calc", " ".join(parts))
    kind = find_operation(Word(parts[0], Place(source, 1, 1, len(parts[0]))))
    shapes = tuple(inputs)
    if kind.fan_in[1] == 1:
        hint = "joins take several: add, concat"
        raise UsageError(Fault(f"{kind.key} takes one input, not {len(shapes)}", hint=hint))
    operation = OPERATIONS[kind.key].make(shapes, {})
    operation.check_inputs(shapes)
    node = Node(kind.key, operation, (INPUT,) * len(shapes), shapes, operation.output(*shapes))
    graph = Graph("calc", shapes[0], (node,), 0)
    network = read_operation(["identity"], shapes[0])
    return analyze_graph(network, graph, batch, convention)


def _show_join(analysis: Analysis, shapes: list[Shape], format: str, output: str, lang: str) -> None:
    """The one row of a join; totals and memory are those of networks, which have one input."""
    if format == "json":
        import json

        from archcalc.output.data import layer_data

        data = {"inputs": [list(shape) for shape in shapes], "layers": [layer_data(row) for row in analysis.layers]}
        return write(json.dumps(data, ensure_ascii=False) + "\n", output)
    return write(table_text(layer_table(analysis, None, lang), format), output)


def _explained(analysis: Analysis, format: str, output: str, lang: str) -> None:
    from archcalc.cli.explain import explanation

    formats = {"table": "text", "markdown": "markdown", "json": "json"}
    if format not in formats:
        raise UsageError(Fault("an explanation is no table", hint="use --format table, markdown or json"))
    write(explanation(analysis, None, formats[format], lang), output)
