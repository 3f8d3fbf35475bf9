"""The Markdown page of one network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archcalc.analysis import Analysis
from archcalc.explain import explain_layers
from archcalc.explain.render import text_lines
from archcalc.groups import fold, units
from archcalc.output.summary import group_table, totals_lines
from archcalc.output.table import Cell, Column, Table, markdown
from archcalc.published import Comparison
from archcalc.report.pages import link, page, prose
from archcalc.report.subject import Subject
from archcalc.report.words import say
from archcalc.rows import Row
from archcalc.savings.tables import by_kind
from archcalc.savings.tables import totals as savings_totals
from archcalc.shape import shape_text
from archcalc.spec.model import Network
from archcalc.spec.papers import Paper

FOLDED = 30
"""Rows from which a table of layers is folded away."""


def network_page(subject: Subject, files: Mapping[str, str], language: str) -> str:
    """The page; `files` are all about this network, by format."""
    analysis = subject.analysis
    layers, stages = units(analysis.layers), fold(analysis.layers, 1)
    return page(
        "network.md",
        language,
        title=network_title(analysis.network),
        paper=paper_text(analysis.network.spec.paper),
        about=analysis.network.about,
        setting=_setting(analysis, language),
        asked=subject.asked,
        files=data_links(files),
        totals=totals_lines(analysis, language),
        stages=markdown(group_table(analysis, stages, language)) if len(stages) < len(layers) else "",
        layers=markdown(group_table(analysis, layers, language)),
        rows=len(layers),
        folded=len(layers) >= FOLDED,
        savings=_savings(subject, language),
        published=markdown(published_table(subject.published, language)) if subject.published else "",
        examples=_examples(analysis, language),
    )


def data_links(files: Mapping[str, str]) -> list[str]:
    """Links to a network's files other than its page."""
    return [link(name.upper(), address) for name, address in files.items() if name != "markdown"]


def network_title(network: Network) -> str:
    """`ResNet (resnet50)`."""
    title = prose(network.title)
    return title if network.title == network.name else f"{title} (`{network.name}`)"


def paper_text(paper: Paper) -> str:
    """`He et al., 2015: [Deep residual learning](...)`."""
    title = link(prose(paper.title), paper.url) if paper.title else ""
    return ": ".join(filter(None, (source_text(paper), title)))


def source_text(paper: Paper) -> str:
    """`He et al., 2015`."""
    return ", ".join(filter(None, (prose(paper.authors), str(paper.year or ""))))


def published_table(found: Sequence[Comparison], language: str, names: Sequence[str] = ()) -> Table:
    """Printed figures beside ours, with a column of `names` in front if there are any."""
    heads = ["network", "setting", "quantity", "layer", "printed", "ours", "verdict", "reason", "table"]
    rows: list[list[Cell]] = [
        [
            name,
            setting_text(c),
            c.quantity,
            c.layer,
            prose(c.printed),
            c.engine,
            say(c.verdict, language),
            prose(c.reason),
            prose(c.table),
        ]
        for name, c in zip(names or [""] * len(found), found, strict=True)
    ]
    told = {"verdict"} if names and len({c.verdict for c in found}) == 1 else set()  # by the heading
    shown = [i for i, column in enumerate(zip(*rows, strict=True)) if any(column) and heads[i] not in told]
    columns = [Column(heads[i], say(heads[i], language), right=heads[i] in ("printed", "ours")) for i in shown]
    return Table(tuple(columns), [[row[index] for index in shown] for row in rows])


def setting_text(comparison: Comparison) -> str:
    """`width 0.5, input 3x160x160`: how the network is set for a figure, where it is not as it comes."""
    return comparison.network.partition(" (")[2].removesuffix(")")


def _setting(analysis: Analysis, language: str) -> str:
    """`input 3x224x224, batch 1, width=0.5`."""
    parts = [
        f"{say('input', language)} {shape_text(analysis.input)}",
        f"{say('batch', language)} {analysis.batch}",
        *(f"{name}={value}" for name, value in analysis.network.given.items()),
    ]
    return prose(", ".join(parts))


def _savings(subject: Subject, language: str) -> str:
    """The kinds of constructions with what they save, and the totals; nothing where there are none."""
    if not subject.account.kinds:
        return ""
    lines = savings_totals(subject.account, language, listed=True)
    notes = "".join(f"- **{label}** {prose(text)}\n" if label else f"- {prose(text)}\n" for label, text in lines)
    return f"{markdown(by_kind(subject.account, language))}\n{notes}"


def _examples(analysis: Analysis, language: str) -> list[str]:
    """Derivations of a few layers that matter, in the order of the network."""
    names = _worth_deriving(analysis.layers)
    return ["\n".join(text_lines(layer, language)) for layer in explain_layers(analysis, names)]


def _worth_deriving(rows: Sequence[Row]) -> set[str]:
    """The first layer with weights, and those with the most multiply-adds and the most parameters."""
    weighted = [row for row in rows if row.parameters and row.macs]
    if not weighted:
        return set()
    dearest = max(weighted, key=lambda row: row.macs)
    largest = max(weighted, key=lambda row: row.parameters)
    return {weighted[0].name, dearest.name, largest.name}
