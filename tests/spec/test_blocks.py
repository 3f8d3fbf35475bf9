"""Arguments of blocks as rows of a table: an expression that gives a list of them."""

from __future__ import annotations

import pytest

from archcalc.expand import expand
from archcalc.ops import Operation
from archcalc.zoo import choose, read_source

FILE = """
input: 3x16x16
knobs: {rows: [[8, 3, 1], [16, 1, 2, relu]], widths: [4, 8], k: 5}
blocks:
  unit: {takes: {out: , k: , s: , act: tanh}, layers: [{conv: $out, kernel: $k, stride: $s, activation: $act}]}
  many: {takes: {widths: , k: 3}, layers: [{conv: "$widths[1]", kernel: $k}]}
layers: LAYERS
"""

SAME = [
    ('[{unit: "$rows[0]"}, {unit: "$rows[1]"}]', "[{unit: [8, 3, 1]}, {unit: [16, 1, 2, relu]}]"),
    ('[{repeat: 2, unit: "$rows[$index]"}]', "[{unit: [8, 3, 1]}, {unit: [16, 1, 2, relu]}]"),
    ('[{unit: "$rows[0]", act: relu}]', "[{unit: [8, 3, 1, relu]}]"),
    ('[{repeat: 1, unit: "$rows[0]", first: {s: 2}}]', "[{unit: [8, 3, 2]}]"),
    ('[{unit: "[$in, $k, 1]"}]', "[{unit: [3, 5, 1]}]"),
    ("[{unit: $k, k: 3, s: 1}]", "[{unit: [5, 3, 1]}]"),
    ("[{many: $widths}]", '[{many: {widths: "[4, 8]"}}]'),
    ("[{many: $widths, k: 1}]", '[{many: {widths: "[4, 8]", k: 1}}]'),
]


def operations(layers: str) -> list[Operation]:
    spec = read_source("net.yaml", FILE.replace("LAYERS", layers))
    return [node.operation for node in expand(choose(spec, None, {})).nodes]


@pytest.mark.parametrize(("row", "spelled"), SAME)
def test_a_row_is_the_arguments_in_it(row: str, spelled: str) -> None:
    assert operations(row) == operations(spelled)
