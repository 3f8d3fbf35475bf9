"""The zoo's plot: each network where its figures say, told apart and named."""

from __future__ import annotations

import re
from itertools import combinations
from math import log10

import pytest
from plot_reading import SVG, by_id, ids, marks, parsed, texts, tips

from archcalc import analyze, load
from archcalc.errors import UsageError
from archcalc.plots import Point, zoo_points, zoo_scatter
from archcalc.plots.labels import Box, text_width
from archcalc.plots.zoo import NAMED, point
from archcalc.zoo import architectures

TIP = re.compile(r"(.+): ([\d,]+) parameters, ([\d,]+) MACs")


@pytest.fixture(scope="module")
def everything() -> list[Point]:
    return zoo_points()


@pytest.fixture(scope="module")
def drawn(everything):
    return parsed(zoo_scatter(everything, ["resnet50"]))


def test_every_network_is_a_point_with_its_figures(drawn, everything):
    shown = {match[1]: match for tip in tips(drawn, "") if (match := TIP.fullmatch(tip))}
    assert set(shown) == set(architectures())
    for p in everything:
        assert shown[p.name].groups()[1:] == (f"{p.parameters:,}", f"{p.macs:,}")


def test_points_are_those_of_the_analysis(everything):
    named = {p.name: p for p in everything}
    for name in ("lenet5", "vgg16", "shufflenet_v1", "dpn68"):
        analysis = analyze(load(name), batch=4)
        assert point(analysis)[3:] == named[name][3:]
        assert named[name].macs * 4 == analysis.totals.macs


def test_places_are_logarithmic(drawn, everything):
    named = {p.name: p for p in everything}
    places = {TIP.fullmatch(tip)[1]: place for tip, place in marks(drawn)}
    assert places.keys() == named.keys()
    a, b = places["lenet1"], places["regnet_y_128gf"]
    p, q = named["lenet1"], named["regnet_y_128gf"]
    for name, (x, y) in places.items():
        n = named[name]
        across = log10(n.macs / p.macs) / log10(q.macs / p.macs)
        upwards = log10(n.parameters / p.parameters) / log10(q.parameters / p.parameters)
        assert (x - a[0]) / (b[0] - a[0]) == pytest.approx(across, abs=1e-3)
        assert (y - a[1]) / (b[1] - a[1]) == pytest.approx(upwards, abs=1e-3)


def test_families_are_told_apart(drawn, everything):
    """No two families have the same shape in the same colour."""
    looks = []
    for family in sorted({p.family for p in everything}):
        assert family in texts(drawn)
    for element in drawn.iter(f"{SVG}g"):
        if (element.get("id") or "").startswith("zoo-family-"):
            shape = element.find(f".//{SVG}path").attrib["d"]
            colour = next(e.get("fill") for e in element.iter() if (e.get("fill") or "").startswith("#"))
            looks.append((shape, colour))
    assert len(looks) == len({p.family for p in everything}) == len(set(looks))


def test_names_do_not_overlap(drawn):
    boxes = []
    for text in drawn.iter(f"{SVG}text"):
        if text.text in NAMED:
            size = 11 if text.text == "resnet50" else 9
            wide, x, y = text_width(text.text, size), float(text.attrib["x"]), float(text.attrib["y"])
            anchor = text.get("text-anchor") or _inherited(drawn, text)
            left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
            boxes.append(Box(left, y - size + 2, left + wide, y))
    assert len(boxes) > 15
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def _inherited(root, text):
    return next((group.get("text-anchor") for group in root.iter(f"{SVG}g") if text in list(group)), None) or "start"


def test_what_is_asked_for_is_ringed_and_named(drawn):
    ring = by_id(drawn, "zoo-marked")
    ((tip, place),) = marks(ring)
    assert tip == "resnet50: 25,557,032 parameters, 4,089,184,256 MACs"
    assert place == pytest.approx(dict(marks(drawn, "use"))[tip], abs=0.02)
    assert "resnet50" in texts(drawn)
    assert by_id(drawn, "zoo-title").text == "parameters and MACs of the networks (resnet50)"


def test_a_network_of_ones_own_joins_the_others(everything):
    own = Point("mine", "Mine", 0, 3_000_000, 40_000_000)
    root = parsed(zoo_scatter(everything, [own]))
    assert tips(root, "").count("mine: 3,000,000 parameters, 40,000,000 MACs") == 2  # the point and its ring
    assert {"mine", "Mine"} <= set(texts(root))


def test_it_is_small_and_the_same_again(everything):
    first = zoo_scatter(everything, ["vgg16"])
    assert first == zoo_scatter(everything, ["vgg16"])
    assert len(first.encode()) < 60_000


def test_ids_are_the_plots_own(everything):
    root = parsed(zoo_scatter(everything, ["vgg16"], prefix="here"))
    found = ids(root)
    assert len(found) == len(set(found))
    assert all(name == "here" or name.startswith("here-") for name in found)
    assert {use.attrib["href"] for use in root.iter(f"{SVG}use")} <= {f"#{name}" for name in found}


def test_unknown_marks(everything):
    with pytest.raises(UsageError, match=r"no network 'resnet-50' to mark\n  did you mean 'resnet50'"):
        zoo_scatter(everything, ["resnet-50"])


def test_nothing_has_no_logarithm(everything):
    with pytest.raises(UsageError, match="still has no parameters or no MACs, and so no place on logarithmic axes"):
        zoo_scatter(everything, [Point("still", "Pool", 0, 0, 0)])
