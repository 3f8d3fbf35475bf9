"""CSV: its sums are the totals, it reads back equal, and a spreadsheet finds nothing to change."""

from __future__ import annotations

import csv
import io
import re

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcalc.analysis import analyze
from archcalc.report.frames import csv_text, guarded, index_frame, layer_frame
from archcalc.report.subject import Subject, subjects
from archcalc.shape import shape_text
from archcalc.zoo import choose, load, read_source

FIGURES = ("parameters", "trainable_parameters", "buffers", "macs", "flops", "activations")


def read(text: str) -> pandas.DataFrame:
    return pandas.read_csv(io.StringIO(text))


def test_sums_are_the_totals(zoo) -> None:
    for subject in zoo:
        totals = subject.analysis.totals._asdict()
        frame = layer_frame(subject.analysis)
        assert len(frame) == totals["layers"]
        for figure in FIGURES:
            assert int(frame[figure].sum()) == totals[figure], (subject.name, figure)


@pytest.mark.parametrize("name", ["lenet5", "resnet50", "squeezenet1_0", "dpn92"])
def test_reads_back_equal(name: str) -> None:
    frame = layer_frame(analyze(load(name)))
    again = read(csv_text(frame))
    assert list(again.columns) == list(frame.columns)
    for column in frame.columns:
        assert list(map(str, again[column])) == list(map(str, frame[column])), column
    assert all(again[figure].dtype == "int64" for figure in FIGURES)


def test_the_index_reads_back_equal(zoo) -> None:
    again = read(csv_text(index_frame(zoo)))
    assert list(again["name"]) == [subject.name for subject in zoo]
    assert list(again["parameters"]) == [subject.analysis.totals.parameters for subject in zoo]
    assert list(again["macs"]) == [subject.analysis.totals.macs for subject in zoo]
    assert list(again["year"]) == [subject.analysis.network.spec.paper.year for subject in zoo]
    assert all(again[figure].dtype == "int64" for figure in ("year", *FIGURES))


def test_plain_lines(zoo) -> None:
    for text in (csv_text(index_frame(zoo)), csv_text(layer_frame(zoo[0].analysis))):
        rows = list(csv.reader(io.StringIO(text)))
        assert len({len(row) for row in rows}) == 1
        assert "\r" not in text
        assert text.endswith("\n") and not text.endswith("\n\n")


def test_no_cell_of_the_zoo_is_a_fraction_a_date_or_a_formula(zoo) -> None:
    """Sizes have letters between them, figures are whole; nothing needs an apostrophe."""
    surprising = re.compile(r"[=+@'-].*|\d+\.\d*|\d+[-/.:]\d+.*|\d+e\d+", re.IGNORECASE)
    for text in [csv_text(index_frame(zoo)), *(csv_text(layer_frame(subject.analysis)) for subject in zoo)]:
        cells = {cell for row in csv.reader(io.StringIO(text)) for cell in row}
        assert not [cell for cell in cells if surprising.fullmatch(cell)]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "-5",
        "+x",
        "@sum",
        "\tx",
        "3-4",
        "1.10",
        "1.2.3",
        "1/2",
        "12:30",
        "1e5",
        "7",
        "MAR-1",
        "mar1",
        "1-Mar",
        "TRUE",
    ],
)
def test_what_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["conv1", "1x1", "a.1x1", "conv2_x.0.conv1", "3x3_reduce", "march", "x=1", "dec_conv1", ""]
)
def test_what_it_would_not_stands_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.text())
def test_no_guarded_text_is_a_formula_or_a_number(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t"))
    assert not re.fullmatch(r"[0-9]+([.eE][0-9]+)?", guarded(text))


def test_names_of_ones_own_are_guarded() -> None:
    text = 'input: 3x8x8\nlayers:\n  "3-4": {conv: 4, kernel: 3}\n  "-5": relu\n'
    frame = layer_frame(analyze(choose(read_source("net.yaml", text), None, {})))
    assert list(frame["layer"]) == ["3-4", "-5"]
    assert list(read(csv_text(frame))["layer"]) == ["'3-4", "'-5"]


def test_figures_beyond_what_a_machine_word_holds() -> None:
    analysis = analyze(load("vgg16"), batch=10**9)
    last = read(csv_text(layer_frame(analysis))).set_index("layer")
    assert analysis.totals.macs > 2**63
    for row in analysis.layers:
        assert int(last["macs"][row.name]) == row.macs
    (subject,) = subjects([("vgg16", "vgg16", analysis)])
    assert str(analysis.totals.macs) in csv_text(index_frame([subject]))


def test_a_network_without_a_year() -> None:
    network = choose(read_source("net.yaml", "input: 3x8x8\nlayers: {c: {conv: 4, kernel: 3}}"), None, {})
    found = [
        Subject("net.yaml", "net", analyze(network), "net"),
        Subject("vgg16", "vgg16", analyze(load("vgg16")), "vgg16"),
    ]
    years = [row["year"] for row in csv.DictReader(io.StringIO(csv_text(index_frame(found))))]
    assert years == ["", "2014"]


def test_another_convention_has_its_column() -> None:
    analysis = analyze(load("lenet5"), convention="torchinfo")
    frame = layer_frame(analysis)
    assert int(frame["torchinfo"].sum()) == analysis.totals.counted
    assert "cost" not in layer_frame(analyze(load("lenet5")))
    assert frame["input"].iloc[0] == shape_text(analysis.input)
