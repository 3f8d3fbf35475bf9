"""Plots over depth show the analysis: every number, at its length, in its place."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

import pytest
from plot_reading import SVG, bars, by_id, ids, parsed, points, texts, tips

from archcalc import analyze, load
from archcalc.errors import UsageError
from archcalc.groups import fold
from archcalc.plots import QUANTITIES, css_variables, depth_picture, over_depth, svg
from archcalc.plots.quantities import PLOTS, parts, steps
from archcalc.zoo import architectures, read_source

SAMPLE = ["lenet5", "lenet5_1998", "vgg16", "resnet50", "densenet121", "googlenet", "mobilenet_v1", "inception_v3"]


def values(root):
    """The figures in the texts of the steps."""
    return [int(re.search(r": ([\d,]+)", tip)[1].replace(",", "")) for tip in tips(root)]


@pytest.mark.parametrize("name", SAMPLE)
def test_steps_hold_every_layer_once(name):
    analysis = analyze(load(name))
    found = steps(analysis)
    assert [row for step in found for row in step.rows] == list(analysis.layers)
    assert all(step.head in step.rows for step in found)
    assert sum(step.head.cost.mul_add for step in found) == sum(row.cost.mul_add for row in analysis.layers)


def test_a_part_owns_what_stands_before_its_first_weights():
    """DenseNet's blocks begin with a normalisation: its parameters belong to the block, not to what came before."""
    analysis = analyze(load("densenet121"))
    found = steps(analysis)
    whole = {group.name: sum(row.parameters for row in group.rows) for group in fold(analysis.layers, 1)}
    for part in parts(found):
        if part.name.startswith(("dense_block", "transition")) and part.name != "dense_block4":
            held = sum(step.total(analysis, QUANTITIES["parameters"]) for step in found[part.start : part.end])
            assert held == whole[part.name]


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize(
    ("key", "total"), [("parameters", "parameters"), ("macs", "macs"), ("activations", "activations")]
)
def test_values_sum_to_the_totals(name, key, total):
    analysis = analyze(load(name), batch=3)
    found = values(parsed(over_depth(analysis, key)))
    assert sum(found) == getattr(analysis.totals, total)
    assert len(found) == len(steps(analysis))


def test_values_are_those_of_the_layers():
    """LeNet-5's layers have no parameters but their own."""
    analysis = analyze(load("lenet5"))
    shown = tips(parsed(over_depth(analysis, "parameters")))
    total = analysis.totals.parameters
    assert shown == [
        f"{row.name}, parameters: {row.parameters:,} ({row.parameters / total:.1%})"
        for row in analysis.layers
        if row.parameters
    ]


def test_values_follow_the_convention():
    analysis = analyze(load("lenet5_1998"), convention="connections")
    root = parsed(over_depth(analysis, "macs"))
    assert sum(values(root)) == analysis.totals.counted != analysis.totals.macs
    assert "lenet5_1998, connections: " in root.findtext(f"{SVG}title")


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("key", list(QUANTITIES))
def test_bars_are_as_long_as_their_values(name, key):
    root = parsed(over_depth(analyze(load(name)), key, prefix="p"))
    shown, figures = bars(root, "p-bars-0"), values(root)
    tallest = max(shown, key=lambda bar: bar.height).height
    assert tallest > 100
    for bar, value in zip(shown, figures, strict=True):
        assert bar.height == pytest.approx(value / max(figures) * tallest, abs=0.03)  # two decimals in the file
    assert all(a.right <= b.left + 0.01 for a, b in pairwise(shown))


def test_bars_stand_under_their_texts():
    root = parsed(over_depth(analyze(load("vgg16")), "macs", prefix="p"))
    hits = [element for element in root.iter(f"{SVG}rect") if element.get("class") == "hit"]
    for bar, hit in zip(bars(root, "p-bars-0"), hits, strict=True):
        left, wide = float(hit.attrib["x"]), float(hit.attrib["width"])
        assert left - 0.01 <= bar.left < bar.right <= left + wide + 0.01


def test_bands_sum_their_part():
    analysis = analyze(load("resnet50"))
    whole = {group.name: sum(row.macs for row in group.rows) for group in fold(analysis.layers, 1)}
    found = [tip for tip in tips(parsed(over_depth(analysis, "macs")), "") if " + " not in tip][
        : len(parts(steps(analysis)))
    ]
    shares = {name: macs for name, macs in whole.items() if macs}
    assert found == [f"{n}, MACs: {m:,} ({m / analysis.totals.macs:.1%})" for n, m in shares.items()]


@pytest.mark.parametrize("name", SAMPLE)
def test_the_field_line_has_every_size_that_grows(name):
    """Heights of the line, measured against the dashed one of the input, are the sizes of the layers' fields."""
    analysis = analyze(load(name))
    root = parsed(over_depth(analysis, "receptive-field", prefix="p"))
    base = float(next(e for e in root.iter(f"{SVG}rect") if e.get("class") == "hit").attrib["y"]) + float(
        next(e for e in root.iter(f"{SVG}rect") if e.get("class") == "hit").attrib["height"]
    )
    (_, dashed), _ = points(root, "p-input-0-0")
    pixel = (base - dashed) / analysis.input[1]
    drawn = [round((base - y) / pixel) for _, y in points(root, "p-field-0-0")]
    sizes = set(accumulate((row.receptive[0].size for row in analysis.layers), max))
    assert drawn == sorted(drawn)
    assert all(any(abs(size - shown) <= 0.02 / pixel + 1 for shown in drawn) for size in sizes)
    assert max(drawn) == pytest.approx(max(sizes), abs=0.02 / pixel + 1)
    assert f"input {analysis.input[1]}" in texts(root)


