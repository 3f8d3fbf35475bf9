"""Convolutions: plain, grouped, dilated, depthwise, with a connection table; transposed convolution."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from math import ceil
from typing import Any

from archcalc.cost import Cost
from archcalc.errors import Fault, OperationError
from archcalc.formula import (
    conv_macs,
    elements,
    exact_div,
    table_conv_macs,
    transposed_conv_macs,
    transposed_field,
    transposed_output,
)
from archcalc.ops.base import Operation, Tensor
from archcalc.ops.fields import Pads, choice, count, flag, padding, table, window
from archcalc.ops.windowed import Windowed
from archcalc.receptive import AxisField, Receptive, join, jump_over
from archcalc.shape import Shape, shape_text

PADDING_MODES = ("zeros", "reflect", "replicate", "circular")


class Conv(Windowed):
    """Convolution `(C_in, H, W) -> (C_out, H_out, W_out)`, torch's `Conv1d/2d/3d`.

    Weights `(C_out, C_in/G, K_h, K_w)`; with a connection table `(N, K_h, K_w)`, N being the number of
    connected pairs (LeCun et al. 1998, Table I). Each weight takes part in one multiply-add per position.
    """

    key = "conv"
    main = "filters"
    keeps = ("input",)
    keeps_for_weights = True

    filters: int = count("output channels C_out")
    kernel: tuple[int, ...] = window("kernel size K of each axis")
    stride: tuple[int, ...] = window("stride S of each axis", 1)
    padding: Pads | str = padding("padding P of each axis; same pads D·(K-1) in all, so that ⌈H/S⌉ remain")
    dilation: tuple[int, ...] = window("distance D between the kernel's taps", 1)
    groups: int = count("groups G that the channels are split into", 1)
    bias: bool = flag("whether each filter adds a bias; by default yes, and no where a norm follows", True)
    padding_mode: str = choice("what the padding is filled with", PADDING_MODES, "zeros")
    table: tuple[tuple[int, ...], ...] | None = table("input maps each output map is connected to")

    def fields_reason(self) -> str:
        if self.filters % self.groups:
            return f"{self.filters} filters do not divide into {self.groups} groups"
        if self.table is None:
            return ""
        if self.groups != 1:
            return "a conv has either groups or a connection table, not both"
        if len(self.table) != self.filters:
            return f"the connection table has {len(self.table)} rows for {self.filters} filters"
        return ""

    def check(self, *inputs: Shape) -> None:
        channels, *sizes = inputs[0]
        check_groups(channels, self.groups, self.filters)
        if self.table and max(map(max, self.table)) >= channels:
            wanted = max(map(max, self.table))
            raise OperationError(f"the connection table names map {wanted}, and the input has maps 0 to {channels - 1}")
        self._check_padding_mode(tuple(sizes))

    def output_shape(self, *inputs: Shape) -> Shape:
        return (self.filters, *self.map_size(inputs[0][1:]))

    def tensors(self, *inputs: Shape) -> tuple[Tensor, ...]:
        if self.table:
            weight = Tensor("weight", (self.connections, *self.kernel))
        else:
            weight = Tensor("weight", (self.filters, exact_div(inputs[0][0], self.groups), *self.kernel))
        return (weight, Tensor("bias", (self.filters,))) if self.bias else (weight,)

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        if self.table:
            mul_add = table_conv_macs(self.connections, self.kernel, output[1:])
        else:
            mul_add = conv_macs(self.filters, inputs[0][0], self.groups, self.kernel, output[1:])
        return Cost(mul_add=mul_add, bias=elements(output) if self.bias else 0)

    def describe(self) -> str:
        parts = [self.key, self.window_text()]
        if self.groups > 1:
            parts.append(f"g{self.groups}")
        if self.table:
            parts.append("table")
        return " ".join(parts)

    @cached_property
    def connections(self) -> int:
        """Connected pairs (input map, output map) of the connection table."""
        return sum(map(len, self.table or ()))

    def _check_padding_mode(self, sizes: Shape) -> None:
        if self.padding_mode not in ("reflect", "circular"):
            return
        for size, pad in zip(sizes, self.pads, strict=True):
            if max(pad) > size - (self.padding_mode == "reflect"):
                raise OperationError(f"{self.padding_mode} padding {max(pad)} is too wide for an input of {size}")


class Depthwise(Operation):
    """Depthwise convolution: each input channel has `multiplier` filters of its own.

    It is a `conv` with as many groups as input channels, and is treated as one from here on.
    """

    key = "depthwise"
    main = "kernel"
    ranks = (1, 2, 3)

    kernel: tuple[int, ...] = window("kernel size K of each axis")
    multiplier: int = count("filters per input channel", 1)
    stride: tuple[int, ...] = window("stride S of each axis", 1)
    padding: Pads | str = padding("padding P of each axis; same pads D·(K-1) in all")
    dilation: tuple[int, ...] = window("distance D between the kernel's taps", 1)
    bias: bool = flag("whether each filter adds a bias; by default yes, and no where a norm follows", True)

    @classmethod
    def make(cls, shapes: tuple[Shape, ...], values: Mapping[str, Any]) -> Operation:
        given = super().make(shapes, values)
        assert isinstance(given, cls)
        channels = shapes[0][0]
        fields = {name: getattr(given, name) for name in given.fields if name != "multiplier"}
        return Conv.make(shapes, {**fields, "filters": channels * given.multiplier, "groups": channels})


class ConvTranspose(Windowed):
    """Transposed convolution, torch's `ConvTranspose1d/2d/3d`; weights `(C_in, C_out/G, K_h, K_w)`.

    `H_out = (H - 1)·S - 2·P + D·(K - 1) + O + 1`. Each weight meets each *input* position once.
    """

    key = "conv_transpose"
    main = "filters"
    keeps = ("input",)
    keeps_for_weights = True

    filters: int = count("output channels C_out")
    kernel: tuple[int, ...] = window("kernel size K of each axis")
    stride: tuple[int, ...] = window("stride S of each axis", 1)
    padding: Pads | str = window("rows P taken away at each end of each axis", 0, low=0)
    output_padding: tuple[int, ...] = window("rows O added at the end of each axis", 0, low=0)
    dilation: tuple[int, ...] = window("distance D between the kernel's taps", 1)
    groups: int = count("groups G that the channels are split into", 1)
    bias: bool = flag("whether each filter adds a bias; by default yes, and no where a norm follows", True)

    def fields_reason(self) -> str:
        if self.filters % self.groups:
            return f"{self.filters} filters do not divide into {self.groups} groups"
        for extra, stride, dilation in zip(self.output_padding, self.strides, self.dilations, strict=True):
            if extra >= max(stride, dilation):
                return f"output_padding {extra} must be smaller than stride {stride} or dilation {dilation}"
        return ""

    @property
    def cuts(self) -> tuple[int, ...]:
        """Padding of each axis: the same at both ends."""
        return self.padding  # type: ignore[return-value]

    @property
    def pads(self) -> Pads:
        return tuple((cut, cut) for cut in self.cuts)

    def check(self, *inputs: Shape) -> None:
        check_groups(inputs[0][0], self.groups, self.filters)

    def check_output(self, output: Shape, *inputs: Shape) -> None:
        if min(output) < 1:
            raise OperationError(f"the padding takes away all of the output: {shape_text(output)} would remain")

    def output_shape(self, *inputs: Shape) -> Shape:
        letters = zip(
            inputs[0][1:], self.cuts, self.kernel, self.strides, self.dilations, self.output_padding, strict=True
        )
        return (self.filters, *(transposed_output(h, 2 * p, k, s, d, o) for h, p, k, s, d, o in letters))

    def tensors(self, *inputs: Shape) -> tuple[Tensor, ...]:
        weight = Tensor("weight", (inputs[0][0], exact_div(self.filters, self.groups), *self.kernel))
        return (weight, Tensor("bias", (self.filters,))) if self.bias else (weight,)

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        mul_add = transposed_conv_macs(self.filters, inputs[0][0], self.groups, self.kernel, inputs[0][1:])
        return Cost(mul_add=mul_add, bias=elements(output) if self.bias else 0)

    def describe(self) -> str:
        groups = f" g{self.groups}" if self.groups > 1 else ""
        return f"{self.key} {self.window_text()}{groups}"

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        axes = zip(join(fields), self.cuts, self.kernel, self.strides, self.dilations, output[1:], strict=True)
        seen = []
        for axis, cut, kernel, stride, dilation, positions in axes:
            # Behind an upsampling the jump may be a fraction; a position still sees whole pixels.
            size = ceil(transposed_field(axis.size, kernel, dilation, stride, axis.jump))
            # Output position 0 is reached by input position ⌊P/S⌋ last, and by earlier ones.
            last = axis.start + (cut // stride) * axis.jump + axis.size
            seen.append(AxisField(size, jump_over(axis.jump, stride), last - size, positions))
        return tuple(seen)


def check_groups(channels: int, groups: int, filters: int) -> None:
    """Refuse groups that do not divide the input channels."""
    if channels % groups:
        hint = f"groups must divide both {channels} input channels and {filters} filters"
        raise OperationError(Fault(f"{channels} channels do not divide into {groups} groups", hint=hint))


CONVOLUTIONS = (Conv, ConvTranspose)
"""What computes convolutions; a depthwise one is a `Conv` by the time it runs."""
