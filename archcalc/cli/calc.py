"""`archcalc calc`: one layer or a small chain, without a file."""

from __future__ import annotations

import sys
from typing import Annotated

from archcalc.analysis import Analysis, analyze, analyze_graph
from archcalc.calc.chain import is_chain, read_chain, read_operation
from archcalc.calc.solve import RANGES, Solutions, solve
from archcalc.calc.words import Word, find_operation
from archcalc.cli.commands import Argument, Option
from archcalc.cli.emit import table_text, write
from archcalc.cli.options import FORMATS, Batch, ConventionName, Format, Lang, Output, one_of
from archcalc.cli.summarize import show
from archcalc.errors import EXIT_FAILED, Fault, Place, Source, UsageError
from archcalc.graph import INPUT, Graph, Node
from archcalc.ops import OPERATIONS
from archcalc.output.summary import layer_table
from archcalc.output.words import LANGUAGES
from archcalc.shape import Shape, parse_shape, shape_text
from archcalc.spec.model import Layer, Network, Sequence

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
    if solve:
        return _solved(parts, input, solve, to, format, output)
    if to:
        raise UsageError(Fault("--to is what --solve is to reach", hint=f"add --solve with one of {', '.join(RANGES)}"))
    shapes = [parse_shape(shape) for shape in input]
    analysis = _analysis(parts, shapes, batch, convention)
    if explain:
        return _explained(analysis, format, output, lang)
    if len(shapes) > 1:
        return _show_join(analysis, shapes, format, output, lang)
    return show(analysis, format, 0, output, lang)


def _analysis(parts: list[str], inputs: list[Shape], batch: int, convention: str) -> Analysis:
    if len(parts) == 1 and is_chain(parts[0]):
        if inputs:
            raise UsageError(Fault("the chain begins with its input", hint="leave out --input"))
        return analyze(read_chain(parts[0]), None, batch, convention=convention)
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


def _solved(parts: list[str], inputs: list[str], quantity: str, to: str, format: str, output: str) -> None:
    if not to:
        raise UsageError(Fault("--solve needs the output to reach", hint="add --to 32x32"))
    if len(parts) == 1 and is_chain(parts[0]):
        raise UsageError(Fault("--solve takes one layer, not a chain", hint="conv 64 3x3 --input 3x32x32 --to 32x32"))
    target = parse_shape(to)
    start = _known_input(inputs, quantity, target)
    network = read_operation(_with_placeholder(parts, quantity), start)
    layer = _only_layer(network)
    wanted = target[1:] if len(target) == len(start) else target
    found = solve(layer, start, quantity, wanted)
    write(_solutions_text(found, format), output)
    if not found.values:
        sys.exit(EXIT_FAILED)


def _known_input(inputs: list[str], quantity: str, target: Shape) -> Shape:
    if len(inputs) == 1:
        return parse_shape(inputs[0])
    if quantity == "input" and not inputs:
        axes = len(target) if len(target) < 3 else len(target) - 1
        return (1,) * (axes + 1)
    raise UsageError(Fault("--solve needs one --input", hint="for example --input 3x32x32"))


def _with_placeholder(parts: list[str], quantity: str) -> list[str]:
    """The layer with something in place of a required field that is asked for."""
    given = any(part.startswith((f"--{quantity}", f"{quantity}=")) for part in parts)
    operation = find_operation(Word(parts[0], Place(Source("calc", parts[0]), 1, 1)))
    if quantity != "kernel" or given:
        return parts if quantity == "input" or not given else _refuse_given(quantity)
    return [*parts, "--kernel", "1"] if "kernel" in operation.fields else parts


def _refuse_given(quantity: str) -> list[str]:
    raise UsageError(Fault(f"'{quantity}' is given and asked for", hint="leave one out"))


def _only_layer(network: Network) -> Layer:
    assert isinstance(network.layers, Sequence)
    item = network.layers.items[0].item
    assert isinstance(item, Layer)
    return item


def _solutions_text(found: Solutions, format: str) -> str:
    if format == "json":
        import json

        data = {
            "solve": found.quantity,
            "range": [found.tried[0], found.tried[-1]],
            "wanted": list(found.wanted),
            "solutions": list(found.values),
            "reason": "" if found.values else found.reason(),
        }
        return json.dumps(data, ensure_ascii=False) + "\n"
    where = f"{found.quantity} from {found.tried[0]} to {found.tried[-1]}"
    if not found.values:
        return f"no {where} gives {shape_text(found.wanted)}: {found.reason()}\n"
    return f"{found.quantity} = {', '.join(map(str, found.values))} (tried: {where})\n"
