"""The page as text: self-contained, small, with a strict policy; and the fragment inside another page."""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from browser.harness import Browser

from archcalc.calculator import fragment, page
from archcalc.calculator.kinds import FIELDS, KINDS
from archcalc.calculator.words import words

LANGUAGES = ["en", "ko"]

HOST = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {js_hash}; style-src {css_hash}">
<style>:root {{ --ink: rgb(1, 2, 3); }} {css}</style></head><body><h1>Report</h1><p id="before">text</p>
<details>{html}</details><script>{js}</script></body></html>"""


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_refers_to_nothing_and_is_small(lang):
    text = page(lang)
    assert 40_000 < len(text.encode()) < 80_000
    assert not re.search(r"\s(src|href|style|on\w+)=", re.sub(r"<script>.*</script>", "", text, flags=re.S))
    assert re.findall(r"https?://[^\"'\s]+", text) == ["http://www.w3.org/2000/svg"]  # a name, never fetched


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_policy_allows_what_is_there_and_nothing_else(lang):
    text = page(lang)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    (js,) = re.findall(r"<script>(.*?)</script>", text, flags=re.S)
    (css,) = re.findall(r"<style>(.*?)</style>", text, flags=re.S)
    rules = dict(rule.split(" ", 1) for rule in policy.replace("&#39;", "'").split("; "))
    assert rules == {
        "default-src": "'none'",
        "script-src": hashed(js),
        "style-src": hashed(css),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_policy_holds(opened):
    browser = opened()
    browser.run("document.body.append(Object.assign(document.createElement('script'), {text: 'window.planted = 1'}))")
    browser.run("document.body.setAttribute('style', 'color: red')")
    browser.run("fetch('http://localhost:9/').catch(() => 0)")
    assert browser.run("return window.planted") is None
    assert len([problem for problem in browser.problems() if "Content Security Policy" in problem]) >= 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_complete(lang):
    texts = words(lang)
    assert set(texts["kinds"]) == set(KINDS)
    assert set(FIELDS) <= set(texts["letters"])
    assert f'<html lang="{lang}">' in page(lang)
    assert all(text for table in texts.values() for text in table.values())


def test_korean_has_the_same_texts_and_places_to_fill():
    english, korean = words("en"), words("ko")
    for table, texts in english.items():
        assert texts.keys() == korean[table].keys()
        for key, text in texts.items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", korean[table][key])), key


def test_the_fragment_keeps_to_itself():
    html, css, js = fragment("en")
    names = re.findall(r'\s(?:id|class)="([^"]*)"', html)
    assert all(name.startswith("convcalc") for value in names for name in value.split())
    selectors = re.findall(r"^([^@\s}/][^{]*)\{", css, flags=re.M)
    assert len(selectors) > 30
    assert all(part.strip().startswith(".convcalc") for found in selectors for part in re.split(r",(?![^(]*\))", found))
    assert set(re.findall(r"^  (--[\w-]+):", css, flags=re.M)) == {
        f"--convcalc-{name}" for name in ("ink", "paper", "grid", "accent", "map", "place")
    }
    assert js.startswith("const convcalc = (() => {")
    assert "<script" not in html and "<style" not in html


@pytest.mark.parametrize("heading", [2, 3])
def test_headings_follow_the_level_of_the_host(heading):
    html = fragment("en", heading).html
    assert re.findall(r"<h(\d)", html) == [str(heading)] * 2
    assert f'data-heading="h{heading + 1}"' in html


def test_the_fragment_works_inside_another_page(browser: Browser, tmp_path: Path):
    html, css, js = fragment("en")
    host_css = f":root {{ --ink: rgb(1, 2, 3); }} {css}"
    path = tmp_path / "report.html"
    path.write_text(HOST.format(html=html, css=css, js=js, js_hash=hashed(js), css_hash=hashed(host_css)), "utf-8")
    browser.show(390)
    browser.open(path)
    colour = "return getComputedStyle(document.querySelector(arguments[0])).color"
    assert browser.run(colour, ".convcalc") == "rgb(1, 2, 3)"
    assert browser.run(colour, "#before") == "rgb(0, 0, 0)"
    browser.run("document.querySelector('details').open = true")
    browser.driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]));")
    assert browser.find(".convcalc-summary").text.startswith("output\n8×7×7")
    assert (browser.problems(), browser.requests(), browser.layout_faults()) == ([], [], [])


def test_importing_the_calculator_does_not_load_jinja2():
    code = "import sys, archcalc.calculator; print('jinja2' in sys.modules)"
    code += "; archcalc.calculator.page(); print('jinja2' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]
