"""A layer as a question describes it, perhaps incompletely, and what the engine's formulas say about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from archcalc.formula import (
    effective_kernel,
    grown_field,
    grown_jump,
    same_output,
    same_padding,
    transposed_output,
    window_output,
    window_output_ceil,
)
from archcalc.quiz.answers import contradiction, missing
from archcalc.quiz.working import Step, Steps, multiplied, worked

Sizes = tuple[int, ...]
_SIZE = "output size"
_PADDING = ("pad", "pad_total", "same")
WINDOW = ("kernel", "stride", *_PADDING)
"""The attributes of a layer's window and how it moves."""


class Branch(NamedTuple):
    """Which of several branches a layer lies in, and how they come together: `concat` or `add`."""

    number: int
    how: str


@dataclass(eq=False)
class Layer:
    """What is known of a layer; None is what the text does not say."""

    kind: str
    start: int = 0
    kernel: Sizes | None = None
    stride: Sizes | None = None
    pad: Sizes | None = None
    pad_total: int | None = None
    same: bool = False
    same_said: bool = False  # besides a number for the padding, which must then keep the size
    out_pad: int = 0
    dilation: int = 1
    groups: int | None = None
    cin: int | None = None
    cout: int | None = None
    bias: bool | None = None
    repeat: int = 1
    ceil: bool = False
    depth: int | None = None  # the third size of a filter written 5x5x3
    counted: bool = False  # that third size belongs to a layer, not to a filter, and may count filters
    depthwise: bool = False
    multiplier: int = 1
    name: str = ""
    framework: str = ""
    like_previous: bool = False  # `same settings`
    branch: Branch | None = None
    aside: str = ""  # not among what is counted: `frozen` as not learned, `uncounted` at all
    carries: int = 0  # the output is put beside what entered so many layers back: 1 for this one's own input

    @property
    def is_conv(self) -> bool:
        return self.kind in ("conv", "transposed")

    @property
    def is_pool(self) -> bool:
        return self.kind in ("maxpool", "avgpool", "pool")

    @property
    def is_weighted(self) -> bool:
        """Whether it has weights that a kernel or a matrix counts: a convolution or a fully connected layer."""
        return self.is_conv or self.kind == "fc"

    @property
    def is_pointwise(self) -> bool:
        """Whether its window is a single position; not where no window is told."""
        return self.kernel is not None and set(self.kernel) == {1}

    @property
    def is_wide(self) -> bool:
        """Whether its window is told, and is more than a single position."""
        return self.kernel is not None and not self.is_pointwise

    @property
    def is_strided(self) -> bool:
        """Whether it is told to skip positions."""
        return set(self.stride or (1,)) != {1}

    @property
    def tells_padding(self) -> bool:
        """Whether the text says how it is padded: by a number, a total, or that it keeps the size."""
        return self.same or self.pad is not None or self.pad_total is not None

    @property
    def grouping(self) -> int:
        return (self.cin or 1) if self.depthwise else self.groups or 1

    def copy(self) -> Layer:
        """The same layer once more."""
        return replace(self)

    def take(self, other: Layer, names: Iterable[str]) -> None:
        """Enter those of the named attributes of another layer that this one lacks; padding is one of them."""
        padded = self.tells_padding
        for name in names:
            if not padded if name in _PADDING else getattr(self, name) is None:
                setattr(self, name, getattr(other, name))

    def need_kernel(self) -> Sizes:
        """The kernel, or a refusal."""
        if self.kernel is None:
            raise missing("the kernel size", "커널(필터) 크기")
        return self.kernel

    def need_cin(self) -> int:
        if self.cin is None:
            raise missing("the number of input channels", "입력 채널 수")
        return self.cin

    def need_cout(self) -> int:
        if self.depthwise and self.cin is not None and self.cout is None:
            return self.cin * self.multiplier
        if self.cout is None:
            raise missing("the number of filters (output channels)", "필터(출력 채널) 수")
        return self.cout

    def strides(self, axes: int) -> Sizes:
        stride = self.stride or (self.kernel if self.is_pool else None) or (1,) * axes
        return spread(stride, axes)

    def pads(self, axes: int) -> Sizes:
        """Total padding of each axis, both ends together."""
        kernel = spread(self.need_kernel(), axes)
        if self.same:
            return tuple(same_padding(k, self.dilation) for k in kernel)
        if self.pad_total is not None:
            return (self.pad_total,) * axes
        return tuple(2 * p for p in spread(self.pad or (0,), axes))


