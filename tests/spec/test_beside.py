"""Normalisations and activations beside a layer: the same as layers of their own, fields and defaults included."""

from __future__ import annotations

import pytest

import archcalc
from archcalc.expand import expand
from archcalc.ops import Operation
from archcalc.whatif import spec_text
from archcalc.zoo import choose, read_source

DEFAULTS = {
    "none": "",
    "of both": "defaults: {batchnorm: {affine: false}, layernorm: {affine: false}, leaky_relu: {slope: 0.1}}",
    "after their use": "defaults: {conv: {kernel: 1}, leaky_relu: {slope: $k / 10}, batchnorm: {affine: $k > 1}}",
}

SAME = [
    ("norm: batch, activation: leaky_relu", "[batchnorm, leaky_relu]"),
    ("norm: layer, activation: relu", "[layernorm, relu]"),
    ("norm: $norm, activation: $act", "[batchnorm, leaky_relu]"),
    ("norm: {batch: {affine: true}}", "[{batchnorm: {affine: true}}]"),
    ("norm: {batch: }, activation: {leaky_relu: }", "[batchnorm, leaky_relu]"),
    ("norm: batch, activation: {leaky_relu: 0.3}", "[batchnorm, {leaky_relu: 0.3}]"),
    ("norm: batch, activation: {leaky_relu: {slope: $k / 4}}", "[batchnorm, {leaky_relu: $k / 4}]"),
    ("norm: none, activation: {prelu: single}", "[{prelu: single}]"),
    ("activation: {elu: 2}", "[{elu: 2}]"),
]


def operations(layers: str, defaults: str) -> list[tuple[Operation, tuple[int, ...]]]:
    knobs = "knobs: {norm: batch, act: leaky_relu, k: 2}"
    spec = read_source("net.yaml", f"input: 3x8x8\n{knobs}\n{defaults}\nlayers: {layers}\n")
    return [(node.operation, node.output) for node in expand(choose(spec, None, {})).nodes]


@pytest.mark.parametrize(("beside", "layers"), SAME)
@pytest.mark.parametrize("defaults", DEFAULTS.values(), ids=DEFAULTS)
def test_beside_a_layer_it_is_what_it_is_as_a_layer(beside: str, layers: str, defaults: str) -> None:
    conv = "conv: 4, kernel: 1, bias: false"
    assert operations(f"{{a: {{{conv}, {beside}}}}}", defaults) == operations(f"[{{{conv}}}, {layers}]", defaults)
    join = "add: [identity, relu]"
    assert operations(f"{{a: {{{join}, {beside}}}}}", defaults) == operations(f"[{{{join}}}, {layers}]", defaults)


def test_it_may_be_the_default_of_an_operation() -> None:
    defaults = "defaults: {conv: {kernel: 1, norm: batch, activation: {leaky_relu: 0.3}}, leaky_relu: {slope: 0.1}}"
    own = "[{conv: 4, bias: false, norm: none, activation: none}, batchnorm, {leaky_relu: 0.3}]"
    assert operations("[{conv: 4}]", defaults) == operations(own, defaults)


SAVED = """
input: 4x8x8
layers:
  a: {conv: 8, kernel: 3, padding: same, norm: {batch: {affine: false}}, activation: {leaky_relu: 0.1}}
  b: {linear: 5, norm: {layer: {affine: false}}, activation: {prelu: single}}
"""


def test_it_is_saved_as_it_was_written() -> None:
    text = SAVED.replace("  b:", "  f: flatten\n  b:")
    saved = spec_text(expand(choose(read_source("net.yaml", text), None, {})), "net")
    assert saved.partition("layers:")[2] == text.partition("layers:")[2]


def test_a_slope_out_of_bounds_is_refused_where_it_is_written() -> None:
    layers = "{a: {conv: 4, kernel: 1, activation: {leaky_relu: $k}}}"
    with pytest.raises(archcalc.ArchcalcError, match=r"net.yaml:4:\d+: error: layer 'a.leaky_relu': 'slope'"):
        operations(layers, "")
