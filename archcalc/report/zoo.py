"""The pages about all networks: index, published figures, savings."""

from __future__ import annotations

from collections.abc import Mapping

from archcalc.output.table import Cell, Column, Table, markdown
from archcalc.published import EXACT, EXPLAINED, MATCHES, UNEXPLAINED
from archcalc.report.network import data_links, published_table, source_text
from archcalc.report.pages import link, page
from archcalc.report.subject import Subject
from archcalc.report.words import say
from archcalc.savings import KINDS, Kind
from archcalc.savings.tables import ratio_text
from archcalc.savings.words import say as say_savings
from archcalc.shape import shape_text

Index = Mapping[Subject, Mapping[str, str]]
"""Networks, and the files about each by format."""


def index_page(index: Index, language: str, selected: bool) -> str:
    """The index: every network with its totals and its files; `selected`: not every format of each."""
    heads = ["name", "paper", "input", "parameters", "MACs", "FLOPs", "depth", "files"]
    columns = [Column(h, say(h, language), right=h in ("parameters", "MACs", "FLOPs", "depth")) for h in heads]
    table = Table(tuple(columns), [_entry(subject, files) for subject, files in index.items()])
    return page("index.md", language, number=len(index), selected=selected, table=markdown(table))


def published_page(index: Index, language: str) -> str:
    """Every published figure beside ours, those that differ first."""
    figured = {_name(subject, files): subject.published for subject, files in index.items() if subject.published}
    pairs = [(name, comparison) for name, comparisons in figured.items() for comparison in comparisons]
    counts = [
        (verdict, sum(c.verdict == verdict for _, c in pairs)) for verdict in (EXACT, MATCHES, EXPLAINED, UNEXPLAINED)
    ]
    differ = [(name, c) for name, c in pairs if c.verdict in (EXPLAINED, UNEXPLAINED)]
    names, comparisons = [name for name, _ in differ], [c for _, c in differ]
    return page(
        "published.md",
        language,
        counts=[(verdict, count) for verdict, count in counts if count],
        differ=markdown(published_table(comparisons, language, names)) if differ else "",
        networks=[(name, markdown(published_table(found, language))) for name, found in figured.items()],
    )


def savings_page(index: Index, language: str) -> str:
    """What each kind of construction saves in each network that has it."""
    tables = [(kind, _kind_table(kind, index, language)) for kind in KINDS.values()]
    sections = [
        {
            "name": say_savings(kind.name, language),
            "about": say(kind.about, language),
            "plain": say(kind.plain, language),
            "source": kind.source,
            "table": markdown(table) if table.rows else "",
        }
        for kind, table in tables
    ]
    return page("savings.md", language, sections=sections)


def _entry(subject: Subject, files: Mapping[str, str]) -> list[Cell]:
    totals, paper = subject.analysis.totals, subject.analysis.network.spec.paper
    return [
        _name(subject, files),
        link(source_text(paper), paper.url),
        shape_text(subject.analysis.input),
        totals.parameters,
        totals.macs,
        totals.flops,
        totals.weighted_layers,
        " · ".join(data_links(files)),
    ]


def _kind_table(kind: Kind, index: Index, language: str) -> Table:
    heads = ["network", "number", "parameters", "plain", "ratio", "MACs", "plain", "ratio"]
    columns = [Column(head, say(head, language), right=head != "network") for head in heads]
    rows: list[list[Cell]] = [
        [
            _name(subject, files),
            tally.number,
            tally.now.parameters,
            tally.plain.parameters,
            ratio_text(tally.now.parameters, tally.plain.parameters),
            tally.now.macs,
            tally.plain.macs,
            ratio_text(tally.now.macs, tally.plain.macs),
        ]
        for subject, files in index.items()
        for tally in subject.account.kinds
        if tally.kind is kind
    ]
    return Table(tuple(columns), rows)


def _name(subject: Subject, files: Mapping[str, str]) -> str:
    """The network's name, with a link to its page if it has one."""
    return link(f"`{subject.name}`", files.get("markdown", ""))
