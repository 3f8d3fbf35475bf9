"""Replacements that change channels: groups, width."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from archcalc.errors import Fault, OperationError, UsageError
from archcalc.graph import INPUT, Graph, Node
from archcalc.ops import Operation
from archcalc.ops.conv import Conv, ConvTranspose
from archcalc.ops.lenet import Rbf
from archcalc.ops.linear import Linear
from archcalc.ops.reshape import Pad, Slice
from archcalc.savings.web import Web, changed
from archcalc.shape import Shape
from archcalc.spec.arithmetic.functions import FUNCTIONS
from archcalc.whatif.kernels import Chosen
from archcalc.whatif.rewrite import New, Rule


def grouped(web: Web, chosen: Chosen, groups: int) -> Rule:
    """Dense convolutions -> `groups` groups, wherever these divide the channels on both sides."""

    def rule(index: int, node: Node, shapes: tuple[Shape, ...]) -> tuple[New, ...] | None:
        conv = web.conv(index)
        if conv is None or conv.groups > 1 or not chosen(node.path):
            return None
        if shapes[0][0] % groups or conv.filters % groups:
            return None
        return (New("", changed(conv, groups=groups)),)

    return rule


def widened(web: Web, chosen: Chosen, factor: Fraction) -> Rule:
    """All filters times `factor`; the last layer, which gives the classes, keeps its own.

    Depthwise convolutions, slices and channel padding follow the channels that arrive.
    """
    last = last_layers(web.graph)

    def rule(index: int, node: Node, shapes: tuple[Shape, ...]) -> tuple[New, ...] | None:
        operation, old = node.operation, node.shapes[0][0]
        keeps = index in last or not chosen(node.path)
        new = _resized(operation, old, shapes[0][0], Fraction(1) if keeps else factor)
        return (New("", new),) if new is not None and new != operation else None

    return rule


def scaled(channels: int, factor: Fraction) -> int:
    """`channels` times `factor`, rounded to the nearest multiple of gcd(channels, 8).

    Like MobileNet's `make_divisible`, never more than a tenth below; 8 where 8 divided it before, less where not.
    """
    if factor == 1:
        return channels
    return int(FUNCTIONS["make_divisible"].compute(factor * channels, gcd(channels, 8)))


def last_layers(graph: Graph) -> set[int]:
    """The layers with weights that nothing with weights comes behind."""
    found: set[int] = set()
    seen: set[int] = set()
    front = list(graph.results)
    while front:
        index = front.pop()
        if index == INPUT or index in seen:
            continue
        seen.add(index)
        node = graph.nodes[index]
        if isinstance(node.operation, (Conv, ConvTranspose, Linear, Rbf)):
            found.add(index)
        else:
            front += node.inputs
    return found


def _resized(operation: Operation, old: int, new: int, factor: Fraction) -> Operation | None:
    """The operation for `new` channels in place of `old`, its own times `factor`."""
    if isinstance(operation, Conv) and operation.table is not None:
        raise OperationError(Fault("its connection table names single maps", hint="its width is part of the design"))
    if isinstance(operation, (Conv, ConvTranspose)):
        if operation.groups == old > 1:
            return _with(operation, groups=new, filters=operation.filters // old * new)
        return _with(operation, filters=scaled(operation.filters, factor))
    if isinstance(operation, Linear):
        return _with(operation, features=scaled(operation.features, factor))
    if isinstance(operation, Slice):
        return _with(operation, channels=[_moved(bound, old, new) for bound in operation.channels])
    if isinstance(operation, Pad) and operation.channels:
        return _with(operation, channels=scaled(operation.channels, factor))
    return None


def _moved(bound: int, old: int, new: int) -> int:
    """A bound of a slice of `old` channels, at the same share of `new` ones."""
    moved = Fraction(bound * new, old)
    if moved.denominator != 1:
        raise OperationError(f"channel {bound} of {old} has no counterpart among {new}")
    return int(moved)


def _with(operation: Operation, **fields: object) -> Operation:
    values = {name: getattr(operation, name) for name in operation.fields}
    return type(operation)(axes=operation.axes, **values | fields)


def factor_of(text: str) -> Fraction:
    """`0.5`, `3/4`, `2`: the factor of `width=`.

    Raises:
        UsageError: it is none.
    """
    plain = text.isascii() and len(text) <= 20 and "e" not in text.lower()  # 1e999999999 would take forever
    try:
        factor = Fraction(text) if plain else Fraction(0)
    except (ValueError, ZeroDivisionError):
        factor = Fraction(0)
    if not 0 < factor <= 1000:
        raise UsageError(Fault(f"'{text[:40]}' is no factor for the width", hint="for example width=0.5 or width=3/4"))
    return factor
