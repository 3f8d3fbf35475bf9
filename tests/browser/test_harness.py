"""The harness sees what it is there to see: a clean page passes, and each kind of fault is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import harness
from browser.harness import Browser

CLEAN = "<!doctype html><html lang=en><meta charset=utf-8><title>t</title><body>%s</body></html>"


@pytest.fixture
def opened(browser: Browser, tmp_path: Path):
    def open_page(body: str) -> Browser:
        path = tmp_path / "page.html"
        path.write_text(CLEAN % body, encoding="utf-8")
        browser.show(390)
        browser.open(path)
        return browser

    return open_page


def test_a_clean_page_has_no_faults(opened):
    page = opened("<p>One.</p><p>Two.</p>")
    assert (page.problems(), page.requests(), page.layout_faults()) == ([], [], [])


def test_a_console_error_is_a_problem(opened):
    assert "planted" in opened("<script>console.error('planted')</script>").first_problem()


def test_a_thrown_error_is_a_problem(opened):
    assert "planted" in opened("<script>throw new Error('planted')</script>").first_problem()


def test_a_violated_policy_is_a_problem(opened):
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    assert "Content Security Policy" in opened(f"{policy}<p style='color: red'>x</p>").first_problem()


def test_a_request_is_seen(opened):
    assert opened("<img src='http://localhost:9/planted.png' alt=''>").requests() == ["http://localhost:9/planted.png"]


def test_a_page_wider_than_the_window_is_a_fault(opened):
    faults = opened("<div style='width: 500px'>wide</div>").layout_faults()
    assert "the page is 508 wide in a window of 390" in faults


def test_a_cut_text_is_a_fault(opened):
    body = "<div id=d style='width: 50px; overflow: hidden; white-space: nowrap'>much too long for this</div>"
    assert any(fault.startswith("div#d holds ") for fault in opened(body).layout_faults())


def test_texts_over_one_another_are_a_fault(opened):
    body = "<p>under</p><p style='margin-top: -34px'>above</p>"
    assert opened(body).layout_faults() == ["'under' lies over 'above'"]


def test_colour_scheme_motion_and_width_are_set(opened):
    page = opened("<p>x</p>")
    page.show(1280, dark=True, still=True)
    queries = "['(prefers-color-scheme: dark)', '(prefers-reduced-motion)']"
    asked = f"return [innerWidth, ...{queries}.map(query => matchMedia(query).matches)]"
    assert page.run(asked) == [1280, True, True]
    page.show(390)
    assert page.run(asked) == [390, False, False]


def test_keys_reach_what_has_the_focus(opened):
    page = opened("<input id=i>")
    page.find("#i").click()
    page.press("a", "b", "BACKSPACE")
    assert page.run("return document.getElementById('i').value") == "a"


@pytest.mark.parametrize("program", ["chromium", "chromedriver"])
def test_what_is_not_installed_is_named(monkeypatch, program):
    found = {"chromium", "chromedriver"} - {program}
    monkeypatch.setattr(harness.shutil, "which", lambda name: name if name in found else None)
    assert harness._missing() == program


def test_a_screenshot_is_of_the_whole_page(opened, tmp_path: Path):
    page = opened("<div style='height: 2000px'>tall</div>")
    page.screenshot(tmp_path / "shot.png")
    width, height = (int.from_bytes((tmp_path / "shot.png").read_bytes()[at : at + 4], "big") for at in (16, 20))
    assert width == 390
    assert height > 2000
