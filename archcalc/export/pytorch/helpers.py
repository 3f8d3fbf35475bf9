"""What PyTorch lacks: written into the source where it is used.

`tests/export` compares each with the module of `crosscheck` that does the same.
"""

from __future__ import annotations

from typing import NamedTuple


class Helper(NamedTuple):
    """A function or class of the source, with the helpers that it needs itself."""

    text: str
    needs: tuple[str, ...] = ()


HELPERS = {
    "make_divisible": Helper('''
def make_divisible(v: int, divisor: int) -> int:
    """The multiple of `divisor` nearest to `v`, at most a tenth below (MobileNet's)."""
    new = max(divisor, (v + divisor // 2) // divisor * divisor)
    return new + divisor if 10 * new < 9 * v else new
'''),
    "scaled_tanh": Helper('''
def scaled_tanh(x: Tensor) -> Tensor:
    """1.7159 tanh(2/3 x) (LeCun et al. 1998, appendix A)."""
    return 1.7159 * torch.tanh(2 / 3 * x)
'''),
    "ScaledTanh": Helper(
        '''
class ScaledTanh(nn.Module):
    """1.7159 tanh(2/3 x) as a module."""

    def forward(self, x: Tensor) -> Tensor:
        return scaled_tanh(x)
''',
        ("scaled_tanh",),
    ),
    "center_crop": Helper('''
def center_crop(x: Tensor, like: Tensor) -> Tensor:
    """The middle of `x`, as large as the map `like` (Ronneberger et al. 2015)."""
    for axis in range(2, x.dim()):
        size = like.shape[axis]
        x = x.narrow(axis, (x.shape[axis] - size) // 2, size)
    return x
'''),
    "channel_shuffle": Helper('''
def channel_shuffle(x: Tensor, groups: int) -> Tensor:
    """Channel n of group g becomes channel g of group n (Zhang et al. 2017)."""
    batch, channels, *sizes = x.shape
    x = x.reshape(batch, groups, channels // groups, *sizes)
    return x.transpose(1, 2).reshape(batch, channels, *sizes)
'''),
    "ChannelShuffle": Helper(
        '''
class ChannelShuffle(nn.Module):
    """Channel shuffle as a module."""

    def __init__(self, groups: int) -> None:
        super().__init__()
        self.groups = groups

    def forward(self, x: Tensor) -> Tensor:
        return channel_shuffle(x, self.groups)
''',
        ("channel_shuffle",),
    ),
    "ChannelLayerNorm": Helper('''
class ChannelLayerNorm(nn.LayerNorm):
    """Layer normalisation over the channels of each position (Ba et al. 2016)."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x.movedim(1, -1)).movedim(-1, 1)
'''),
    "Subsample2d": Helper('''
class Subsample2d(nn.Module):
    """A window's sum, times a weight and plus a bias per map (LeCun et al. 1998)."""

    def __init__(
        self, channels: int, kernel_size: int, stride: int | None = None
    ) -> None:
        super().__init__()
        self.pool = nn.AvgPool2d(kernel_size, stride, divisor_override=1)
        self.weight = nn.Parameter(torch.full((channels,), 1 / kernel_size**2))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor) -> Tensor:
        return self.pool(x) * self.weight[:, None, None] + self.bias[:, None, None]
'''),
    "TableConv2d": Helper('''
class TableConv2d(nn.Module):
    """Convolution whose map k sees the maps `table[k]` (LeCun et al. 1998, Table I)."""

    def __init__(
        self,
        table: list[list[int]],
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        dilation: int = 1,
        bias: bool = True,
    ) -> None:
        super().__init__()
        self.table = table
        self.window = stride, padding, dilation
        connections = sum(len(maps) for maps in table)
        bound = (connections / len(table) * kernel_size**2) ** -0.5
        self.weight = nn.Parameter(torch.empty(connections, kernel_size, kernel_size))
        self.bias = nn.Parameter(torch.zeros(len(table))) if bias else None
        nn.init.uniform_(self.weight, -bound, bound)

    def forward(self, x: Tensor) -> Tensor:
        kernels = self.weight.split([len(maps) for maps in self.table])
        maps = [
            F.conv2d(x[:, maps], kernel[None], None, *self.window)
            for maps, kernel in zip(self.table, kernels, strict=True)
        ]
        out = torch.cat(maps, dim=1)
        return out if self.bias is None else out + self.bias[:, None, None]
'''),
    "Rbf": Helper('''
class Rbf(nn.Module):
    """Squared distances to one fixed vector of -1 and 1 per class (LeCun et al. 1998).

    The paper draws the vectors by hand, as bitmaps of the characters; these are random.
    """

    def __init__(self, in_features: int, classes: int) -> None:
        super().__init__()
        bitmaps = 2.0 * torch.randint(0, 2, (classes, in_features)) - 1.0
        self.weight = nn.Parameter(bitmaps, requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        return (x[:, None] - self.weight).square().sum(dim=2)
'''),
}
"""By the name that the source calls, in the order in which they stand there."""


def used_helpers(names: set[str]) -> list[str]:
    """The texts of the helpers that these names need."""
    wanted = {name for name in names if name in HELPERS}
    wanted |= {need for name in wanted for need in HELPERS[name].needs}
    return [helper.text.strip("\n") for name, helper in HELPERS.items() if name in wanted]
