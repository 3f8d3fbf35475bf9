"""Networks that between them have everything a sweep can meet, the values to sweep, and the single analysis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from archcalc.analysis import analyze
from archcalc.errors import ArchcalcError, Source
from archcalc.spec.model import Spec
from archcalc.spec.reader import read_spec
from archcalc.sweep.plan import Plan, input_at
from archcalc.sweep.run import Columns
from archcalc.zoo import choose

RESIDUAL = """
input: 3x32x32
knobs: {width: 1.0, depth: 2, stride: 1, classes: 10, norm: batch, ratio: 4}
defaults:
  conv: {kernel: 3, padding: same}
blocks:
  unit:
    takes: {out: , stride: 1, inner: "max(1, $out // $ratio)", shortcut: $stride == 1 and $in == $out}
    layers:
      - a: {conv: $inner, stride: $stride, norm: $norm, activation: relu}
      - b: {conv: $out, norm: $norm}
      - {add: , from: [input, b], when: $shortcut}
      - relu
layers:
  stem: {conv: floor(16 * $width), activation: relu}
  stage1: {repeat: $depth, unit: "make_divisible(16 * $width, 8)"}
  stage2: {repeat: 2, unit: 'ceil(24 * $width)', first: {stride: $stride}}
  pool: global_avgpool
  flatten:
  fc: {linear: $classes}
"""

BRANCHES = """
input: 4x16x16
knobs: {a: 8, b: 8, groups: 1, kernel: 3, size: 2, branches: 2, pool: maxpool2}
layers:
  stem: {conv: $a, kernel: $kernel, padding: 1}
  wide:
    concat:
      one: [{conv: $b, kernel: 1}, {lrn: 3}]
      two: [{depthwise: 3, padding: same, multiplier: 2}, {conv: $a, kernel: 1, groups: $groups}]
      three: [{maxpool: 3, stride: 1, padding: same}, {groupnorm: $groups}]
  mix: {shuffle: $groups}
  halves:
    concat:
      left: identity
      right: [{conv: $in, kernel: 1}]
    split: $branches
  gate:
    multiply:
      - identity
      - [global_avgpool, {conv: $in, kernel: 1, activation: sigmoid}]
  down: {block: $pool}
  up: {conv_transpose: $b, kernel: 4, stride: 2, padding: 1}
  larger: {upsample: 2, mode: bilinear}
  adaptive: {adaptive_avgpool: $size}
  flatten:
  fc: {linear: $in // 2 + 1, norm: batch, activation: prelu}
blocks:
  maxpool2: {takes: {}, layers: [{maxpool: 2}]}
  avgpool2: {takes: {}, layers: [{avgpool: 3, stride: 2, ceil: true}]}
"""


FLAT = """
input: 12
knobs: {hidden: [16, 8], wide: 3, last: true, slope: 0.1}
defaults: {leaky_relu: {slope: $slope}}
layers:
  one: {linear: "$hidden[0] * $wide", activation: leaky_relu}
  two: {linear: "max($hidden)", activation: sigmoid}
  three: {linear: 4, when: $last}
"""

TEXTS = {"residual": RESIDUAL, "branches": BRANCHES, "flat": FLAT}


def some(*values: Any, most: int = 3) -> st.SearchStrategy[list[Any]]:
    """A few of the values, each once."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique_by=repr)


SIDES = st.lists(st.integers(1, 40), min_size=1, max_size=4, unique=True)
BATCHES = st.lists(st.integers(1, 10**9), min_size=1, max_size=2, unique=True)
WIDTHS = st.lists(
    st.one_of(st.integers(-2, 300).map(lambda n: n / 100), st.sampled_from([0.35, 1e5, 4e7, 1e17])),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip

AXES: dict[str, dict[str, st.SearchStrategy[list[Any]]]] = {
    "residual": {
        "width": WIDTHS, "depth": some(0, 1, 2, 5), "stride": some(1, 2, 3), "classes": some(1, 10, 10**9),
        "norm": some("batch", "layer", "none", "batchh"), "ratio": some(1, 3, 4, 0), "resolution": SIDES,
        "batch": BATCHES,
    },
    "branches": {
        "a": some(1, 6, 8, 10, 12, most=4), "b": some(2, 3, 8, 10**9), "groups": some(1, 2, 3, 4),
        "kernel": some(1, 3, 20), "size": some(1, 2, 7), "branches": some(2, 3),
        "pool": some("maxpool2", "avgpool2", "identity"), "resolution": SIDES, "batch": BATCHES,
        "input": some("4x9x17", "4x16x16", "5x16x16", "8x1x8", "6x12x12"),
    },
    "flat": {
        "hidden": some([16, 8], [3, 10**9], [1], [7, "x"]), "wide": some(1, 3, 0, 2.5), "last": some(True, False),
        "slope": some(0.1, 0.3, 2), "input": some("1", "12", "1000000000"), "batch": BATCHES,
    },
    "mobilenet_v2": {
        "width": WIDTHS, "classes": some(1, 1000), "resolution": SIDES, "batch": BATCHES,
        "input": some("3x224x160", "1x32x32"),
    },
    "efficientnet_b0": {"width": some(0.5, 1.1, 0.01), "depth": some(0.4, 1.0, 2.1), "resolution": SIDES},
    "shufflenet_v1": {"width": some(0.25, 1.0, 0.3, 1.5), "groups": some(1, 2, 3, 4, 5, 8), "resolution": SIDES},
    "shufflenet_v2_x1_0": {"resolution": SIDES, "classes": some(1, 10)},
    "inception_v3": {"resolution": st.lists(st.integers(60, 320), min_size=1, max_size=4, unique=True)},
    "densenet40_k12": {"resolution": SIDES, "batch": BATCHES},
    "lenet5_1998": {"resolution": SIDES, "classes": some(1, 10)},
}  # fmt: skip


def spec_of(name: str) -> tuple[Spec, str | None]:
    from archcalc.zoo import find_spec

    return (read_spec(Source(f"{name}.yaml", TEXTS[name])), None) if name in TEXTS else find_spec(name)


def setting_of(plan: Plan, columns: Columns, index: int) -> dict[str, Any]:
    """The swept values of one configuration, as plain values."""
    return {name: column[index : index + 1].tolist()[0] for name, column in columns.knobs.items()}


def alone(spec: Spec, variant: str | None, plan: Plan, setting: dict[str, Any]) -> dict[str, int] | str:
    """The figures of one configuration from the single analysis, or the reason why it is none."""
    given = {name: value for name, value in setting.items() if name in plan.network.knobs}
    shape = [input_at(plan.network, name, setting[name]) for name in ("resolution", "input") if name in setting]
    try:
        network = choose(spec, variant, given)
        totals = analyze(network, shape[0] if shape else None, setting.get("batch", 1)).totals
    except ArchcalcError as error:
        return error.faults[0].message
    return {
        "parameters": totals.parameters,
        "macs": totals.macs,
        "flops": totals.flops,
        "activations": totals.activations,
        "peak_activation_bytes": totals.peak_activation_bytes,
        "memory_bytes": totals.parameter_bytes + totals.peak_activation_bytes,
    }
