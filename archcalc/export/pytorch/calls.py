"""One layer or block as constructor calls, its arguments as expressions."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING, Any

from archcalc.export.pytorch import expressions
from archcalc.export.pytorch.code import Call, Code, Listing, Text
from archcalc.export.pytorch.expressions import Symbols
from archcalc.export.pytorch.functions import activation_class
from archcalc.export.pytorch.literals import all_same, same
from archcalc.export.pytorch.operations import NEEDED, Argument, modules_of
from archcalc.export.pytorch.parameters import NO_DEFAULT, CannotShareError, Parameter
from archcalc.export.pytorch.views import View
from archcalc.graph import Node
from archcalc.ops.conv import Depthwise
from archcalc.ops.reshape import Flatten
from archcalc.spec.model import Layer

if TYPE_CHECKING:
    from archcalc.export.pytorch.classes import Library

WORDS = {"kernel": "kernel", "filters": "channels", "features": "features", "in": "in"}
"""What an argument that the spec has no name for is called, after the layer's name."""


def operation_calls(view: View) -> list[Call]:
    """The modules of a layer's operation."""
    item = view.step.item
    fields = item.fields if isinstance(item, Layer) else {}
    known = {field: view.expression(value) for field, value in fields.items()}
    if isinstance(item, Layer) and item.operation is Depthwise and view.channels is not None:
        times = known.get("multiplier") or expressions.constant(1)
        known |= {"filters": expressions.binary(ast.Mult, view.channels, times), "groups": view.channels}
    name = view.step.name or view.step.layer.operation.key
    return node_calls(view, view.nodes, {**known, "in": view.channels}, name)


def node_calls(view: View, nodes: Sequence[Node], known: Symbols, name: str) -> list[Call]:
    """The modules of the same layer in all lanes; `known` are its fields as expressions."""
    made = [modules_of(node.operation, node.shapes) for node in nodes]
    if len({tuple((one.function, len(one.arguments)) for one in several) for several in made}) != 1:
        raise CannotShareError(name)
    result = []
    for position, first in enumerate(made[0]):
        columns = list(zip(*(several[position].arguments for several in made), strict=True))
        positional: list[Code] = []
        keywords: list[tuple[str, Code]] = []
        for column in columns:
            code = _argument(view, column, columns, known, name)
            if code is not None and column[0].default is NEEDED:
                positional.append(code)
            elif code is not None:
                keywords.append((column[0].name, code))
        result.append(Call(first.function, tuple(positional), tuple(keywords)))
    return result


Column = Sequence[Argument]
"""One argument in all lanes."""


def _argument(view: View, column: Column, columns: Sequence[Column], known: Symbols, name: str) -> Code | None:
    """One argument; None if it is the default everywhere."""
    first = column[0]
    values = [argument.value for argument in column]
    if all(same(value, first.default) for value in values):
        return None
    if None in values:  # a pool's stride that is its kernel, and elsewhere is not
        kernels = next(other for other in columns if other[0].source == "kernel")
        values = [kernel.value if value is None else value for value, kernel in zip(values, kernels, strict=True)]
    candidate = known.get(first.source)
    if first.source == "same":
        kernel = known.get("kernel")
        half = expressions.constant(2)
        candidate = expressions.binary(ast.FloorDiv, kernel, half) if kernel is not None else None
    wanted = f"{name}_{WORDS.get(first.source, first.name)}"
    if all(isinstance(value, tuple) for value in values) and not all_same(values):
        return _sizes(view, values, known.get("channels") if first.source == "pads" else None, wanted)
    return view.code(values, [candidate], wanted)


def _sizes(view: View, values: Sequence[tuple[int, ...]], candidate: ast.expr | None, wanted: str) -> Code:
    """A tuple whose numbers differ from lane to lane."""
    if len({len(value) for value in values}) != 1:
        raise CannotShareError(wanted)
    items = enumerate(zip(*values, strict=True))
    return Listing(tuple(view.code(item, [candidate], f"{wanted}_{n}") for n, item in items), "()")


def channel_candidates(view: View) -> list[ast.expr | None]:
    """What the channels behind a layer may be: its filters, or those that came."""
    item, channels = view.step.item, view.channels
    if not isinstance(item, Layer):
        return [channels]
    written = item.fields.get("filters") or item.fields.get("features") or item.fields.get("classes")
    candidates = [view.expression(written), channels]
    if item.operation is Flatten and channels is not None:
        areas = {prod(step.start_shape[1:]) for step in view.steps}
        candidates += [expressions.binary(ast.Mult, expressions.constant(area), channels) for area in areas]
    if item.operation is Depthwise and channels is not None:
        times = view.expression(item.fields.get("multiplier"))
        candidates.append(expressions.binary(ast.Mult, channels, times) if times else channels)
    return candidates


def class_call(view: View, library: Library, inner: Symbols) -> Call:
    """The constructor of a block's class, with what it needs in these uses; `inner` are the block's variables."""
    found = [library.class_of(step) for step in view.steps]
    definition = found[0].definition
    if any(one.definition is not definition for one in found):
        raise CannotShareError(definition.name)
    positional: list[Code] = []
    keywords: list[tuple[str, Code]] = []
    for parameter in definition.parameters:
        values = [parameter.values[one.use] for one in found]
        if parameter.default is not NO_DEFAULT and all(same(value, parameter.default) for value in values):
            continue
        tree = view.channels if parameter.name == definition.in_name else inner.get(parameter.source)
        code = _passed(view, parameter, values, tree, definition.short)
        if parameter.default is NO_DEFAULT:
            positional.append(code)
        else:
            keywords.append((parameter.name, code))
    return Call(definition.name, tuple(positional), tuple(keywords))


def _passed(view: View, parameter: Parameter, values: list[Any], tree: ast.expr | None, short: str) -> Code:
    """What is passed for an argument of a class."""
    if not parameter.holds_class:
        return view.code(values, [tree], f"{short}_{parameter.name}")
    if all_same(values):
        return Text(activation_class(values[0]))
    return Text(view.parameters.hold_class(tree))
