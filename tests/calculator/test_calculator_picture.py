"""The picture: the cells that the page marks are those that torch reads, or writes to."""

from __future__ import annotations

import pytest
from calculator_settings import Numbers, Settings, engine, set_to, small_settings
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch")

drawn = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])

GO = """
const [row, column] = arguments;
const keys = ["Home", ...Array(row).fill("ArrowDown"), ...Array(column).fill("ArrowRight")];
for (const key of keys) document.querySelector(".convcalc-stage").dispatchEvent(new KeyboardEvent("keydown", { key }));
"""

MARKS = """
const cells = (name) => [...document.querySelectorAll(`.convcalc-${name}`)].map((box) =>
  [Number(box.getAttribute("y")), Number(box.getAttribute("x"))]);
return { taps: cells("tap"), outside: cells("outside"), place: cells("place")[0] };
"""


def window_in_torch(chosen: Settings, row: int, column: int) -> list[tuple[int, int]]:
    """Cells of the larger map, without padding, that belong to a position of the smaller one: torch is asked."""
    kernel, window = torch.ones(1, 1, chosen["K"], chosen["K"]), {"stride": chosen["S"], "padding": chosen["P"]}
    window["dilation"] = 1 if chosen["kind"] == "avgpool" else chosen["D"]
    if chosen["kind"] == "conv_transpose":
        given = torch.zeros(1, 1, chosen["H"], chosen["W"])
        given[0, 0, row, column] = 1
        out = torch.nn.functional.conv_transpose2d(given, kernel, output_padding=chosen["O"], **window)
        found = out[0, 0].nonzero()
    else:
        given = torch.zeros(1, 1, chosen["H"], chosen["W"], requires_grad=True)
        torch.nn.functional.conv2d(given, kernel, **window)[0, 0, row, column].backward()
        found = given.grad[0, 0].nonzero()
    return [(int(y), int(x)) for y, x in found]


@drawn
@given(chosen=small_settings, data=st.data())
def test_marked_cells_are_those_that_torch_uses(opened, chosen, data):
    numbers = engine(chosen)
    assume(isinstance(numbers, Numbers))
    assert isinstance(numbers, Numbers)
    places = (chosen["H"], chosen["W"]) if chosen["kind"] == "conv_transpose" else numbers.output[1:]
    row, column = (data.draw(st.integers(0, size - 1)) for size in places)
    page = opened()
    set_to(page, chosen)
    page.run(GO, row, column)
    marks = page.run(MARKS)
    assert marks["place"] == [row, column]
    assert len(marks["taps"]) == chosen["K"] ** 2
    outside = {tuple(cell) for cell in marks["outside"]}
    inside = [(y - chosen["P"], x - chosen["P"]) for y, x in map(tuple, marks["taps"]) if (y, x) not in outside]
    assert sorted(inside) == window_in_torch(chosen, row, column)
    assert page.problems() == []


@pytest.mark.parametrize("kind", ["conv", "separable", "conv_transpose", "maxpool", "avgpool"])
def test_a_large_map_is_drawn_without_its_cells(opened, kind):
    page = opened()
    chosen = {"kind": kind, "bias": True, "H": 224, "W": 100, "C_in": 4, "K": 7, "S": 2, "P": 3}
    set_to(page, chosen)
    assert page.find_all(".convcalc-lines") == []
    shapes = "return document.querySelectorAll('.convcalc svg *').length"
    assert page.run(shapes) < 80
    assert "cells not drawn" in page.find("figure:first-child figcaption").text
    set_to(page, {**chosen, "H": 20, "W": 20})
    assert len(page.find_all(".convcalc-lines")) >= 1


@pytest.mark.parametrize(("height", "width"), [(4096, 1), (1, 4096), (1, 1)])
def test_extreme_maps_stay_on_the_page(opened, height, width):
    page = opened("en", 390)
    set_to(page, {"kind": "conv", "bias": True, "H": height, "W": width, "K": 1, "P": 0})
    sizes = page.run(
        "return [...document.querySelectorAll('.convcalc svg')].map((s) => [s.clientWidth, s.clientHeight])"
    )
    assert all(10 <= side <= 420 for size in sizes for side in size), sizes
    assert page.layout_faults() == []


def test_a_stage_that_is_folded_away_is_drawn_when_it_opens(opened):
    page = opened()
    page.run("document.querySelector('.convcalc').hidden = true")
    set_to(page, {"kind": "conv", "bias": True, "H": 30, "W": 30})
    page.run("document.querySelector('.convcalc').hidden = false")
    page.driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]));")
    assert page.run("return document.querySelector('.convcalc svg').clientWidth") > 300
    assert page.problems() == []
