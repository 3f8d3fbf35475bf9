"""The Markdown pages: whole outputs, links that lead somewhere, and tables that sum to the totals."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

import archcalc.report
from archcalc.analysis import Analysis, analyze
from archcalc.cli.list_command import run as list_networks
from archcalc.output.table import cell_text
from archcalc.published import EXACT, EXPLAINED, MATCHES, UNEXPLAINED
from archcalc.report import several_files, subjects
from archcalc.report.files import PAGES, SHOWN
from archcalc.report.pages import link, opening, prose
from archcalc.report.words import say
from archcalc.savings import KINDS
from archcalc.spec.files import read_file
from archcalc.spec.reader import read_spec
from archcalc.zoo import choose, load, names_in, read_source, spec_files

TEXTS = ("markdown", "csv", "json")


def files_of(*names: str, formats=TEXTS, lang: str = "en") -> dict[str, str]:
    found = subjects((name, name, analyze(load(name))) for name in names)
    return several_files(found, formats, lang)


@pytest.mark.parametrize("name", ["lenet5.md", "lenet5.csv", "lenet5.json"])
def test_the_files_of_a_network(name: str, snapshot) -> None:
    snapshot(f"report_{name}", files_of("lenet5")[name])


def test_a_page_in_korean(snapshot) -> None:
    snapshot("report_mobilenet_v1_ko.md", files_of("mobilenet_v1", formats=("markdown",), lang="ko")["mobilenet_v1.md"])


def tables(page: str) -> list[list[dict[str, str]]]:
    """The tables of a page, a dictionary for each row; of equal headings the last one counts."""
    found = []
    for block in re.findall(r"(?:^\|.*\|\n)+", page, re.MULTILINE):
        heads, _, *rows = [[cell.strip() for cell in line[2:-2].split(" | ")] for line in block.splitlines()]
        found.append([dict(zip(heads, row, strict=True)) for row in rows])
    return found


def whole(text: str) -> int:
    return int(text.replace(",", ""))


def test_layers_and_stages_sum_to_the_totals(zoo, zoo_report) -> None:
    for subject in zoo:
        totals = subject.analysis.totals
        page = zoo_report[f"{subject.stem}.md"]
        summed = [table for table in tables(page) if "share" in table[0]]
        assert len(summed) in (1, 2)
        for table in summed:
            assert sum(whole(row["parameters"]) for row in table) == totals.parameters
            assert sum(whole(row["MACs"]) for row in table) == totals.macs


def test_the_report_stays_small(zoo_report) -> None:
    """It is part of the repository."""
    assert sum(len(text.encode()) for text in zoo_report.values()) < 8_000_000


def test_every_link_leads_to_a_file(zoo_report) -> None:
    for name, text in zoo_report.items():
        if not name.endswith(".md"):
            continue
        for address in re.findall(r"(?<!\\)\]\(([^)]*)\)", text):
            assert address.startswith("https://") or address in zoo_report, (name, address)


def test_every_file_is_linked_from_the_index(zoo_report) -> None:
    linked = set(re.findall(r"\]\(([^)]*)\)", zoo_report["README.md"]))
    assert set(zoo_report) - linked == {"README.md"}


def test_the_index_is_the_list(zoo_report, capsys) -> None:
    list_networks(format="csv", sort="name")
    listed = {row["name"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    index = {row["name"]: row for row in csv.DictReader(io.StringIO(zoo_report["index.csv"]))}
    (table,) = tables(zoo_report["README.md"])
    shown = {re.sub(r"\[`(.*)`\].*", r"\1", row["name"]): row for row in table}
    assert set(listed) == set(index) == set(shown)
    for name, row in listed.items():
        assert [index[name][key] for key in row] == list(row.values())
        assert shown[name]["parameters"] == cell_text(int(row["parameters"]))
        assert shown[name]["MACs"] == cell_text(int(row["macs"]))
    totals = {entry["architecture"]: entry["totals"] for entry in json.loads(zoo_report["index.json"])}
    assert {name: (t["parameters"], t["macs"]) for name, t in totals.items()} == {
        name: (int(row["parameters"]), int(row["macs"])) for name, row in listed.items()
    }


def test_published_figures_are_all_there(zoo, zoo_report) -> None:
    page = zoo_report["published.md"]
    rows = [row for table in tables(page) for row in table]
    verdicts = [comparison.verdict for subject in zoo for comparison in subject.published]
    differ = [verdict for verdict in verdicts if verdict in (EXPLAINED, UNEXPLAINED)]
    assert len(rows) == len(verdicts) + len(differ)
    assert sorted(row["verdict"] for row in rows if "verdict" in row) == sorted(verdicts)
    for verdict in (EXACT, MATCHES, EXPLAINED):
        assert f"- {verdict}: {verdicts.count(verdict)}\n" in page


def test_savings_are_those_of_each_network(zoo, zoo_report) -> None:
    rows = [row for table in tables(zoo_report["savings.md"]) for row in table]
    assert len(rows) == sum(len(subject.account.kinds) for subject in zoo)
    assert "0.02042" in zoo_report["savings.md"]  # resnet50's pooling, by the savings command


def test_one_network_of_each_paper_is_shown_in_full(zoo, zoo_report) -> None:
    for path in spec_files():
        (shown,) = set(names_in(read_spec(read_file(path)))) & set(SHOWN)
        assert {f"{shown}.md", f"{shown}.csv", f"{shown}.json"} <= set(zoo_report)
    assert {f"{name}.html" for name in PAGES} <= set(zoo_report)


def test_json_of_the_report_reads_back(zoo, zoo_report) -> None:
    by_name = {subject.name: subject.analysis for subject in zoo}
    for name in SHOWN:
        assert Analysis.from_dict(json.loads(zoo_report[f"{name}.json"])) == by_name[name]


def test_a_table_that_is_long_is_folded_away() -> None:
    files = files_of("lenet5", "resnet50", formats=["markdown"])
    assert "<details>" not in files["lenet5.md"]
    assert files["resnet50.md"].count("<details>") == files["resnet50.md"].count("</details>") == 1


def test_several_networks_are_compared() -> None:
    page = files_of("resnet50", "resnet101", formats=["markdown"])["comparison.md"]
    assert page.startswith("# Comparison\n\n[resnet50](resnet50.md) · [resnet101](resnet101.md)\n")
    assert "| parameters | 25,557,032 | 44,549,160 | ×1.743 |" in page
    assert "+18,992,128" in page
    assert "comparison.md" not in files_of("resnet50", "resnet101", formats=["csv"])


def test_figures_of_the_paper_only_for_the_network_of_the_paper() -> None:
    (narrow,) = subjects([("x", "x", analyze(load("mobilenet_v1", width=0.5)))])
    (small,) = subjects([("x", "x", analyze(load("mobilenet_v1"), "3x160x160"))])
    (usual,) = subjects([("x", "x", analyze(load("mobilenet_v1")))])
    assert (narrow.published, small.published) == ([], [])
    assert usual.published


SAME_IN_BOTH = {"MACs", "FLOPs"}


def test_everything_a_page_says_has_korean() -> None:
    folder = Path(archcalc.report.__file__).parent
    texts = set(SAME_IN_BOTH)
    for path in [*folder.glob("*.py"), *folder.glob("templates/*.md")]:
        source = path.read_text(encoding="utf-8")
        texts |= set(re.findall(r'\bsay\("([^"]+)"', source))
        for heads in re.findall(r"heads = \[(.*)\]", source):
            texts |= set(re.findall(r'"([^"]+)"', heads))
    texts |= {text for kind in KINDS.values() for text in (kind.about, kind.plain)}
    assert len(texts) > 50
    assert {text for text in texts if say(text, "ko") == text} == SAME_IN_BOTH


HOSTILE = """
architecture: "A | *b* <script> [x](y)"
about: "two\\nlines | `code` _x_"
paper: {title: "T | [x](y)", authors: "B | c", year: 2020, url: "https://e.org/a b(c)|d"}
input: 3x8x8
layers: {c: {conv: 4, kernel: 3}}
"""


def test_what_people_wrote_is_printed_as_it_stands() -> None:
    (subject,) = subjects([("net.yaml", "net", analyze(choose(read_source("net.yaml", HOSTILE), None, {})))])
    page = several_files([subject], ["markdown"], "en")["net.md"]
    head, _, source, setting = page.splitlines()[:4]
    assert head == r"# A | \*b\* \<script> \[x](y) (`net`)"
    assert source == r"B | c, 2020: [T | \[x](y)](https://e.org/a%20b%28c%29%7Cd)."
    assert setting == r"Input 3x8x8, batch 1. two lines | \`code\` \_x\_"


def test_small_helpers() -> None:
    assert prose("a_b _c") == r"a_b \_c"
    assert opening("kxK") == "KxK"
    assert link("a", "") == "a"


@pytest.mark.parametrize(
    ("labels", "stems"),
    [
        (["mobilenet_v1:width=0.5@160"], ["mobilenet_v1-width-0.5-160"]),
        (["net", "NET", "net"], ["net", "NET-2", "net-3"]),
        (["index", "README", "quiz"], ["index-2", "README-2", "quiz-2"]),
        (["../../etc/passwd", "..", "a:b,c=[1, 2]"], ["etc-passwd", "network", "a-b-c-1-2"]),
        (["망:폭=1"], ["망-폭-1"]),
        (["x" * 300], ["x" * 120]),
    ],
)
def test_names_of_files(labels: list[str], stems: list[str]) -> None:
    analysis = analyze(load("lenet5"))
    assert [subject.stem for subject in subjects((label, label, analysis) for label in labels)] == stems
