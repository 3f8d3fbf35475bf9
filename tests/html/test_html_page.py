"""The page as a document: sealed, small, whole, in its language, the same every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from itertools import pairwise

import pytest
from page_reader import read

import archcalc
from archcalc.analysis import Analysis, analyze
from archcalc.errors import UsageError
from archcalc.html import page

PAGES = [("lenet5",), ("googlenet",), ("resnet50",), ("mobilenet_v1", "resnet18")]


@pytest.fixture(params=PAGES, ids="+".join)
def names(request) -> tuple[str, ...]:
    return request.param


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_ids_are_unique_and_references_lead_somewhere(names, lang, made):
    root = read(made(*names, lang=lang))
    ids = Counter(element["id"] for element in root.walk() if element["id"])
    assert [id for id, number in ids.items() if number > 1] == []
    for element in root.walk():
        for name in ("href", "xlink:href"):
            if element[name].startswith("#"):
                assert element[name][1:] in ids, element[name]
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "data-network", "list"):
            assert all(id in ids for id in element[name].split()), (element.tag, name, element[name])


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_policy_allows_the_pages_own_scripts_and_style_and_nothing_else(names, lang, made):
    root = read(made(*names, lang=lang))
    (policy,) = [e["content"] for e in root.all("meta") if e["http-equiv"] == "Content-Security-Policy"]
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["default-src"] == "'none'"
    scripts = [e.text for e in root.all("script") if e["type"] != "application/json"]
    styles = [e.text for e in root.all("style")]
    assert parts["script-src"].split() == list(map(hashed, scripts))
    assert parts["style-src"].split() == list(map(hashed, styles))
    assert "unsafe" not in policy


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_nothing_is_fetched_or_styled_inline(names, made):
    root = read(made(*names))
    for element in root.walk():
        assert not [name for name in element.attributes if name.startswith("on") or name in ("style", "src", "srcset")]
    assert not root.all("link")
    assert "@import" not in root.one("style").text
    assert "url(" not in root.one("style").text


def test_the_largest_resnet_stays_below_a_megabyte(made):
    assert len(made("resnet152").encode()) < 10**6


def test_headings_follow_each_other_and_tables_have_captions_and_scopes(names, made):
    root = read(made(*names))
    levels = [int(e.tag[1]) for e in root.walk() if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in root.all("table"):
        assert table.one("caption").text.strip()
        assert all(th["scope"] in ("row", "col") for th in table.all("th"))
    assert len(root.all("main")) == len(root.all("header")) == len(root.all("footer")) == 1
    assert root.one("a", "skip")["href"] == "#main"


def test_navigation_leads_to_every_part(made):
    single = [a["href"] for a in read(made("lenet5")).one("nav").all("a")]
    parts = ["figures", "architecture", "layers", "depth", "published", "conventions", "savings"]
    assert single == [*(f"#n0-{part}" for part in parts), "#zoo-plot", "#calculator"]
    several = [a["href"] for a in read(made("mobilenet_v1", "resnet18")).one("nav").all("a")]
    assert several == ["#comparison", "#n0", "#n1", "#zoo-plot", "#calculator"]


KNOWN = {"MACs", "FLOPs", "mobilenet_v1", "resnet18", "lenet5", "googlenet", "resnet50", "ResNet", "MobileNet v1",
         "LeNet-5 (modern)", "GoogLeNet (torchvision)"}  # fmt: skip
HANGUL = re.compile("[가-힣]")


def test_a_korean_page_has_no_english_heading(names, made):
    root = read(made(*names, lang="ko"))
    assert root.one("html")["lang"] == "ko"
    named = [e for e in root.walk() if re.fullmatch("h[1-6]|caption|dt|label|nav|button", e.tag)]
    named += [e for e in root.all("th") if e["scope"] == "col"]
    layers = [button for table in root.all("table", "layers") for button in table.all("button")]
    english = [e.text.strip() for e in named if e not in layers and not HANGUL.search(e.text)]
    assert set(filter(None, english)) <= KNOWN


def test_an_english_page_has_no_korean(names, made):
    assert not HANGUL.search(read(made(*names)).one("body").text)


HOSTILE = """
architecture: '<script>alert(1)</script>&"x"'
family: '</style><script>alert(2)</script>'
about: '</script><script>alert(3)</script><!-- <b>'
paper:
  {title: '<img src=x onerror=alert(4)>', authors: "'\\"><svg onload=alert(5)>", url: 'javascript:alert(6)'}
input: 3x8x8
knobs: {word: '"><script>alert(7)</script>'}
layers:
  a: {conv: 4, kernel: 3}
"""


def test_hostile_texts_of_a_spec_stay_texts(spec_file):
    network = archcalc.load(spec_file(HOSTILE), word='"><script>alert(8)</script>')
    root = read(page([analyze(network)], calculator=False))
    assert len(root.all("script")) == 2
    assert not root.all("img")
    assert not [e for e in root.walk() if "onload" in e.attributes or "onerror" in e.attributes]
    assert not [e for e in root.all("a") if e["href"].startswith("javascript")]
    assert root.one("h1").text == '<script>alert(1)</script>&"x"'
    assert '"><script>alert(8)</script>' in root.one("p", "about").text


def renamed(analysis: Analysis, name: str) -> Analysis:
    """The analysis with its first layer under a name that no spec could give it."""
    layers = (analysis.layers[0]._replace(name=name), *analysis.layers[1:])
    nodes = (analysis.graph.nodes[0]._replace(path=name), *analysis.graph.nodes[1:])
    graph = analysis.graph._replace(nodes=nodes)
    return Analysis(analysis.network, graph, 1, analysis.convention, "float32", layers)


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "\"'><b onclick=x>", "<!--", "]]>&amp;", "가 나"]
)
def test_hostile_names_of_layers_stay_names(name: str):
    found = renamed(analyze(archcalc.load("lenet5")), name)
    root = read(page([found], calculator=False))
    row = root.with_id("n0-0")
    assert row.one("button").text == name
    assert len(root.all("script")) == 2
    assert not root.all("b", "") or all(b.parent and b.parent.tag == "dd" for b in root.all("b"))
    titles = [element.text for element in root.all("title")]
    assert any(text.startswith(f"{name}: conv 5x5") for text in titles)


def test_the_same_bytes_in_another_process(made):
    code = "import sys, archcalc; from archcalc.html import page; a = archcalc.analyze(archcalc.load('lenet5'))"
    command = f"{code}; sys.stdout.buffer.write(page([a]).encode())"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    written = subprocess.run([sys.executable, "-c", command], env=environment, capture_output=True, check=True).stdout
    assert written == made("lenet5").encode()


def test_importing_it_loads_neither_jinja2_nor_matplotlib():
    heavy = "{'jinja2', 'matplotlib', 'numpy'}"

    def loaded(more: str) -> str:
        code = f"import sys, archcalc.html, archcalc.drawing{more}; print(sorted({heavy} & set(sys.modules)))"
        command = [sys.executable, "-c", code]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()

    assert loaded("") == "[]"
    assert loaded(", jinja2") == "['jinja2']"


def test_without_the_calculator(made):
    without = read(page([analyze(archcalc.load("lenet5"))], calculator=False))
    assert not [e for e in without.walk() if e["id"] == "calculator" or e["href"] == "#calculator"]
    assert read(made("lenet5")).with_id("calculator").all("input")


def test_refusals():
    with pytest.raises(UsageError, match="a report is about one network at least"):
        page([])
    with pytest.raises(UsageError, match="there is no language 'fr'") as caught:
        page([analyze(archcalc.load("lenet5"))], lang="fr")
    assert caught.value.faults[0].hint == "it is one of en, ko"
