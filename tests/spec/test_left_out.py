"""What is left out of a network: layers with a false `when`, branches with a false `if`."""

from __future__ import annotations

from typing import Any

import pytest

from archcalc.errors import ArchcalcError
from archcalc.expand import expand
from archcalc.graph import INPUT, Graph
from archcalc.zoo import choose, read_source


def graph_of(layers: str, before: str = "", **knobs: Any) -> Graph:
    spec = read_source("net.yaml", f"input: 8x16x16\nknobs: {{on: true, k: 3}}\n{before}\nlayers: {layers}\n")
    return expand(choose(spec, None, knobs))


def made_of(graph: Graph) -> list[Any]:
    return [(node.path, node.operation, node.inputs) for node in graph.nodes]


JOINS = [
    ("concat", "{p: {maxpool: 3, stride: 1, if: $on, padding: 1}, c: {slice: [0, 4]}}", "{c: {slice: [0, 4]}}"),
    ("add", "[{conv: 8, kernel: 1}, {batchnorm: , if: $on and $in == 8}, relu]", "[{conv: 8, kernel: 1}, relu]"),
    ("multiply", "[identity, {layers: [sigmoid, tanh], if: $on}, sigmoid]", "[identity, sigmoid]"),
    ("add", "[relu, tanh, {if: $on, repeat: $k, conv: 8, kernel: 1}]", "[relu, tanh]"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "branches", "without"), JOINS)
def test_a_join_without_a_branch_is_the_join_that_never_had_it(key: str, branches: str, without: str) -> None:
    around = "{{j: {{{}: {}, norm: batch, activation: relu}}}}"
    left = graph_of(around.format(key, without))
    assert made_of(graph_of(around.format(key, branches), on=False)) == made_of(left)
    assert len(graph_of(around.format(key, branches)).nodes) > len(left.nodes)


def test_the_parts_of_a_split_are_for_the_branches_that_are_there() -> None:
    text = "{j: {concat: [relu, {tanh: , if: $on}, identity], split: 3 if $on else 2}}"
    assert [node.output[0] for node in graph_of(text, on=False).nodes] == [4, 4, 4, 4, 8]


def test_a_branch_may_end_a_recursion() -> None:
    block = """
blocks:
  rates:
    takes: [rates, k]
    layers:
      - concat:
          here: {conv: 16, kernel: 3, padding: same, dilation: "$rates[$k]"}
          more: {rates: ["$rates", $k + 1], if: $k < 2}
"""
    graph = graph_of('{a: {rates: ["[6, 12, 18]", 0]}}', block)
    assert graph.nodes[graph.output].output == (48, 16, 16)


def test_its_name_stands_for_the_input_that_it_names() -> None:
    text = "{a: {conv: 8, kernel: 1}, s: {conv: 8, kernel: 1, from: input, when: $on}, j: {add: [a, s]}}"
    assert graph_of(text, on=False).nodes[-1].inputs == (0, INPUT)
    assert graph_of(text.replace("[a, s]", ", from: [a, s]"), on=False).nodes[-1].inputs == (0, INPUT)


FOLLOWERS = [
    "c: {conv: 4, kernel: 1}",
    "c: relu",
    "c: [relu, a]",
    "c: {add: [identity, a]}",
    "c: {repeat: 2, relu: }",
    "c: {relu: , when: $k > 2}",
]


@pytest.mark.parametrize("follower", FOLLOWERS)
@pytest.mark.parametrize("around", ["{}", "{{x: {{layers: {}}}}}"])
def test_what_follows_has_to_say_which_it_takes(follower: str, around: str) -> None:
    layers = around.format(f"{{a: {{conv: 3, kernel: 1}}, b: relu, s: {{relu: , from: a, when: $on}}, {follower}}}")
    graph_of(layers)
    with pytest.raises(ArchcalcError, match=r"is it 'a' that this takes\?"):
        graph_of(layers, on=False)


@pytest.mark.parametrize("follower", ["c: {conv: 4, kernel: 1, from: s}", "c: s", "c: {concat: [a, b]}"])
def test_what_names_its_input_takes_that(follower: str) -> None:
    graph_of(f"{{a: {{conv: 3, kernel: 1}}, b: relu, s: {{relu: , from: a, when: $on}}, {follower}}}", on=False)


@pytest.mark.parametrize("on", [True, False])
def test_of_two_layers_with_one_name_the_one_that_is_there_has_it(on: bool) -> None:
    either = "[{x: {conv: 8, kernel: 1, when: $on}}, {x: {depthwise: 1, when: not $on}}, {y: {add: [x, relu]}}]"
    layer = f"[{{x: {{{'conv: 8, kernel' if on else 'depthwise'}: 1}}}}, {{y: {{add: [x, relu]}}}}]"
    assert made_of(graph_of(either, on=on)) == made_of(graph_of(layer))


def test_the_same_layer_by_name_is_no_other() -> None:
    graph_of("{a: {conv: 3, kernel: 1}, s: {relu: , from: a, when: $on}, c: relu}", on=False)
