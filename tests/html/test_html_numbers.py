"""Every number of the page is the analysis' number."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from page_reader import Element, integer, read

import archcalc
from archcalc.analysis import analyze, frozen
from archcalc.conventions import NAMES
from archcalc.explain import explain_layers
from archcalc.explain.render import text_lines
from archcalc.formula import elements
from archcalc.html import page
from archcalc.published import compare_published
from archcalc.shape import shape_text

NETWORKS = ["lenet5", "lenet5_1998", "alexnet_2012", "googlenet", "resnet50", "mobilenet_v2", "shufflenet_v1"]


def table_rows(root: Element, number: int = 0) -> list[Element]:
    table = next(e for e in root.all("table", "layers") if e["data-network"] == f"n{number}")
    return table.one("tbody").all("tr")


def cells(row: Element) -> list[str]:
    return [cell.text.strip() for cell in row.inside if isinstance(cell, Element)]


def heads(root: Element) -> list[str]:
    return [th.text.strip() for th in root.all("table", "layers")[0].one("thead").all("th")]


@pytest.mark.parametrize("name", NETWORKS)
def test_the_layers_rows_are_the_analysis(name: str, made, analysis):
    found = analysis(name)
    rows = [row for row in table_rows(read(made(name))) if "part" not in row.classes]
    trained = any(row.fixed_parameters for row in found.layers)
    assert len(rows) == len(found.layers)
    for number, (row, layer) in enumerate(zip(rows, found.layers, strict=True)):
        texts = cells(row)
        assert row["id"] == f"n0-{number}"
        assert texts[:3] == [layer.name, layer.operation.describe(), shape_text(layer.output)]
        wanted = [layer.parameters, *([layer.trainable_parameters] if trained else []), layer.macs, layer.flops]
        assert list(map(integer, texts[3 : 4 + len(wanted)])) == [*wanted, elements(layer.output)]
        assert texts[-2] == f"{layer.macs / found.totals.macs:.1%}"
        assert texts[-1] == "x".join(dict.fromkeys(str(axis.size) for axis in layer.receptive))


@pytest.mark.parametrize("name", NETWORKS)
def test_a_parts_row_sums_the_layers_below_it(name: str, made, analysis):
    rows = table_rows(read(made(name)))
    layers = {layer.name: layer for layer in analysis(name).layers}
    columns = heads(read(made(name)))
    parameters, macs = columns.index("parameters"), columns.index("MACs")
    for place, row in enumerate(rows):
        if "part" not in row.classes:
            continue
        below = []
        for other in rows[place + 1 :]:
            if level(other) <= level(row):
                break
            below += [] if "part" in other.classes else [layers[cells(other)[0]]]
        path = cells(row)[0]
        assert all(layer.name == path or layer.name.startswith(f"{path}.") for layer in below)
        assert integer(cells(row)[parameters]) == sum(layer.parameters for layer in below)
        assert integer(cells(row)[macs]) == sum(layer.macs for layer in below)
        assert cells(row)[2] == shape_text(below[-1].output)


def level(row: Element) -> int:
    return next(int(name[1:]) for name in row.classes if name[0] == "l" and name[1:].isdigit())


@pytest.mark.parametrize("name", NETWORKS)
def test_totals_and_headlines(name: str, made, analysis):
    root, totals = read(made(name)), analysis(name).totals
    facts = {div.one("dt").text: div.one("b").text for div in root.one("dl", "facts").all("div")}
    assert integer(facts["parameters"]) == totals.parameters
    assert integer(facts["MACs"]) == totals.macs
    assert integer(facts["FLOPs"]) == totals.flops
    assert integer(facts["activations"]) == totals.activations
    assert facts["peak activations"] == f"{totals.peak_activation_bytes:,} B"
    assert integer(facts["depth"]) == totals.weighted_layers
    foot = dict(zip(heads(root), cells(root.all("table", "layers")[0].one("tfoot").one("tr")), strict=True))
    assert [integer(foot[key]) for key in ("parameters", "MACs", "FLOPs", "activations")] == [
        totals.parameters,
        totals.macs,
        totals.flops,
        totals.activations,
    ]


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", NETWORKS)
def test_derivations_are_those_of_explain(name: str, lang: str, made, analysis):
    data = json.loads(read(made(name, lang=lang)).with_id("n0-why").text)
    layers = explain_layers(analysis(name))
    assert len(data["layers"]) == len(layers)
    for places, layer in zip(data["layers"], layers, strict=True):
        assert [data["lines"][place] for place in places] == list(text_lines(layer, lang))[1:]


@pytest.mark.parametrize("name", ["lenet5_1998", "resnet50", "efficientnet_b0"])
def test_other_conventions_are_what_an_analysis_under_them_says(name: str, made):
    rows = read(made(name)).one("table", "conventions").one("tbody").all("tr")
    said = {cells(row)[0]: integer(cells(row)[1]) for row in rows}
    network = archcalc.load(name)
    assert said == {each: analyze(network, convention=each).totals.counted for each in NAMES}


def test_causes_sum_to_the_difference(made):
    for row in read(made("resnet50")).one("table", "conventions").one("tbody").all("tr")[1:]:
        _, total, _, _, causes = cells(row)
        parts = [integer(cause.rpartition(" ")[2]) for cause in causes.split("; ")]
        assert sum(parts) == integer(total) - analyze(archcalc.load("resnet50")).totals.macs


@pytest.mark.parametrize("name", ["lenet5_1998", "resnet50_v1", "mobilenet_v1", "alexnet_2012"])
def test_published_figures_stand_beside_the_counts(name: str, made, analysis):
    root, compared = read(made(name)), compare_published(analysis(name).network)
    rows = [row for table in root.all("table", "published") for row in table.one("tbody").all("tr")]
    ordered = sorted(compared, key=lambda one: bool(one.layer))  # those of single layers behind the others
    assert [cells(row)[1:3] for row in rows] == [[one.printed, one.engine] for one in ordered]
    agree = sum(one.verdict in ("exact", "matches as printed") for one in compared)
    assert f"{agree} of {len(compared)} published figures agree to the printed digits." in root.text
    assert len(root.all("span", "agrees")) == agree


@pytest.mark.parametrize(("knobs", "input"), [({"classes": 10}, None), ({}, "3x192x192")])
def test_a_network_that_is_not_as_published_is_not_compared(knobs: dict[str, int], input: str | None):
    root = read(page([analyze(archcalc.load("resnet50", **knobs), input)], calculator=False))
    assert "Knobs or input are set otherwise than published, so there is nothing to compare." in root.text
    assert not root.all("table", "published")


def test_the_comparison_gives_ratios_to_the_first(made, analysis):
    rows = read(made("mobilenet_v1", "resnet18")).one("table", "compared").one("tbody").all("tr")
    first, second = analysis("mobilenet_v1").totals, analysis("resnet18").totals
    assert cells(rows[0])[:4] == ["mobilenet_v1", "3x224x224", f"{first.parameters:,}", f"{first.macs:,}"]
    number, ratio = cells(rows[1])[3].split()
    assert integer(number) == second.macs
    assert float(ratio.removeprefix("×")) == pytest.approx(float(Fraction(second.macs, first.macs)), rel=1e-3)


def test_large_ratios_are_whole_numbers(made, analysis):
    row = read(made("lenet5", "vgg16")).one("table", "compared").one("tbody").all("tr")[1]
    first, second = analysis("lenet5").totals, analysis("vgg16").totals
    assert cells(row)[3] == f"{second.macs:,} ×{round(second.macs / first.macs):,}"


def test_a_batch_another_convention_and_frozen_layers():
    found = frozen(analyze(archcalc.load("resnet18"), batch=8, convention="torch"), ["conv2_x"])
    root = read(page([found], calculator=False))
    columns = heads(root)
    assert columns[3:8] == ["parameters", "trained", "MACs", "FLOPs", "torch"]
    rows = [cells(row) for row in table_rows(root) if "part" not in row.classes]
    for row, layer in zip(rows, found.layers, strict=True):
        counts = [layer.parameters, layer.trainable_parameters, layer.macs, layer.flops, layer.counted]
        assert list(map(integer, row[3:8])) == counts
    facts = {div.one("dt").text: div.one("b").text for div in root.one("dl", "facts").all("div")}
    assert integer(facts["torch"]) == found.totals.counted
    assert "batch 8" in root.one("p", "about").text


def test_bars_are_as_long_as_the_shares(made, analysis):
    found = analysis("lenet5")
    rows = [row for row in table_rows(read(made("lenet5"))) if "part" not in row.classes]
    for row, layer in zip(rows, found.layers, strict=True):
        widths = [bar.one("rect")["width"] for bar in row.all("svg", "bar")]
        shares = (layer.parameters / found.totals.parameters, layer.macs / found.totals.macs)
        assert widths == [f"{share:.1%}" for share in shares if f"{share:.1%}" != "0.0%"]


def test_what_has_no_numbers_has_a_page(spec_file):
    network = archcalc.load(spec_file("input: 3x4x4\nlayers: {r: relu}\n"))
    root = read(page([analyze(network)], calculator=False))
    assert [cells(row)[0] for row in table_rows(root)] == ["r"]
    assert "The spec names no published figures." in root.text
