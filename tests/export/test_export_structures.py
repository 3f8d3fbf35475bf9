"""Specs of one's own as PyTorch source: structures that the zoo has not, and names that Python would not take."""

from __future__ import annotations

import os

import pytest
from random_specs import Writer
from source_judge import built, check_against_engine, check_same_function, spec_network

from archcalc.errors import SpecError, UsageError
from archcalc.expand import expand
from archcalc.export.pytorch.source import source

RESIDUAL = """
input: 3x32x32
knobs: {classes: 10}
layers:
  stem: {conv: 16, kernel: 3, padding: same, norm: batch, activation: relu}
  body:
    repeat: 3
    layers:
      - add:
          - identity
          - - {conv: $in, kernel: 3, padding: same, norm: batch, activation: relu}
            - {conv: $in, kernel: 3, padding: same, norm: batch}
      - relu
  dense: {repeat: 4, concat: [identity, {conv: 8, kernel: 3, padding: same, activation: relu}]}
  growing: {repeat: 3, conv: 16 + 8 * $index, kernel: 3, stride: 2 if $index == 1 else 1, padding: 1}
  avgpool: global_avgpool
  flatten:
  fc: {linear: $classes}
"""

UNET = """
input: 1x32x32
knobs: {classes: 2, width: 8}
defaults: {conv: {kernel: 3, padding: same, norm: batch, activation: relu}}
blocks:
  double: {takes: {out: }, layers: [{conv: $out}, {conv: $out}]}
layers:
  enc1: {double: $width}
  pool1: {maxpool: 2}
  enc2: {double: 2 * $width}
  up: {conv_transpose: $width, kernel: 2, stride: 2}
  skip: {concat: , from: [enc1, up]}
  dec1: {double: $width}
  head: {conv: $classes, kernel: 1, norm: none, activation: none}
"""

SEQUENCE = """
input: 8x20
knobs: {classes: 5}
blocks:
  recursive:
    takes: {n: }
    layers:
      - {conv: $in, kernel: 3, padding: same, activation: tanh}
      - {recursive: $n - 1, when: $n > 1}
      - add: [identity, {conv: $in, kernel: 1}]
  chosen: {takes: {nl: relu, out: }, layers: {a: {linear: $out, activation: $nl}}}
layers:
  1x1: {conv: 8, kernel: 1}
  half: {conv: 8, kernel: 2, padding: same, activation: prelu}
  class: {recursive: 3}
  again: {recursive: 2}
  parts:
    concat:
      - identity
      - [{conv: 4, kernel: 3, padding: same}, {conv: 3, kernel: 3, padding: same}]
      - {conv: 5, kernel: 3, padding: [[2, 0]]}
    split: [2, 4, 2]
    norm: batch
    activation: gelu
  nested:
    - {conv: 6, kernel: 3}
    - a: {conv: 6, kernel: 3, padding: 1}
    - {add: [a, identity]}
    - [layernorm, {groupnorm: 3}, {lrn: 3}]
    - {maxpool: 2, padding: same, stride: 1}
    - {upsample: 2}
    - {pad: [[1, 2]], channels: 2}
  flatten:
  f1: {chosen: relu, out: 20}
  f2: {chosen: tanh, out: 20}
  f3: {chosen: [none, 20]}
  f4: {linear: $classes}
"""

VOLUME = """
input: 3x4x16x16
layers:
  conv1: {conv: 8, kernel: [3, 5, 5], stride: [1, 2, 2], padding: [1, 2, 2], norm: batch, activation: relu}
  conv2: {conv: 8, kernel: 3, padding: same, norm: layer, activation: leaky_relu}
  conv3: {conv: 8, kernel: 3, padding: same, norm: layer, activation: relu}
  se:
    multiply:
      - identity
      - [global_avgpool, {conv: 2, kernel: 1, activation: relu}, {conv: $in * 4, kernel: 1, activation: sigmoid}]
  path: [{conv: 4, kernel: 1}, {concat: [identity, {maxpool: 3, stride: 1, padding: 1}]}, relu]
  gap: global_maxpool
  flatten:
"""

SHARED = """
input: 4x8x8
knobs: {classes: 3}
blocks:
  unit:
    takes: {out: , k: 3, times: 1, gate: false, hidden: $out // 2 if $k == 3 else $out}
    layers:
      - a: {conv: $hidden, kernel: $k, padding: same, norm: batch, activation: relu}
      - {repeat: $times, conv: $hidden, kernel: 1, norm: batch}
      - {relu: , when: $gate}
      - b: {conv: $out, kernel: 1, norm: batch, when: $hidden != $out}
      - {add: [identity, a], when: $hidden == $out}
layers:
  u1: {unit: 8}
  u2: {unit: [16, 5], times: 3, gate: true}
  u3: {unit: [16, 3], times: 2}
  u4: {unit: [$classes, 1], gate: true}
  gap: global_avgpool
  flatten:
"""

