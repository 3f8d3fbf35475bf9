"""What is recognised, what is not, and the closed forms against the operations' own weights."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

import archcalc
from archcalc.expand import expand
from archcalc.graph import Graph
from archcalc.savings import KINDS, Account, account, constructions
from archcalc.savings.registry import disjoint
from archcalc.zoo import choose, read_source

ZOO = archcalc.architectures()


def graph_of(layers: str, input: str = "8x14x14") -> Graph:
    return expand(choose(read_source("net.yaml", f"input: {input}\nlayers:\n{layers}"), None, {}))


def found(layers: str, input: str = "8x14x14") -> list[tuple[str, str]]:
    """Kind and plain equivalent of every construction."""
    return [(f.kind.key, f.describes_plain) for f in account(graph_of(layers, input)).findings]


def numbers(name: str) -> dict[str, int]:
    return {tally.kind.key: tally.number for tally in account(expand(archcalc.load(name))).kinds}


@pytest.mark.parametrize("name", ZOO)
def test_closed_forms_are_the_ratio_of_the_weights(name: str) -> None:
    for finding in account(expand(archcalc.load(name))).findings:
        assert finding.closed.value == Fraction(finding.now.weights, finding.plain.weights), finding.name


@pytest.mark.parametrize("name", ZOO)
def test_worked_lines_come_to_their_own_result(name: str) -> None:
    for finding in account(expand(archcalc.load(name))).findings:
        worked = finding.closed.working
        sides = [re.sub(r"\d+", r"Fraction(\g<0>)", side.replace("·", "*")) for side in worked.split(" = ")]
        values = {eval(side, {"Fraction": Fraction}) for side in sides}
        assert values == {finding.closed.value}, worked


@pytest.mark.parametrize("name", ZOO)
def test_totals(name: str) -> None:
    """No layer counts twice, nor twice within a kind; what counts is what the totals add."""
    graph = expand(archcalc.load(name))
    every = constructions(graph)
    counted = disjoint(every)
    nodes = [index for construction in counted for index in construction.nodes]
    assert len(nodes) == len(set(nodes))
    for kind in KINDS:
        nodes = [index for construction in every if construction.kind == kind for index in construction.nodes]
        assert len(nodes) == len(set(nodes)), kind
    total = account(graph)
    extra = sum(f.plain.macs - f.now.macs for f in total.findings if f.counted and f.kind.convolution)
    assert total.plain.macs - total.network.macs == extra


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mobilenet_v1", {"depthwise_separable": 13, "global_pooling": 1}),
        ("googlenet", {"bottleneck": 18, "global_pooling": 1}),
        ("resnet50", {"bottleneck": 16, "global_pooling": 1}),
        ("resnext50_32x4d", {"bottleneck": 15, "grouped": 16, "global_pooling": 1}),
        ("mobilenet_v2", {"inverted_residual": 16, "depthwise_separable": 17, "global_pooling": 1}),
        ("shufflenet_v1", {"depthwise_separable": 16, "shuffled_grouped": 15, "global_pooling": 1}),
        ("inception_v3", {"bottleneck": 21, "factorised": 17, "stacked": 5, "global_pooling": 1}),
        ("vgg16", {"stacked": 5}),
        ("squeezenet1_0", {"bottleneck": 8, "global_pooling": 1}),
        ("nin_imagenet", {"global_pooling": 1}),
        ("alexnet_2012", {"grouped": 3}),
        ("lenet5_1998", {}),
    ],
)
def test_what_known_networks_have(name: str, expected: dict[str, int]) -> None:
    assert numbers(name) == expected


def totals(name: str) -> Account:
    return account(expand(archcalc.load(name)))


def test_mobilenet_table_4() -> None:
    """Howard et al. 2017, Table 4: full 29.3M and 4866M (without the last layer), separable 4.2M and 569M."""
    total = totals("mobilenet_v1")
    assert total.network[:2] == (4_231_976, 568_740_352)
    assert total.plain[:2] == (29_294_088, 4_867_293_184)
    assert total.plain.macs - 1024 * 1000 == 4_866_269_184


def test_a_separable_layer_of_mobilenet() -> None:
    finding = totals("mobilenet_v1").findings[1]
    assert (finding.name, finding.input, finding.outputs) == ("conv3.dw…pw", (64, 112, 112), ((128, 56, 56),))
    assert (finding.closed.text, finding.closed.working) == ("1/N + 1/K²", "1/128 + 1/9 = 137/1152")
    assert Fraction(finding.now.macs, finding.plain.macs) == finding.closed.value
    assert (finding.now.parameters, finding.plain.parameters) == (8_896, 73_728)  # 128 of a norm between


def test_bottleneck_of_resnet() -> None:
    finding = totals("resnet50").findings[1]
    assert finding.closed.text == "(C·B + K²·B·B + B·N)/(K²·C·N)"
    assert finding.closed.value == Fraction(17, 144)


def test_inverted_residual_against_dense_convolutions() -> None:
    finding = totals("mobilenet_v2").findings[1]
    assert finding.describes == "conv 1x1 + conv 3x3 same g144 + conv 1x1"
    assert finding.describes_plain == "conv 3x3 same + conv 1x1"
    assert finding.closed.working == "(24 + 9 + 24)/(9·24 + 24) = 19/80"


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        # 1x1 bottleneck: before, after, both, grouped inside, shared, strides moved into the plain kernel
        ("  a: {conv: 4, kernel: 1}\n  b: {conv: 16, kernel: 5, padding: 2}", [("bottleneck", "conv 5x5 p2")]),
        ("  a: {conv: 4, kernel: 3}\n  b: {conv: 16, kernel: 1}", [("bottleneck", "conv 3x3")]),
        (
            "  a: {conv: 4, kernel: 1}\n  b: {conv: 4, kernel: 3, groups: 2}\n  c: {conv: 9, kernel: 1}",
            [("bottleneck", "conv 3x3"), ("grouped", "conv 3x3")],
        ),
        (
            "  a: {conv: 4, kernel: 1, stride: 2}\n  b: {conv: 8, kernel: 3, padding: same, stride: [1, 2]}",
            [("bottleneck", "conv 3x3 s2x4 same")],
        ),
        ("  a: {conv: 8, kernel: 1}\n  b: {conv: 16, kernel: 3}", []),  # nothing is narrower
        ("  a: {conv: 4, kernel: 1}\n  b: {maxpool: 2}\n  c: {conv: 16, kernel: 3}", []),
        ("  a: {conv: 4, kernel: 1, padding: 1}\n  b: {conv: 16, kernel: 3}", []),  # the padding comes in between
        ("  a: {conv: 4, kernel: 1}\n  b: {conv: 16, kernel: 3, padding: 1}\n  c: {concat: , from: [a, b]}", []),
        # stacked: the stride in the last one, the padding of all together, not across a dilation
        (
            "  a: {conv: 8, kernel: 3, padding: 1}\n  b: {conv: 8, kernel: 3, stride: 2}",
            [("stacked", "conv 5x5 s2 p1")],
        ),
        ("  a: {conv: 8, kernel: 3, stride: 2}\n  b: {conv: 8, kernel: 3}", []),
        ("  a: {conv: 8, kernel: 3, dilation: 2}\n  b: {conv: 8, kernel: 3}", []),
        ("  a: {repeat: 3, conv: 8, kernel: 3, norm: batch, activation: relu}", [("stacked", "conv 7x7")]),
        # factorised: one after the other and side by side, padding on both axes
        (
            "  a: {conv: 8, kernel: 1x7, padding: [0, 3]}\n  b: {conv: 8, kernel: 7x1, padding: [3, 0]}",
            [("factorised", "conv 7x7 p3")],
        ),
        ("  a: {conv: 8, kernel: 1x7, stride: [1, 2]}\n  b: {conv: 8, kernel: 7x1}", []),
        ("  a: {conv: 8, kernel: 1x7}\n  b: {conv: 8, kernel: 5x1}", []),
        # depthwise: with a multiplier, with a stride; not without a 1x1 behind it
        (
            "  a: {depthwise: 3, multiplier: 2, stride: 2}\n  b: {conv: 4, kernel: 1}",
            [("depthwise_separable", "conv 3x3 s2")],
        ),
        ("  a: {depthwise: 3}\n  b: {maxpool: 2}\n  c: {conv: 4, kernel: 1}", [("grouped", "conv 3x3")]),
        ("  a: {conv: 16, kernel: 1, groups: 4}\n  b: {shuffle: 4}", [("shuffled_grouped", "conv 1x1")]),
        # global pooling: a window of the map's size counts, a part of the map does not
        (
            "  a: {avgpool: 14}\n  flatten:\n  fc: {linear: 5}",
            [("global_pooling", "flatten + linear")],
        ),
        ("  a: {avgpool: 7}\n  flatten:\n  fc: {linear: 5}", []),
        (
            "  a: global_avgpool\n  b: {conv: 5, kernel: 1}\n  flatten:",
            [("global_pooling", "conv 14x14")],
        ),
    ],
)
def test_patterns(layers: str, expected: list[tuple[str, str]]) -> None:
    assert found(layers) == expected


def test_one_and_three_axes() -> None:
    layers = "  a: {depthwise: 3}\n  b: {conv: 4, kernel: 1}"
    for input, closed in (("8x30", "1/N + 1/K"), ("8x9x9x9", "1/N + 1/K³")):
        (finding,) = account(graph_of(layers, input)).findings
        assert finding.closed.text == closed
        assert finding.closed.value == Fraction(finding.now.weights, finding.plain.weights)


def test_a_gate_is_no_classifier_and_does_not_hide_an_inverted_residual() -> None:
    kinds = numbers("mobilenet_v3_large")
    assert kinds["inverted_residual"] == 14
    assert kinds["global_pooling"] == 1


def test_every_kind_says_where_it_comes_from() -> None:
    for kind in KINDS.values():
        assert kind.about and kind.plain and kind.source
