"""The first networks against figures that were published or counted elsewhere.

Sources: LeCun et al. 1998, section II.B (LeNet-5); LeCun et al. 1990 (LeNet-1: 2,578 parameters); BVLC Caffe's
AlexNet; torchvision's AlexNet and VGG, counted with torch; hand arithmetic for the modern LeNets.
"""

from __future__ import annotations

import pytest

import archcalc
from archcalc.expand import expand
from archcalc.rows import parameters_and_macs
from archcalc.zoo import networks

# name: parameters, multiply-adds, buffers
COUNTS = {
    "lenet1": (2_578, 92_288, 0),
    "lenet4": (51_050, 287_600, 0),
    "lenet5": (61_706, 416_520, 0),
    "cifar10_net": (62_006, 651_720, 0),
    "alexnet": (61_100_840, 714_188_480, 0),
    "alexnet_2012": (60_965_224, 724_406_816, 0),
    "vgg11": (132_863_336, 7_609_090_048, 0),
    "vgg13": (133_047_848, 11_308_466_176, 0),
    "vgg16": (138_357_544, 15_470_264_320, 0),
    "vgg16_c": (133_638_952, 11_770_888_192, 0),
    "vgg19": (143_667_240, 19_632_062_464, 0),
    "vgg11_bn": (132_868_840, 7_609_090_048, 5_512),
    "vgg13_bn": (133_053_736, 11_308_466_176, 5_898),
    "vgg16_bn": (138_365_992, 15_470_264_320, 8_461),
    "vgg19_bn": (143_678_248, 19_632_062_464, 11_024),
    "resnet18": (11_689_512, 1_814_073_344, 9_620),
    "resnet34": (21_797_672, 3_663_761_408, 17_060),
    "resnet50": (25_557_032, 4_089_184_256, 53_173),
    "resnet101": (44_549_160, 7_801_405_440, 105_448),
    "resnet152": (60_192_808, 11_513_626_624, 151_579),
    "resnet50_v1": (25_557_032, 3_857_973_248, 53_173),
    "resnet101_v1": (44_549_160, 7_570_194_432, 105_448),
    "resnet152_v1": (60_192_808, 11_282_415_616, 151_579),
}


@pytest.mark.parametrize("name", COUNTS)
def test_counts(name: str) -> None:
    totals = archcalc.analyze(archcalc.load(name)).totals
    assert (totals.parameters, totals.macs, totals.buffers) == COUNTS[name]


# Millions of elements, as the RegNet authors print them: pycls, MODEL_ZOO.md, column "acts".
CONV_ACTIVATIONS = {
    "resnet50": 11.1,
    "resnet101": 16.2,
    "resnet152": 22.6,
    "resnext101_32x4d": 21.2,
    "regnet_x_800mf": 5.1,
    "regnet_x_1_6gf": 7.9,
    "regnet_x_3_2gf": 11.4,
    "regnet_x_8gf": 14.1,
    "regnet_x_16gf": 25.5,
    "regnet_x_32gf": 36.3,
    "regnet_y_400mf": 3.9,
    "regnet_y_1_6gf": 8.0,
    "regnet_y_3_2gf": 11.3,
    "regnet_y_16gf": 23.0,
    "regnet_y_32gf": 30.3,
}


@pytest.mark.parametrize("name", CONV_ACTIVATIONS)
def test_activations_of_convolutions(name: str) -> None:
    totals = archcalc.analyze(archcalc.load(name)).totals
    assert round(totals.conv_activations / 10**6, 1) == CONV_ACTIVATIONS[name]
    assert totals.activations > totals.conv_activations


def test_activations_grow_with_the_batch() -> None:
    network = archcalc.load("resnet50")
    totals = archcalc.analyze(network, batch=3).totals
    assert (totals.conv_activations, totals.activations) == (3 * 11_113_984, 3 * 37_561_832)


def test_the_short_way_of_the_list_is_the_analysis() -> None:
    for network in networks():
        totals = archcalc.analyze(network).totals
        assert parameters_and_macs(expand(network)) == (totals.parameters, totals.macs), network.name


def test_lenet5_1998_layer_by_layer() -> None:
    analysis = archcalc.analyze(archcalc.load("lenet5_1998"), convention="connections")
    found = {row.name: (row.trainable_parameters, row.counted) for row in analysis.layers if row.parameters}
    assert found == {
        "C1": (156, 122_304),
        "S2": (12, 5_880),
        "C3": (1_516, 151_600),
        "S4": (32, 2_000),
        "C5": (48_120, 48_120),
        "F6": (10_164, 10_164),
        "output": (0, 840),
    }
    assert analysis.totals.trainable_parameters == 60_000
    assert analysis.totals.fixed_parameters == 840
    assert analysis.totals.counted == 340_908
    assert analysis.totals.weighted_layers == 7  # "LeNet-5 comprises seven layers, not counting the input"


def test_lenet1_connections() -> None:
    """LeCun et al. 1990 print 98,442 connections with the 10 output units' 1,930."""
    assert archcalc.analyze(archcalc.load("lenet1"), convention="connections").totals.counted == 98_442


@pytest.mark.parametrize(
    ("name", "depth"), [("vgg16", 16), ("vgg19", 19), ("resnet18", 18), ("resnet50", 50), ("resnet152", 152)]
)
def test_depth_is_the_number_in_the_name(name: str, depth: int) -> None:
    assert archcalc.analyze(archcalc.load(name)).totals.weighted_layers == depth


def test_batch_multiplies_work_and_leaves_parameters() -> None:
    network = archcalc.load("vgg11")
    one, eight = archcalc.analyze(network).totals, archcalc.analyze(network, batch=8).totals
    assert eight.macs == 8 * one.macs
    assert eight.flops == 8 * one.flops
    assert eight.parameters == one.parameters


def test_dtype_scales_memory() -> None:
    network = archcalc.load("resnet18")
    single = archcalc.analyze(network).totals
    half = archcalc.analyze(network, dtype="float16").totals
    assert half.parameter_bytes * 2 == single.parameter_bytes
    assert half.peak_activation_bytes * 2 == single.peak_activation_bytes


def test_receptive_fields_that_papers_state() -> None:
    """VGG-16: 212 after conv5 (Araujo et al. 2019, Distill, Table 1); ResNet-50 v1: 483."""
    rows = {row.name: row for row in archcalc.analyze(archcalc.load("vgg16")).layers}
    assert rows["pool5"].receptive[0].size == 212
    rows = {row.name: row for row in archcalc.analyze(archcalc.load("resnet50_v1")).layers}
    assert rows["conv5_x.2.relu"].receptive[0].size == 483


def test_alexnet_without_its_towers() -> None:
    """62,378,344 parameters and 1,135,256,096 multiply-adds: hand arithmetic over the paper's widths."""
    totals = archcalc.analyze(archcalc.load("alexnet_2012", groups=1)).totals
    assert (totals.parameters, totals.macs) == (62_378_344, 1_135_256_096)


def test_regnet_y_128gf() -> None:
    """644,812,894 parameters, 127.518 GFLOPS: torchvision's documentation."""
    totals = archcalc.analyze(archcalc.load("regnet_y_128gf")).totals
    assert totals.parameters == 644_812_894
    assert round(totals.macs / 1e9, 3) == pytest.approx(127.518, abs=0.001)