UNREAD = """
input: 4x8x8
layers:
  a: {conv: 4, kernel: 1}
  b: relu
  c: [a, b]
"""

FIELDS_BESIDE = """
input: 4x8x8
knobs: {slope: 0.2, classes: 4}
defaults: {leaky_relu: {slope: 0.1}, layernorm: {affine: false}}
blocks:
  unit:
    takes: {out: , act: relu, slope: 0.3}
    layers:
      - {conv: $out, kernel: 3, padding: same, norm: batch, activation: $act}
      - {conv: $out, kernel: 3, padding: same, norm: {batch: {affine: $out > 8}}, activation: {leaky_relu: $slope}}
layers:
  a: {conv: 4, kernel: 1, norm: batch, activation: leaky_relu}
  b: {conv: 4, kernel: 1, norm: {batch: {affine: false}}, activation: {elu: 2}}
  c: {unit: 8}
  d: {unit: 8, act: tanh, slope: 0.4}
  e: {unit: 12, act: leaky_relu}
  f: {add: [identity, {conv: 12, kernel: 1}], norm: layer, activation: {leaky_relu: $slope}}
  gap: global_avgpool
  flatten:
  fc: {linear: $classes, norm: layer}
"""

ROWS = """
input: 4x8x8
knobs: {classes: 3, rows: [[8, 3, 1], [8, 5, 1], [12, 1, 2]]}
blocks:
  unit:
    takes: {out: , k: , s: , act: relu}
    layers:
      - {conv: $out, kernel: $k, stride: $s, padding: same, norm: batch, activation: $act}
      - {conv: $out, kernel: 1, norm: batch}
layers:
  units: {repeat: 3, unit: "$rows[$index]"}
  last: {unit: "[$classes, $rows[1][1], 1]", act: tanh}
  gap: global_avgpool
  flatten:
"""

PASSED_ON = """
input: 4x8x8
layers:
  a: {conv: 4, kernel: 1}
  b: {pad: 0}
  c: relu
  d: {concat: , from: [a, b]}
  e: {pad: 0}
  f: tanh
  g: {add: , from: [e, d]}
  h: {concat: {x: []}, from: e}
"""
"""Layers that pass their input on: nothing is written for them, and others name them."""

SPECS = {
    "residual": RESIDUAL,
    "unet": UNET,
    "sequence": SEQUENCE,
    "volume": VOLUME,
    "shared": SHARED,
    "unread": UNREAD,
    "fields_beside": FIELDS_BESIDE,
    "rows": ROWS,
    "passed_on": PASSED_ON,
}


@pytest.mark.parametrize("name", SPECS)
def test_structures_of_ones_own(name: str) -> None:
    network = spec_network(SPECS[name], f"{name}.yaml")
    check_against_engine(network)
    check_same_function(network)


def test_a_repeat_that_is_no_chain_becomes_a_class() -> None:
    text = source(spec_network(RESIDUAL))
    assert "self.body = nn.Sequential(*[BodyUnit() for _ in range(3)])" in text
    assert "self.dense = nn.Sequential(*[DenseUnit(16 + 8 * i) for i in range(4)])" in text


def test_skip_connections_keep_the_names_of_the_spec() -> None:
    text = source(spec_network(UNET))
    assert "enc1 = self.enc1(x)" in text
    assert "x = torch.cat([enc1, x], dim=1)" in text


def test_names_that_python_or_torch_has_taken() -> None:
    spec = """
    input: 3x8x8
    layers:
      train: {conv: 4, kernel: 1}
      F: {conv: 4, kernel: 1}
      class: {conv: 4, kernel: 1}
      3x3: {conv: 4, kernel: 3, padding: 1}
      x: {add: [F, class]}
      torch: {concat: , from: [F, x]}
      flatten:
    """
    text = check_same_function(spec_network(spec))
    for name in ("self.train_ =", "self.F =", "self.class_ =", "self.layer3x3 =", "F_ = self.F(x)"):
        assert name in text


