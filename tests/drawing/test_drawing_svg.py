"""The drawing as SVG: well formed, to scale, complete, the same every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import combinations
from xml.etree import ElementTree

import pytest

import archcalc
from archcalc.analysis import Analysis, analyze
from archcalc.drawing import STYLE, draw
from archcalc.zoo import choose, networks, read_source

NAMES = ["lenet5", "vgg16", "resnet50", "resnet152", "googlenet", "densenet201", "shufflenet_v1", "dpn68",
         "efficientnet_b0", "inception_v3", "mobilenet_v1"]  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
Element = ElementTree.Element


def zoo(name: str) -> Analysis:
    return analyze(archcalc.load(name))


def drawn(name: str, **options: str) -> Element:
    return ElementTree.fromstring(draw(zoo(name), **options))


def of_class(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def texts(root: Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def title(element: Element) -> str:
    return element.findtext(f"{SVG}title") or ""


@pytest.mark.parametrize("network", list(networks()), ids=lambda network: network.name)
def test_every_network_of_the_zoo_is_drawn_as_well_formed_svg_within_its_view(network):
    analysis = analyze(network)
    root = ElementTree.fromstring(draw(analysis))
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for element in root.iter(f"{SVG}rect"):
        x, y, wide, high = (float(element.get(name, "0")) for name in ("x", "y", "width", "height"))
        assert -1 <= x <= x + wide <= width + 1, network.name
        assert -1 <= y <= y + high <= height + 1, network.name
    said = {text.lstrip("…").partition(" … ")[0] for text in texts(root)}
    for part in {row.name.partition(".")[0] for row in analysis.layers}:
        assert any(text == part or text.startswith(f"{part}.") or part.endswith(text) for text in said - {""}), part


@pytest.mark.parametrize("name", NAMES)
def test_boxes_do_not_overlap(name: str):
    fronts = []
    for unit in of_class(drawn(name), "unit"):
        for front in unit.iter(f"{SVG}rect"):
            x, y, wide, high = (float(front.get(key, "0")) for key in ("x", "y", "width", "height"))
            fronts.append((x, y, x + wide, y + high))
    for a, b in combinations(fronts, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@pytest.mark.parametrize("name", NAMES)
def test_the_legend_measures_what_is_drawn(name: str):
    """A bar of the legend is as long as a map of that size is high, or so many channels are thick."""
    root = drawn(name)
    input_box = next(of_class(root, "unit")[0].iter(f"{SVG}rect"))
    labels = [element.text for element in root.iter(f"{SVG}text") if element.get("class") == "legend"]
    bars = []
    for rule in of_class(root, "rule"):
        start, end = re.findall(r"[ML]([\d.]+)", rule.get("d", ""))
        bars.append(float(end) - float(start))
    sizes = [int(label) for label in labels if label and label.isdigit()]
    heights, thicknesses = dict(zip(sizes[:3], bars[:3], strict=True)), dict(zip(sizes[3:], bars[3:], strict=True))
    size = zoo(name).input[1]
    assert float(input_box.get("height", "0")) == pytest.approx(heights[size], abs=0.2)
    for unit in of_class(root, "unit")[1:]:
        channels = re.search(r"→ (\d+)", title(unit))
        front = unit.find(f"{SVG}rect")
        if front is not None and channels and int(channels[1]) in thicknesses:
            assert float(front.get("width", "0")) == pytest.approx(thicknesses[int(channels[1])], abs=0.2)


@pytest.mark.parametrize("name", ["lenet5", "googlenet", "vgg16"])
def test_titles_say_what_the_analysis_says(name: str):
    analysis = zoo(name)
    rows = {row.name: row for row in analysis.layers}
    units = of_class(drawn(name), "unit")[1:]
    parameters = macs = 0
    for unit in units:
        first, shapes, counts, *_ = title(unit).split("\n")
        row = rows[first.partition(":")[0]]
        assert shapes.partition(" →")[0] == ", ".join("x".join(map(str, shape)) for shape in row.inputs)
        numbers = [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", counts)]
        parameters, macs = parameters + numbers[0], macs + numbers[1]
    assert (parameters, macs) == (analysis.totals.parameters, analysis.totals.macs)


def test_a_title_ends_with_the_first_derivation():
    unit = of_class(drawn("lenet5"), "unit")[1]
    assert title(unit) == (
        "C1: conv 5x5 + tanh\n1x32x32 → 6x28x28\nparameters 156, MACs 117,600\n"
        "H_out = ⌊(H + 2·P − D·(K − 1) − 1)/S⌋ + 1 = ⌊(32 + 2·0 − 1·(5−1) − 1)/1⌋ + 1 = 28"
    )


def test_a_folded_frame_tells_the_sums_of_what_it_stands_for():
    analysis = zoo("resnet152")
    inside = [row for row in analysis.layers if re.match(r"conv4_x\.([1-9]|[12]\d|3[0-5])\.", row.name)]
    said = [element.text for element in drawn("resnet152").iter(f"{SVG}title")]
    parameters, macs = sum(row.parameters for row in inside), sum(row.macs for row in inside)
    assert f"35 alike: conv4_x.1 to conv4_x.35; together parameters {parameters:,}, MACs {macs:,}" in said
    assert "×35" in texts(drawn("resnet152"))


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_the_layers_that_name_the_boxes(name: str):
    analysis = zoo(name)
    for unit in of_class(drawn(name, link="n7-"), "unit")[1:]:
        number = int(unit.get("href", "").removeprefix("#n7-"))
        assert title(unit).startswith(f"{analysis.layers[number].name}:")


def test_without_links_boxes_take_the_focus_themselves():
    assert {unit.get("tabindex") for unit in of_class(drawn("lenet5"), "unit")} == {"0"}


def test_every_branch_of_googlenet_is_drawn():
    root = drawn("googlenet")
    names = [title(unit).partition(":")[0] for unit in of_class(root, "unit")]
    convolutions = [row.name for row in zoo("googlenet").layers if row.op == "conv2d"]
    assert [name for name in names if name in convolutions] == convolutions
    assert len(of_class(root, "join")) == 9
    assert texts(root).count("5x5") == 9


def test_korean():
    root = drawn("lenet5", lang="ko")
    said = " ".join(texts(root))
    assert root.get("aria-label") == "구조: LeNet-5 (modern)"
    assert all(word in said for word in ("입력", "합성곱", "풀링", "완전연결층", "높이: 특징맵 크기"))
    assert "파라미터 156, MACs 117,600" in title(of_class(root, "unit")[1])


def test_texts_are_escaped():
    text = "architecture: '<b>&\"x\"'\ninput: 3x8x8\nlayers: {a: {conv: 4, kernel: 3}}"
    svg = draw(analyze(choose(read_source("h.yaml", text), None, {})))
    assert ElementTree.fromstring(svg).get("aria-label") == 'architecture: <b>&"x"'


def test_a_file_of_its_own_has_the_style_and_a_part_of_a_page_has_not():
    assert f"<style>{STYLE}</style>" in draw(zoo("lenet5"), standalone=True)
    assert "<style" not in draw(zoo("lenet5"))
    assert "style=" not in draw(zoo("lenet5"))
    assert " id=" not in draw(zoo("lenet5"))


def test_the_same_bytes_in_another_process():
    code = "import archcalc; from archcalc.drawing import draw; a = archcalc.analyze(archcalc.load('googlenet'))"
    command = f"import sys; {code}; sys.stdout.buffer.write(draw(a).encode())"
    written = [
        subprocess.run(
            [sys.executable, "-c", command], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1] == draw(zoo("googlenet")).encode()
