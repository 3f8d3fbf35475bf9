"""The DenseNet, DPN, mobile-network and RegNet specs against counts that others made.

The counts are facts copied from elsewhere; the tensor shapes are listed here again, from the structure of
torchvision's networks, in plain loops and float arithmetic.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

import archcalc
from archcalc.errors import SpecError
from archcalc.ops import PARAMETER
from archcalc.ops.conv import Conv


class Count(NamedTuple):
    """What somebody counted: None where they did not."""

    name: str
    parameters: int
    macs: int
    buffers: int | None = None
    knobs: dict[str, Any] = {}
    input: tuple[int, ...] | None = None

    def __str__(self) -> str:
        knobs = [f"{knob}={value}" for knob, value in self.knobs.items()]
        return "-".join([self.name, *knobs, *map(str, self.input or ())])


COUNTS = [
    # torchvision 0.28, built without weights; multiply-adds from the shapes of its Conv2d and Linear modules.
    Count("densenet121", 7_978_856, 2_834_161_664, 83_769),
    Count("densenet161", 28_681_000, 7_727_907_072, 220_097),
    Count("densenet169", 14_149_480, 3_359_843_328, 158_569),
    Count("densenet201", 20_013_928, 4_291_365_888, 229_257),
    Count("densenet264", 33_337_704, 5_751_653_376, 398_793),  # its DenseNet class with Table 1's depths
    Count("mobilenet_v2", 3_504_872, 300_774_272, 34_164),
    Count("mobilenet_v2", 1_677_128, 59_285_808, 14_132, {"width": 0.35}),
    Count("mobilenet_v2", 1_968_680, 97_131_840, 18_596, {"width": 0.5}),
    Count("mobilenet_v2", 2_636_424, 209_069_792, 26_692, {"width": 0.75}),
    Count("mobilenet_v2", 5_386_792, 509_374_560, 44_308, {"width": 1.3}),
    Count("mobilenet_v2", 6_108_776, 582_195_824, 47_988, {"width": 1.4}),
    Count("mobilenet_v3_large", 5_483_032, 216_589_760, 24_446),
    Count("mobilenet_v3_small", 2_542_856, 56_510_400, 12_146),
    Count("mnasnet0_5", 2_218_512, 104_455_968, 20_676),
    Count("mnasnet0_75", 3_170_208, 215_493_104, 29_860),
    Count("mnasnet1_0", 4_383_312, 314_415_872, 37_972),
    Count("mnasnet1_3", 6_282_256, 526_362_432, 48_868),
    Count("efficientnet_b0", 5_288_548, 385_814_752, 42_065),
    Count("efficientnet_b1", 7_794_184, 686_802_832, 62_117),
    Count("efficientnet_b2", 9_109_994, 993_561_872, 67_637),
    Count("efficientnet_b3", 12_233_232, 1_827_141_392, 87_374),
    Count("efficientnet_b4", 19_341_616, 4_393_771_024, 125_296),
    Count("efficientnet_b5", 30_389_784, 10_266_384_752, 172_852),
    Count("efficientnet_b6", 43_040_704, 19_067_593_536, 224_566),
    Count("efficientnet_b7", 66_347_960, 37_745_884_192, 310_883),
    Count("shufflenet_v2_x0_5", 1_366_792, 40_476_448, 8_008),
    Count("shufflenet_v2_x1_0", 2_278_604, 144_907_992, 16_236),
    Count("shufflenet_v2_x1_5", 3_503_624, 295_759_392, 23_496),
    Count("shufflenet_v2_x2_0", 7_393_996, 583_253_464, 33_772),
    Count("regnet_x_400mf", 5_495_976, 413_812_608, 37_927),
    Count("regnet_x_800mf", 7_259_656, 799_699_712, 37_365),
    Count("regnet_x_1_6gf", 9_190_136, 1_602_849_792, 43_563),
    Count("regnet_x_3_2gf", 15_296_552, 3_176_621_952, 62_640),
    Count("regnet_x_8gf", 39_572_648, 7_995_132_416, 90_538),
    Count("regnet_x_16gf", 54_278_536, 15_940_755_456, 111_239),
    Count("regnet_x_32gf", 107_811_560, 31_735_929_792, 162_090),
    Count("regnet_y_400mf", 4_344_144, 401_842_848, 27_205),
    Count("regnet_y_800mf", 6_432_512, 833_856_256, 30_479),
    Count("regnet_y_1_6gf", 11_202_430, 1_612_076_160, 52_758),
    Count("regnet_y_3_2gf", 19_436_338, 3_176_482_752, 66_228),
    Count("regnet_y_8gf", 39_381_472, 8_473_070_592, 86_584),
    Count("regnet_y_16gf", 83_590_140, 15_911_510_272, 122_875),
    Count("regnet_y_32gf", 145_046_770, 32_279_552_832, 158_353),
    # timm 1.0.31, in the same way (its dpn* have 1x1 convolutions for the last layer).
    Count("semnasnet", 3_887_038, 311_579_072, 33_537),
    Count("semnasnet", 2_082_006, 103_162_992, 18_449, {"width": 0.5}),
    Count("semnasnet", 2_912_278, 223_448_480, 26_881, {"width": 0.75}),
    Count("semnasnet", 6_105_992, 586_317_952, 46_065, {"width": 1.4}),
    # The authors' MXNet files; buffers: timm.
    Count("dpn68", 12_611_602, 2_326_163_456, 65_188),
    Count("dpn92", 37_668_392, 6_501_684_224, 125_312),
    Count("dpn98", 61_570_728, 11_671_217_152, 164_998),
    Count("dpn107", 86_917_800, 18_298_764_288, 213_935),
    Count("dpn131", 79_254_504, 16_013_648_896, 223_495),
    # Arithmetic on the published structure.
    Count("densenet40_k12", 1_019_722, 264_812_928),
    Count("densenet100_bc_k12", 769_162, 287_929_692),
    Count("mobilenet_v1", 4_231_976, 568_740_352),
    Count("mobilenet_v1", 2_585_560, 325_400_448, knobs={"width": 0.75}),
    Count("mobilenet_v1", 1_331_592, 149_497_088, knobs={"width": 0.5}),
    Count("mobilenet_v1", 470_072, 41_030_272, knobs={"width": 0.25}),
    Count("mobilenet_v1", 1_331_592, 76_524_800, knobs={"width": 0.5}, input=(3, 160, 160)),
    Count("mobilenet_v1_conv", 29_294_088, 4_867_293_184),
    Count("mobilenet_v1_shallow", 2_887_976, 307_323_392),
    Count("shufflenet_v1_g1", 1_531_936, 143_078_976),
    Count("shufflenet_v1_g2", 1_733_848, 140_836_512),
    Count("shufflenet_v1", 1_865_728, 137_460_672),
    Count("shufflenet_v1_g4", 1_968_344, 134_339_776),
    Count("shufflenet_v1_g8", 2_434_768, 138_365_952),
    Count("shufflenet_v1", 2_434_768, 138_365_952, knobs={"groups": 8}),
    Count("shufflenet_v1", 306_124, 13_300_656, knobs={"width": 0.25}),
    Count("shufflenet_v1", 718_324, 37_589_856, knobs={"width": 0.5}),
    # The authors' code, as arithmetic: no bias in the last layer.
    Count("shufflenet_v1", 3_441_168, 292_443_552, knobs={"width": 1.5, "fc_bias": False}),
    Count("shufflenet_v1", 5_449_776, 524_045_184, knobs={"width": 2.0, "fc_bias": False}),
    Count("shufflenet_v2_authors_x0_5", 1_365_792, 40_476_448),
    Count("shufflenet_v2_authors_x1_0", 2_278_760, 145_814_296),
    Count("shufflenet_v2_authors_x1_5", 3_506_720, 298_970_656),
    Count("shufflenet_v2_authors_x2_0", 7_402_600, 590_783_000),
]


@pytest.mark.parametrize("count", COUNTS, ids=str)
def test_counts(count: Count) -> None:
    totals = archcalc.analyze(archcalc.load(count.name, **count.knobs), count.input).totals
    assert (totals.parameters, totals.macs) == (count.parameters, count.macs)
    if count.buffers is not None:
        assert totals.buffers == count.buffers


# Rounded figures for knobs: what papers and authors' tables print, in millions.
ROUNDED = [
    ("mobilenet_v1", {}, 192, 418),  # Howard et al. 2017, Table 7
    ("mobilenet_v1", {}, 128, 186),
    ("mobilenet_v1", {"width": 0.75}, 192, 239),  # Table 10
    ("mobilenet_v2", {}, 192, 221),  # the authors' checkpoints, cut to whole millions
    ("mobilenet_v2", {"width": 1.3}, 224, 509),
    ("mobilenet_v2", {"width": 0.35}, 96, 11),
    ("shufflenet_v1", {"groups": 8, "width": 2.0}, 224, 522),  # ShuffleNet-Series README
    ("shufflenet_v1", {"groups": 8, "width": 1.5}, 224, 290),
    ("shufflenet_v1", {"groups": 8, "width": 0.5}, 224, 40),
    ("shufflenet_v1", {"groups": 1, "width": 0.25}, 224, 13),  # Zhang et al. 2017, Table 2
]


@pytest.mark.parametrize(("name", "knobs", "size", "millions"), ROUNDED)
def test_rounded_figures_of_knobs(name: str, knobs: dict[str, Any], size: int, millions: int) -> None:
    macs = archcalc.analyze(archcalc.load(name, **knobs), (3, size, size)).totals.macs
    assert millions in (macs // 10**6, round(macs / 10**6))


DEPTHS = {
    "densenet121": 121,
    "densenet161": 161,
    "densenet169": 169,
    "densenet201": 201,
    "densenet264": 265,  # 2·(6 + 12 + 64 + 48) + 5
    "densenet40_k12": 40,
    "densenet100_bc_k12": 100,
    "dpn68": 68,
    "dpn92": 92,
    "dpn98": 98,
    "dpn107": 107,
    "dpn131": 131,
    "mobilenet_v1": 28,  # Howard et al. 2017, section 3.2
}


@pytest.mark.parametrize("name", DEPTHS)
def test_depth_is_the_number_in_the_name(name: str) -> None:
    assert archcalc.analyze(archcalc.load(name)).totals.weighted_layers == DEPTHS[name]


# Weights and multiply-adds from the docstring of tensorflow/models research/slim/nets/mobilenet_v1.py.
SLIM_MOBILENET_V1 = [
    ("Conv2d_0", 864, 10_838_016),
    ("Conv2d_1_depthwise", 288, 3_612_672),
    ("Conv2d_1_pointwise", 2_048, 25_690_112),
    ("Conv2d_2_depthwise", 576, 1_806_336),
    ("Conv2d_2_pointwise", 8_192, 25_690_112),
    ("Conv2d_3_depthwise", 1_152, 3_612_672),
    ("Conv2d_3_pointwise", 16_384, 51_380_224),
    ("Conv2d_4_depthwise", 1_152, 903_168),
    ("Conv2d_4_pointwise", 32_768, 25_690_112),
    ("Conv2d_5_depthwise", 2_304, 1_806_336),
    ("Conv2d_5_pointwise", 65_536, 51_380_224),
    ("Conv2d_6_depthwise", 2_304, 451_584),
    ("Conv2d_6_pointwise", 131_072, 25_690_112),
    ("Conv2d_7_depthwise", 4_608, 903_168),
    ("Conv2d_7_pointwise", 262_144, 51_380_224),
    ("Conv2d_8_depthwise", 4_608, 903_168),
    ("Conv2d_8_pointwise", 262_144, 51_380_224),
    ("Conv2d_9_depthwise", 4_608, 903_168),
    ("Conv2d_9_pointwise", 262_144, 51_380_224),
    ("Conv2d_10_depthwise", 4_608, 903_168),
    ("Conv2d_10_pointwise", 262_144, 51_380_224),
    ("Conv2d_11_depthwise", 4_608, 903_168),
    ("Conv2d_11_pointwise", 262_144, 51_380_224),
    ("Conv2d_12_depthwise", 4_608, 225_792),
    ("Conv2d_12_pointwise", 524_288, 25_690_112),
    ("Conv2d_13_depthwise", 9_216, 451_584),
    ("Conv2d_13_pointwise", 1_048_576, 51_380_224),
]


def test_mobilenet_v1_layer_by_layer() -> None:
    layers = archcalc.analyze(archcalc.load("mobilenet_v1")).layers
    found = [(row.parameters, row.macs) for row in layers if isinstance(row.operation, Conv)]
    assert found == [(weights, macs) for _, weights, macs in SLIM_MOBILENET_V1]


# Groups and widths whose exactly scaled channels do not divide, and what the message says.
REFUSED = {
    (2, 0.25): "25/2",
    (2, 0.5): "25 channels do not divide into 2 groups",
    (2, 1.5): "75 channels do not divide into 2 groups",
    (4, 0.25): "17 channels do not divide into 4 groups",
    (4, 0.5): "34 channels do not divide into 4 groups",
    (4, 1.5): "102 channels do not divide into 4 groups",
}


@pytest.mark.parametrize("groups", [1, 2, 3, 4, 8])
@pytest.mark.parametrize("width", [0.25, 0.5, 1.0, 1.5, 2.0])
def test_shufflenet_v1_divides_or_is_refused(groups: int, width: float) -> None:
    network = archcalc.load("shufflenet_v1", groups=groups, width=width)
    if (groups, width) not in REFUSED:
        assert archcalc.analyze(network).output == (1000,)
        return
    with pytest.raises(SpecError) as refusal:
        archcalc.analyze(network)
    message = refusal.value.faults[0].message
    assert "stage2" in message
    assert REFUSED[groups, width] in message


# torchvision's networks as lists of parameter shapes.

Shapes = Iterator[tuple[int, ...]]


def conv_bn(c_in: int, c_out: int, kernel: int, groups: int = 1) -> Shapes:
    """Conv2d without bias, BatchNorm2d."""
    yield (c_out, c_in // groups, kernel, kernel)
    yield from bn(c_out)


def bn(channels: int) -> Shapes:
    yield (channels,)
    yield (channels,)


def linear(c_in: int, c_out: int) -> Shapes:
    yield (c_out, c_in)
    yield (c_out,)


def excite(channels: int, squeezed: int) -> Shapes:
    """torchvision.ops.SqueezeExcitation: two 1x1 convolutions with bias."""
    yield from ((squeezed, channels, 1, 1), (squeezed,), (channels, squeezed, 1, 1), (channels,))


def divisible(value: float) -> int:
    """torchvision's _make_divisible with divisor 8."""
    new = max(8, int(value + 4) // 8 * 8)
    return new + 8 if new < 0.9 * value else new


def densenet(growth: int, depths: tuple[int, ...]) -> Shapes:
    channels = 2 * growth
    yield from conv_bn(3, channels, 7)
    for block, depth in enumerate(depths):
        for _ in range(depth):
            yield from bn(channels)
            yield from conv_bn(channels, 4 * growth, 1)
            yield (growth, 4 * growth, 3, 3)
            channels += growth
        yield from bn(channels)
        if block < 3:
            yield (channels // 2, channels, 1, 1)
            channels //= 2
    yield from linear(channels, 1000)


def mobilenet_v2(width: float) -> Shapes:
    channels = divisible(32 * width)
    yield from conv_bn(3, channels, 3)
    rows = [(1, 16, 1), (6, 24, 2), (6, 32, 3), (6, 64, 4), (6, 96, 3), (6, 160, 3), (6, 320, 1)]
    for t, c, n in rows:
        for _ in range(n):
            if t > 1:
                yield from conv_bn(channels, t * channels, 1)
            yield from conv_bn(t * channels, t * channels, 3, groups=t * channels)
            yield from conv_bn(t * channels, divisible(c * width), 1)
            channels = divisible(c * width)
    last = divisible(1280 * max(1.0, width))
    yield from conv_bn(channels, last, 1)
    yield from linear(last, 1000)


V3_LARGE = [
    (3, 16, 16, 0), (3, 64, 24, 0), (3, 72, 24, 0), (5, 72, 40, 1), (5, 120, 40, 1), (5, 120, 40, 1),
    (3, 240, 80, 0), (3, 200, 80, 0), (3, 184, 80, 0), (3, 184, 80, 0), (3, 480, 112, 1), (3, 672, 112, 1),
    (5, 672, 160, 1), (5, 960, 160, 1), (5, 960, 160, 1),
]  # fmt: skip
V3_SMALL = [
    (3, 16, 16, 1), (3, 72, 24, 0), (3, 88, 24, 0), (5, 96, 40, 1), (5, 240, 40, 1), (5, 240, 40, 1),
    (5, 120, 48, 1), (5, 144, 48, 1), (5, 288, 96, 1), (5, 576, 96, 1), (5, 576, 96, 1),
]  # fmt: skip


def mobilenet_v3(rows: list[tuple[int, int, int, int]], last: int) -> Shapes:
    channels = 16
    yield from conv_bn(3, channels, 3)
    for kernel, expanded, out, squeeze in rows:
        if expanded != channels:
            yield from conv_bn(channels, expanded, 1)
        yield from conv_bn(expanded, expanded, kernel, groups=expanded)
        if squeeze:
            yield from excite(expanded, divisible(expanded // 4))
        yield from conv_bn(expanded, out, 1)
        channels = out
    yield from conv_bn(channels, 6 * channels, 1)
    yield from linear(6 * channels, last)
    yield from linear(last, 1000)


def mnasnet(width: float) -> Shapes:
    stem, first, *stacks = (divisible(c * width) for c in (32, 16, 24, 40, 80, 96, 192, 320))
    yield from conv_bn(3, stem, 3)
    yield from conv_bn(stem, stem, 3, groups=stem)
    yield from conv_bn(stem, first, 1)
    channels = first
    rows = [(3, 3, 3), (5, 3, 3), (5, 6, 3), (3, 6, 2), (5, 6, 4), (3, 6, 1)]
    for out, (kernel, t, repeats) in zip(stacks, rows, strict=True):
        for _ in range(repeats):
            yield from conv_bn(channels, t * channels, 1)
            yield from conv_bn(t * channels, t * channels, kernel, groups=t * channels)
            yield from conv_bn(t * channels, out, 1)
            channels = out
    yield from conv_bn(channels, 1280, 1)
    yield from linear(1280, 1000)


def efficientnet(width: float, depth: float) -> Shapes:
    channels = divisible(32 * width)
    yield from conv_bn(3, channels, 3)
    rows = [
        (1, 3, 16, 1), (6, 3, 24, 2), (6, 5, 40, 2), (6, 3, 80, 3),
        (6, 5, 112, 3), (6, 5, 192, 4), (6, 3, 320, 1),
    ]  # fmt: skip
    for t, kernel, c, layers in rows:
        for _ in range(math.ceil(layers * depth)):
            expanded = t * channels
            if t > 1:
                yield from conv_bn(channels, expanded, 1)
            yield from conv_bn(expanded, expanded, kernel, groups=expanded)
            yield from excite(expanded, max(1, channels // 4))
            yield from conv_bn(expanded, divisible(c * width), 1)
            channels = divisible(c * width)
    yield from conv_bn(channels, 4 * channels, 1)
    yield from linear(4 * channels, 1000)


def shufflenet_v2(stages: tuple[int, int, int], last: int) -> Shapes:
    channels = 24
    yield from conv_bn(3, channels, 3)
    for out, repeats in zip(stages, (4, 8, 4), strict=True):
        half = out // 2
        yield from conv_bn(channels, channels, 3, groups=channels)
        yield from conv_bn(channels, half, 1)
        arriving = [channels] + [half] * (repeats - 1)
        for c_in in arriving:
            yield from conv_bn(c_in, half, 1)
            yield from conv_bn(half, half, 3, groups=half)
            yield from conv_bn(half, half, 1)
        channels = out
    yield from conv_bn(channels, last, 1)
    yield from linear(last, 1000)


def regnet(depth: int, w_0: int, w_a: float, w_m: float, group: int, se: bool) -> Shapes:
    """torchvision's BlockParams.from_init_params: quantise the widths, then fit them to the group width."""
    steps = [round(math.log((w_0 + w_a * i) / w_0) / math.log(w_m)) for i in range(depth)]
    widths = [8 * round(w_0 * w_m**step / 8) for step in steps]
    channels = 32
    yield from conv_bn(3, channels, 3)
    for quantised, count in sorted(Counter(widths).items()):
        per_group = min(group, quantised)
        width = max(per_group, int(quantised + per_group / 2) // per_group * per_group)
        width += per_group if width < 0.9 * quantised else 0
        for block in range(count):
            if block == 0:
                yield from conv_bn(channels, width, 1)
            yield from conv_bn(channels, width, 1)
            yield from conv_bn(width, width, 3, groups=width // per_group)
            if se:
                yield from excite(width, round(0.25 * channels))
            yield from conv_bn(width, width, 1)
            channels = width
    yield from linear(channels, 1000)


SHAPES = {
    "densenet121": densenet(32, (6, 12, 24, 16)),
    "densenet161": densenet(48, (6, 12, 36, 24)),
    "mobilenet_v2": mobilenet_v2(1.0),
    "mobilenet_v2 1.4": mobilenet_v2(1.4),
    "mobilenet_v2 0.35": mobilenet_v2(0.35),
    "mobilenet_v3_large": mobilenet_v3(V3_LARGE, 1280),
    "mobilenet_v3_small": mobilenet_v3(V3_SMALL, 1024),
    "mnasnet0_5": mnasnet(0.5),
    "mnasnet0_75": mnasnet(0.75),
    "mnasnet1_0": mnasnet(1.0),
    "mnasnet1_3": mnasnet(1.3),
    "efficientnet_b0": efficientnet(1.0, 1.0),
    "efficientnet_b1": efficientnet(1.0, 1.1),
    "efficientnet_b4": efficientnet(1.4, 1.8),
    "efficientnet_b7": efficientnet(2.0, 3.1),
    "shufflenet_v2_x0_5": shufflenet_v2((48, 96, 192), 1024),
    "shufflenet_v2_x1_0": shufflenet_v2((116, 232, 464), 1024),
    "shufflenet_v2_x2_0": shufflenet_v2((244, 488, 976), 2048),
    # depth, w_0, w_a, w_m and group width as torchvision has them
    "regnet_x_400mf": regnet(22, 24, 24.48, 2.54, 16, se=False),
    "regnet_x_800mf": regnet(16, 56, 35.73, 2.28, 16, se=False),
    "regnet_x_1_6gf": regnet(18, 80, 34.01, 2.25, 24, se=False),
    "regnet_x_3_2gf": regnet(25, 88, 26.31, 2.25, 48, se=False),
    "regnet_x_8gf": regnet(23, 80, 49.56, 2.88, 120, se=False),
    "regnet_x_16gf": regnet(22, 216, 55.59, 2.1, 128, se=False),
    "regnet_x_32gf": regnet(23, 320, 69.86, 2.0, 168, se=False),
    "regnet_y_400mf": regnet(16, 48, 27.89, 2.09, 8, se=True),
    "regnet_y_800mf": regnet(14, 56, 38.84, 2.4, 16, se=True),
    "regnet_y_1_6gf": regnet(27, 48, 20.71, 2.65, 24, se=True),
    "regnet_y_3_2gf": regnet(21, 80, 42.63, 2.66, 24, se=True),
    "regnet_y_8gf": regnet(17, 192, 76.82, 2.19, 56, se=True),
    "regnet_y_16gf": regnet(18, 200, 106.23, 2.48, 112, se=True),
    "regnet_y_32gf": regnet(20, 232, 115.89, 2.53, 232, se=True),
}


@pytest.mark.parametrize("name", SHAPES)
def test_tensor_shapes_are_torchvisions(name: str) -> None:
    zoo_name, _, width = name.partition(" ")
    knobs = {"width": float(width)} if width else {}
    rows = archcalc.analyze(archcalc.load(zoo_name, **knobs)).layers
    found = Counter(tensor.shape for row in rows for tensor in row.tensors if tensor.kind == PARAMETER)
    assert found == Counter(SHAPES[name])
