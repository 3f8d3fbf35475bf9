"""`archcalc calc ... --solve FIELD --to HxW`: the values of a field that give a wanted output."""

from __future__ import annotations

import json
import sys
from typing import Any

from archcalc.analysis import analyze
from archcalc.calc.chain import is_chain, read_chain, read_operation
from archcalc.calc.solve import Solutions, solve
from archcalc.cli.emit import write
from archcalc.cli.explain import explanation
from archcalc.errors import EXIT_FAILED, Fault, UsageError
from archcalc.korean import with_particle
from archcalc.output.words import word
from archcalc.shape import AXIS_NAMES, AXIS_WORDS, Shape, parse_shape, shape_text
from archcalc.spec.model import Layer, Network, Sequence, Value

FORMATS = ("table", "json")


def solved(
    parts: list[str], inputs: list[Shape], quantity: str, to: str, explain: bool, format: str, output: str, lang: str
) -> None:
    """Write every value of a field that reaches `to`, with `explain` the layer with the first; exit code 1 without."""
    if not to:
        raise UsageError(Fault("--solve needs the output to reach", hint="add --to 32x32"))
    if format not in FORMATS:
        raise UsageError(Fault(f"--solve has no {format}: its result is no table", hint="use --format table or json"))
    if explain and quantity == "input":
        hint = "calc the layer with --input, channels included, and --explain"
        raise UsageError(Fault("--solve input finds sizes and no channels, so there is nothing to explain", hint=hint))
    target = parse_shape(to)
    network = _network(parts, inputs, quantity, target)
    layer = _only_layer(network)
    start = _opened(layer, network.input, target) if quantity == "input" else network.input
    found = solve(layer, start, quantity, target)
    first = _with_first(network, layer, found) if explain and found else None
    write(_json(found, first, lang) if format == "json" else _text(found, lang) + _explained(first, lang), output)
    if not found:
        sys.exit(EXIT_FAILED)


def _network(parts: list[str], inputs: list[Shape], quantity: str, target: Shape) -> Network:
    """The layer as a network of one; where its input is asked for, with a map of ones in its place."""
    if is_chain(parts[0]):
        if inputs:
            raise UsageError(Fault("the chain begins with its input", hint="leave out --input"))
        if quantity == "input":
            raise UsageError(Fault("the chain begins with the input that is asked for", hint="conv 64 3x3 s2"))
        return read_chain(parts[0], quantity)
    if quantity == "input":
        if inputs:
            raise UsageError(Fault("'input' is given and asked for", hint="leave one out"))
        axes = len(target) if len(target) < 3 else len(target) - 1
        return read_operation(parts, (1,) * (axes + 1))
    if len(inputs) != 1:
        raise UsageError(Fault("--solve needs one --input", hint="for example --input 3x32x32"))
    return read_operation(parts, inputs[0], quantity)


def _only_layer(network: Network) -> Layer:
    assert isinstance(network.layers, Sequence)
    items = network.layers.items
    if len(items) > 1:
        raise UsageError(Fault(f"--solve takes one layer, not {len(items)}", hint="3x32x32 -> conv 64 3x3"))
    item = items[0].item
    assert isinstance(item, Layer)
    return item


def _opened(layer: Layer, input: Shape, target: Shape) -> Shape:
    """The input with channels that the layer takes: those of its groups, or of its output where it keeps them."""
    groups = layer.fields.get("groups")
    keeps = "filters" not in layer.operation.fields and len(target) == len(input)
    channels = groups.constant if groups else target[0] if keeps else 1
    return (channels, *input[1:])


def _with_first(network: Network, layer: Layer, found: Solutions) -> Network:
    """The network of one layer with the first solution put in."""
    assert isinstance(network.layers, Sequence)
    (entry,) = network.layers.items
    first = [values[0] for values in found.axes] if found.axes else found.values[0]
    fields = {**layer.fields, found.quantity: Value(first, layer.wiring.place)}
    items = (entry._replace(item=layer._replace(fields=fields)),)
    return network._replace(layers=network.layers._replace(items=items))


def _explained(network: Network | None, lang: str) -> str:
    return f"\n{explanation(analyze(network), None, 'text', lang)}" if network else ""


def _json(found: Solutions, first: Network | None, lang: str) -> str:
    data: dict[str, Any] = {
        "solve": found.quantity,
        "range": [found.tried[0], found.tried[-1]],
        "wanted": list(found.wanted),
        "solutions": list(found.values),
        "axes": [list(values) for values in found.axes],
        "reason": "" if found else found.reason(),
    }
    if first:
        data["explanation"] = json.loads(explanation(analyze(first), None, "json", lang))
    return json.dumps(data, ensure_ascii=False) + "\n"


def _text(found: Solutions, lang: str) -> str:
    low, high, wanted = found.tried[0], found.tried[-1], shape_text(found.wanted)
    values = ", ".join(map(str, found.values)) or _by_axis(found, lang)
    if lang == "ko":
        called = found.called(lang)
        if not values:
            none = f"{with_particle(called, '으로')}는 {with_particle(wanted, '이')} 나오지 않습니다"
            return f"{low}부터 {high}까지의 {none}: {found.reason(lang)}\n"
        return f"{called} = {values} ({low}부터 {high}까지 찾음)\n"
    where = f"{found.quantity} from {low} to {high}"
    if not values:
        return f"no {where} gives {wanted}: {found.reason()}\n"
    return f"{found.quantity} = {values} (tried: {where})\n"


def _by_axis(found: Solutions, lang: str) -> str:
    """`1 along the height, 2 along the width`; empty if there is no such solution."""
    names = [word(AXIS_WORDS[letter], lang) for letter in AXIS_NAMES[len(found.axes)]] if found.axes else []
    along = "{name} {values}" if lang == "ko" else "{values} along the {name}"
    texts = zip(names, (", ".join(map(str, values)) for values in found.axes), strict=True)
    return "; ".join(along.format(name=name, values=values) for name, values in texts)
