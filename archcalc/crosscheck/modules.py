"""Modules that torch lacks: LeNet's own layers, padding that differs at the two ends, joins, reshaping.

Parameters have the names and shapes that their papers or the operation's docstring give them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod

import torch
from torch import Tensor, nn
from torch.nn import functional

Pads = Sequence[tuple[int, int]]

CONVOLUTIONS: dict[int, Callable[..., Tensor]] = {
    1: functional.conv1d,
    2: functional.conv2d,
    3: functional.conv3d,
}
AVERAGES: dict[int, Callable[..., Tensor]] = {
    1: functional.avg_pool1d,
    2: functional.avg_pool2d,
    3: functional.avg_pool3d,
}


def pad(x: Tensor, pads: Pads, mode: str = "constant", value: float = 0.0) -> Tensor:
    """`x` padded by (before, after) along its last axes; torch lists the last axis first."""
    flat = [end for pair in reversed(pads) for end in pair]
    return functional.pad(x, flat, mode, value if mode == "constant" else None)


class TableConv(nn.Module):
    """Convolution whose output map k sees the input maps `table[k]` only (LeCun et al. 1998, Table I).

    One small convolution per output map, so that a counter of multiply-adds meets each connection once.
    """

    def __init__(
        self,
        table: Sequence[Sequence[int]],
        kernel: tuple[int, ...],
        stride: tuple[int, ...],
        pads: Pads,
        dilation: tuple[int, ...],
        mode: str,
        bias: bool,
    ) -> None:
        super().__init__()
        self.table = [list(row) for row in table]
        self.stride, self.pads, self.dilation, self.mode = stride, pads, dilation, mode
        self.convolve = CONVOLUTIONS[len(kernel)]
        connections = sum(map(len, table))
        self.weight = nn.Parameter(torch.empty(connections, *kernel))
        self.bias = nn.Parameter(torch.zeros(len(table))) if bias else None
        inputs = connections / len(table) * prod(kernel)
        nn.init.uniform_(self.weight, -(inputs**-0.5), inputs**-0.5)

    def forward(self, x: Tensor) -> Tensor:
        x = pad(x, self.pads, self.mode)
        kernels = torch.split(self.weight, [len(row) for row in self.table])
        maps = []
        for k, (row, kernel) in enumerate(zip(self.table, kernels, strict=True)):
            bias = None if self.bias is None else self.bias[k : k + 1]
            seen = x[:, row]
            maps.append(self.convolve(seen, kernel.unsqueeze(0), bias, self.stride, 0, self.dilation))
        return torch.cat(maps, 1)


class Subsample(nn.Module):
    """Trainable subsampling: each window's sum times a coefficient, plus a bias, both per map."""

    def __init__(self, channels: int, kernel: tuple[int, ...], stride: tuple[int, ...]) -> None:
        super().__init__()
        self.kernel, self.stride = kernel, stride
        self.weight = nn.Parameter(torch.full((channels,), 1 / prod(kernel)))  # starts as the mean
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor) -> Tensor:
        per_map = (-1, *[1] * len(self.kernel))
        sums = AVERAGES[len(self.kernel)](x, self.kernel, self.stride) * prod(self.kernel)
        return sums * self.weight.view(per_map) + self.bias.view(per_map)


class Rbf(nn.Module):
    """Squared distances to fixed vectors, one per class.

    LeCun et al. draw the vectors by hand as bitmaps of -1 and +1; which ones does not matter here.
    """

    def __init__(self, features: int, classes: int) -> None:
        super().__init__()
        bitmaps = torch.randint(0, 2, (classes, features)) * 2.0 - 1.0
        self.weight = nn.Parameter(bitmaps, requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        return (x.unsqueeze(1) - self.weight).square().sum(2)


class ScaledTanh(nn.Module):
    """1.7159·tanh(2/3·x) (LeCun et al. 1998, appendix A)."""

    def forward(self, x: Tensor) -> Tensor:
        return 1.7159 * torch.tanh(x * (2 / 3))


class ChannelShuffle(nn.Module):
    """Channel (g, n) moves to (n, g) (Zhang et al. 2017, section 3.1)."""

    def __init__(self, groups: int) -> None:
        super().__init__()
        self.groups = groups

    def forward(self, x: Tensor) -> Tensor:
        batch, channels, *sizes = x.shape
        grouped = x.reshape(batch, self.groups, channels // self.groups, *sizes)
        return grouped.transpose(1, 2).reshape(x.shape)


class ChannelsFirstLayerNorm(nn.LayerNorm):
    """Layer normalisation over the channels of each position; torch's own normalises the last axis."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x.movedim(1, -1)).movedim(-1, 1)


class Slice(nn.Module):
    """Channels `start` to `stop`, a view of the input."""

    def __init__(self, start: int, stop: int) -> None:
        super().__init__()
        self.start, self.stop = start, stop

    def forward(self, x: Tensor) -> Tensor:
        return x.narrow(1, self.start, self.stop - self.start)


class Pad(nn.Module):
    """Zeros around the map, and zero channels behind the last."""

    def __init__(self, pads: Pads, channels: int) -> None:
        super().__init__()
        self.pads, self.channels = pads, channels

    def forward(self, x: Tensor) -> Tensor:
        return pad(x, ((0, self.channels), *self.pads))


class Add(nn.Module):
    """Elementwise sum of branches of one shape: what torch would broadcast is refused."""

    def forward(self, *branches: Tensor) -> Tensor:
        if any(branch.shape != branches[0].shape for branch in branches):
            raise ValueError("the branches differ in their shapes")
        total = branches[0]
        for branch in branches[1:]:
            total = total + branch
        return total


class Multiply(nn.Module):
    """Elementwise product, broadcast."""

    def forward(self, *branches: Tensor) -> Tensor:
        product = branches[0]
        for branch in branches[1:]:
            product = product * branch
        return product


class Concat(nn.Module):
    """Branches one behind the other along the channels."""

    def forward(self, *branches: Tensor) -> Tensor:
        return torch.cat(branches, 1)


class Crop(nn.Module):
    """The middle of one map, a view of it, as large as another."""

    def forward(self, x: Tensor, like: Tensor) -> Tensor:
        if x.dim() != like.dim() or x.dim() < 3:
            raise ValueError("the branches are no maps with as many axes")
        for axis in range(2, x.dim()):
            size = like.shape[axis]
            x = x.narrow(axis, (x.shape[axis] - size) // 2, size)
        return x