def test_fields_of_steps():
    shown = tips(parsed(over_depth(analyze(load("vgg16")), "receptive-field")))
    assert shown[:2] == ["receptive field: 3 (conv1.0)", "receptive field: 5 (conv1.1), 6 (pool1)"]


def test_axes_that_differ_have_a_line_each():
    text = "input: 3x32x64\nlayers:\n  a: {conv: 8, kernel: [1, 7]}\n  b: {conv: 8, kernel: [5, 1]}\n"
    spec = read_source("asym.yaml", text)
    from archcalc.zoo import choose

    root = parsed(over_depth(analyze(choose(spec, None, {})), "receptive-field", prefix="p"))
    assert {"p-field-0-0", "p-field-0-1", "p-input-0-0", "p-input-0-1"} <= set(ids(root))
    assert {"input height 32", "input width 64"} <= set(texts(root))


@pytest.mark.parametrize("name", architectures()[::9])
@pytest.mark.parametrize("key", PLOTS)
def test_the_zoo_draws(name, key):
    root = parsed(over_depth(analyze(load(name)), key))
    assert len(ids(root)) == len(set(ids(root)))
    assert "nan" not in "".join(element.get("d", "") for element in root.iter())
    wide = float(root.attrib["viewBox"].split()[2])
    for element in root.iter(f"{SVG}text"):
        assert 0 <= float(element.attrib["x"]) <= wide


@pytest.mark.parametrize("key", PLOTS)
def test_resnet152_stays_small(key):
    assert len(over_depth(analyze(load("resnet152")), key).encode()) < 60_000


def test_the_same_bytes_again():
    analysis = analyze(load("resnet50"))
    assert over_depth(analysis, "macs") == over_depth(analysis, "macs")


def test_the_users_settings_change_nothing():
    import matplotlib

    analysis = analyze(load("lenet5"))
    expected = over_depth(analysis, "macs")
    with matplotlib.rc_context(
        {"font.size": 30, "svg.fonttype": "path", "ytick.major.pad": 30, "axes.spines.bottom": False}
    ):
        assert over_depth(analysis, "macs") == expected


def test_settings_are_put_back():
    import matplotlib

    before = dict(matplotlib.rcParams)
    over_depth(analyze(load("lenet5")), "macs")
    assert dict(matplotlib.rcParams) == before


def test_a_part_of_a_page():
    """Nothing that a page cannot hold, no size of its own, and texts for those who do not see it."""
    text = over_depth(analyze(load("lenet5")), "macs", prefix="one")
    assert text.startswith("<svg ")
    root = parsed(text)
    assert root.get("role") == "img"
    assert root.get("width") is root.get("height") is None
    assert root.get("aria-labelledby") == "one-title one-desc"
    assert by_id(root, "one-title").text == "lenet5, MACs: 416,520"
    assert by_id(root, "one-desc").text.startswith("A bar is a layer")
    assert all(name == "one" or name.startswith("one-") for name in ids(root))
    assert "clip-path" not in text


def test_colours_are_variables_with_the_colour_behind_them():
    root = parsed(over_depth(analyze(load("resnet50")), "macs"))
    for element in root.iter():
        for key in ("fill", "stroke"):
            colour = element.get(key, "none")
            if colour.startswith("#"):
                assert re.search(rf"{key}:var\(--[a-z0-9-]+, {colour}\)", element.attrib["style"])
    assert "--ink:#222222;" in css_variables()
    assert "--ink:#e6e6e6;" in css_variables(dark=True)


def test_a_file_of_its_own():
    text = svg(lambda: depth_picture([analyze(load("lenet5"))], ["macs"]))
    root = parsed(text)
    assert float(root.attrib["width"]) == pytest.approx(float(root.attrib["viewBox"].split()[2]) * 96 / 72)
    assert "@media (prefers-color-scheme:dark){svg{--ink:#e6e6e6;" in text
    assert "var(--paper, #ffffff)" in text


def test_several_networks_share_a_scale():
    pair = [analyze(load("resnet18")), analyze(load("resnet34"))]
    root = parsed(svg(lambda: depth_picture(pair, ["macs"]), "p"))
    heights = [max(bar.height for bar in bars(root, f"p-bars-{number}")) for number in (0, 1)]
    largest = [max(row.macs for row in analysis.layers) for analysis in pair]
    assert heights[0] / heights[1] == pytest.approx(largest[0] / largest[1], rel=1e-3)
    assert not any("own scale" in text for text in texts(root))


def test_a_network_that_would_vanish_has_its_own_scale():
    pair = [analyze(load("vgg16")), analyze(load("lenet5"))]
    root = parsed(svg(lambda: depth_picture(pair, ["macs"]), "p"))
    assert "lenet5, MACs: 416,520 (own scale)" in texts(root)
    assert min(max(bar.height for bar in bars(root, f"p-bars-{number}")) for number in (0, 1)) > 100


def test_korean():
    root = parsed(over_depth(analyze(load("lenet5")), "parameters", "ko"))
    assert "lenet5, 파라미터: 61,706" in texts(root)
    assert "Noto Sans KR" in root.attrib["font-family"]


def test_widths_and_inputs_are_told_apart():
    analysis = analyze(load("mobilenet_v1", width=0.5), (3, 160, 160), batch=2)
    assert by_id(parsed(over_depth(analysis, "macs", prefix="p")), "p-title").text.startswith(
        "mobilenet_v1 (width=0.5, 3x160x160, batch 2), MACs: "
    )


def test_an_unknown_quantity():
    with pytest.raises(UsageError, match=r"there is no plot 'mac'\n  did you mean 'macs'\?"):
        over_depth(analyze(load("lenet5")), "mac")
