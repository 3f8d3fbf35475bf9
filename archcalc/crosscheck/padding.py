"""Padding that torch's own layers cannot express: different at the two ends of an axis.

The layer is made without padding, and its input is padded in front of it.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from archcalc.crosscheck.modules import Pads, pad


class PaddedConv(nn.Module):
    """Mixin in front of a convolution."""

    pads: Pads
    mode: str

    def forward(self, x: Tensor) -> Tensor:
        convolved: Tensor = super().forward(pad(x, self.pads, self.mode))
        return convolved


class PaddedPool(nn.Module):
    """Mixin in front of a pooling; `value` never wins a maximum and adds nothing to a sum.

    In ceil mode a window may not start in the padding at the end (torch.nn.MaxPool2d). Pooling does not know
    what of its input is padding, so such windows are cut off here.
    """

    pads: Pads
    value: float

    def forward(self, x: Tensor) -> Tensor:
        pooled = self.pool(pad(x, self.pads, value=self.value))
        steps = _per_axis(self.stride, len(self.pads))
        for axis, ((before, _), step) in enumerate(zip(self.pads, steps, strict=True), start=2):
            starts = -(-(x.shape[axis] + before) // step)
            pooled = pooled.narrow(axis, 0, min(starts, pooled.shape[axis]))
        return pooled

    def pool(self, padded: Tensor) -> Tensor:
        pooled: Tensor = super().forward(padded)
        return pooled


class PaddedMean(PaddedPool):
    """Mixin in front of an average whose divisor leaves out the padding."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x) / super().forward(torch.ones_like(x[:1, :1]))


def padded(layer: nn.Module, mixin: type[nn.Module], pads: Pads, **settings: Any) -> nn.Module:
    """`layer`, made without padding, as a class of its own that pads its input first."""
    layer.__class__ = _class(mixin, type(layer))
    for name, value in {"pads": pads, **settings}.items():
        setattr(layer, name, value)
    return layer


_CLASSES: dict[str, type[nn.Module]] = {}


def _class(mixin: type[nn.Module], layer: type[nn.Module]) -> type[nn.Module]:
    # Counters tell layers apart by their class names: `PaddedConv2d` is still a "Conv".
    name = f"{mixin.__name__.removesuffix('Conv').removesuffix('Pool')}{layer.__name__}"
    if name not in _CLASSES:
        _CLASSES[name] = type(name, (mixin, layer), {"__doc__": f"{layer.__name__} that pads on its own."})
    return _CLASSES[name]


def _per_axis(value: Any, axes: int) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * axes
