"""The page in a real browser: it folds, sorts, filters and explains, and nothing is broken at any width."""

from __future__ import annotations

from itertools import pairwise

import pytest
from browser.harness import wait_until

from archcalc.explain import explain_layers
from archcalc.explain.render import text_lines
from archcalc.formula import elements

SHOWN = """
const rows = [...document.querySelectorAll("table.layers tbody tr")];
return rows.filter((row) => row.checkVisibility() && !row.classList.contains("why"))
  .map((row) => [...row.cells].map((cell) => cell.innerText.trim().replace(/^[^\\w]+/, "")));
"""
HEADINGS = "return [...document.querySelectorAll('table.layers thead th')].map((th) => [th.innerText, th.ariaSort]);"
CASES = [("lenet5",), ("resnet50",), ("mobilenet_v1", "resnet18"), ("shufflenet_v1",), ("resnet152",)]


def names(browser) -> list[str]:
    return [cells[0] for cells in browser.run(SHOWN)]


def column(browser, number: int) -> list[int]:
    return [int(cells[number].replace(",", "")) for cells in browser.run(SHOWN)]


def press(browser, action: str) -> None:
    browser.find(f"button[data-do={action}]").click()


def sort_by(browser, number: int) -> None:
    browser.find(f"table.layers thead th:nth-child({number + 1}) button").click()


def search(browser, text: str) -> None:
    field = browser.find("input[type=search]")
    field.click()
    browser.run("arguments[0].select();", field)
    browser.press("BACKSPACE", *([text] if text else []))


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("page", CASES, ids="+".join)
def test_nothing_is_broken_asked_for_or_refused(opened, page: tuple[str, ...], width: int, lang: str):
    browser = opened(*page, lang=lang, width=width, dark=lang == "ko")
    assert (browser.problems(), browser.requests()) == ([], [])
    assert browser.layout_faults() == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_broken_when_everything_is_open(opened, width: int):
    browser = opened("lenet5", width=width)
    press(browser, "unfold")
    browser.run("for (const button of document.querySelectorAll('tr:not(.part) th button')) button.click();")
    browser.run("scrollTo(0, 0)")  # the navigation stays in sight, over what is below it
    assert browser.layout_faults() == []
    assert browser.problems() == []


def test_a_long_table_is_folded_at_first_and_unfolds(opened, analysis):
    browser = opened("resnet50")
    assert names(browser) == [
        "conv1",
        "maxpool",
        "conv2_x",
        "conv3_x",
        "conv4_x",
        "conv5_x",
        "avgpool",
        "flatten",
        "fc",
    ]
    press(browser, "unfold")
    layers = [cells for cells in browser.run(SHOWN) if not cells[1].endswith(" layers") and " + " not in cells[1]]
    assert len(layers) == len(analysis("resnet50").layers)
    press(browser, "fold")
    assert len(names(browser)) == 9


def test_a_part_unfolds_into_what_is_right_below_it(opened):
    browser = opened("resnet50")
    button = browser.find_all("table.layers tbody tr.part button")[1]
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    assert names(browser)[:6] == ["conv1", "maxpool", "conv2_x", "0", "1", "2"]
    assert button.get_attribute("aria-expanded") == "true"
    button.click()
    assert names(browser)[:4] == ["conv1", "maxpool", "conv2_x", "conv3_x"]


def test_folded_lines_hold_the_sums(opened, analysis):
    browser = opened("resnet50")
    totals = analysis("resnet50").totals
    assert [sum(column(browser, number)) for number in (3, 4, 5, 6)] == [
        totals.parameters,
        totals.macs,
        totals.flops,
        totals.activations,
    ]


def test_sorting_goes_down_up_and_back_to_the_networks_order(opened, analysis):
    browser = opened("resnet50")
    folded = names(browser)
    layers = analysis("resnet50").layers
    order = {row.name: number for number, row in enumerate(layers)}
    sort_by(browser, 3)
    assert column(browser, 3) == sorted((row.parameters for row in layers), reverse=True)
    equal = [(a[0], b[0]) for a, b in pairwise(browser.run(SHOWN)) if a[3] == b[3]]
    assert all(order[first] < order[second] for first, second in equal)
    assert browser.run(HEADINGS)[3] == ["parameters", "descending"]
    sort_by(browser, 3)
    assert column(browser, 3) == sorted(row.parameters for row in layers)
    assert browser.run(HEADINGS)[3] == ["parameters", "ascending"]
    sort_by(browser, 3)
    assert names(browser) == folded
    assert [state for _, state in browser.run(HEADINGS)] == [None] * len(browser.run(HEADINGS))


def test_every_column_sorts(opened, analysis):
    browser = opened("lenet5")
    layers = analysis("lenet5").layers
    keys = {
        0: lambda row: row.name.lower(),
        1: lambda row: row.operation.describe(),
        2: lambda row: -elements(row.output),
        4: lambda row: -row.macs,
        5: lambda row: -row.flops,
        6: lambda row: -elements(row.output),
        7: lambda row: -round(row.macs / 416520, 3),
        8: lambda row: -row.receptive[0].size,
    }
    for number, key in keys.items():
        sort_by(browser, number)
        assert names(browser) == [row.name for row in sorted(layers, key=key)], number


def test_another_column_takes_over_and_a_button_restores_the_order(opened):
    browser = opened("lenet5")
    before = names(browser)
    sort_by(browser, 3)
    sort_by(browser, 4)
    assert [state for _, state in browser.run(HEADINGS) if state] == ["descending"]
    press(browser, "order")
    assert names(browser) == before