def test_texts_of_the_spec_stay_texts() -> None:
    spec = r'''
    architecture: 'Evil """ + __import__("os") \ '
    about: "\"\"\" raise SystemExit # \\"
    paper: {title: '"quoted"', authors: "a\nb", url: 'http://x"""'}
    input: 3x8x8
    blocks:
      b: # comment """ with quotes
        takes: {mode: ab}
        layers: [{relu: , when: '$mode == "c"'}, {conv: 4, kernel: 1}]
    layers: {one: b, two: {b: c}, flatten: }
    '''
    text = source(spec_network(spec), command='x """ y')
    built(text)
    assert 'mode: str = "ab"' in text


def test_what_depends_on_the_number_of_classes_in_its_structure_keeps_it() -> None:
    spec = """
    input: 3x8x8
    knobs: {classes: 4}
    blocks:
      few: {layers: {conv: {conv: $classes, kernel: 1}}}
      many: {layers: {conv: {conv: $classes, kernel: 3}, relu: }}
    layers:
      head: {block: "'few' if $classes < 10 else 'many'"}
      gap: global_avgpool
      flatten:
    """
    network = spec_network(spec)
    check_against_engine(network)
    assert "num_classes" not in source(network)


@pytest.mark.parametrize(
    ("layer", "why"),
    [
        ("{maxpool: 2, stride: 1, padding: same, ceil: true}", "its padding differs at the two ends"),
        ("{avgpool: 2, stride: 1, padding: same, count_include_pad: false}", "leaves the padding out of the mean"),
        ("{subsample: [2, 4]}", "subsampling with square windows only"),
        ("{conv: 1, kernel: [1, 3], table: [[0]]}", "connection tables of square 2d kernels"),
    ],
)
def test_what_cannot_be_written_is_refused(layer: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        source(spec_network(f"input: 3x8x8\nlayers:\n  a: {layer}\n"))


def test_a_training_head_inside_of_a_block_is_refused() -> None:
    spec = """
    input: 3x8x8
    blocks: {b: {layers: {c: {conv: 4, kernel: 1}, head: {auxiliary: [flatten, {linear: 3}]}, d: relu}}}
    layers: {one: b, flatten: }
    """
    source(spec_network(spec))
    with pytest.raises(UsageError, match="training heads of the network"):
        source(spec_network(spec), training=True)


PYRAMID = """
input: 3x32x32
defaults: {conv: {kernel: 3, padding: same}}
layers:
  c3: {conv: 8, stride: 2, activation: relu}
  c4: {conv: 12, stride: 2}
  p4: {conv: 8, kernel: 1}
  up: {upsample: 2}
  p3: {add: [up, c3]}
  out3: {conv: 8, activation: relu}
  head: [{conv: 6, from: p4}, {conv: 2, kernel: 1}]
"""


@pytest.mark.parametrize(
    ("outputs", "returned"),
    [
        ("[out3, head]", "return out3, head"),
        ("[head, p4, out3]", "return head, p4, out3"),
        ("[p3, c4]", "return p3, c4"),
        ("[c3]", "return c3"),
        ("[head]", "return self.head_conv_2(x)"),
    ],
)
def test_outputs_that_the_spec_names(outputs: str, returned: str) -> None:
    network = spec_network(f"{PYRAMID}outputs: {outputs}\n")
    text = check_against_engine(network)
    assert text == check_same_function(network)
    assert returned in text.replace("  # 2x16x16", "")
    assert ("-> tuple[Tensor, ...]:" in text) == ("," in outputs)


def test_outputs_beside_training_heads() -> None:
    text = f"{PYRAMID}  aux: {{auxiliary: [global_avgpool, flatten, {{linear: 4}}], from: c4}}\noutputs: [out3, p4]\n"
    written = check_against_engine(spec_network(text), training=True)
    assert "return (out3, p4, aux) if self.training else (out3, p4)" in written


def test_an_output_inside_of_a_block_is_refused() -> None:
    spec = """
    input: 3x8x8
    blocks: {b: {layers: {c: {conv: 4, kernel: 1}, d: {conv: 2, kernel: 1}}}}
    layers: {one: b, two: b}
    outputs: [two, one.c]
    """
    assert len(expand(spec_network(spec)).results) == 2
    with pytest.raises(UsageError, match="outputs of the network, not of what is inside of its blocks"):
        source(spec_network(spec))


@pytest.mark.parametrize("seed", range(int(os.environ.get("ARCHCALC_EXAMPLES", "60"))))
def test_random_structures(seed: int) -> None:
    network = spec_network(Writer(seed).spec())
    try:
        graph = expand(network)
    except SpecError:
        pytest.skip("the layers do not fit")
    if len(graph.nodes) < 500 and max(node.output[0] for node in graph.nodes) < 2000:
        check_against_engine(network)
        check_same_function(network)
