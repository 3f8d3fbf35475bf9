"""Where windows lie along one axis, and what no window reaches.

The sizes are those of an operation of the engine; here is only which element each tap of each window meets.
"""

from __future__ import annotations

from typing import NamedTuple

from archcalc.formula import effective_kernel, strided_same_padding
from archcalc.formula.catalog import formula_of
from archcalc.formula.expression import Letter
from archcalc.formula.window import transposed_output, window_output
from archcalc.ops.conv import ConvTranspose
from archcalc.ops.windowed import Windowed
from archcalc.shape import AXIS_NAMES, AXIS_WORDS, Shape


class LeftOver(NamedTuple):
    """What no window reaches at the end of an axis, and the window that would have reached it.

    Places count from 1 in the input; places after `size` are padding.
    """

    first: int  # the first place that is left out
    last: int
    wanted_first: int  # the next window, which does not fit
    wanted_last: int
    size: int


class Axis(NamedTuple):
    """One axis of a layer with a window: height, width or length."""

    name: str
    size: int
    before: int  # padding before the first element, and after the last
    after: int
    kernel: int
    stride: int
    dilation: int
    out: int

    @property
    def span(self) -> int:
        """Elements from the first tap to the last, gaps included."""
        return effective_kernel(self.kernel, self.dilation)

    def taps(self, position: int) -> range:
        """Elements that the window at an output position meets, from 0; those outside of the input are padding."""
        start = position * self.stride - self.before
        return range(start, start + self.span, self.dilation)

    def left_over(self) -> LeftOver | None:
        """What stays at the end when the last window has been put down."""
        last = self.size + self.after
        wanted = self.out * self.stride - self.before
        reached = wanted - self.stride + self.span
        if reached >= last:
            return None
        return LeftOver(reached + 1, last, wanted + 1, wanted + self.span, self.size)

    def of_frameworks(self) -> tuple[int, int]:
        """Padding before and after the axis that TensorFlow's and Keras's "same" adds."""
        total = strided_same_padding(self.size, self.kernel, self.stride, self.dilation)
        return total // 2, total - total // 2

    def worked(self) -> str:
        """The engine's formula of the output size with the values put in."""
        return formula_of(window_output).worked(
            H=self.size, P=_total(self.before, self.after), K=self.kernel, S=self.stride, D=self.dilation
        )

    def worked_back(self, extra: int) -> str:
        """The same for a transposed convolution, whose input is the smaller map; `extra` is its output padding."""
        return formula_of(transposed_output).worked(
            H=self.out, P=_total(self.before, self.after), K=self.kernel, S=self.stride, D=self.dilation, O=extra
        )


def axes_of(operation: Windowed, sizes: Shape, out: Shape) -> tuple[Axis, Axis]:
    """Both axes of a map on which the operation works; a sequence is a map of one row."""
    names = [AXIS_WORDS[letter] for letter in AXIS_NAMES[operation.axes]]
    befores, afters = zip(*operation.pads, strict=True)
    fields = (names, sizes, befores, afters, operation.kernel, operation.strides, operation.dilations, out)
    axes = [Axis(*values) for values in zip(*fields, strict=True)]
    return (axes[0], axes[1]) if len(axes) == 2 else (ONE_ROW, axes[0])


def axes_back(operation: ConvTranspose, sizes: Shape, out: Shape) -> tuple[Axis, Axis]:
    """The axes of the convolution that a transposed convolution turns round: it leads from `out` to `sizes`."""
    return axes_of(operation, out, sizes)


ONE_ROW = Axis("", 1, 0, 0, 1, 1, 1, 1)
"""The height of a sequence: nothing happens along it."""


def _total(before: int, after: int) -> int | Letter:
    """Padding of both ends as a formula shows it: 2·P where the ends are alike."""
    return 2 * Letter("P", before) if before == after else before + after  # type: ignore[return-value]
