"""Operations that move elements without computing: flatten, shuffle, slice, pad, upsample, identity."""

from __future__ import annotations

from math import ceil

from archcalc.cost import Cost
from archcalc.errors import OperationError
from archcalc.formula import elements, minimum, scaled_size
from archcalc.ops.base import Operation
from archcalc.ops.fields import Pads, choice, count, counts, padding, window
from archcalc.receptive import AxisField, Receptive, join, jump_over
from archcalc.shape import Shape, shape_text

INTERPOLATIONS = ("nearest", "bilinear")


class Identity(Operation):
    """Passes its input on: a shortcut."""

    key = "identity"
    view = True


class Flatten(Operation):
    """`(C, H, W) -> (C·H·W,)`; a fully connected layer behind it sees every position."""

    key = "flatten"
    view = True

    def output_shape(self, *inputs: Shape) -> Shape:
        return (elements(inputs[0]),)


class Shuffle(Operation):
    """Channel shuffle (Zhang et al. 2017, arXiv:1707.01083, section 3.1): channel (g, n) moves to (n, g)."""

    key = "shuffle"
    main = "groups"
    ranks = (1, 2, 3)

    groups: int = count("groups G whose channels are interleaved")

    def check(self, *inputs: Shape) -> None:
        if inputs[0][0] % self.groups:
            raise OperationError(f"{inputs[0][0]} channels do not divide into {self.groups} groups")

    def describe(self) -> str:
        return f"shuffle g{self.groups}"


class Slice(Operation):
    """Channels `start` to `stop` (not included), as Python counts them."""

    key = "slice"
    main = "channels"
    view = True

    channels: tuple[int, ...] = counts("first channel, and the one behind the last", length=2)

    def check(self, *inputs: Shape) -> None:
        start, stop = self.channels
        if not start < stop <= inputs[0][0]:
            raise OperationError(f"channels {start} to {stop} are not within the {inputs[0][0]} of the input")

    def output_shape(self, *inputs: Shape) -> Shape:
        start, stop = self.channels
        return (stop - start, *inputs[0][1:])

    def describe(self) -> str:
        return f"slice {self.channels[0]}:{self.channels[1]}"


class Pad(Operation):
    """Zeros around the map, and behind the last channel (the option A shortcut of He et al. 2015)."""

    key = "pad"
    main = "padding"

    padding: Pads | str = padding("zeros on each axis: a number, one per axis, or a pair per axis", 0)
    channels: int = count("zero channels added behind the last", 0, low=0)

    def fields_reason(self) -> str:
        return "pad needs numbers; 'same' depends on a kernel" if self.padding == "same" else ""

    @property
    def pads(self) -> Pads:
        assert not isinstance(self.padding, str)
        return self.padding

    def output_shape(self, *inputs: Shape) -> Shape:
        sizes = zip(inputs[0][1:], self.pads, strict=True)
        return (inputs[0][0] + self.channels, *(size + before + after for size, (before, after) in sizes))

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        if not self.axes:  # a vector gets channels and no borders; flattened, it still has the fields of its map
            return join(fields)
        axes = zip(join(fields), self.pads, output[1:], strict=True)
        return tuple(AxisField(a.size, a.jump, a.start - pad[0] * a.jump, size) for a, pad, size in axes)


class Upsample(Operation):
    """Every position repeated (nearest) or interpolated (bilinear), torch's `Upsample(scale_factor)`."""

    key = "upsample"
    main = "factor"
    ranks = (1, 2, 3)

    factor: tuple[int, ...] = window("how many times larger each axis becomes")
    mode: str = choice("how values between positions are found", INTERPOLATIONS, "nearest")

    def check(self, *inputs: Shape) -> None:
        if self.mode == "bilinear" and self.axes != 2:
            raise OperationError(f"bilinear interpolation needs a map CxHxW, and {shape_text(inputs[0])} arrives")

    def output_shape(self, *inputs: Shape) -> Shape:
        sizes = zip(inputs[0][1:], self.factor, strict=True)
        return (inputs[0][0], *(scaled_size(size, factor) for size, factor in sizes))

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        if self.mode == "nearest":
            return Cost()
        return Cost(mul=4 * elements(output), add=3 * elements(output))  # four weighted neighbours

    def describe(self) -> str:
        return f"upsample {'x'.join(map(str, self.factor))}{'' if self.mode == 'nearest' else ' bilinear'}"

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        # A bilinear position mixes two neighbours along each axis, the first one only itself at the border.
        axes = zip(join(fields), self.factor, output[1:], strict=True)
        seen = []
        for axis, factor, positions in axes:
            wider = minimum(factor - 1, 1) * axis.jump if self.mode == "bilinear" else 0
            size = ceil(axis.size + wider)
            seen.append(AxisField(size, jump_over(axis.jump, factor), axis.start - wider, positions))
        return tuple(seen)
