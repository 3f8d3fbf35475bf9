"""Sizes as texts, `1x2x2`: the same layers as with lists, on lines, maps and volumes."""

from __future__ import annotations

import pytest

from archcalc.errors import ArchcalcError
from archcalc.expand import expand
from archcalc.ops import Operation
from archcalc.zoo import choose, read_source

WRITTEN = [
    ("3x16x16x16", "{maxpool: 1x2x2}", "{maxpool: [1, 2, 2]}"),
    ("3x6x8x8", "{maxpool: 3, stride: 1×2×2, padding: 0x1x1}", "{maxpool: 3, stride: [1, 2, 2], padding: [0, 1, 1]}"),
    ("3x16x16x16", "{conv: 4, kernel: 1x3x5, padding: 0x1x2}", "{conv: 4, kernel: [1, 3, 5], padding: [0, 1, 2]}"),
    ("3x16x16x16", "{conv: 4, kernel: 3, dilation: 1x2x2}", "{conv: 4, kernel: 3, dilation: [1, 2, 2]}"),
    ("3x16x16x16", "{conv: 4, kernel: $size, padding: $pad}", "{conv: 4, kernel: [3, 1, 3], padding: [1, 0, 1]}"),
    ("3x16x16x16", "{upsample: 1x2x2}", "{upsample: [1, 2, 2]}"),
    ("3x16x16x16", "{adaptive_avgpool: 1x2x4}", "{adaptive_avgpool: [1, 2, 4]}"),
    ("3x16x16x16", "{pad: 1x2x3}", "{pad: [1, 2, 3]}"),
    ("3x16x16", "{conv: 4, kernel: 3x5, padding: 1x2}", "{conv: 4, kernel: [3, 5], padding: [1, 2]}"),
    ("3x16x16", "{conv: 4, kernel: 1x7, padding: [0, 3]}", "{conv: 4, kernel: [1, 7], padding: [0, 3]}"),
]  # fmt: skip


def operation(shape: str, layer: str) -> Operation:
    text = f"input: {shape}\nknobs: {{size: 3x1x3, pad: 1x0x1}}\nlayers: [{layer}]\n"
    return expand(choose(read_source("net.yaml", text), None, {})).nodes[0].operation


@pytest.mark.parametrize(("shape", "text", "listed"), WRITTEN)
def test_a_text_says_what_a_list_says(shape: str, text: str, listed: str) -> None:
    assert operation(shape, text) == operation(shape, listed)


@pytest.mark.parametrize("field", ["kernel", "stride", "padding", "dilation"])
def test_two_sizes_that_yaml_reads_in_base_16_are_refused(field: str) -> None:
    fields = {"kernel": "3", field: "0x11"}
    layer = f"{{conv: 4, {', '.join(f'{name}: {value}' for name, value in fields.items())}}}"
    with pytest.raises(ArchcalcError) as caught:
        operation("3x16x16", layer)
    fault = caught.value.faults[0]
    assert fault.message == f"'{field}' of conv: 0x11 is the number 17 to readers of YAML"
    assert fault.hint == "for one size per axis write [0, 11]"
    assert operation("3x16x16", "{conv: 4, kernel: 3, padding: '0x1'}") == operation(
        "3x16x16", "{conv: 4, kernel: 3, padding: [0, 1]}"
    )