def test_the_filter_finds_by_name_and_operation_and_sums_what_it_found(opened, analysis):
    browser = opened("resnet50")
    folded = names(browser)
    search(browser, "conv4_x 3X3")
    found = [
        row
        for row in analysis("resnet50").layers
        if row.name.startswith("conv4_x") and "3x3" in row.operation.describe()
    ]
    assert names(browser) == [row.name for row in found]
    parameters, macs = sum(row.parameters for row in found), sum(row.macs for row in found)
    assert browser.find(".status").text == f"6 of 175 layers: {parameters:,} parameters, {macs:,} MACs"
    search(browser, "nothing like it")
    assert (names(browser), browser.find(".status").text) == ([], "no layer matches")
    search(browser, "")
    assert (names(browser), browser.find(".status").text) == (folded, "")


def test_a_layer_opens_its_derivation(opened, analysis):
    browser = opened("lenet5")
    press(browser, "unfold")
    button = browser.find("#n0-0 button")
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    (layer,) = explain_layers(analysis("lenet5"), {"C1"})
    wanted = [line.strip() for line in list(text_lines(layer, "en"))[1:]]
    shown = browser.find("tr.why").get_attribute("innerText")
    assert [line.strip() for line in shown.split("\n") if line.strip()] == wanted
    button.click()
    assert not browser.find("tr.why").is_displayed()
    assert button.get_attribute("aria-expanded") == "false"


def test_derivations_stay_with_their_layers_when_the_table_is_sorted(opened):
    browser = opened("lenet5")
    press(browser, "unfold")
    for number in (0, 4):
        browser.find(f"#n0-{number} button").click()
    sort_by(browser, 3)
    after = browser.run("return [...document.querySelectorAll('tr.why')].map((row) => row.previousElementSibling.id)")
    assert sorted(after) == ["n0-0", "n0-4"]


def test_a_box_of_the_drawing_leads_to_its_row(opened):
    browser = opened("resnet50")
    browser.run(
        "document.querySelector('a.unit[href=\"#n0-4\"]').dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    browser.find("#n0-4")
    assert browser.run("return document.getElementById('n0-4').checkVisibility()")
    assert browser.run("return document.activeElement.closest('tr').id") == "n0-4"
    assert "H_out" in browser.find("tr.why").text


def test_arrow_keys_go_from_box_to_box_and_tell(opened):
    browser = opened("lenet5")
    assert browser.run("return document.querySelectorAll('.unit[tabindex=\"0\"]').length") == 1
    browser.run("document.querySelector('.unit').focus()")
    browser.press("ARROW_RIGHT", "ARROW_RIGHT")
    assert browser.find(".told").text.startswith("S2: avgpool 2x2 s2 + tanh\n6x28x28 → 6x14x14")
    browser.press("END")
    assert browser.find(".told").text.startswith("output: linear + softmax")
    browser.press("ENTER")
    wait_until(lambda: browser.run("return document.activeElement.closest('tr')?.id") == "n0-13")


def test_an_address_with_a_layer_opens_it(opened):
    browser = opened("resnet50")
    browser.driver.get(browser.driver.current_url + "#n0-20")
    wait_until(lambda: browser.run("return document.getElementById('n0-20').checkVisibility()"))


def test_tables_of_several_networks_are_apart(opened):
    browser = opened("mobilenet_v1", "resnet18")
    first, second = browser.find_all("input[type=search]")
    second.send_keys("shortcut")
    assert browser.run(
        "return [...document.querySelectorAll('table.layers')].map((t) => t.classList.contains('flat'))"
    ) == [
        False,
        True,
    ]
    assert first.get_attribute("value") == ""
    status = [element.text for element in browser.find_all(".status")]
    assert status[0] == ""
    assert status[1].startswith("6 of 69 layers")


def test_print_is_unfolded_and_light(opened, analysis):
    browser = opened("resnet50", dark=True, print=True)
    rows = [cells for cells in browser.run(SHOWN) if not cells[1].endswith(" layers") and " + " not in cells[1]]
    assert len(rows) == len(analysis("resnet50").layers)
    assert browser.run("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not browser.find("nav").is_displayed()
    browser.show(1280)


def test_without_a_script_table_and_drawing_are_there(opened, analysis):
    browser = opened("resnet18")
    browser._command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.driver.refresh()
        rows = [row.text for row in browser.find_all("table.layers tbody tr")]
        assert len(rows) > len(analysis("resnet18").layers)
        assert all(rows)
        assert browser.find(".drawing svg").is_displayed()
        assert not browser.find(".controls").is_displayed()
        assert browser.find("#n0 noscript p").text.startswith("Sorting, folding")
    finally:
        browser._command("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("dark", [False, True])
def test_texts_stand_out_from_what_is_behind_them(opened, dark: bool):
    """Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) for the colours that texts have."""
    browser = opened("lenet5", dark=dark)
    ratios = browser.run(
        """
        const luminance = (colour) => {
          const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => Number(part) / 255);
          const linear = parts.map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
          return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
        };
        const colour = (name) => {
          const probe = document.createElement("i");
          document.body.append(probe);
          probe.style.color = `var(--${name})`;
          const found = getComputedStyle(probe).color;
          probe.remove();
          return luminance(found);
        };
        const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        return ["ink", "muted", "series-1"].flatMap((text) =>
          ["paper", "band"].map((behind) => [text, behind, ratio(colour(text), colour(behind))]));
        """
    )
    assert [entry for entry in ratios if entry[2] < 4.5] == []
