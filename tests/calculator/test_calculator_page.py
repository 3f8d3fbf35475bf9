"""The page in a real browser, as readers use it: settings, keys, pointer, sizes, colours, languages."""

from __future__ import annotations

import time
from itertools import islice

import pytest
from browser.harness import Browser, wait_until
from calculator_settings import Numbers, engine, set_to, settings_of_any_size
from hypothesis import HealthCheck, given, settings

START = {"kind": "conv", "bias": True, "H": 7, "W": 7, "C_in": 4, "C_out": 8, "K": 3, "S": 1, "P": 1, "D": 1, "G": 1}


def summary(page: Browser) -> dict[str, str]:
    """The short result: name -> text."""
    return dict(page.run("return [...document.querySelectorAll('.convcalc-summary > div')].map(pair)" + _PAIR))


_PAIR = "; function pair(div) { return [...div.children].map((cell) => cell.innerText) }"


def position(page: Browser) -> str:
    """The sentence below the picture."""
    return str(page.find(".convcalc-position").text)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=settings_of_any_size)
def test_the_inputs_lead_to_the_engines_numbers(opened, chosen):
    page = opened()
    set_to(page, chosen)
    expected = engine(chosen)
    shown = summary(page)
    if isinstance(expected, str):
        assert list(shown) == ["not possible"]
        assert page.run("return [...document.querySelectorAll('.convcalc-answers > *')].every((part) => part.hidden)")
    else:
        counts = {name: shown[name].split("\n")[0] for name in ("parameters", "MACs", "FLOPs")}
        names = {"parameters": expected.parameters, "MACs": expected.macs, "FLOPs": expected.flops}
        assert counts == {name: f"{count:,}" for name, count in names.items()}
        assert shown["output"] == "×".join(map(str, expected.output))
    assert (page.problems(), page.requests()) == ([], [])


def test_typed_numbers_count_at_once(opened):
    page = opened()
    box = page.find("#convcalc-C_out")
    box.click()
    page.press("BACKSPACE", "6")
    expected = engine({**START, "C_out": 6})
    assert isinstance(expected, Numbers)
    assert summary(page)["parameters"] == str(expected.parameters)
    assert page.find("#convcalc-C_out-slider").get_attribute("value") == "6"
    page.press("BACKSPACE")
    assert summary(page) == {"not possible": "output channels C_out is a whole number from 1 to 8192"}
    assert box.get_attribute("aria-invalid") == "true"
    page.press("6")
    assert box.get_attribute("aria-invalid") == "false"


def test_a_slider_moves_by_keys_and_takes_the_box_along(opened):
    page = opened()
    page.run("document.getElementById('convcalc-K-slider').focus()")
    page.press("ARROW_RIGHT", "ARROW_RIGHT")
    assert page.find("#convcalc-K").get_attribute("value") == "5"
    assert summary(page)["output"] == "8×5×5"


def test_width_follows_height_until_it_is_unlinked(opened):
    page = opened()
    page.find("#convcalc-H").send_keys(chr(0xE010), "0")  # End
    assert page.find("#convcalc-W").get_attribute("value") == "70"
    assert not page.find("#convcalc-W").is_enabled()
    page.find(".convcalc-square").click()
    page.find("#convcalc-H").send_keys(chr(0xE003))  # Backspace
    assert page.find("#convcalc-W").get_attribute("value") == "70"
    assert summary(page)["output"] == "8×7×70"


@pytest.mark.parametrize(
    ("kind", "hidden"),
    [("conv", "O"), ("separable", "GO"), ("conv_transpose", ""), ("maxpool", "GO"), ("avgpool", "DGO")],
)
def test_a_kind_has_its_own_settings(opened, kind, hidden):
    page = opened()
    set_to(page, {**START, "kind": kind})
    gone = {box.get_attribute("data-letter") for box in page.find_all(".convcalc-field") if not box.is_displayed()}
    assert gone - {"C_out"} == set(hidden)
    assert ("C_out" in gone) == kind.endswith("pool")
    assert page.find(".convcalc-bias").is_displayed() != kind.endswith("pool")


def test_the_window_moves_by_keys(opened):
    page = opened()
    page.run("document.querySelector('.convcalc-stage').focus()")
    start = "Output row 1 of 7, column 1 of 7: 9 taps, 5 of them on padding."
    assert position(page) == start
    page.press("ARROW_LEFT", "ARROW_UP")
    assert position(page) == start
    page.press("ARROW_RIGHT", "ARROW_DOWN", "ARROW_DOWN")
    assert position(page) == "Output row 3 of 7, column 2 of 7: 9 taps, 0 of them on padding."
    page.press("END", "ARROW_RIGHT")
    assert position(page) == "Output row 7 of 7, column 7 of 7: 9 taps, 5 of them on padding."
    page.press("HOME")
    assert position(page) == start


def test_everything_is_reached_by_tab_and_the_focus_is_seen(opened):
    page = opened()
    reached = set()
    for _ in range(40):
        page.press("TAB")
        name, outline = page.run(
            "const at = document.activeElement; return [at.id || at.className, getComputedStyle(at).outlineWidth]"
        )
        if name:
            assert outline == "3px", name
        reached.add(name)
    boxes = {
        f"convcalc-{letter}{part}"
        for letter in ("H", "C_in", "C_out", "K", "S", "P", "D", "G")
        for part in ("", "-slider")
    }
    others = {"convcalc-kind", "convcalc-square", "convcalc-bias", "convcalc-stage"}
    assert boxes | others | {"convcalc-back", "convcalc-play", "convcalc-step"} <= reached


