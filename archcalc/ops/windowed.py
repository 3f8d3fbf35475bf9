"""What all operations with a sliding window share: convolutions, pooling, subsampling."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from math import ceil
from typing import Any

from archcalc.errors import Fault, OperationError
from archcalc.formula import (
    effective_kernel,
    field_start,
    grown_field,
    grown_jump,
    same_padding,
    window_output,
    window_output_ceil,
)
from archcalc.ops.base import Operation
from archcalc.ops.fields import Pads
from archcalc.receptive import AxisField, Receptive, join
from archcalc.shape import AXIS_NAMES, AXIS_WORDS, Shape


class Windowed(Operation):
    """A window of `kernel` taps, `dilation` apart, that moves by `stride` over the padded input.

    Subclasses declare `kernel` and `stride`; `padding`, `dilation` and `ceil` where they have them.
    """

    ranks = (1, 2, 3)
    per_axis_name = True

    kernel: tuple[int, ...]
    stride: tuple[int, ...] | None
    padding: Pads | str = ()
    dilation: tuple[int, ...] = ()
    ceil: bool = False

    @property
    def strides(self) -> tuple[int, ...]:
        return self.stride or self.kernel

    @property
    def dilations(self) -> tuple[int, ...]:
        return self.dilation or (1,) * self.axes

    @property
    def pads(self) -> Pads:
        """Padding `(before, after)` of each axis; `same` puts the odd one at the end, as torch does."""
        if isinstance(self.padding, str):
            totals = [same_padding(k, d) for k, d in zip(self.kernel, self.dilations, strict=True)]
            return tuple((total // 2, total - total // 2) for total in totals)
        return self.padding or ((0, 0),) * self.axes

    @cached_property
    def windows(self) -> tuple[tuple[tuple[int, int], int, int, int], ...]:
        """Padding, kernel, stride and dilation of each axis."""
        return tuple(zip(self.pads, self.kernel, self.strides, self.dilations, strict=True))

    def check_output(self, output: Shape, *inputs: Shape) -> None:
        # In ceil mode a window wider than the map may still hang over its end: the result tells.
        for axis, out in enumerate(output[1:]):
            if out < 1:
                raise OperationError(self._misfit(axis, inputs[0][1 + axis]))

    def map_size(self, sizes: Shape) -> Shape:
        """Sizes of the output map for an input map of `sizes`; less than 1 where the window does not fit."""
        out = []
        for size, (pad, kernel, stride, dilation) in zip(sizes, self.windows, strict=True):
            total = both_ends(pad)
            if self.ceil:
                length = window_output_ceil(size, pad[0], total, kernel, stride, dilation)
            else:
                length = window_output(size, total, kernel, stride, dilation)
            out.append(length)
        return tuple(out)

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        axes: Iterable[Any] = zip(join(fields), self.windows, output[1:], strict=True)
        return tuple(
            [
                AxisField(
                    # Behind an upsampling the jump may be a fraction; a position still sees whole pixels.
                    ceil(grown_field(seen.size, kernel, dilation, seen.jump)),
                    grown_jump(seen.jump, stride),
                    field_start(seen.start, pad[0], seen.jump),
                    positions,
                )
                for seen, (pad, kernel, stride, dilation), positions in axes
            ]
        )

    def window_text(self) -> str:
        """`3x3 s2 p1 d2`: what differs from stride 1, padding 0, dilation 1 is named."""
        parts = ["x".join(map(str, self.kernel))]
        if any(stride != 1 for stride in self.strides):
            parts.append(f"s{_brief(self.strides)}")
        if self.padding == "same" and any(kernel != 1 for kernel in self.kernel):
            parts.append("same")
        elif any(pad != (0, 0) for pad in self.pads):
            before = tuple(pad[0] for pad in self.pads)
            after = tuple(pad[1] for pad in self.pads)
            parts.append(f"p{_brief(before)}" if before == after else f"p{_brief(before)}:{_brief(after)}")
        if any(dilation != 1 for dilation in self.dilations):
            parts.append(f"d{_brief(self.dilations)}")
        return " ".join(parts)

    def _misfit(self, axis: int, size: int) -> Fault:
        letter = AXIS_NAMES[self.axes][axis]
        kernel, dilation, pad = self.kernel[axis], self.dilations[axis], self.pads[axis]
        reach = effective_kernel(kernel, dilation)
        spread = f"dilation {dilation}·({kernel} - 1) + 1 = {reach}" if dilation > 1 else f"{reach}"
        missing = reach - size - pad[0] - pad[1]
        message = (
            f"the kernel does not fit along the {AXIS_WORDS[letter]}: it spans {spread}, "
            f"the input is {size} + padding {pad[0]} + {pad[1]} = {size + pad[0] + pad[1]}"
        )
        wider = -(-missing // 2)
        return Fault(message, hint=f"smallest fix: padding {pad[0] + wider}, or kernel {size + pad[0] + pad[1]}")


def both_ends(pad: tuple[int, int]) -> int:
    """The total padding of an axis: the textbooks' 2·P where both ends have the same."""
    return 2 * pad[0] if pad[0] is pad[1] else pad[0] + pad[1]


def _brief(values: tuple[Any, ...]) -> str:
    return str(values[0]) if len(set(values)) == 1 else "x".join(map(str, values))
