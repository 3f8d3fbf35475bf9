"""`archcalc compare`: whole outputs, formats, widths, refusals."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any, Protocol

import pytest

from archcalc.compare.words import ratio_text
from archcalc.output.width import width


class Outcome(Protocol):
    """What a command leaves behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]

RESNETS = """\
figure                      resnet50_v1           resnet50   ratio
--------------------  -----------------  -----------------  ------
input                         3x224x224          3x224x224
parameters                   25,557,032         25,557,032      ×1
trainable parameters         25,557,032         25,557,032      ×1
MACs                      3,857,973,248      4,089,184,256   ×1.06
FLOPs                     7,753,428,968      8,217,431,528   ×1.06
activations                  35,981,288         37,561,832  ×1.044
parameter memory               102.2 MB           102.2 MB      ×1
peak activations               9.634 MB           9.634 MB      ×1
kept for backward              81.69 MB           85.91 MB  ×1.052
weighted layers                      50                 50      ×1
layers                              175                175      ×1
field of last map     483 (whole input)  427 (whole input)
output                             1000               1000

resnet50_v1 → resnet50: parameters 0, MACs +231,211,008

what changed                                    in                        number  parameters          MACs
----------------------------------------------  ------------------------  ------  ----------  ------------
stride moved from the conv 1x1 to the conv 3x3  conv{3..5}_x.0.conv{1,2}       6           0  +231,211,008
total                                                                                      0  +231,211,008

83 layers are the same
"""


def test_the_whole_output(run: Run) -> None:
    outcome = run("compare", "resnet50_v1", "resnet50")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == RESNETS


def test_layers_sum_to_the_total(run: Run) -> None:
    arguments = ("compare", "resnet18", "resnet50", "googlenet", "--layers", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run(*arguments).out)))
    data = json.loads(run("compare", "resnet18", "resnet50", "googlenet", "--format", "json").out)
    assert {row["second"] for row in rows} == {"resnet50"}  # googlenet shares nothing with it
    for figure in ("parameters", "macs"):
        assert sum(int(row[figure]) for row in rows) == data["waterfalls"][0][figure]
    lines = [line.split() for line in run("compare", "resnet18", "resnet50", "--layers").out.splitlines()]
    assert ["total", "+13,867,520", "+2,275,110,912"] in lines
    assert ["conv2_x.0.conv3", "added:", "conv", "1x1", "+16,896", "+51,380,224"] in lines


def test_json(run: Run) -> None:
    archs = ("mobilenet_v1", "mobilenet_v1:width=0.5@160", "vgg16")
    data: dict[str, Any] = json.loads(run("compare", *archs, "--batch", "2", "--format", "json").out)
    first, second, third = data["networks"]
    assert (second["label"], second["knobs"]) == ("mobilenet_v1:width=0.5@160", {"width": 0.5})
    assert second["ratios"]["parameters"] == second["totals"]["parameters"] / first["totals"]["parameters"]
    assert sum(stage["macs"] for stage in third["stages"]) == third["totals"]["macs"] == 2 * 15_470_264_320
    near, far = data["waterfalls"]
    assert (near["first"], near["second"], far["second"]) == ("mobilenet_v1", "mobilenet_v1:width=0.5@160", "vgg16")
    assert near["macs"] == second["totals"]["macs"] - first["totals"]["macs"]
    for figure in ("parameters", "macs"):
        assert near[figure] == sum(cause[figure] for cause in near["causes"])
        assert near[figure] == sum(move[figure] for cause in near["causes"] for move in cause["moves"])
    assert (far["causes"], far["shared"]) == (None, 0)


def test_csv(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("compare", "lenet5", "vgg16", "--format", "csv").out)))
    assert [(row["network"], row["parameters"], row["receptive_field"]) for row in rows] == [
        ("lenet5", "61706", "16x16"),
        ("vgg16", "138357544", "212x212"),
    ]
    stages = list(csv.DictReader(io.StringIO(run("compare", "lenet5", "vgg16", "--stages", "--format", "csv").out)))
    assert sum(int(row["macs"]) for row in stages if row["network"] == "vgg16") == 15_470_264_320
    assert sum(float(row["mac_share"]) for row in stages if row["network"] == "lenet5") == pytest.approx(1)


def test_stages_of_renamed_parts_stand_side_by_side(run: Run) -> None:
    lines = run("compare", "resnet50", "resnext50_32x4d", "--stages").out.splitlines()
    assert "conv5_x  14,964,736  58.6%       14,544,896  58.1%" in lines
    assert "conv5_x    809,238,528  19.8%      865,435,648  20.5%" in lines


