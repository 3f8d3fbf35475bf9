"""An outcome as tables and data."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from archcalc.output.table import Cell, Column, Table
from archcalc.output.words import word
from archcalc.whatif.outcome import Outcome
from archcalc.whatif.rewrite import Changed

MOST_ROWS = 16
"""Of changed layers that nobody asked to see in full."""

_NAMES = {
    "parameters": "parameters",
    "macs": "MACs",
    "flops": "FLOPs",
    "activations": "activations",
    "peak_activation_bytes": "peak activations (bytes)",
    "weighted_layers": "weighted layers",
    "layers": "layers",
    "receptive_field": "field of last map",
}

_KOREAN = {
    "peak activations (bytes)": "추론 시 최대 활성값(바이트)",
    "field of last map": "마지막 특징맵의 수용 영역",
    "figure": "항목",
    "before": "전",
    "after": "후",
    "ratio": "비율",
    "was": "이전",
    "now": "이후",
    "number": "개수",
}


def say(text: str, language: str) -> str:
    return word(text, language, _KOREAN)


def figure_table(outcome: Outcome, language: str) -> Table:
    """Before and after, one row for each figure."""
    columns = (
        Column("figure", say("figure", language)),
        Column("before", say("before", language), right=True),
        Column("after", say("after", language), right=True),
        Column("ratio", say("ratio", language), right=True),
    )
    rows: list[list[Cell]] = [
        [say(_NAMES[name], language), before, after, ratio_text(after, before)]
        for name, before, after in outcome.figures
    ]
    return Table(columns, rows)


def csv_table(outcome: Outcome) -> Table:
    """The same with the keys of the JSON document."""
    table = figure_table(outcome, "en")
    return table._replace(rows=[[figure[0], *row[1:]] for figure, row in zip(outcome.figures, table.rows, strict=True)])


def changed_table(outcome: Outcome, language: str, every: bool) -> Table:
    """Which layers changed; equal changes in one row where there are many."""
    groups = [[change] for change in outcome.changed]
    if not every and len(groups) > MOST_ROWS:
        groups = _alike(outcome.changed)
    columns = (
        Column("layer", say("layer", language), shrinks=True),
        Column("number", say("number", language), right=True),
        Column("was", say("was", language)),
        Column("now", say("now", language)),
    )
    return Table(columns, [[_span(group), len(group), group[0].was, group[0].now] for group in groups])


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """What `--format json` prints."""
    network = outcome.before.network
    return {
        "architecture": network.name,
        "replacements": list(outcome.applied),
        "batch": outcome.before.batch,
        "before": _side(outcome, 1) | {"input": list(outcome.before.input), "output": list(outcome.before.output)},
        "after": _side(outcome, 2) | {"input": list(outcome.after.input), "output": list(outcome.after.output)},
        "changed": [change._asdict() for change in outcome.changed],
    }


def ratio_text(after: int, before: int) -> str:
    """`0.1351`: four digits of an exact quotient."""
    return f"{float(Fraction(after, before)):.4g}" if before else ""


def _side(outcome: Outcome, which: int) -> dict[str, Any]:
    return {figure[0]: figure[which] for figure in outcome.figures}


def _alike(changes: tuple[Changed, ...]) -> list[list[Changed]]:
    groups: dict[tuple[str, str], list[Changed]] = {}
    for change in changes:
        groups.setdefault((change.was, change.now), []).append(change)
    return list(groups.values())


def _span(group: list[Changed]) -> str:
    first, last = group[0].layer, group[-1].layer
    return first if len(group) == 1 else f"{first}{', …' if len(group) > 2 else ''}, {last}"
