"""`archcalc savings`: the command, its formats, and one construction by hand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Protocol

import pytest

from archcalc.errors import UsageError
from archcalc.savings.by_hand import compare, read
from archcalc.savings.notation import read_input


class Outcome(Protocol):
    """What a command leaves behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def test_the_example_of_seed_002(run: Run) -> None:
    """Its 160M are right, its 4.8M should read 3.2M, and it forgets the 5x5 behind; all are multiplications."""
    out = run("savings", "--layer", "28x28x128 -> 5x5 64 via 1x1 32").out
    for number in ("160,563,200", "3,211,264", "40,140,800", "43,352,064"):
        assert number in out
    assert "28·28·32·(128/1)·1·1 = 3211264" in out
    assert "B/(K²·N) + B/C = 32/(25·64) + 32/128 = 27/100" in out


@pytest.mark.parametrize(
    ("text", "kind", "working"),
    [
        ("256x56x56 -> 3x3 256 as 1x1 64, 3x3 64, 1x1 256", "bottleneck", "17/144"),
        ("32x112x112 -> 3x3 64 as separable", "depthwise_separable", "73/576"),
        ("32x112x112 -> 3x3 64 s2 as separable", "depthwise_separable", "73/576"),
        ("128x28x28 -> 3x3 128 as 3x3 128 g32", "grouped", "1/32"),
        ("240x28x28 -> 1x1 60 as 1x1 60 g3, shuffle 3", "shuffled_grouped", "1/3"),
        ("64@28x20 -> 5x5 64 as 3x3 64, 3x3 64", "stacked", "18/25"),
        ("192x17x17 → 7×7 192 as 1x7 192, 7x1 192", "factorised", "2/7"),
        ("1024x7x7 -> linear 1000 via pool", "global_pooling", "1/49"),
        ("24x56x56 -> 3x3 24 as 1x1 144, 3x3 dw, 1x1 24", None, None),  # wider inside than the plain layer
    ],
)
def test_by_hand(text: str, kind: str | None, working: str | None) -> None:
    found = compare(read(text)).found
    assert (found and found.kind.key) == kind
    assert (found and str(found.closed.value)) == working


def test_channels_are_told_by_the_two_equal_sizes() -> None:
    assert read_input("28x28x128") == read_input("128x28x28") == read_input("128@28x28") == (128, 28, 28)
    with pytest.raises(UsageError, match="which number of 28x30x128 is the channels"):
        read_input("28x30x128")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "savings needs an architecture"),
        (["lenet5", "--layer", "8x8x8 -> 3x3 4 via 1x1 2"], "not both"),
        (["--layer", "8x8x8 -> 3x3 4"], "does not say what is compared with what"),
        (["--layer", "3x3 4 via 1x1 2"], "does not say what is compared with what"),
        (["--layer", "8x8x8 -> 3x3 four via 1x1 2"], "'3x3 four' is no layer"),
        (["--layer", "8x8x8 -> 3x3 4 as 3x3 5"], "the plain layer gives 4x8x8, the layers in its place 5x8x8"),
        (["--layer", "8x8x8 -> 3x3 6 as 3x3 6 g4"], "layer '3x3 6 g4' on 8x8x8: 6 filters do not divide"),
        (["--layer", "8x8x8 -> 3x3 4 via 1x1 2", "--batch", "0"], "a batch is a whole number"),
        (["--layer", "8x8x8 -> 3x3 4 via 1x1 2", "--input", "3x3x3"], "go with an ARCH"),
        (["mobilenet_v9"], "did you mean"),
    ],
)
def test_refusals(arguments: list[str], reason: str, run: Run) -> None:
    outcome = run("savings", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert reason in outcome.err


def test_table(run: Run) -> None:
    out = run("savings", "mobilenet_v1").out
    assert "with plain convolutions     29,294,088 parameters (6.922 times), 4,867,293,184 MACs (8.558 times)" in out
    assert "5 x conv8_x.0.dw…pw to conv8_x.4.dw…pw" in out
    assert "conv8_x.2" in run("savings", "mobilenet_v1", "--verbose").out
    assert "44 constructions; --verbose lists them all" in run("savings", "inception_v3").out
    assert "no economical constructions" in run("savings", "lenet5").out


def test_by_layer_adds_up(run: Run) -> None:
    rows = list(csv.reader(io.StringIO(run("savings", "googlenet", "--by-layer", "--format", "csv").out)))
    wanted = [row for row in rows if row[0] == "inception_3a.5x5.reduce…conv"]
    assert [row[1] for row in wanted][-1] == "plain"
    parts = [int(row[5]) for row in wanted[:-2]]
    assert sum(parts) == int(wanted[-2][5]) == 6_021_120


def test_json_and_csv_agree(run: Run) -> None:
    data = json.loads(run("savings", "resnet50", "--batch", "2", "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(run("savings", "resnet50", "--batch", "2", "--format", "csv").out)))
    assert len(rows) == len(data["constructions"]) == 17
    assert int(rows[0]["macs"]) == data["constructions"][0]["now"]["macs"] == 2 * 179_830_784
    assert data["totals"]["network"]["macs"] == 2 * 4_089_184_256
    assert data["constructions"][1]["closed_form"]["value"] == "17/144"
    assert data["constructions"][1]["closed_form"]["letters"] == {"C": 256, "B": 64, "K²": 9, "N": 256}


@pytest.mark.parametrize("format", ["table", "markdown", "csv", "json"])
def test_formats_and_languages(format: str, run: Run) -> None:
    for language in ("en", "ko"):
        for arguments in (["mobilenet_v2"], ["--layer", "8x8x8 -> 3x3 4 via 1x1 2"]):
            outcome = run("savings", *arguments, "--format", format, "--lang", language)
            assert (outcome.code, outcome.err) == (0, "")
    assert "깊이별 분할 합성곱" in run("savings", "mobilenet_v1", "--lang", "ko").out