def test_the_cost_under_another_convention(run: Run) -> None:
    lines = [line.split() for line in run("compare", "resnet50", "vgg16", "--convention", "torch").out.splitlines()]
    assert ["torch", "8,178,368,512", "30,940,528,640", "×3.783"] in lines
    assert [line[0] for line in lines if line].count("FLOPs") == 1


def test_what_is_set_for_all(run: Run) -> None:
    for_all = ("--input", "3x160x160", "--set", "classes=10", "--format", "json")
    one, other = json.loads(run("compare", "vgg16", "resnet18@96", *for_all).out)["networks"]
    assert (one["input"], one["output"]) == ([3, 160, 160], [10])
    assert (other["input"], other["output"]) == ([3, 96, 96], [10])


@pytest.mark.parametrize("room", [80, 100, 200])
@pytest.mark.parametrize(
    "archs",
    [
        ("resnet18", "resnet50", "vgg16", "mobilenet_v1:width=0.5@160"),
        ("mobilenet_v3_large", "mobilenet_v3_small"),
        ("googlenet_2014", "googlenet:training"),
    ],
)
def test_it_fits_a_terminal(room: int, archs: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archcalc.cli.compare.on_terminal", lambda output: True)
    monkeypatch.setenv("COLUMNS", str(room))
    for language in ("en", "ko"):
        outcome = run("compare", *archs, "--stages", "--lang", language)
        assert outcome.code == 0
        tables = [line for line in outcome.out.splitlines() if line.startswith(" ") or "─" in line]
        assert tables
        assert all(width(line) <= room for line in tables)
        assert "…" not in outcome.out


@pytest.mark.parametrize("format", ["table", "markdown", "csv", "json"])
def test_formats_and_languages(format: str, run: Run) -> None:
    for language in ("en", "ko"):
        for more in ((), ("--stages",), ("--layers",)):
            outcome = run("compare", "lenet5", "lenet5_1998", "vgg16", *more, "--format", format, "--lang", language)
            assert (outcome.code, outcome.err) == (0, "")
    assert "구조를 공유하지 않음: 가중치 층 5개 중 0개만 대응" in run("compare", "lenet5", "vgg16", "--lang", "ko").out


def test_what_shares_nothing_has_no_waterfall(run: Run) -> None:
    assert run("compare", "resnet50", "vgg16").out.endswith(
        "resnet50 → vgg16: parameters +112,800,512, MACs +11,381,080,064\n\n"
        "they do not share their structure: 0 of 16 layers with weights have a counterpart, "
        "so there is no comparison by layer\n"
    )


def test_standard_input_and_files(run: Run, spec_file: Callable[..., str]) -> None:
    text = "input: 3x8x8\nvariants: {s: {w: 2}, t: {w: 4}}\nlayers: {a: {conv: $w, kernel: 3}}\n"
    path = spec_file(text)
    assert "s → t: parameters +56, MACs +1,944" in run("compare", "--", f"{path}:s", "-:t", stdin=text).out
    assert "conv 3x3: output channels ×2" in run("compare", f"{path}:s", f"{path}:t").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["resnet50"],
            "two or more networks are needed to compare\n  for example: archcalc compare resnet50 resnet101",
        ),
        (["--", "-", "-:a"], "standard input can be read once: only one network can be -"),
        (
            ["lenet5", "vgg16", "--stages", "--layers", "--format", "csv"],
            "CSV is one table: give --stages or --layers, not both",
        ),
        (
            ["vgg16", "mobilenet_v1", "--set", "width=2"],
            "vgg16: there is no knob 'width'\n  known knobs: classes, convs, norm, third",
        ),
        (
            ["lenet5", "vgg16", "--format", "html"],
            "there is no format 'html'\n  it is one of table, json, csv, markdown",
        ),
        (["lenet5", "vgg16", "--batch", "0"], "a batch is a whole number from 1 to 1,000,000,000, not 0"),
    ],
)
def test_refusals(arguments: list[str], message: str, run: Run) -> None:
    outcome = run("compare", *arguments)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"error: {message}\n")


@pytest.mark.parametrize(
    ("number", "whole", "text"),
    [(1, 2, "×0.5"), (3, 3, "×1"), (138_365_992, 138_357_544, "×1.000"), (1, 3, "×0.3333"), (1, 0, ""), (0, 5, "×0")],
)
def test_ratios(number: int, whole: int, text: str) -> None:
    assert ratio_text(number, whole) == text
