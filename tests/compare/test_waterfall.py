"""Where parameters and MACs went: known pairs of networks, and what holds for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcalc.analysis import Analysis, analyze
from archcalc.cli.arch import analysis_of
from archcalc.compare import Waterfall, compare
from archcalc.compare.causes import waterfall
from archcalc.compare.units import units
from archcalc.compare.words import cause_text
from archcalc.errors import UsageError
from archcalc.groups import fold
from archcalc.zoo import load, names_in, networks, read_source

FAMILIES = [
    names
    for names in ({n.spec.name: names_in(n.spec) for n in networks() if n.name != "resnet1202"}).values()
    if len(names) > 1
]


def falls(first: str, second: str) -> Waterfall:
    return waterfall(analysis_of(first), analysis_of(second))


def told(found: Waterfall) -> list[tuple[str, str, int, int, int]]:
    """The causes that count, as the table tells them."""
    return [
        (cause_text(c), ", ".join(c.layers), len(c.moves), c.parameters, c.macs) for c in found.causes or () if c.counts
    ]


def adds_up(found: Waterfall, first: Analysis, second: Analysis) -> None:
    """Every layer of either network is in one move or equal, and all sums meet the difference of the totals."""
    assert found.parameters == second.totals.parameters - first.totals.parameters
    assert found.macs == second.totals.macs - first.totals.macs
    if found.causes is None:
        return
    assert sum(cause.parameters for cause in found.causes) == found.parameters
    assert sum(cause.macs for cause in found.causes) == found.macs
    for cause in found.causes:
        assert sum(one.parameters for one in cause.moves) == cause.parameters
        assert sum(one.macs for one in cause.moves) == cause.macs
    for side, analysis in (("first", first), ("second", second)):
        moved = Counter(
            row.name for cause in found.causes for m in cause.moves for u in getattr(m, side) for row in u.rows
        )
        assert not moved - Counter(row.name for row in analysis.layers)
        layers = sum(len(getattr(m, side)) for cause in found.causes for m in cause.moves)
        assert layers + found.equal == len(units(analysis.layers))


@pytest.mark.parametrize("names", FAMILIES, ids=lambda names: names[0])
def test_it_adds_up_for_all_pairs_of_a_family(names: list[str]) -> None:
    few = names if len(names) < 6 else names[:: max(1, len(names) // 5)]
    analyses = [analyze(load(name), batch=2) for name in few]
    for first, second in permutations(analyses, 2):
        adds_up(waterfall(first, second), first, second)


def test_it_adds_up_across_the_zoo() -> None:
    some = [analysis_of(names[0]) for names in FAMILIES] + [analysis_of("vgg16_bn"), analysis_of("googlenet:training")]
    for first, second in permutations(some, 2):
        adds_up(waterfall(first, second), first, second)


LAYERS = st.sampled_from(
    [
        "{conv: 4, kernel: 3, padding: same}",
        "{conv: 8, kernel: 1, norm: batch}",
        "{depthwise: 3, padding: same, activation: relu}",
        "{conv: 4, kernel: 5, padding: same, stride: 2, activation: relu}",
        "{maxpool: 2, ceil: true}",
        "{layers: {one: {conv: 4, kernel: 1}, two: {conv: 4, kernel: 3, padding: same, groups: 2}}}",
        "{layers: {two: {conv: 4, kernel: 1}, three: {conv: 8, kernel: 1}}}",
        "{add: [identity, {layers: {one: {depthwise: 3, padding: same}}}]}",
    ]
)
NETWORKS = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "stage1", "stage_1"]), LAYERS, min_size=1, max_size=5)


@given(NETWORKS, NETWORKS)
def test_it_adds_up_for_made_up_networks(first: dict[str, str], second: dict[str, str]) -> None:
    one, other = map(made_up, (first, second))
    adds_up(waterfall(one, other), one, other)
    back, forth = waterfall(other, one), waterfall(one, other)
    assert (back.parameters, back.macs) == (-forth.parameters, -forth.macs)


@given(NETWORKS)
def test_a_network_is_equal_to_itself(layers: dict[str, str]) -> None:
    found = waterfall(made_up(layers), made_up(layers))
    assert found.causes == ()
    assert found.shared == found.of


def made_up(layers: dict[str, str]) -> Analysis:
    from archcalc.zoo import choose

    text = "input: 4x9x9\nlayers:\n" + "".join(f"  {name}: {layer}\n" for name, layer in layers.items())
    return analyze(choose(read_source("made up", text), None, {}))


def test_resnet50_and_its_v1() -> None:
    found = falls("resnet50_v1", "resnet50")
    stride = "stride moved from the conv 1x1 to the conv 3x3"
    assert told(found) == [(stride, "conv{3..5}_x.0.conv{1,2}", 6, 0, 231_211_008)]
    assert found.causes is not None
    assert [(m.path, m.macs) for m in found.causes[0].moves if m.macs] == [
        (f"conv{stage}_x.0.conv1", 77_070_336) for stage in (3, 4, 5)
    ]
    assert len(found.causes) == 1


def test_googlenet_with_its_training_heads() -> None:
    found = falls("googlenet", "googlenet:training")
    assert told(found) == [("added: 2 x conv 1x1 + linear + linear", "aux*", 2, 6_379_984, 8_372_224)]
    assert told(falls("googlenet:training", "googlenet"))[0][0] == "removed: 2 x conv 1x1 + linear + linear"


def test_resnext_is_renamed_widened_and_grouped() -> None:
    found = falls("resnet50", "resnext50_32x4d")
    assert [(what, where, number) for what, where, number, _, _ in told(found)] == [
        ("conv 3x3: groups 1 → 32, channels ×2", "conv*_x.*.conv2", 16),
        ("conv 1x1: output channels ×2", "conv*_x.*.conv1", 16),
        ("conv 1x1: input channels ×2", "conv*_x.*.conv3", 16),
    ]
    assert found.renamed == {f"conv{stage}": f"conv{stage}_x" for stage in (2, 3, 4, 5)}


def test_vgg_with_norms() -> None:
    assert told(falls("vgg16", "vgg16_bn")) == [("batchnorm added", "conv*.*", 13, 8_448, 0)]


def test_two_widths_of_mobilenet() -> None:
    assert [row[:3] for row in told(falls("mobilenet_v1", "mobilenet_v1:width=0.5"))] == [
        ("conv 1x1: channels ×0.5", "conv*.pw, conv8_x.*.pw", 13),
        ("linear: input features ×0.5", "fc", 1),
        ("depthwise 3x3: channels ×0.5", "conv*.dw, conv8_x.*.dw", 13),
        ("conv 3x3: output channels ×0.5", "conv1", 1),
    ]


def test_another_resolution_is_one_cause() -> None:
    (row,) = told(falls("resnet50", "resnet50@160"))
    assert row[:2] == ("input positions ×0.5102", "conv1, conv*_x.*.conv*, conv*_x.0.shortcut.projection")
    assert row[2:4] == (53, 0)


@pytest.mark.parametrize(
    ("first", "second", "what", "where", "number"),
    [
        (
            "resnet50",
            "resnet101",
            "added: 17 x conv 1x1 + conv 3x3 + conv 1x1",
            "conv4_x.{6..22}",
            17,
        ),
        (
            "mobilenet_v1",
            "mobilenet_v1_conv",
            "depthwise 3x3 + conv 1x1 → conv 3x3",
            "conv{2..7,9,10}, conv8_x.*",
            13,
        ),
        ("resnet50_v1", "seresnet50", "added: 16 x conv 1x1 + conv 1x1", "conv*.*.se", 16),
        ("lenet5", "lenet5_1998", "connection table added, tanh removed", "C3", 1),
        ("googlenet_2014", "googlenet", "kernel 5x5 → 3x3, bias removed, batchnorm added", "inception_*.5x5.conv", 9),
    ],
)
def test_the_largest_cause(first: str, second: str, what: str, where: str, number: int) -> None:
    assert told(falls(first, second))[0][:3] == (what, where, number)


def test_many_causes_become_one_for_each_sort() -> None:
    found = told(falls("mobilenet_v3_large", "mobilenet_v3_small"))
    assert len(found) == 7
    assert found[1][0].startswith("conv 1x1: input positions ×0.25 (17 of 30), relu → hard_swish (3 of 30), channels")


@pytest.mark.parametrize(
    ("first", "second", "shared", "of"),
    [("resnet50", "vgg16", 0, 16), ("lenet5", "mobilenet_v2", 0, 5), ("densenet121", "inception_v3", 0, 95)],
)
def test_networks_that_share_nothing(first: str, second: str, shared: int, of: int) -> None:
    found = falls(first, second)
    assert found.causes is None
    assert (found.shared, found.of) == (shared, of)


def test_stages_are_those_of_summarize_and_sum_to_the_totals() -> None:
    analyses = [analysis_of("resnet50"), analysis_of("googlenet:training")]
    for entry in compare(analyses).networks:
        assert [stage.name for stage in entry.stages] == [group.name for group in fold(entry.analysis.layers, 1)]
        assert sum(stage.parameters for stage in entry.stages) == entry.analysis.totals.parameters
        assert sum(stage.macs for stage in entry.stages) == entry.analysis.totals.macs


@pytest.mark.parametrize(
    ("name", "layer", "field", "whole"),
    [
        ("vgg16", "avgpool", (212, 212), False),
        ("resnet50", "conv5_x.2.relu", (427, 427), True),
        ("lenet5", "S4.tanh", (16, 16), False),
    ],
)
def test_the_last_map(name: str, layer: str, field: tuple[int, ...], whole: bool) -> None:
    last = compare([analysis_of(name)] * 2).networks[0].last_map
    assert last is not None
    assert (last.layer, last.field, last.whole) == (layer, field, whole)


def test_compare_refuses(spec_file: Callable[..., str]) -> None:
    with pytest.raises(UsageError, match="two or more networks are needed"):
        compare([analysis_of("lenet5")])
    with pytest.raises(UsageError, match="under one convention, for one batch and one dtype"):
        compare([analysis_of("lenet5"), analysis_of("lenet5", batch=2)])


def test_labels() -> None:
    analyses = [analyze(load("mobilenet_v1", width=0.5), (3, 160, 160)), *[analysis_of("lenet5")] * 3]
    labels = [entry.label for entry in compare(analyses).networks]
    assert labels == ["mobilenet_v1:width=0.5@3x160x160", "lenet5", "lenet5 (2)", "lenet5 (3)"]
