"""Pooling: windowed, adaptive, global. Shapes follow torch, `ceil` mode included."""

from __future__ import annotations

from math import ceil
from typing import ClassVar

from archcalc.cost import Cost
from archcalc.formula import adaptive_terms, adaptive_widest, elements, prod, whole_field, window_combinations
from archcalc.ops.base import Operation
from archcalc.ops.fields import Pads, flag, padding, window
from archcalc.ops.windowed import Windowed
from archcalc.receptive import AxisField, Receptive, join, jump_over, see_all
from archcalc.shape import Shape

INDEX_BYTES = 8  # torch keeps the position of each maximum as an int64


class Pool(Windowed):
    """What max and average pooling share: a window per channel, channels unchanged."""

    def fields_reason(self) -> str:
        # torch's rule: half of the kernel, whatever the dilation.
        for pad, kernel in zip(self.pads, self.kernel, strict=True):
            if max(pad) > kernel // 2:
                return f"padding {max(pad)} is more than half the window {kernel}: a window could see padding only"
        return ""

    def output_shape(self, *inputs: Shape) -> Shape:
        return (inputs[0][0], *self.map_size(inputs[0][1:]))

    def describe(self) -> str:
        return f"{self.key} {self.window_text()}{' ceil' if self.ceil else ''}"


class MaxPool(Pool):
    """Largest value of each window, torch's `MaxPool1d/2d/3d`."""

    key = "maxpool"
    main = "kernel"
    keeps = ("input",)

    kernel: tuple[int, ...] = window("window size K of each axis")
    stride: tuple[int, ...] | None = window("stride S of each axis; by default the window's size", None)
    padding: Pads | str = padding("padding P of each axis, at most half the window")
    dilation: tuple[int, ...] = window("distance D between the window's taps", 1)
    ceil: bool = flag("round the output size up: windows may hang over the end, but start inside")

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        return Cost(compare=window_combinations(self.kernel) * elements(output))

    def kept_bytes(self, inputs: tuple[Shape, ...], output: Shape) -> int:
        return INDEX_BYTES * elements(output)


class AvgPool(Pool):
    """Mean of each window, torch's `AvgPool1d/2d/3d`: K·K - 1 additions and a division per output."""

    key = "avgpool"
    main = "kernel"
    keeps = ("input",)

    kernel: tuple[int, ...] = window("window size K of each axis")
    stride: tuple[int, ...] | None = window("stride S of each axis; by default the window's size", None)
    padding: Pads | str = padding("padding P of each axis, at most half the window")
    ceil: bool = flag("round the output size up: windows may hang over the end, but start inside")
    count_include_pad: bool = flag("whether padding counts in the mean's divisor", True)

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        out = elements(output)
        return Cost(add=window_combinations(self.kernel) * out, div=out)


class Adaptive(Operation):
    """What adaptive pooling shares: window i of an axis covers [⌊i·H/H_out⌋, ⌈(i+1)·H/H_out⌉)."""

    ranks = (1, 2, 3)
    per_axis_name = True
    main = "size"
    keeps = ("input",)

    size: tuple[int, ...] = window("output size of each axis")

    def output_shape(self, *inputs: Shape) -> Shape:
        return (inputs[0][0], *self.size)

    def describe(self) -> str:
        return f"{self.key} {'x'.join(map(str, self.size))}"

    def terms(self, sizes: Shape) -> int:
        """Elements that the windows of one channel read in all; neighbouring windows may overlap."""
        return prod([adaptive_terms(size, out) for size, out in zip(sizes, self.size, strict=True)])

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        seen = []
        for axis, size, out in zip(join(fields), inputs[0][1:], self.size, strict=True):
            # Behind an upsampling the jump may be a fraction; a position still sees whole pixels.
            grown = ceil(whole_field(axis.size, adaptive_widest(size, out), axis.jump))  # type: ignore[arg-type]
            seen.append(AxisField(grown, jump_over(axis.jump * size, out), axis.start, out))
        return tuple(seen)


class AdaptiveAvgPool(Adaptive):
    """Mean over as many windows as the output has positions, torch's `AdaptiveAvgPool1d/2d/3d`."""

    key = "adaptive_avgpool"

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        out = elements(output)
        return Cost(add=inputs[0][0] * self.terms(inputs[0][1:]) - out, div=out)


class AdaptiveMaxPool(Adaptive):
    """Largest value of as many windows as the output has positions, torch's `AdaptiveMaxPool1d/2d/3d`."""

    key = "adaptive_maxpool"

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        return Cost(compare=inputs[0][0] * self.terms(inputs[0][1:]) - elements(output))

    def kept_bytes(self, inputs: tuple[Shape, ...], output: Shape) -> int:
        return INDEX_BYTES * elements(output)


class Global(Operation):
    """What global pooling shares: each map becomes one value, `(C, H, W) -> (C, 1, 1)`."""

    ranks = (1, 2, 3)
    per_axis_name = True
    keeps: ClassVar[tuple[str, ...]] = ("input",)

    def output_shape(self, *inputs: Shape) -> Shape:
        return (inputs[0][0],) + (1,) * self.axes

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        return see_all(join(fields))


class GlobalAvgPool(Global):
    """Mean of each map (Lin et al. 2013, arXiv:1312.4400, section 3.2)."""

    key = "global_avgpool"
    keeps: ClassVar[tuple[str, ...]] = ()  # torch computes it as a plain mean, whose gradient needs no values

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        return Cost(add=elements(inputs[0]) - output[0], div=output[0])


class GlobalMaxPool(Global):
    """Largest value of each map."""

    key = "global_maxpool"

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        return Cost(compare=elements(inputs[0]) - output[0])

    def kept_bytes(self, inputs: tuple[Shape, ...], output: Shape) -> int:
        return INDEX_BYTES * elements(output)
