"""An operation, its inputs and its output with letters in place of numbers."""

from __future__ import annotations

from typing import Any

from archcalc.formula import Expression, letter
from archcalc.ops import Operation
from archcalc.ops.pool import Adaptive
from archcalc.ops.windowed import Windowed
from archcalc.receptive import AxisField, Receptive
from archcalc.shape import AXIS_NAMES, Shape

FIELD_LETTERS = {
    "filters": "C_out",
    "features": "N_out",
    "classes": "N_out",
    "kernel": "K",
    "stride": "S",
    "dilation": "D",
    "groups": "G",
    "output_padding": "O",
    "factor": "F",
    "size": "n",
}
"""Letters of the fields that are numbers; the padding is `P`, and the size of adaptive pooling its output's."""

_OWN_LETTERS = {"D": "T"}  # D is the dilation
AXIS_LETTERS = {axes: tuple(_OWN_LETTERS.get(name, name) for name in names) for axes, names in AXIS_NAMES.items()}
"""Letters of the sizes of a map, by how many axes it has."""
AXIS_SUFFIXES = {axes: tuple(map(str.lower, letters)) for axes, letters in AXIS_LETTERS.items() if axes}


def in_letters(operation: Operation) -> Operation:
    """A copy of the operation whose numeric fields are letters that carry their values.

    Groups of 1 stay a number, so that formulas read C_in and not C_in/G where nothing is grouped.
    """
    twin = object.__new__(type(operation))
    state = {**operation.__dict__}
    state.pop("windows", None)  # worked out from the numbers
    if state.get("table"):
        state["connections"] = letter("N", sum(map(len, state["table"])))
    for name, symbol in FIELD_LETTERS.items():
        if state.get(name) is not None and not (name == "groups" and state[name] == 1):
            state[name] = _lettered(symbol, state[name], operation.axes)
    if isinstance(operation, Adaptive):
        state["size"] = output_letters((0, *operation.size))[1:]
    if isinstance(operation, Windowed):
        if "stride" in state:
            state["stride"] = _lettered("S", operation.strides, operation.axes)
        if "padding" in state:
            state["padding"] = _padding(operation, state["padding"])
    twin.__dict__.update(state)
    return twin


def input_letters(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """Letters of the inputs' shapes: C_in, H, W; or N_in; several inputs have numbered channels."""
    if len(shapes) == 1:
        return (_shape("C_in" if len(shapes[0]) > 1 else "N_in", "", shapes[0]),)
    return tuple(_shape(f"C_{number}", "", shape) for number, shape in enumerate(shapes, 1))


def output_letters(shape: Shape) -> Shape:
    """Letters of the output's shape: C_out, H_out, W_out; or N_out."""
    return _shape("C_out" if len(shape) > 1 else "N_out", "_out", shape)


def field_letters(field: Receptive) -> Receptive:
    """The receptive field before a layer as letters: size r, jump j, start a; per axis where they differ."""
    columns = (
        _lettered(symbol, tuple([getattr(axis, entry) for axis in field]), len(field))
        for symbol, entry in (("r", "size"), ("j", "jump"), ("a", "start"))
    )
    positions = [letter(name, axis.positions) for name, axis in zip(AXIS_LETTERS[len(field)], field, strict=True)]
    return tuple(map(AxisField._make, zip(*columns, positions, strict=True)))


def _shape(channels: str, suffix: str, shape: Shape) -> Shape:
    names = AXIS_LETTERS[len(shape) - 1]
    sizes = [letter(f"{name}{suffix}", size) for name, size in zip(names, shape[1:], strict=True)]
    return (letter(channels, shape[0]), *sizes)


def _lettered(symbol: str, value: Any, axes: int) -> Any:
    """A number as a letter; one letter for all axes where they agree, else one for each."""
    if isinstance(value, int):
        return letter(symbol, value)
    if len(set(value)) == 1:
        return (letter(symbol, value[0]),) * len(value)
    return tuple(letter(f"{symbol}_{axis}", v) for axis, v in zip(AXIS_SUFFIXES[axes], value, strict=True))


def _padding(operation: Windowed, given: Any) -> Any:
    """Padding as letters: P where both ends of all axes agree; per axis, or before and after, where not."""
    if isinstance(given, tuple) and given and isinstance(given[0], int):
        return _lettered("P", given, operation.axes)  # a transposed convolution's
    pads = operation.pads
    if len({size for pad in pads for size in pad}) == 1:
        one = letter("P", pads[0][0])
        return ((one, one),) * operation.axes
    found = []
    for axis, (before, after) in zip(AXIS_SUFFIXES[operation.axes], pads, strict=True):
        if before == after:
            one = letter(f"P_{axis}", before)
            found.append((one, one))
        else:
            found.append((letter(f"P_{axis},1", before), letter(f"P_{axis},2", after)))
    return tuple(found)


def is_expression(value: object) -> bool:
    """Whether something was recorded, rather than being a plain number."""
    return isinstance(value, Expression)
