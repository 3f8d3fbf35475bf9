"""The per-layer table and the totals below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from archcalc.graph import INPUT
from archcalc.groups import Group, fold
from archcalc.output.table import Cell, Column, Table
from archcalc.output.words import word
from archcalc.shape import shape_text

if TYPE_CHECKING:
    from archcalc.analysis import Analysis
    from archcalc.receptive import Receptive

UNITS = ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "K"))


def layer_table(analysis: Analysis, depth: int | None = None, language: str = "en", wiring: bool = False) -> Table:
    """One row per layer, or per group of layers that share the first `depth` parts of their names.

    With `wiring` a column says what each takes its input from.
    """
    groups = fold(analysis.layers, depth)
    table = group_table(analysis, groups, language)
    if not wiring:
        return table
    columns = (*table.columns[:2], Column("from", word("from", language), shrinks=True), *table.columns[2:])
    rows = [[*row[:2], text, *row[2:]] for row, text in zip(table.rows, _sources(analysis, groups), strict=True)]
    return table._replace(columns=columns, rows=rows)


def _sources(analysis: Analysis, groups: Sequence[Group]) -> list[str]:
    """The groups that each group takes its inputs from, itself apart."""
    names = [group.name for group in groups for _ in group.rows]
    nodes = iter(zip(names, analysis.graph.nodes, strict=True))
    texts = []
    for group in groups:
        inside = [node.inputs for _, node in islice(nodes, len(group.rows))]
        taken = ["input" if index == INPUT else names[index] for inputs in inside for index in inputs]
        texts.append(", ".join(dict.fromkeys(name for name in taken if name != group.name)))
    return texts


def group_table(analysis: Analysis, groups: Iterable[Group], language: str = "en") -> Table:
    """One row per group."""
    frozen = any(row.fixed_parameters for row in analysis.layers)
    by_convention = analysis.convention.name
    heading = "MACs" if by_convention == "macs" else by_convention
    columns = [
        Column("layer", word("layer", language), shrinks=True),
        Column("operation", word("operation", language)),
        Column("output", word("output", language)),
        Column("parameters", word("parameters", language), right=True),
        Column(by_convention, heading, right=True),
        Column("share", word("share", language), right=True, optional=True, percent=True),
        Column("receptive_field", word("field", language), right=True, optional=True),
    ]
    if frozen:
        columns.insert(4, Column("trainable_parameters", word("trained", language), right=True))
    total = analysis.totals.counted
    rows = [_cells(group, total, frozen) for group in groups]
    quiet = frozenset(i for i, row in enumerate(rows) if not row[3] and not row[-3])
    return Table(tuple(columns), rows, quiet)


def _cells(group: Group, total: int, frozen: bool) -> list[Cell]:
    last = group.rows[-1]
    count = sum(row.counted for row in group.rows)
    cells: list[Cell] = [
        group.name,
        group.describe(),
        shape_text(last.output),
        sum(row.parameters for row in group.rows),
        count,
        count / total if total else 0.0,
        field_text(last.receptive),
    ]
    if frozen:
        cells.insert(4, sum(row.trainable_parameters for row in group.rows))
    return cells


def field_text(receptive: Receptive) -> str:
    """`7`, or `7x1` where the axes differ."""
    sizes = [axis.size for axis in receptive]
    return str(sizes[0]) if len(set(sizes)) == 1 else "x".join(map(str, sizes))


def heading(analysis: Analysis, language: str = "en") -> str:
    """What is being summarised: name, source, input."""
    network = analysis.network
    paper = network.spec.paper
    source = ", ".join(filter(None, (paper.authors, str(paper.year or ""))))
    knobs = "".join(f", {name}={value}" for name, value in network.given.items())
    input_text = (
        f"{word('input', language)} {shape_text(analysis.input)}, {word('batch', language)} {analysis.batch}{knobs}"
    )
    name = network.title if network.title == network.name else f"{network.title} ({network.name})"
    return f"{name}{f', {source}' if source else ''}: {input_text}"


def totals_lines(analysis: Analysis, language: str = "en") -> list[tuple[str, str]]:
    """Labels and texts of the totals, in the order of the table."""
    totals, convention = analysis.totals, analysis.convention

    def say(text: str) -> str:
        return word(text, language)

    parts = [f"{say('trainable')} {totals.trainable_parameters:,}"]
    if totals.fixed_parameters:
        parts.append(f"{say('fixed')} {totals.fixed_parameters:,}")
    parts.append(f"{say('buffers')} {totals.buffers:,}")
    lines = [
        (say("parameters"), f"{_both(totals.parameters)}: {', '.join(parts)}"),
        ("MACs", _both(totals.macs)),
        ("FLOPs", _both(totals.flops)),
        (say("activations"), f"{_both(totals.activations)}: {activations_note(analysis, language)}"),
        (say("memory"), _memory(analysis, language)),
        (say("depth"), f"{_many(totals.weighted_layers, 'weighted layer', say)}, {_many(totals.layers, 'layer', say)}"),
    ]
    if convention.name not in ("macs", "flops"):
        lines.insert(1, (convention.name, f"{_both(totals.counted)}"))
    lines.append((say("convention"), f"{convention.name}: {say(convention.sentence)}"))
    return lines


def activations_note(analysis: Analysis, language: str) -> str:
    """What is counted as activations, and the part of it that the literature calls so."""
    outputs = word("elements of all layers' outputs", language)
    return f"{outputs}, {word('of convolutions alone', language)} {analysis.totals.conv_activations:,}"


def _many(number: int, what: str, say: Callable[[str], str]) -> str:
    """`1 layer`, `2 layers`."""
    return f"{number:,} {say(what if number == 1 else what + 's')}"


def _memory(analysis: Analysis, language: str) -> str:
    totals = analysis.totals
    return (
        f"{word('parameters', language)} {short_bytes(totals.parameter_bytes)}, "
        f"{word('peak activations', language)} {short_bytes(totals.peak_activation_bytes)}, "
        f"{word('kept for backward', language)} {short_bytes(totals.training_activation_bytes)} ({analysis.dtype})"
    )


def short(number: int) -> str:
    """`25.56 M`: four digits and the unit."""
    for size, unit in UNITS:
        if number >= size:
            return f"{number / size:.4g} {unit}"
    return str(number)


def _both(number: int) -> str:
    return f"{number:,} ({short(number)})" if number >= 10**4 else f"{number:,}"


def short_bytes(number: int) -> str:
    """`102.2 MB`, in powers of ten."""
    return f"{short(number)}B" if number >= 1000 else f"{number} B"
