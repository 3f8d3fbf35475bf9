"""EfficientNetV2 against counts that others made, and its tensors listed again in plain loops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

import archcalc
from archcalc.ops import PARAMETER
from archcalc.ops.norm import BatchNorm

COUNTS = [
    # torchvision 0.28, built without weights; multiply-adds: half of what PyTorch's FlopCounterMode counts.
    ("efficientnet_v2_s", 384, 21_458_488, 153_982, 8_365_617_152),
    ("efficientnet_v2_s", 300, 21_458_488, 153_982, 5_307_561_248),
    ("efficientnet_v2_s", 224, 21_458_488, 153_982, 2_849_895_872),
    ("efficientnet_v2_m", 480, 54_139_356, 292_189, 24_582_460_384),
    ("efficientnet_v2_m", 384, 54_139_356, 292_189, 15_736_775_680),
    ("efficientnet_v2_m", 224, 54_139_356, 292_189, 5_362_207_200),
    ("efficientnet_v2_l", 480, 118_515_272, 512_793, 56_079_699_008),
    ("efficientnet_v2_l", 384, 118_515_272, 512_793, 35_899_418_624),
    ("efficientnet_v2_l", 224, 118_515_272, 512_793, 12_231_188_544),
]


@pytest.mark.parametrize(("name", "size", "parameters", "buffers", "macs"), COUNTS)
def test_counts(name: str, size: int, parameters: int, buffers: int, macs: int) -> None:
    totals = archcalc.analyze(archcalc.load(name), (3, size, size)).totals
    assert (totals.parameters, totals.buffers, totals.macs) == (parameters, buffers, macs)


@pytest.mark.parametrize(
    ("name", "size"), [("efficientnet_v2_s", 384), ("efficientnet_v2_m", 480), ("efficientnet_v2_l", 480)]
)
def test_input_is_the_size_that_torchvision_evaluates_at(name: str, size: int) -> None:
    assert archcalc.load(name).input == (3, size, size)


# google/automl, efficientnetv2/effnetv2_model_test.py: parameters together with running means and variances.
AUTHORS = {"efficientnet_v2_s": 21_612_360, "efficientnet_v2_m": 54_431_388, "efficientnet_v2_l": 119_027_848}


@pytest.mark.parametrize("name", AUTHORS)
def test_counts_of_the_authors_code(name: str) -> None:
    analysis = archcalc.analyze(archcalc.load(name))
    batch_counters = sum(isinstance(row.operation, BatchNorm) for row in analysis.layers)
    assert analysis.totals.parameters + analysis.totals.buffers - batch_counters == AUTHORS[name]


# torchvision's networks as lists of parameter shapes.

Shapes = Iterator[tuple[int, ...]]


def conv_bn(c_in: int, c_out: int, kernel: int) -> Shapes:
    yield from ((c_out, c_in, kernel, kernel), (c_out,), (c_out,))


def efficientnet_v2(fused: list[tuple[int, int, int]], separable: list[tuple[int, int, int]]) -> Shapes:
    """Rows of expansion, channels and blocks: first those of Fused-MBConv, then those of MBConv."""
    channels = fused[0][1]
    yield from conv_bn(3, channels, 3)
    for expansion, out, blocks in fused:
        for _ in range(blocks):
            wide = expansion * channels
            yield from conv_bn(channels, wide, 3)
            if expansion > 1:
                yield from conv_bn(wide, out, 1)
            channels = out
    for expansion, out, blocks in separable:
        for _ in range(blocks):
            wide, squeezed = expansion * channels, channels // 4
            yield from conv_bn(channels, wide, 1)
            yield from conv_bn(1, wide, 3)  # depthwise: one input channel for each filter
            yield from ((squeezed, wide, 1, 1), (squeezed,), (wide, squeezed, 1, 1), (wide,))
            yield from conv_bn(wide, out, 1)
            channels = out
    yield from conv_bn(channels, 1280, 1)
    yield from ((1000, 1280), (1000,))


SHAPES = {
    "efficientnet_v2_s": efficientnet_v2(
        [(1, 24, 2), (4, 48, 4), (4, 64, 4)],
        [(4, 128, 6), (6, 160, 9), (6, 256, 15)],
    ),
    "efficientnet_v2_l": efficientnet_v2(
        [(1, 32, 4), (4, 64, 7), (4, 96, 7)],
        [(4, 192, 10), (6, 224, 19), (6, 384, 25), (6, 640, 7)],
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_tensor_shapes_are_torchvisions(name: str) -> None:
    rows = archcalc.analyze(archcalc.load(name)).layers
    found = Counter(tensor.shape for row in rows for tensor in row.tensors if tensor.kind == PARAMETER)
    assert found == Counter(SHAPES[name])
