"""Inverse questions: which padding, stride, kernel or input size gives a wanted output?"""

from __future__ import annotations

from typing import Any, NamedTuple

from archcalc.errors import Fault, OperationError, UsageError, did_you_mean
from archcalc.ops import Operation
from archcalc.shape import Shape, shape_text
from archcalc.spec.model import Layer

RANGES = {
    "padding": range(101),
    "stride": range(1, 101),
    "kernel": range(1, 102),
    "dilation": range(1, 101),
    "output_padding": range(101),
    "input": range(1, 2049),
}
"""What can be asked for, and the values that are tried; for `input`, the size of every axis."""


class Solutions(NamedTuple):
    """All values of a range that give the wanted map; if there are none, the values to either side of it."""

    quantity: str
    tried: range
    wanted: Shape
    values: tuple[int, ...]
    nearest: tuple[tuple[int, Shape], ...]

    def reason(self) -> str:
        """Why there is no solution."""
        if not self.nearest:
            return "no value in the range fits the input"
        shown = ", ".join(f"{self.quantity} {value} gives {shape_text(shape)}" for value, shape in self.nearest)
        return f"the output steps over {shape_text(self.wanted)}: {shown}"


def solve(layer: Layer, input: Shape, quantity: str, wanted: Shape) -> Solutions:
    """Every value of `quantity` for which the layer makes maps of the sizes `wanted` (without channels).

    Raises:
        UsageError: it is not a quantity of this layer, or the number of axes differs.
    """
    known = [name for name in RANGES if name == "input" or name in layer.operation.fields]
    if quantity not in known:
        hint = did_you_mean(quantity, known, "quantities to solve for")
        raise UsageError(Fault(f"{layer.operation.key} cannot be solved for '{quantity}'", hint=hint))
    if len(wanted) != len(input) - 1:
        raise UsageError(
            f"the wanted output has {len(wanted)} axes and the input {len(input) - 1}; "
            "give the sizes of the map, without channels"
        )
    found: list[int] = []
    others: dict[int, Shape] = {}
    for value in RANGES[quantity]:
        sizes = _output(layer, input, quantity, value)
        if sizes == wanted:
            found.append(value)
        elif sizes:
            others[value] = sizes
    return Solutions(quantity, RANGES[quantity], wanted, tuple(found), () if found else _beside(others, wanted))


def _output(layer: Layer, input: Shape, quantity: str, value: int) -> Shape | None:
    """Sizes of the output map with this value put in; None where it does not fit."""
    values: dict[str, Any] = {name: given.constant for name, given in layer.fields.items()}
    if quantity == "input":
        input = (input[0], *(value,) * (len(input) - 1))
    else:
        values[quantity] = value
    try:
        operation: Operation = layer.operation.make((input,), values)
        operation.check_inputs((input,))
        return operation.output(input)[1:]
    except OperationError:
        return None


def _beside(others: dict[int, Shape], wanted: Shape) -> tuple[tuple[int, Shape], ...]:
    """The last value below and the first above the wanted size, along the first axis."""
    below = [item for item in others.items() if item[1][0] < wanted[0]]
    above = [item for item in others.items() if item[1][0] > wanted[0]]
    ends = [max(below, key=lambda item: item[1][0])] if below else []
    return tuple(ends + ([min(above, key=lambda item: item[1][0])] if above else []))
