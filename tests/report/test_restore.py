"""An analysis through JSON and back: the same, able to do the same, and never with a wrong figure."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from op_strategies import cases, relaxed
from random_specs import Writer

from archcalc.analysis import Analysis, analyze, analyze_graph, frozen
from archcalc.errors import ArchcalcError, OperationError, UsageError
from archcalc.expand import expand
from archcalc.explain import explain_layers
from archcalc.explain.render import text_lines
from archcalc.graph import INPUT, Graph, Node
from archcalc.ops import OPERATIONS
from archcalc.output.data import json_text
from archcalc.zoo import choose, load, read_source

SINGLE = sorted(key for key, operation in OPERATIONS.items() if operation.fan_in == (1, 1))


def through_json(analysis: Analysis) -> Analysis:
    return Analysis.from_dict(json.loads(json_text(analysis)))


def test_the_whole_zoo(zoo) -> None:
    for subject in zoo:
        again = through_json(subject.analysis)
        assert again == subject.analysis
        assert (again.totals, again.layers) == (subject.analysis.totals, subject.analysis.layers)
        assert json_text(again) == json_text(subject.analysis)


@pytest.mark.parametrize("name", ["googlenet", "inception_v3"])
def test_heads_for_training(name: str) -> None:
    training = analyze(load(name), training=True)
    assert through_json(training) == training != analyze(load(name))


def test_setting_is_kept() -> None:
    analysis = analyze(load("mobilenet_v1", width=0.5), "3x160x160", 8, convention="torchinfo", dtype="float16")
    again = through_json(analysis)
    assert again == analysis
    assert (again.batch, again.convention.name, again.dtype) == (8, "torchinfo", "float16")
    assert again.network.given == {"width": 0.5}
    assert again.network.spec.paper == analysis.network.spec.paper


def test_what_is_not_trained_is_kept() -> None:
    analysis = frozen(analyze(load("resnet18")), ["conv1", "conv2_x"])
    again = through_json(analysis)
    assert again == analysis != analyze(load("resnet18"))
    assert again.totals.fixed_parameters == analysis.totals.fixed_parameters > 0
    assert again.totals.training_activation_bytes == analysis.totals.training_activation_bytes


def test_what_comes_back_is_alive() -> None:
    """It can be expanded for another input, and explained: nothing of it is a mere record."""
    original = analyze(load("resnet50"))
    again = through_json(original)
    assert analyze(again.network, "3x160x160").layers == analyze(original.network, "3x160x160").layers
    for explained, other in zip(explain_layers(again), explain_layers(original), strict=True):
        assert list(text_lines(explained, "en")) == list(text_lines(other, "en"))


@pytest.mark.parametrize("key", SINGLE)
def test_every_operation_with_any_fields(key: str) -> None:
    @relaxed
    @given(case=cases(key))
    def check(case) -> None:
        try:
            operation = case.make()
            output = operation.output(*case.shapes)
        except OperationError:
            return
        graph = Graph("one", case.shapes[0], (Node("layer", operation, (INPUT,), case.shapes, output),), 0)
        analysis = analyze_graph(load("lenet5"), graph)
        assert through_json(analysis).layers == analysis.layers

    check()


def test_data_from_before_a_figure_was_added() -> None:
    analysis = analyze(load("lenet5"))
    data = analysis.to_dict()
    del data["totals"]["conv_activations"]
    assert Analysis.from_dict(data) == analysis


@relaxed
@given(seed=st.integers(0, 10**6))
def test_random_networks(seed: int) -> None:
    """Blocks, conditions, splits and joins, flattened into names."""
    try:
        analysis = analyze(choose(read_source("random", Writer(seed).spec()), None, {}))
    except ArchcalcError:
        return
    again = through_json(analysis)
    assert again == analysis
    assert expand(again.network).output == analysis.graph.output


def changed(**changes) -> dict:
    return {**analyze(load("lenet5")).to_dict(), **changes}


def with_layer(number: int, **changes) -> dict:
    data = analyze(load("lenet5")).to_dict()
    data["layers"][number] |= changes
    return data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "error: this is no analysis\n  it is what 'archcalc summarize --format json' writes"),
        ({}, "error: this is no analysis: there is no 'layers'"),
        (changed(layers=3), "error: this is no analysis\n  it is what 'archcalc summarize --format json' writes"),
        (changed(batch=0), "error: a batch is a whole number from 1 to 1,000,000,000, not 0"),
        (changed(result="C9"), "error: there is no layer 'C9' before this one\n  known layers before this one: C1, "),
        (
            with_layer(0, macs=117601),
            "error: layer 'C1': 'macs' is 117601 in the data, and the engine works out 117600",
        ),
        (
            changed(totals={**analyze(load("lenet5")).totals._asdict(), "flops": 1}),
            "error: totals: 'flops' is 1 in the data, and the engine works out 853975",
        ),
        (with_layer(0, op="conv9d"), "error: layer 'C1': there is no operation 'conv9d'"),
        (
            with_layer(0, fields={"filters": 6, "kernel": 50}),
            "error: layer 'C1' on 1x32x32: the kernel does not fit along the height: it spans 50, the input is "
            "32 + padding 0 + 0 = 32\n  smallest fix: padding 9, or kernel 32",
        ),
        (with_layer(2, **{"from": ["C3"]}), "error: there is no layer 'C3' before this one"),
    ],
)
def test_what_is_refused(data: object, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Analysis.from_dict(data)
    assert str(caught.value).startswith(message)


def test_an_operation_on_the_wrong_axes_is_refused() -> None:
    with pytest.raises(UsageError, match="layer 'C1': 'op' is conv3d in the data, and the engine works out conv2d"):
        Analysis.from_dict(with_layer(0, op="conv3d"))


NAMED_TWICE = """
input: 4x6x6
layers: {t: {add: [identity, {layers: {relu: relu}}], activation: relu}}
"""


def test_names_are_unique() -> None:
    """A layer in a branch may be called as the activation beside the join would be."""
    analysis = analyze(choose(read_source("net.yaml", NAMED_TWICE), None, {}))
    names = [row.name for row in analysis.layers]
    assert len(names) == len(set(names))
    assert through_json(analysis) == analysis


def test_equality_is_of_everything() -> None:
    analysis = analyze(load("lenet5"))
    assert analysis == analyze(load("lenet5"))
    assert hash(analysis) == hash(analyze(load("lenet5")))
    assert analysis != analyze(load("lenet5"), batch=2)
    assert analysis != analyze(load("lenet5"), convention="flops")
    assert analysis != analyze(load("lenet5"), dtype="float16")
    assert analysis != "lenet5"
