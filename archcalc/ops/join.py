"""Where branches meet: add, concat, multiply, crop."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TypeVar

from archcalc.cost import Cost
from archcalc.errors import Fault, OperationError
from archcalc.formula import elements, maximum, total
from archcalc.ops.base import Operation
from archcalc.receptive import AxisField, Receptive
from archcalc.shape import Shape, shape_text


class Add(Operation):
    """Elementwise sum of branches of one shape (residual connections: He et al. 2015)."""

    key = "add"
    fan_in = (2, None)

    def check(self, *inputs: Shape) -> None:
        for shape in inputs[1:]:
            if shape != inputs[0]:
                raise OperationError(_unequal(inputs[0], shape))

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        return Cost(add=len(inputs) - 1).times(elements(output))


class Concat(Operation):
    """Branches put one behind the other along the channels (Inception, DenseNet)."""

    key = "concat"
    fan_in = (1, None)

    def check(self, *inputs: Shape) -> None:
        for shape in inputs[1:]:
            if shape[1:] != inputs[0][1:]:
                raise OperationError(_unequal(inputs[0], shape, "concat"))

    def output_shape(self, *inputs: Shape) -> Shape:
        return (total([shape[0] for shape in inputs]), *inputs[0][1:])


class Multiply(Operation):
    """Elementwise product; a branch with size 1 along an axis is a gate spread over that axis (SENet)."""

    key = "multiply"
    fan_in = (2, None)
    keeps = ("inputs",)

    def check(self, *inputs: Shape) -> None:
        product = inputs[0]
        for shape in inputs[1:]:
            if len(shape) != len(product) or any(map(_clash, product, shape)):
                raise OperationError(_unequal(product, shape, "multiply"))
            product = tuple(map(max, product, shape))

    def output_shape(self, *inputs: Shape) -> Shape:
        return tuple(reduce(maximum, sizes) for sizes in zip(*inputs, strict=True))

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        return Cost(mul=len(inputs) - 1).times(elements(output))


class Crop(Operation):
    """The middle of the first branch, as large as the map of the second (U-Net: Ronneberger et al. 2015).

    `(C_1, H_1, W_1), (C_2, H_2, W_2) -> (C_1, H_2, W_2)`; of an odd number of rows too many, the end loses one more.
    """

    key = "crop"
    ranks = (1, 2, 3)
    fan_in = (2, 2)
    view = True

    def check(self, *inputs: Shape) -> None:
        (_, *sizes), (_, *wanted) = inputs
        met = f"{shape_text(inputs[0])} cannot be cropped to {shape_text(inputs[1])}"
        if len(sizes) != len(wanted):
            raise OperationError(Fault(met, hint="both are maps with as many axes"))
        if any(size < small for size, small in zip(sizes, wanted, strict=True)):
            raise OperationError(Fault(met, hint="the first branch is cropped, to the size of the second"))

    def output_shape(self, *inputs: Shape) -> Shape:
        return (inputs[0][0], *inputs[1][1:])

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        # Of the second branch nothing but its size is looked at.
        axes = zip(fields[0], inputs[0][1:], output[1:], strict=True)
        return tuple(AxisField(a.size, a.jump, a.start + (size - kept) // 2 * a.jump, kept) for a, size, kept in axes)


Source = TypeVar("Source")


def read(operation: Operation, inputs: Sequence[Source]) -> Sequence[Source]:
    """The inputs whose values an operation reads: of the second one of a crop it takes nothing but the size."""
    return inputs[:1] if isinstance(operation, Crop) else inputs


def _clash(size: int, other: int) -> bool:
    """Whether neither of two sizes along an axis is spread over the other."""
    return size != other and 1 not in (size, other)


def _unequal(first: Shape, other: Shape, key: str = "add") -> Fault:
    message = f"the branches of {key} do not fit: {shape_text(first)} and {shape_text(other)}"
    if len(first) != len(other):
        return Fault(message, hint="one branch is flattened and the other is not")
    if first[1:] != other[1:]:
        if key == "multiply" and _clash(first[0], other[0]):
            hint = f"the channels differ, {first[0]} and {other[0]}: a gate has as many as what it multiplies, or one"
            return Fault(message, hint=hint)
        return Fault(message, hint="the map sizes differ: use the same strides and padding in both branches")
    hint = f"the channels differ: a 1x1 convolution with {max(first[0], other[0])} filters on the narrower branch fits"
    return Fault(message, hint=hint)
