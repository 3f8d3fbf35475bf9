"""Units, structure and outline: nothing is lost, nothing is drawn twice, branches are branches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from export.random_specs import Writer

import archcalc
from archcalc.analysis import Analysis, analyze
from archcalc.drawing.outline import Entry, Frame, outline
from archcalc.drawing.structure import Branch, Fork, Item, Step, Tangle, inner_units, structure
from archcalc.drawing.units import Unit, units
from archcalc.errors import SpecError
from archcalc.graph import INPUT
from archcalc.zoo import choose, networks, read_source

ZOO = [network.name for network in networks() if network.name != "resnet1202"]


WIRED = ["lenet5", "resnet50", "googlenet", "inception_v3", "densenet121", "shufflenet_v2_x1_0", "efficientnet_b0",
         "dpn68", "xception", "mobilenet_v3_small", "seresnet50"]  # fmt: skip


def zoo(name: str, training: bool = False) -> Analysis:
    return analyze(archcalc.load(name), training=training)


def outlined(analysis: Analysis) -> tuple[list[Unit], tuple[Item, ...], tuple[Entry, ...]]:
    found = units(analysis)
    items = structure(found)
    return found, items, outline(found, items)


def drawn(entries: Sequence[Entry]) -> Iterator[int]:
    for entry in entries:
        yield from drawn(entry.entries) if isinstance(entry, Frame) else inner_units(entry)


def frames(entries: Sequence[Entry]) -> Iterator[Frame]:
    for entry in entries:
        if isinstance(entry, Frame):
            yield entry
            yield from frames(entry.entries)


def forks(items: Sequence[Item]) -> Iterator[Fork]:
    for item in items:
        if isinstance(item, Fork):
            yield item
            for branch in item.branches:
                yield from forks(branch.items)


def tangles(items: Sequence[Item]) -> list[Tangle]:
    inside = [item for fork in forks(items) for branch in fork.branches for item in branch.items]
    return [item for item in [*items, *inside] if isinstance(item, Tangle)]


@pytest.mark.parametrize("name", ZOO)
def test_every_layer_is_in_one_unit_and_every_unit_is_drawn_or_a_copy(name: str):
    analysis = zoo(name)
    found, items, entries = outlined(analysis)
    assert [node for unit in found for node in unit.nodes] == list(range(len(analysis.layers)))
    assert sorted(number for item in items for number in inner_units(item)) == list(range(len(found)))
    shown = list(drawn(entries))
    copies = [number for frame in frames(entries) for copy in frame.copies[1:] for number in copy]
    assert len(shown) == len(set(shown))
    assert sorted(shown + copies) == list(range(len(found)))


@pytest.mark.parametrize("name", ZOO)
def test_copies_do_the_same_on_maps_of_one_size(name: str):
    found, _, entries = outlined(zoo(name))
    for frame in frames(entries):
        kinds = [[found[number].kind for number in copy] for copy in frame.copies]
        assert all(kind == kinds[0] for kind in kinds)


def reached(units: Sequence[Unit], items: Sequence[Item], source: int) -> tuple[set[tuple[int, int]], set[int]]:
    """What a drawing of items says: pairs of units with a line between them, and where the series ends."""
    pairs: set[tuple[int, int]] = set()
    ends = {source}
    for item in items:
        if isinstance(item, Step):
            pairs |= {(end, item.unit) for end in ends}
            ends = {item.unit}
        elif isinstance(item, Tangle):
            pairs |= {(taken, unit) for unit in item.units for taken in units[unit].inputs}
            ends = {unit for unit in item.units if is_taken_outside(units, unit, set(item.units))}
        else:
            ends = through(units, item, ends, pairs)
    return pairs, ends


def through(units: Sequence[Unit], fork: Fork, starts: set[int], pairs: set[tuple[int, int]]) -> set[int]:
    ends: set[int] = set()
    for branch in fork.branches:
        for start in starts:
            inner, leaving = reached(units, branch.items, start)
            pairs |= inner
            ends |= set() if branch.open else leaving
    if fork.join is None:
        return ends
    pairs |= {(end, fork.join) for end in ends}
    return {fork.join}


def is_taken_outside(units: Sequence[Unit], unit: int, inside: set[int]) -> bool:
    return units[unit].is_result or any(
        unit in other.inputs for number, other in enumerate(units) if number not in inside
    )


def wires(units: Sequence[Unit]) -> set[tuple[int, int]]:
    return {(source, number) for number, unit in enumerate(units) for source in unit.inputs}


@pytest.mark.parametrize("name", WIRED)
def test_lines_are_the_graphs_edges(name: str):
    found, items, _ = outlined(zoo(name))
    assert reached(found, items, INPUT)[0] == wires(found)


@pytest.mark.parametrize("seed", range(120))
def test_lines_are_the_graphs_edges_for_random_networks(seed: int):
    try:
        analysis = analyze(choose(read_source("random.yaml", Writer(seed).spec()), None, {}))
    except SpecError:
        pytest.skip("the layers do not fit")
    found, items, entries = outlined(analysis)
    assert reached(found, items, INPUT)[0] == wires(found)
    copies = [number for frame in frames(entries) for copy in frame.copies[1:] for number in copy]
    assert sorted([*drawn(entries), *copies]) == list(range(len(found)))


def test_an_inception_has_its_four_branches():
    found, items, _ = outlined(zoo("googlenet"))
    inceptions = list(forks(items))
    assert [len(fork.branches) for fork in inceptions] == [4] * 9
    assert [[found[item.unit].path for item in branch.items] for branch in inceptions[0].branches] == [
        ["inception_3a.1x1"],
        ["inception_3a.3x3.reduce", "inception_3a.3x3.conv"],
        ["inception_3a.5x5.reduce", "inception_3a.5x5.conv"],
        ["inception_3a.pool.maxpool", "inception_3a.pool.proj"],
    ]


def test_a_residual_block_has_a_shortcut_without_layers():
    _, items, _ = outlined(zoo("resnet18"))
    assert [Branch(()) in fork.branches for fork in forks(items)] == [True, True, False, True, False, True, False, True]


def test_training_heads_lead_nowhere():
    _, items, _ = outlined(zoo("googlenet_2014", training=True))
    opened = [branch for fork in forks(items) for branch in fork.branches if branch.open]
    assert [len(branch.items) for branch in opened] == [5, 5]
    assert not any(branch.open for fork in forks(outlined(zoo("googlenet_2014"))[1]) for branch in fork.branches)


def test_dual_paths_are_a_tangle_and_plain_branches_are_not():
    assert tangles(outlined(zoo("dpn68"))[1])
    assert [name for name in ("googlenet", "inception_v3", "shufflenet_v1") if tangles(outlined(zoo(name))[1])] == []


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("resnet152", [("conv2_x.1", 2), ("conv3_x.1", 7), ("conv4_x.1", 35), ("conv5_x.1", 2)]),
        (
            "densenet201",
            [("dense_block1.0", 6), ("dense_block2.0", 12), ("dense_block3.0", 48), ("dense_block4.0", 32)],
        ),
        ("shufflenet_v1", [("stage2.unit.0", 3), ("stage3.unit.0", 7), ("stage4.unit.0", 3)]),
        ("mobilenet_v1", [("conv8_x.0", 5)]),
        ("googlenet", []),
        ("lenet5", []),
        ("vgg16", []),
    ],
)
def test_repeats_of_deep_networks_are_folded(name: str, folded: list[tuple[str, int]]):
    _, _, entries = outlined(zoo(name))
    assert [(frame.path, len(frame.copies)) for frame in frames(entries) if len(frame.copies) > 1] == folded


def test_norms_and_activations_go_with_their_layers():
    found, _, _ = outlined(zoo("densenet121"))
    first = [tuple(row.name for row in unit.rows) for unit in found[:5]]
    assert first == [
        ("conv1", "conv1.norm", "conv1.relu"),
        ("pool1",),
        ("dense_block1.0.identity",),
        tuple(f"dense_block1.0.{name}" for name in ("norm1", "relu", "conv1", "norm2", "relu_2")),
        ("dense_block1.0.conv2",),
    ]
    assert found[3].path == "dense_block1.0.conv1"
