"""`archcalc summarize --bars`."""

from __future__ import annotations

import io
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcalc import analyze, load
from archcalc.output.bars import bar, with_bars
from archcalc.output.summary import layer_table
from archcalc.output.table import column_widths, plain
from archcalc.output.width import width
from archcalc.zoo import architectures

EIGHTHS = {"▏": 1, "▎": 2, "▍": 3, "▌": 4, "▋": 5, "▊": 6, "▉": 7, "█": 8}


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(1, 40))
def test_length_of_a_bar(value, more, columns):
    largest = value + more
    eighths = sum(EIGHTHS[letter] for letter in bar(value, largest, columns))
    exact = value / largest * columns * 8
    assert abs(eighths - exact) <= 0.5 or (eighths == 1 and 0 < exact < 1)
    assert (eighths == 0) == (value == 0)
    assert bar(largest, largest, columns) == "█" * columns


@given(st.integers(0, 1000), st.integers(1, 40))
def test_without_blocks(value, columns):
    text = bar(value, 1000, columns, blocks=False)
    assert text in ("", ".") or set(text) == {"#"}
    assert abs(text.count("#") - value / 1000 * columns) <= 0.5
    assert (text == "") == (value == 0)


def test_bars_of_lenet(run):
    lines = run("summarize", "lenet5", "--bars").out.splitlines()
    assert lines[2:9] == [
        "layer           output    parameters                   MACs  share",
        "--------------  --------  ----------  ------------  -------  -----  ------------",
        "C1              6x28x28          156  ▏             117,600  28.2%  █████▉",
        "C1.tanh         6x28x28            0                      0   0.0%",
        "S2              6x14x14            0                      0   0.0%",
        "S2.tanh         6x14x14            0                      0   0.0%",
        "C3              16x10x10       2,416  ▋             240,000  57.6%  ████████████",
    ]


def test_bars_with_depth(run):
    lines = run("summarize", "resnet50", "--bars", "--depth", "1").out.splitlines()
    assert lines[2:7] == [
        "layer    output      parameters                        MACs  share",
        "-------  ----------  ----------  -----------  -------------  -----  -----------",
        "conv1    64x112x112       9,536  ▏              118,013,952   2.9%  ▉",
        "maxpool  64x56x56             0                           0   0.0%",
        "conv2_x  256x56x56      215,808  ▏              667,942,912  16.3%  █████",
    ]


def test_ascii_where_blocks_are_not_to_be_had(run, monkeypatch):
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    run("summarize", "lenet5", "--bars", "--depth", "1")
    out.flush()
    text = out.buffer.getvalue().decode()
    assert re.search(r"C1 .* 156  \. +117,600  28.2%  #+\n", text)
    assert "?" not in text


@pytest.mark.parametrize("name", architectures()[::5])
@pytest.mark.parametrize("depth", [None, 1, 2])
def test_a_table_that_fits_stays_within_80_columns(name, depth):
    table = layer_table(analyze(load(name)), depth)
    lines = plain(with_bars(table, 80)).splitlines()
    needed = [w for c, w in zip(table.columns, column_widths(table), strict=True)
              if c.key in ("layer", "parameters", "macs", "share")]  # fmt: skip
    if sum(needed) + 2 * len(needed) + 4 <= 80:
        assert max(map(width, lines)) <= 80
    assert "█" in lines[-1] or any("█" in line for line in lines)


def test_a_wide_room_keeps_every_column():
    table = layer_table(analyze(load("resnet50")))
    keys = [column.key for column in with_bars(table, 200).columns]
    assert keys == [
        "layer", "operation", "output", "parameters", "parameters_bar", "macs", "share", "work_bar", "receptive_field",
    ]  # fmt: skip


@pytest.mark.parametrize("format", ["csv", "json", "markdown"])
def test_other_formats_have_no_bars(run, format):
    done = run("summarize", "lenet5", "--bars", "--format", format)
    assert done.code == 2
    assert done.err == f"error: --bars are drawn in a table, not in {format}\n  leave out --format or --bars\n"


def test_no_work_no_bars(run, spec_file):
    done = run("summarize", spec_file("input: 3x8x8\nlayers:\n  a: {maxpool: 2}\n"), "--bars")
    assert done.code == 0
    assert "█" not in done.out
