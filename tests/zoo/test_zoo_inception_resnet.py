"""The Inception, ResNet, SENet, SqueezeNet, NIN and ZFNet specs against counts that others made.

The counts are facts copied from elsewhere; the tensor shapes are listed here again, from the structure of
torchvision's (Xception and SENet: timm's, ResNet on CIFAR: the paper's) networks, in plain loops.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

import archcalc
from archcalc.ops import PARAMETER
from archcalc.ops.norm import BatchNorm


class Count(NamedTuple):
    """What somebody counted: None where they did not."""

    name: str
    parameters: int
    macs: int | None = None
    buffers: int | None = None
    knobs: dict[str, Any] = {}
    training: bool = False

    def __str__(self) -> str:
        return "-".join([self.name, *map(str, self.knobs), *(["training"] if self.training else [])])


COUNTS = [
    # Arithmetic on the published structure, and two files of the Caffe model zoo.
    Count("zfnet", 62_357_608, 1_168_032_896),
    Count("nin_imagenet", 7_595_176, 1_100_188_800),
    Count("nin_cifar10", 966_986, 222_486_528),  # = pytorchcv
    Count("googlenet_2014", 6_998_552, 1_582_671_872),
    Count("googlenet_2014", 13_378_280, 1_591_044_096, training=True),
    # torchvision, built and counted with torch's FlopCounterMode.
    Count("googlenet", 6_624_904, 1_498_376_192, 14_617),
    Count("googlenet", 13_004_888, 1_506_748_416, 15_131, training=True),
    Count("inception_v3", 23_834_568, 5_713_216_096, 34_526),
    Count("inception_v3", 27_161_264, 5_718_899_296, 36_320, training=True),
    Count("resnet18", 11_689_512, 1_814_073_344, 9_620),
    Count("resnet34", 21_797_672, 3_663_761_408, 17_060),
    Count("resnet50", 25_557_032, 4_089_184_256, 53_173),
    Count("resnet101", 44_549_160, 7_801_405_440, 105_448),
    Count("resnet152", 60_192_808, 11_513_626_624, 151_579),
    Count("wide_resnet50_2", 68_883_240, 11_398_021_120, 68_277),
    Count("wide_resnet101_2", 126_886_696),  # torchvision's documentation
    Count("resnext50_32x4d", 25_028_904, 4_230_479_872, 68_277),
    Count("resnext101_32x4d", 44_177_704, 7_969_996_800, 137_960),
    Count("resnext101_32x8d", 88_791_336),  # torchvision's documentation
    Count("resnext101_64x4d", 83_455_272, 15_460_270_080, 202_984),
    Count("squeezenet1_0", 1_248_424, 818_924_576, 0),
    Count("squeezenet1_1", 1_235_496, 349_151_936, 0),
    # Arithmetic: at 227, and with the padding of the authors' file.
    Count("squeezenet_2016", 1_248_424, 832_667_936),
    Count("squeezenet_2016", 1_248_424, 861_339_936, knobs={"conv10_padding": 1}),
    # The authors' Caffe files.
    Count("resnet50_v1", 25_557_032, 3_857_973_248),
    Count("resnet50_v1", 25_557_096, 3_857_973_248, knobs={"conv1_bias": True}),
    Count("resnet101_v1", 44_549_160, 7_570_194_432),
    Count("resnet152_v1", 60_192_808, 11_282_415_616),
    Count("senet154", 115_088_984, 20_688_363_520),
    Count("seresnet50", 28_088_024, 3_860_488_192),
    Count("seresnext50_32x4d", 27_559_896, 4_232_994_816),
    # Option A: arithmetic.
    Count("resnet18_a", 11_515_688, 1_794_805_760),
    Count("resnet34_a", 21_623_848, 3_644_493_824),
    # timm's legacy_xception; pytorchcv's BN-Inception.
    Count("xception", 22_855_952, 8_357_403_496, 54_568),
    Count("bn_inception", 11_295_240),
]


@pytest.mark.parametrize("count", COUNTS, ids=str)
def test_counts(count: Count) -> None:
    totals = archcalc.analyze(archcalc.load(count.name, **count.knobs), training=count.training).totals
    assert totals.parameters == totals.trainable_parameters == count.parameters
    if count.macs is not None:
        assert totals.macs == count.macs
    if count.buffers is not None:
        assert totals.buffers == count.buffers


@pytest.mark.parametrize("name", sorted({count.name for count in COUNTS}))
def test_output_is_one_score_per_class(name: str) -> None:
    assert archcalc.analyze(archcalc.load(name)).output == (10 if name == "nin_cifar10" else 1000,)


# slim's tests count a network without classifier, with three numbers per normalised channel (no scale).
SLIM = {"googlenet": 5_607_184, "inception_v3": 21_802_784, "bn_inception_2015": 10_173_112}


@pytest.mark.parametrize("name", SLIM)
def test_slim_counts(name: str) -> None:
    *base, classifier = archcalc.analyze(archcalc.load(name)).layers
    assert classifier.op == "linear"
    normalised = sum(row.output[0] for row in base if isinstance(row.operation, BatchNorm))
    count = sum(row.parameters for row in base) + normalised
    if name == "bn_inception_2015":
        count += 64 - 3 * 64  # slim's separable convolution has a bias instead
    assert count == SLIM[name]


@pytest.mark.parametrize(
    ("layer", "weights", "macs"),
    [
        ("conv1", 9_408, 118_013_952),
        ("conv2", 114_688, 359_661_568),
        ("inception_3a", 163_328, 128_049_152),
        ("inception_3b", 388_096, 304_267_264),
        ("inception_4a", 375_552, 73_608_192),
        ("inception_4b", 448_512, 87_908_352),
        ("inception_4c", 509_440, 99_850_240),
        ("inception_4d", 604_672, 118_515_712),
        ("inception_4e", 867_328, 169_996_288),
        ("inception_5a", 1_042_432, 51_079_168),
        ("inception_5b", 1_442_816, 70_697_984),
        ("linear", 1_024_000, 1_024_000),
    ],
)
def test_rows_of_googlenet(layer: str, weights: int, macs: int) -> None:
    """Table 1 worked out by hand from its channels: weights · height · width."""
    rows = archcalc.analyze(archcalc.load("googlenet_2014")).layers
    rows = tuple(row for row in rows if row.name == layer or row.name.startswith(f"{layer}."))
    counted = sum(tensor.size for row in rows for tensor in row.tensors if tensor.name == "weight")
    assert (counted, sum(row.macs for row in rows)) == (weights, macs)


# Parameter tensors, listed again.

Tensors = Iterator[tuple[int, ...]]


def conv_bn(channels: int, filters: int, height: int, width: int | None = None, groups: int = 1) -> Tensors:
    yield (filters, channels // groups, height, height if width is None else width)
    yield (filters,)
    yield (filters,)


def conv(channels: int, filters: int, kernel: int) -> Tensors:
    yield (filters, channels, kernel, kernel)
    yield (filters,)


def linear(features: int, out: int) -> Tensors:
    yield (out, features)
    yield (out,)


def basic_resnet(depths: list[int]) -> Tensors:
    yield from conv_bn(3, 64, 7)
    channels = 64
    for stage, depth in enumerate(depths):
        width = 64 << stage
        for block in range(depth):
            yield from conv_bn(channels, width, 3)
            yield from conv_bn(width, width, 3)
            if block == 0 and stage:
                yield from conv_bn(channels, width, 1)
            channels = width
    yield from linear(channels, 1000)


def bottleneck_resnet(depths: list[int], groups: int = 1, width_per_group: int = 64, gates: bool = False) -> Tensors:
    yield from conv_bn(3, 64, 7)
    channels = 64
    for stage, depth in enumerate(depths):
        width = (width_per_group << stage) * groups
        out = 256 << stage
        for block in range(depth):
            yield from conv_bn(channels, width, 1)
            yield from conv_bn(width, width, 3, groups=groups)
            yield from conv_bn(width, out, 1)
            if gates:
                yield from conv(out, out // 16, 1)
                yield from conv(out // 16, out, 1)
            if block == 0:
                yield from conv_bn(channels, out, 1)
            channels = out
    yield from linear(channels, 1000)


def senet154() -> Tensors:
    yield from conv_bn(3, 64, 3)
    yield from conv_bn(64, 64, 3)
    yield from conv_bn(64, 128, 3)
    channels = 128
    for stage, depth in enumerate([3, 8, 36, 3]):
        out = 256 << stage
        for block in range(depth):
            yield from conv_bn(channels, out // 2, 1)
            yield from conv_bn(out // 2, out, 3, groups=64)
            yield from conv_bn(out, out, 1)
            yield from conv(out, out // 16, 1)
            yield from conv(out // 16, out, 1)
            if block == 0:
                yield from conv_bn(channels, out, 3 if stage else 1)
            channels = out
    yield from linear(channels, 1000)


def cifar_resnet(n: int) -> Tensors:
    yield from conv_bn(3, 16, 3)
    channels = 16
    for width in (16, 32, 64):
        for _ in range(n):
            yield from conv_bn(channels, width, 3)
            yield from conv_bn(width, width, 3)
            channels = width
    yield from linear(64, 10)


def squeezenet(first: int, kernel: int) -> Tensors:
    yield from conv(3, first, kernel)
    channels = first
    for squeeze in (16, 16, 32, 32, 48, 48, 64, 64):
        yield from conv(channels, squeeze, 1)
        yield from conv(squeeze, 4 * squeeze, 1)
        yield from conv(squeeze, 4 * squeeze, 3)
        channels = 8 * squeeze
    yield from conv(channels, 1000, 1)


def googlenet() -> Tensors:
    yield from conv_bn(3, 64, 7)
    yield from conv_bn(64, 64, 1)
    yield from conv_bn(64, 192, 3)
    channels = 192
    for one, reduce3, three, reduce5, five, pool in [
        (64, 96, 128, 16, 32, 32),
        (128, 128, 192, 32, 96, 64),
        (192, 96, 208, 16, 48, 64),
        (160, 112, 224, 24, 64, 64),
        (128, 128, 256, 24, 64, 64),
        (112, 144, 288, 32, 64, 64),
        (256, 160, 320, 32, 128, 128),
        (256, 160, 320, 32, 128, 128),
        (384, 192, 384, 48, 128, 128),
    ]:
        yield from conv_bn(channels, one, 1)
        yield from conv_bn(channels, reduce3, 1)
        yield from conv_bn(reduce3, three, 3)
        yield from conv_bn(channels, reduce5, 1)
        yield from conv_bn(reduce5, five, 3)
        yield from conv_bn(channels, pool, 1)
        channels = one + three + five + pool
    yield from linear(channels, 1000)


def googlenet_heads() -> Tensors:
    for channels in (512, 528):
        yield from conv_bn(channels, 128, 1)
        yield from linear(2048, 1024)
        yield from linear(1024, 1000)


def inception_v3() -> Tensors:
    for channels, filters, kernel in [(3, 32, 3), (32, 32, 3), (32, 64, 3), (64, 80, 1), (80, 192, 3)]:
        yield from conv_bn(channels, filters, kernel)
    for channels, pool in [(192, 32), (256, 64), (288, 64)]:  # Mixed_5b to 5d
        yield from conv_bn(channels, 64, 1)
        yield from conv_bn(channels, 48, 1)
        yield from conv_bn(48, 64, 5)
        yield from conv_bn(channels, 64, 1)
        yield from conv_bn(64, 96, 3)
        yield from conv_bn(96, 96, 3)
        yield from conv_bn(channels, pool, 1)
    yield from conv_bn(288, 384, 3)  # Mixed_6a
    yield from conv_bn(288, 64, 1)
    yield from conv_bn(64, 96, 3)
    yield from conv_bn(96, 96, 3)
    for width in (128, 160, 160, 192):  # Mixed_6b to 6e
        yield from conv_bn(768, 192, 1)
        yield from conv_bn(768, width, 1)
        yield from conv_bn(width, width, 1, 7)
        yield from conv_bn(width, 192, 7, 1)
        yield from conv_bn(768, width, 1)
        yield from conv_bn(width, width, 7, 1)
        yield from conv_bn(width, width, 1, 7)
        yield from conv_bn(width, width, 7, 1)
        yield from conv_bn(width, 192, 1, 7)
        yield from conv_bn(768, 192, 1)
    yield from conv_bn(768, 192, 1)  # Mixed_7a
    yield from conv_bn(192, 320, 3)
    yield from conv_bn(768, 192, 1)
    yield from conv_bn(192, 192, 1, 7)
    yield from conv_bn(192, 192, 7, 1)
    yield from conv_bn(192, 192, 3)
    for channels in (1280, 2048):  # Mixed_7b, 7c
        yield from conv_bn(channels, 320, 1)
        yield from conv_bn(channels, 384, 1)
        yield from conv_bn(384, 384, 1, 3)
        yield from conv_bn(384, 384, 3, 1)
        yield from conv_bn(channels, 448, 1)
        yield from conv_bn(448, 384, 3)
        yield from conv_bn(384, 384, 1, 3)
        yield from conv_bn(384, 384, 3, 1)
        yield from conv_bn(channels, 192, 1)
    yield from linear(2048, 1000)


def inception_v3_head() -> Tensors:
    yield from conv_bn(768, 128, 1)
    yield from conv_bn(128, 768, 5)
    yield from linear(768, 1000)


def xception() -> Tensors:
    def separable(channels: int, filters: int) -> Tensors:
        yield (channels, 1, 3, 3)
        yield from conv_bn(channels, filters, 1)

    yield from conv_bn(3, 32, 3)
    yield from conv_bn(32, 64, 3)
    for channels, inner, out in [(64, 128, 128), (128, 256, 256), (256, 728, 728), (728, 728, 1024)]:
        yield from separable(channels, inner)
        yield from separable(inner, out)
        yield from conv_bn(channels, out, 1)
    for _ in range(8 * 3):
        yield from separable(728, 728)
    yield from separable(1024, 1536)
    yield from separable(1536, 2048)
    yield from linear(2048, 1000)


TENSORS = {
    "resnet18": lambda: basic_resnet([2, 2, 2, 2]),
    "resnet34": lambda: basic_resnet([3, 4, 6, 3]),
    "resnet50": lambda: bottleneck_resnet([3, 4, 6, 3]),
    "resnet101": lambda: bottleneck_resnet([3, 4, 23, 3]),
    "resnet152": lambda: bottleneck_resnet([3, 8, 36, 3]),
    "wide_resnet50_2": lambda: bottleneck_resnet([3, 4, 6, 3], width_per_group=128),
    "wide_resnet101_2": lambda: bottleneck_resnet([3, 4, 23, 3], width_per_group=128),
    "resnext50_32x4d": lambda: bottleneck_resnet([3, 4, 6, 3], 32, 4),
    "resnext101_32x8d": lambda: bottleneck_resnet([3, 4, 23, 3], 32, 8),
    "resnext101_64x4d": lambda: bottleneck_resnet([3, 4, 23, 3], 64, 4),
    "seresnet50": lambda: bottleneck_resnet([3, 4, 6, 3], gates=True),
    "seresnet101": lambda: bottleneck_resnet([3, 4, 23, 3], gates=True),
    "seresnet152": lambda: bottleneck_resnet([3, 8, 36, 3], gates=True),
    "seresnext50_32x4d": lambda: bottleneck_resnet([3, 4, 6, 3], 32, 4, gates=True),
    "seresnext101_32x4d": lambda: bottleneck_resnet([3, 4, 23, 3], 32, 4, gates=True),
    "senet154": senet154,
    "resnet20": lambda: cifar_resnet(3),
    "resnet32": lambda: cifar_resnet(5),
    "resnet44": lambda: cifar_resnet(7),
    "resnet56": lambda: cifar_resnet(9),
    "resnet110": lambda: cifar_resnet(18),
    "resnet1202": lambda: cifar_resnet(200),
    "squeezenet1_0": lambda: squeezenet(96, 7),
    "squeezenet1_1": lambda: squeezenet(64, 3),
    "googlenet": googlenet,
    "inception_v3": inception_v3,
    "xception": xception,
}
HEADS = {"googlenet": googlenet_heads, "inception_v3": inception_v3_head}


def parameter_shapes(name: str, training: bool = False) -> Counter[tuple[int, ...]]:
    rows = archcalc.analyze(archcalc.load(name), training=training).layers
    return Counter(tensor.shape for row in rows for tensor in row.tensors if tensor.kind == PARAMETER)


@pytest.mark.parametrize("name", TENSORS)
def test_parameter_tensors(name: str) -> None:
    assert parameter_shapes(name) == Counter(TENSORS[name]())


@pytest.mark.parametrize("name", HEADS)
def test_parameter_tensors_of_training_heads(name: str) -> None:
    assert parameter_shapes(name, training=True) - parameter_shapes(name) == Counter(HEADS[name]())


@pytest.mark.parametrize("name", ["resnet50", "resnet101", "resnet152"])
def test_stride_moves_macs_but_no_parameters(name: str) -> None:
    ours, v1 = (archcalc.analyze(archcalc.load(n)).totals for n in (name, f"{name}_v1"))
    assert ours.parameters == v1.parameters
    assert ours.macs - v1.macs == 231_211_008
