"""Diagrams: text that Graphviz and Mermaid read."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from source_judge import spec_network

from archcalc.expand import expand
from archcalc.export.diagram import dot, mermaid, picture
from archcalc.zoo import load

SMALL = """
input: 3x8x8
layers:
  stem: {conv: 4, kernel: 3, padding: same, norm: batch, activation: relu}
  body:
    - add: [identity, {conv: 4, kernel: 1}]
    - relu
  flatten:
"""

DOT = r"""digraph "net" {
  node [shape=box, style=rounded, fontname="Helvetica", fontsize=10];
  graph [fontname="Helvetica", fontsize=10, color=gray, style=rounded];
  input [label="input\n3x8x8"];
  n0 [label="stem\nconv 3x3 same + batchnorm + relu\n4x8x8"];
  subgraph cluster_1 {
    label="body";
    n1 [label="body.identity\nidentity\n4x8x8"];
    n2 [label="body.conv\nconv 1x1\n4x8x8"];
    n3 [label="body.add\nadd\n4x8x8"];
    n4 [label="body.relu\nrelu\n4x8x8"];
  }
  n5 [label="flatten\nflatten\n256"];
  input -> n0;
  n0 -> n1;
  n0 -> n2;
  n1 -> n3;
  n2 -> n3;
  n3 -> n4;
  n4 -> n5;
}
"""

MERMAID = """flowchart TD
  input["input<br/>3x8x8"]
  n0["stem<br/>conv 3x3 same + batchnorm + relu<br/>4x8x8"]
  n1["body<br/>4 layers<br/>4x8x8"]
  n2["flatten<br/>flatten<br/>256"]
  input --> n0
  n0 --> n1
  n1 --> n2
"""


def test_dot_has_a_box_for_each_layer() -> None:
    assert dot(picture(expand(spec_network(SMALL)))) == DOT


def test_mermaid_folded() -> None:
    assert mermaid(picture(expand(spec_network(SMALL)), depth=1)) == MERMAID


def test_texts_are_escaped() -> None:
    graph = expand(spec_network(SMALL))._replace(name='a"b\\c')
    assert dot(picture(graph)).startswith('digraph "a\\"b\\\\c" {')
    graph = expand(spec_network("input: 3x8x8\nlayers: {a-b: relu, flatten: }"))
    assert 'n0["a-b<br/>relu<br/>3x8x8"]' in mermaid(picture(graph))


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
@pytest.mark.parametrize("name", ["resnet18", "googlenet", "dpn68", "shufflenet_v2_x1_0"])
def test_graphviz_reads_it(name: str, depth: int) -> None:
    program = shutil.which("dot")
    if program is None:
        pytest.skip("graphviz is not installed")
    text = dot(picture(expand(load(name)), depth))
    subprocess.run([program, "-Tplain"], input=text, text=True, check=True, capture_output=True)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_every_layer_is_reached(depth: int) -> None:
    drawn = picture(expand(load("googlenet"), training=True), depth)
    boxes = {box.id for box in drawn.boxes}
    assert {target for _, target in drawn.arrows} == boxes - {"input"}
    assert all(source in boxes for source, _ in drawn.arrows)
    order = {box.id: number for number, box in enumerate(drawn.boxes)}
    assert all(order[source] < order[target] for source, target in drawn.arrows)
