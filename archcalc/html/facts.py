"""Headline figures of a network, what papers and tools say, and how several networks compare."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from archcalc.analysis import Analysis
from archcalc.conventions import conventions
from archcalc.gap import explain_gap
from archcalc.html.words import say
from archcalc.output.summary import activations_note, short, short_bytes
from archcalc.published import EXACT, EXPLAINED, MATCHES, Comparison, compare_published
from archcalc.savings.tables import ratio_text
from archcalc.shape import shape_text


class Fact(NamedTuple):
    """A headline figure: exact, rounded, and what it counts."""

    label: str
    exact: str
    rounded: str
    note: str


class Published(NamedTuple):
    """A figure that a paper prints, beside the engine's; `mark` is a class: agrees, explained or differs."""

    figure: Comparison
    about: str
    verdict: str
    mark: str


class Tool(NamedTuple):
    """The network under another convention: its count, and what makes the difference to the first one."""

    name: str
    counts: str
    total: int
    ratio: str
    causes: list[str]


class Cell(NamedTuple):
    """A figure of a network, and how many times that of the first network it is."""

    value: int
    ratio: str


class Compared(NamedTuple):
    """A network's line in the comparison."""

    name: str
    title: str
    input: str
    cells: list[Cell]


COMPARED = (
    ("parameters", "parameters"),
    ("MACs", "macs"),
    ("FLOPs", "flops"),
    ("activations", "activations"),
    ("peak activations (bytes)", "peak_activation_bytes"),
    ("weighted layers", "weighted_layers"),
    ("layers", "layers"),
)
"""Headings of the comparison, and the totals below them."""

MOST_CAUSES = 3


def facts(analysis: Analysis, lang: str) -> list[Fact]:
    """The figures that people ask for first."""
    totals, convention = analysis.totals, analysis.convention
    trained = f"{say('trainable', lang)} {totals.trainable_parameters:,}, {say('buffers', lang)} {totals.buffers:,}"
    sentences = {one.name: say(one.sentence, lang) for one in conventions()}
    found = [
        _count(say("parameters", lang), totals.parameters, trained),
        _count("MACs", totals.macs, f"macs: {sentences['macs']}"),
        _count("FLOPs", totals.flops, f"flops: {sentences['flops']}"),
    ]
    if convention.name not in ("macs", "flops"):
        found.append(_count(convention.name, totals.counted, f"{convention.name}: {sentences[convention.name]}"))
    peak, kept = (say(what, lang) for what in ("peak activations", "kept for backward"))
    memory = f"{say('parameters', lang)} {short_bytes(totals.parameter_bytes)}, {kept}"
    memory += f" {short_bytes(totals.training_activation_bytes)} ({analysis.dtype})"
    layers = f"{say('weighted layers', lang)}; {totals.layers:,} {say('layers', lang)}"
    return [
        *found,
        _count(say("activations", lang), totals.activations, activations_note(analysis, lang)),
        Fact(peak, f"{totals.peak_activation_bytes:,} B", short_bytes(totals.peak_activation_bytes), memory),
        Fact(say("depth", lang), f"{totals.weighted_layers:,}", "", layers),
    ]


def published(analysis: Analysis, lang: str) -> list[Published]:
    """What papers print about the network, and whether it agrees; nothing where it has been changed.

    Raises:
        SpecError: a published figure of the spec cannot be read.
    """
    if not _is_as_published(analysis):
        return []
    marks = {EXACT: "agrees", MATCHES: "agrees", EXPLAINED: "explained"}
    return [
        Published(
            figure,
            " ".join(filter(None, (figure.layer, _quantity(figure.quantity, lang)))),
            say(figure.verdict, lang),
            marks.get(figure.verdict, "differs"),
        )
        for figure in compare_published(analysis.network)
    ]


def agreement(analysis: Analysis, found: Sequence[Published], lang: str) -> str:
    """How many published figures agree, in a sentence."""
    if analysis.network.published and not found:
        return say("Knobs or input are set otherwise than published, so there is nothing to compare.", lang)
    if not found:
        return say("The spec names no published figures.", lang)
    agree = sum(one.mark == "agrees" for one in found)
    reasons = sum(one.mark == "explained" for one in found)
    text = say("{agree} of {all} published figures agree to the printed digits.", lang)
    text = text.format(agree=agree, all=len(found))
    if reasons:
        text += " " + say("For {reasons} the reason of the difference is given.", lang).format(reasons=reasons)
    return text


def _is_as_published(analysis: Analysis) -> bool:
    return not analysis.network.given and analysis.input == analysis.network.input


def tools(analysis: Analysis, lang: str) -> list[Tool]:
    """The network's count under every convention, the analysis' own first."""
    first = analysis.convention
    others = [one for one in conventions() if one.name != first.name]
    found = [Tool(first.name, say(first.sentence, lang), analysis.totals.counted, "", [])]
    for other in others:
        causes = explain_gap(analysis.layers, first, other, analysis.batch)
        total = analysis.totals.counted + sum(cause.difference for cause in causes)
        texts = [f"{say(cause.what, lang)} {cause.difference:+,}" for cause in causes[:MOST_CAUSES]]
        if len(causes) > MOST_CAUSES:
            rest = sum(cause.difference for cause in causes[MOST_CAUSES:])
            texts.append(f"{say('other', lang)} {rest:+,}")
        ratio = ratio_text(total, analysis.totals.counted)
        found.append(Tool(other.name, say(other.sentence, lang), total, ratio, texts))
    return found


def compared(analyses: Sequence[Analysis]) -> list[Compared]:
    """A line for each network, with ratios to the first."""
    first = analyses[0].totals
    lines = []
    for analysis in analyses:
        cells = []
        for _, name in COMPARED:
            value, base = getattr(analysis.totals, name), getattr(first, name)
            cells.append(Cell(value, _times(value, base) if analysis is not analyses[0] else ""))
        network = analysis.network
        lines.append(Compared(network.name, network.title, shape_text(analysis.input), cells))
    return lines


def _times(value: int, base: int) -> str:
    """`0.5439`, `2.762`, `37,142`: how many times, empty where there is nothing to compare with."""
    return f"{round(Fraction(value, base)):,}" if base and value >= 1000 * base else ratio_text(value, base)


def _quantity(name: str, lang: str) -> str:
    return "MACs" if name == "macs" else say(name, lang)


def _count(label: str, number: int, note: str) -> Fact:
    return Fact(label, f"{number:,}", short(number) if number >= 1000 else "", note)