def test_stepping_goes_round(opened):
    page = opened()
    page.find(".convcalc-back").click()
    assert position(page).startswith("Output row 7 of 7, column 7 of 7")
    page.find(".convcalc-step").click()
    page.find(".convcalc-step").click()
    assert position(page).startswith("Output row 1 of 7, column 2 of 7")


def test_playing_moves_the_window_until_it_is_paused(opened):
    page = opened(still=True)
    start = position(page)
    play = page.find(".convcalc-play")
    play.click()
    assert (play.text, page.find(".convcalc-position").get_attribute("aria-live")) == ("pause", "off")
    wait_until(lambda: position(page) != start)
    play.click()
    assert (play.text, page.find(".convcalc-position").get_attribute("aria-live")) == ("play", "polite")
    held = position(page)
    time.sleep(0.6)
    assert position(page) == held


def test_an_impossible_setting_stops_the_play(opened):
    page = opened()
    page.find(".convcalc-play").click()
    set_to(page, {**START, "G": 3})
    time.sleep(0.6)
    assert page.find(".convcalc-play").get_attribute("textContent") == "play"
    assert page.problems() == []


@pytest.mark.parametrize(
    ("map_name", "down", "across", "expected"),
    [("places", 2.5, 4.5, "row 3 of 7, column 5 of 7"), ("taps", 4.5, 3.5, "row 4 of 7, column 3 of 7")],
)
def test_pointing_at_a_cell_shows_its_window(opened, map_name, down, across, expected):
    from selenium.webdriver import ActionChains

    page = opened()
    svg = page.find(f"figure[data-map={map_name}] svg")
    box, cells = svg.rect, 7 if map_name == "places" else 9
    offset = (int((across / cells - 0.5) * box["width"]), int((down / cells - 0.5) * box["height"]))
    ActionChains(page.driver).move_to_element_with_offset(svg, *offset).perform()
    assert expected in position(page)


def test_separable_shows_both_parts_and_their_share(opened):
    page = opened()
    chosen = {**START, "kind": "separable"}
    set_to(page, chosen)
    whole, ordinary = engine(chosen), engine({**chosen, "kind": "conv"})
    assert isinstance(whole, Numbers) and isinstance(ordinary, Numbers)
    parameters, share = summary(page)["parameters"].split("\n")
    assert parameters == str(whole.parameters)
    assert share.endswith("% of the ordinary convolution")
    assert float(share.split("%")[0]) == pytest.approx(100 * whole.parameters / ordinary.parameters, rel=0.01)
    assert [heading.text for heading in page.find_all(".convcalc-work h3")] == [
        "1. depthwise: one filter for each channel",
        "2. pointwise: 1×1 over all channels",
        "for comparison: the ordinary convolution",
    ]


def test_the_working_stands_on_the_page(opened):
    page = opened()
    set_to(page, {**START, "H": 32, "W": 32, "C_in": 1, "C_out": 6, "K": 5, "P": 0})
    lines = page.find(".convcalc-work").text.replace("\n", " ")
    assert "⌊(32 + 2·0 − 1·(5−1) − 1)/1⌋ + 1 = 28 Wout = 28 (likewise)" in lines
    assert page.find(".convcalc-command").text == 'archcalc calc "1x32x32 -> conv 6 5x5 s1 p0 d1 g1"'


LAYOUTS = {
    "start": START,
    "transposed": {**START, "kind": "conv_transpose", "H": 5, "W": 5, "S": 2, "O": 1},
    "separable": {**START, "kind": "separable", "H": 28, "W": 28, "D": 2, "P": 2},
    "huge": {**START, "H": 4096, "W": 4096, "C_in": 8192, "C_out": 8192, "K": 31, "P": 64, "G": 1},
    "huge separable": {
        **START,
        "kind": "separable",
        "H": 4096,
        "W": 4096,
        "C_in": 8192,
        "C_out": 8192,
        "K": 31,
        "P": 64,
    },
    "pool": {**START, "kind": "maxpool", "H": 33, "W": 12, "S": 3},
    "refused": {**START, "H": 2, "W": 2, "K": 11, "D": 4},
}


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", [320, 390, 800, 1280, 1920])
def test_nothing_overflows_or_overlaps(opened, lang, width):
    page = opened(lang, width)
    for name, chosen in LAYOUTS.items():
        set_to(page, chosen)
        assert page.layout_faults() == [], name
    assert (page.problems(), page.requests()) == ([], [])


def test_on_paper_there_are_no_buttons(opened):
    page = opened("en", 800, print=True)
    shown = [box.is_displayed() for box in page.find_all(".convcalc button, .convcalc input[type=range]")]
    assert shown and not any(shown)
    assert page.layout_faults() == []


def luminance(colour: str) -> float:
    """The relative luminance of `rgb(…)` by WCAG 2."""
    parts = [int(part) / 255 for part in islice((p.strip() for p in colour[colour.index("(") + 1 : -1].split(",")), 3)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out(opened, dark):
    page = opened(dark=dark)
    set_to(page, {**START, "G": 3})
    paper, ink, accent = page.run(
        "const style = (s) => getComputedStyle(document.querySelector(s));"
        "return [style('.convcalc').backgroundColor, style('.convcalc').color, style('.convcalc-refused dt').color]"
    )
    assert (luminance(paper) < 0.05) == dark
    for colour in (ink, accent):
        high, low = sorted([luminance(paper), luminance(colour)], reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_every_input_has_a_name(opened):
    page = opened("ko")
    boxes = page.find_all(".convcalc :is(input, select, button, [tabindex])")
    names = [box.accessible_name for box in boxes if box.is_displayed()]
    assert len(names) > 20 and all(names)
    assert len(set(names)) == len(names)
