"""What is remembered changes no answer: analyses asked for again, and in any order, are those worked out anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archcalc
from archcalc import recent, remembered, zoo
from archcalc.analysis import analyze, analyze_graph
from archcalc.errors import ArchcalcError, OperationError
from archcalc.expand import expand
from archcalc.ops import OPERATIONS
from archcalc.recent import MOST_VALUES, Recent, exact_key
from archcalc.reshaped import reshaped
from archcalc.zoo import load, loads

NAMES = (
    "lenet5",
    "alexnet",
    "vgg11",
    "resnet18",
    "googlenet",
    "mobilenet_v3_small",
    "shufflenet_v2_x1_0",
    "densenet121",
)
SIZES = (1, 2, 7, 32, 63, 97, 224)


def answer(work: Any) -> Any:
    """What a call gives, or the message it ends with."""
    try:
        return work()
    except ArchcalcError as error:
        return type(error), str(error)


def plain(analysis: Any) -> Any:
    return analysis if isinstance(analysis, tuple) else (analysis, analysis.graph, analysis.layers, analysis.totals)


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any]]:
    name = draw(st.sampled_from(NAMES))
    channels, axes = load(name).input[0], len(load(name).input) - 1
    size = st.sampled_from(SIZES)
    inputs = st.tuples(st.sampled_from((channels, channels, channels, 1, 4)), *[size] * axes)
    knobs = draw(st.sampled_from(({}, {"classes": 10}, {"classes": 11})))
    given = {
        "input": draw(st.none() | inputs),
        "batch": draw(st.sampled_from((1, 2, 64))),
        "convention": draw(st.sampled_from(("macs", "fvcore"))),
        "training": draw(st.booleans()),
    }
    return name, knobs, given


@settings(max_examples=60, deadline=None)
@given(st.lists(requests(), min_size=2, max_size=6))
def test_answers_are_those_worked_out_anew(asked: list[tuple[str, dict[str, Any], dict[str, Any]]]) -> None:
    for name, knobs, wanted in asked:
        try:
            network = load(name, **knobs)
        except ArchcalcError:
            continue
        anew = {**wanted}
        input, training = anew.pop("input"), anew.pop("training")
        expected = answer(lambda: analyze_graph(network, expand(network, input, training), **anew))  # noqa: B023
        assert plain(answer(lambda: analyze(network, **wanted))) == plain(expected)  # noqa: B023


def test_the_second_answer_is_remembered() -> None:
    network = load("resnet18")
    first, second = analyze(network), analyze(load("resnet18"))
    assert first is not second
    assert first.layers is second.layers
    assert first.totals is second.totals


def test_an_answer_that_is_changed_changes_no_other() -> None:
    network = load("lenet5")
    first = analyze(network)
    first.layers, first.batch = (), 9
    assert (len(analyze(network).layers), analyze(network).batch) == (15, 1)


def test_the_network_of_an_answer_is_the_one_that_was_given() -> None:
    for knobs in ({}, {"classes": 10}, {}):
        network = load("lenet5", **knobs)
        assert analyze(network).network is network


def test_knobs_that_are_changed_afterwards_count() -> None:
    network = load("resnet18")
    before = analyze(network).totals.parameters
    network.knobs["classes"] = 10
    assert before - analyze(network).totals.parameters == 990 * 513


def test_layers_and_blocks_that_are_changed_afterwards_count() -> None:
    text = "input: 3x8x8\nblocks: {b: {layers: [{conv: %s, kernel: 1}]}}\nlayers: [b]\n"
    four, five = loads(text % 4), loads(text % 5)
    assert analyze(four).output == (4, 8, 8)
    assert analyze(four._replace(spec=five.spec)).output == (5, 8, 8)
    assert analyze(four._replace(layers=loads("input: 3x8x8\nlayers: [relu]\n").layers)).output == (3, 8, 8)


def test_values_that_are_equal_and_not_the_same_are_told_apart() -> None:
    text = "input: 3x8x8\nknobs: {n: 1}\nlayers: [{conv: 4, kernel: $n}]\n"
    network = loads(text)
    assert analyze(network).totals.parameters == 16
    with pytest.raises(ArchcalcError):
        analyze(network._replace(knobs={"n": True}))
    conv, shapes = OPERATIONS["conv"], ((3, 8, 8),)
    for kernel in (1, (1, 1)):
        conv.make(shapes, {"filters": 4, "kernel": kernel, "bias": True})
    for wrong in ({"kernel": True}, {"kernel": (True, 1)}, {"kernel": 1, "bias": 1}):
        with pytest.raises(OperationError):
            conv.make(shapes, {"filters": 4, **wrong})


@pytest.mark.parametrize("batch", [True, 1.0, [1], "1"])
def test_a_batch_that_is_none_is_refused_after_one_that_is(batch: Any) -> None:
    network = load("lenet5")
    analyze(network, batch=1)
    with pytest.raises(ArchcalcError, match="a batch is a whole number"):
        analyze(network, batch=batch)


def test_a_file_that_is_written_again_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    for filters in (4, 5, 4):
        path.write_text(f"input: 3x8x8\nlayers: [{{conv: {filters}, kernel: 1}}]\n")
        assert analyze(load(path)).output == (filters, 8, 8)


def test_a_list_of_a_network_is_its_own() -> None:
    network = load("resnet50")
    name = next(name for name, value in network.knobs.items() if isinstance(value, list))
    network.knobs[name].append(99)
    assert 99 not in load("resnet50").knobs[name]


def test_a_zoo_that_moves_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load("lenet5")
    (tmp_path / "lenet5.yaml").write_text("input: 3x8x8\nlayers: [relu]\n")
    monkeypatch.setattr(zoo, "specs_folder", lambda: str(tmp_path))
    assert load("lenet5").input == (3, 8, 8)
    (tmp_path / "lenet5.yaml").rename(tmp_path / "other.yaml")
    with pytest.raises(ArchcalcError, match="there is no architecture"):
        load("lenet5")


def test_a_graph_is_reshaped_where_the_channels_stay() -> None:
    network = load("resnet18")
    graph = expand(network)
    assert reshaped(graph, (3, 97, 64)) == expand(network, (3, 97, 64))


BY_CHANNELS = "input: 3x8x8\nlayers: [{conv: 2 * $in, kernel: 3}, flatten, {linear: $in // 4}]\n"


@pytest.mark.parametrize("input", [(4, 8, 8), (3, 9, 8), (3, 2, 2), (3, 8), (3, 10**9, 10**9)])
def test_a_graph_that_may_have_other_layers_is_not(input: tuple[int, ...]) -> None:
    """Other channels arrive, now or behind the flatten; or it does not fit."""
    network = loads(BY_CHANNELS)
    assert reshaped(expand(network), input) is None
    analyze(network)
    expected = answer(lambda: plain(analyze_graph(network, expand(network, input))))
    assert answer(lambda: plain(analyze(network, input))) == expected


def test_what_was_used_last_is_kept() -> None:
    kept: Recent[str] = Recent(10)
    for key in "abc":
        kept.keep(key, key, 4)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (None, "b", "c")
    kept.get("b")
    kept.keep("d", "d", 4)
    assert (kept.get("b"), kept.get("c"), kept.get("d")) == ("b", None, "d")
    kept.keep("e", "e", 11)
    assert (kept.get("e"), kept.get("d")) == (None, "d")


def test_no_more_values_are_kept_than_said() -> None:
    kept: Recent[int] = Recent(1000)
    for key in range(100):
        kept.keep(key, key, 1)
    assert [key for key in range(100) if kept.get(key) is not None] == list(range(100 - MOST_VALUES, 100))


def test_no_more_is_kept_than_said() -> None:
    for size in range(1, 40):
        analyze(load("densenet264"), (3, 32 * size, 32))
    assert remembered._GRAPHS._kept
    assert sum(held for _, held in remembered._GRAPHS._kept.values()) <= remembered.MOST_LAYERS
    recent.forget()
    assert not remembered._GRAPHS._kept


def test_keys_tell_values_apart() -> None:
    values = [1, 1.0, True, "1", None, [1], (1,), [True], [[1]], 0, False, ""]
    assert len({exact_key(value) for value in values}) == len(values)
    with pytest.raises(TypeError):
        exact_key(object())


def test_threads_share_what_is_kept() -> None:
    from concurrent.futures import ThreadPoolExecutor

    expected = {name: archcalc.analyze(load(name)).totals for name in NAMES}
    recent.forget()
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda name: (name, archcalc.analyze(load(name)).totals), NAMES * 20)
        assert all(totals == expected[name] for name, totals in found)
