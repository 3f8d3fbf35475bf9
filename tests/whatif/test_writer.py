"""A graph written as a spec reads again as the same layers."""

from __future__ import annotations

import pytest

import archcalc
from archcalc.analysis import Analysis, analyze_graph
from archcalc.expand import expand
from archcalc.graph import Graph
from archcalc.whatif import spec_text
from archcalc.zoo import choose, read_source


def read_again(graph: Graph, name: str = "again") -> Analysis:
    network = choose(read_source(f"{name}.yaml", spec_text(graph, name)), None, {})
    return analyze_graph(network, expand(network))


def rows(analysis: Analysis) -> list[tuple[object, ...]]:
    return [(row.operation, row.inputs, row.output, row.parameters, row.macs) for row in analysis.layers]


def wiring(graph: Graph) -> list[tuple[int, ...]]:
    return [node.inputs for node in graph.nodes]


@pytest.mark.parametrize("name", archcalc.architectures())
def test_the_whole_zoo_survives_a_round_trip(name: str) -> None:
    network = archcalc.load(name)
    before = analyze_graph(network, expand(network))
    after = read_again(before.graph, name)
    assert rows(after) == rows(before)
    assert wiring(after.graph) == wiring(before.graph)
    assert after.totals == before.totals
    assert after.graph.output == before.graph.output


def test_heads_of_training_survive_too() -> None:
    network = archcalc.load("inception_v3")
    graph = expand(network, training=True)
    again = read_again(graph)
    assert wiring(again.graph) == wiring(graph)
    assert again.graph.output == graph.output


SPEC = """
input: 4x9x12
layers:
  "1x1": {conv: 6, kernel: [1, 3], stride: [1, 2], padding: [[0, 1], [2, 2]], dilation: [1, 2]}
  yes: {conv: 6, kernel: 3, padding: 1, groups: 2, bias: true, norm: batch}
  tabled: {conv: 2, kernel: 1, table: [[0], [0, 5]]}
  wide: {depthwise: 3, multiplier: 2, padding: same, norm: layer, activation: leaky_relu}
  slope: {leaky_relu: 0.2}
  up: {upsample: 2, mode: bilinear}
  pooled: {maxpool: 3, stride: 1, padding: 1, ceil: true}
  both:
    concat: {a: {slice: [0, 2]}, identity: , b: {conv: 3, kernel: 1, from: up}}
  one: {concat: [both]}
  prelu: {prelu: single}
  padded: {pad: [[0, 1], [1, 1]], channels: 3}
  norm: {groupnorm: 6, affine: false}
  drop: {dropout: 0.00001}
  back: {conv_transpose: 4, kernel: 2, stride: 2, output_padding: 1}
  small: {adaptive_avgpool: [2, 3]}
  flatten:
  fc: {linear: 3, bias: false, activation: softmax}
"""


def test_every_spelling_of_a_field_survives() -> None:
    network = choose(read_source("net.yaml", SPEC), None, {})
    graph = expand(network)
    again = read_again(graph)
    assert rows(again) == rows(analyze_graph(network, graph))
    assert [row.name for row in again.layers][:3] == ["1x1", "yes", "yes.norm"]


def test_an_output_that_is_not_the_last_layer() -> None:
    text = "input: 1x8x8\nlayers: {a: {conv: 2, kernel: 1}, b: {conv: 3, kernel: 1}, c: {from: a}}"
    graph = expand(choose(read_source("net.yaml", text), None, {}))
    assert graph.output == 0
    assert read_again(graph).graph.output == 0
    assert "result: {from: a}" in spec_text(graph, "net")


def test_a_spec_reads_like_one_written_by_hand() -> None:
    text = spec_text(expand(archcalc.load("mobilenet_v2")), "MobileNet v2")
    assert "  bottleneck2_0_depthwise: {depthwise: 3, stride: 2, padding: same, norm: batch, activation: relu6}" in text
    assert "  bottleneck2_1_add: {add: , from: [bottleneck2_0_project, bottleneck2_1_project]}" in text
