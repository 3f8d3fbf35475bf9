"""One construction as people type it: `28x28x128 -> 5x5 64 via 1x1 32`.

    INPUT -> LAYER via LAYER, LAYER      the layers in front of LAYER, which stays
    INPUT -> LAYER as LAYER, LAYER       the layers in place of LAYER
    INPUT -> KxK N as separable          a KxK depthwise and a 1x1 convolution in its place

INPUT is `128x28x28`, `28x28x128` as papers print it, or `128@28x28`; which number is the channels is told by the
two equal ones. A LAYER is `5x5 64` (kernel, filters), `3x3 dw` (depthwise), `shuffle 3`, `linear 10` or `pool`
(global average), with `s2` for a stride and `g4` for groups. Padding is same; there are no biases.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from archcalc.errors import Fault, UsageError, shown
from archcalc.ops import Operation
from archcalc.ops.conv import Conv, Depthwise
from archcalc.ops.linear import Linear
from archcalc.ops.pool import GlobalAvgPool
from archcalc.ops.reshape import Flatten, Shuffle
from archcalc.shape import Shape, parse_shape

EXAMPLE = "for example '28x28x128 -> 5x5 64 via 1x1 32'"
_LAYER = re.compile(r"(?:conv )?(\d{1,4})x(\d{1,4}) (\d{1,9}|dw|depthwise)((?: [sg]\d{1,9})*)")


class Typed(NamedTuple):
    """What was typed: the input, the plain layers, and those that do their work."""

    input: Shape
    plain: tuple[str, ...]
    layers: tuple[str, ...]


def read(text: str) -> Typed:
    """Take a construction apart.

    Raises:
        UsageError: it does not follow the notation.
    """
    start, arrow, rest = text.replace("→", "->").replace("×", "x").partition("->")
    plain, word, chain = rest, "", ""
    for word in (" via ", " as "):
        if word in rest:
            plain, _, chain = rest.partition(word)
            break
    layer = _clean(plain)
    layers = tuple(_clean(part) for part in chain.split(","))
    if not arrow or not layer or not all(layers):
        raise UsageError(Fault(f"'{shown(text)}' does not say what is compared with what", hint=EXAMPLE))
    if layers == ("separable",):
        kernel, _, filters = layer.removeprefix("conv ").partition(" ")
        number, _, stride = filters.partition(" ")
        layers = (f"{kernel} dw {stride}".strip(), f"1x1 {number}")
    return Typed(read_input(start.strip()), (layer,), layers if word == " as " else (*layers, layer))


def read_input(text: str) -> Shape:
    """`128x28x28`, `28x28x128` or `128@28x28`, channels first."""
    channels, at, sizes = text.partition("@")
    if at:
        return parse_shape(f"{channels}x{sizes}")
    shape = parse_shape(text)
    if len(shape) != 3 or shape[1] == shape[2]:
        return shape
    if shape[0] == shape[1]:
        return (shape[2], *shape[:2])
    hint = f"write channels@HxW: {shape[0]}@{shape[1]}x{shape[2]} or {shape[2]}@{shape[0]}x{shape[1]}"
    raise UsageError(Fault(f"which number of {text} is the channels?", hint=hint))


def operations(text: str, shape: Shape) -> list[Operation]:
    """The operations of one layer on an input of this shape.

    Raises:
        UsageError: the text is no layer.
        OperationError: its numbers do not fit.
    """
    word, _, number = text.partition(" ")
    if word == "pool" and not number:
        return [GlobalAvgPool.make((shape,), {})]
    if word in ("shuffle", "linear") and number.isascii() and number.isdecimal():
        if word == "shuffle":
            return [Shuffle.make((shape,), {"groups": int(number)})]
        linear = Linear.make(((1,),), {"features": int(number), "bias": False})
        return [linear] if len(shape) == 1 else [Flatten.make((shape,), {}), linear]
    found = _LAYER.fullmatch(text)
    if not found:
        hint = "a layer is '5x5 64', '3x3 dw', '3x3 64 s2', '3x3 64 g4', 'shuffle 4', 'linear 10' or 'pool'"
        raise UsageError(Fault(f"'{shown(text)}' is no layer", hint=hint))
    kernel = (int(found[1]), int(found[2]))
    options = {option[0]: int(option[1:]) for option in found[4].split()}
    fields: dict[str, Any] = {"kernel": kernel, "stride": options.get("s", 1), "padding": "same", "bias": False}
    if found[3] in ("dw", "depthwise"):
        return [Depthwise.make((shape,), fields)]
    return [Conv.make((shape,), fields | {"filters": int(found[3]), "groups": options.get("g", 1)})]


def _clean(text: str) -> str:
    return " ".join(text.split())
