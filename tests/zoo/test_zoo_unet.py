"""U-Net, written down again in plain loops as the paper tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

import archcalc
from archcalc.errors import SpecError

Shapes = Iterator[tuple[int, ...]]


def conv(c_in: int, c_out: int, kernel: int) -> Shapes:
    yield from ((c_out, c_in, kernel, kernel), (c_out,))


def double(c_in: int, c_out: int) -> Shapes:
    yield from (*conv(c_in, c_out, 3), *conv(c_out, c_out, 3))


def unet(width: int) -> Shapes:
    """Section 2: each step down doubles the channels, each up-convolution halves them, and joins as many."""
    channels = 1
    for _ in range(5):
        yield from double(channels, width)
        channels, width = width, 2 * width
    for _ in range(4):
        half = channels // 2
        yield from ((channels, half, 2, 2), (half,))
        yield from double(channels, half)
        channels = half
    yield from conv(channels, 2, 1)


@pytest.mark.parametrize("width", [64, 32, 3])
def test_tensors(width: int) -> None:
    analysis = archcalc.analyze(archcalc.load("unet", width=width))
    assert Counter(shape for row in analysis.layers for _, shape, _ in row.tensors) == Counter(unet(width))


def test_a_tile_loses_184_pixels() -> None:
    """Tiles whose maps are even in front of each pooling, as section 2 asks; 572x572 gives 388x388."""
    network = archcalc.load("unet")
    for size in range(188, 700, 16):
        assert archcalc.analyze(network, (1, size, size)).output == (2, size - 184, size - 184)


def test_a_smaller_tile_has_no_output() -> None:
    with pytest.raises(SpecError, match="bottom"):
        archcalc.analyze(archcalc.load("unet"), (1, 124, 124))