def spread(values: Sizes, axes: int) -> Sizes:
    """One number per axis."""
    return values if len(values) == axes else values[:1] * axes


def output_sizes(layer: Layer, sizes: Sizes, steps: Steps) -> Sizes:
    """The output's sizes for a map of `sizes`; the working goes to `steps`."""
    axes = len(sizes)
    kernel, strides = spread(layer.need_kernel(), axes), layer.strides(axes)
    if min(strides) < 1:
        raise contradiction("a stride must be at least 1", "스트라이드는 1 이상이어야 합니다")
    if min(kernel) < 1:
        raise contradiction("a kernel has at least one element", "커널 크기는 1 이상이어야 합니다")
    out, seen = [], set()
    for size, k, s, p in zip(sizes, kernel, strides, layer.pads(axes), strict=True):
        length, line = _one_axis(layer, size, k, s, p)
        if length < 1:
            raise contradiction(
                f"a {k}-wide kernel does not fit into an input of {size} with padding {p // 2}",
                f"크기 {k}의 커널이 입력 {size}(패딩 {p // 2})에 들어가지 않습니다",
            )
        out.append(length)
        if line not in seen:
            steps.append(line)
            seen.add(line)
    return tuple(out)


def _one_axis(layer: Layer, size: int, k: int, s: int, p: int) -> tuple[int, Step]:
    d = layer.dilation
    if layer.kind == "transposed":
        if layer.same:
            return size * s, multiplied(_SIZE, (size, s))
        values = {"H": size, "P": p, "K": k, "S": s, "D": d, "O": layer.out_pad}
        return transposed_output(**values), worked(_SIZE, transposed_output, **values)
    if layer.same:
        return same_output(size, s), worked(_SIZE, same_output, H=size, S=s)
    if effective_kernel(k, d) > size + p:
        return 0, Step(_SIZE, "")
    values = {"H": size, "P": p, "K": k, "S": s, "D": d}
    if layer.ceil:
        values["P_start"] = p // 2
        return window_output_ceil(**values), worked(_SIZE, window_output_ceil, **values)
    return window_output(**values), worked(_SIZE, window_output, **values)


def field_after(layers: list[Layer], steps: Steps) -> Sizes:
    """The receptive field of one position behind all layers, per axis."""
    axes = max((len(layer.kernel or ()) for layer in layers), default=1)
    field, jump = [1] * axes, [1] * axes
    for layer in layers:
        if layer.kind in ("fc", "gap", "flatten"):
            raise missing("a map for the receptive field", "수용 영역을 정할 특징맵")
        if layer.kernel is None and (layer.is_conv or layer.is_pool):
            layer.need_kernel()
        if layer.kernel is None:
            continue
        kernel, strides = spread(layer.kernel, axes), layer.strides(axes)
        if min(strides) < 1 or min(kernel) < 1:
            raise contradiction("strides and kernels are at least 1", "스트라이드와 커널은 1 이상이어야 합니다")
        values = {"r": field[0], "K": kernel[0], "D": layer.dilation, "j": jump[0]}
        steps.append(worked("receptive field", grown_field, **values))
        field = [grown_field(r, k, layer.dilation, j) for r, k, j in zip(field, kernel, jump, strict=True)]
        jump = [grown_jump(j, s) for j, s in zip(jump, strides, strict=True)]
    return tuple(field)
