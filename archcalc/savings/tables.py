"""Savings as tables: the constructions one by one or folded, their layers, the kinds, and the totals in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from archcalc.output.table import Cell, Column, Table
from archcalc.savings.account import Account, Finding
from archcalc.savings.construction import Count
from archcalc.savings.words import say
from archcalc.shape import shape_text

MOST_ROWS = 24
"""Of a listing that nobody asked to see in full."""


def ratio_text(number: int, whole: int) -> str:
    """`0.1189`, `6.922`: four digits of an exact quotient; empty where there is nothing to compare with."""
    if not whole:
        return ""
    ratio = float(Fraction(number, whole))
    return f"{ratio:.4f}" if 0.1 <= ratio < 1 else f"{ratio:.4g}"


def listing(account: Account, language: str, every: bool) -> Table | None:
    """The constructions, equal ones in one row unless `every` is asked for; None if there are too many."""
    groups = [[finding] for finding in account.findings] if every else _alike(account.findings)
    if not every and len(groups) > MOST_ROWS:
        return None
    # On a narrow terminal the columns from the right give way first.
    texts = [Column(head, say(head, language), optional=True) for head in ("layers", "instead of", "maps")]
    columns = (
        Column("kind", say("kind", language)),
        Column("construction", say("construction", language), shrinks=True),
        *_cost_columns(language),
        *texts,
        Column("closed_form", say("closed form", language), optional=True),
    )
    rows = [_listed(group, language) for group in groups]
    quiet = frozenset(number for number, group in enumerate(groups) if not group[0].counted)
    return Table(columns, rows, quiet)


def by_kind(account: Account, language: str) -> Table:
    """One row for each kind: what all of its constructions cost, and the network with plain layers in their place."""
    columns = (
        Column("kind", say("kind", language)),
        Column("number", say("number", language), right=True),
        *_cost_columns(language),
        Column("network_parameters", say("network with plain layers", language), right=True, optional=True),
        Column("network_macs", "MACs", right=True, optional=True),
    )
    rows = [
        [say(t.kind.name, language), t.number, *_costs(t.now, t.plain), t.network.parameters, t.network.macs]
        for t in account.kinds
    ]
    return Table(columns, rows)


def by_layer(account: Account, language: str) -> Table:
    """Every construction's layers, then the plain ones in their place."""
    columns = (
        Column("construction", say("construction", language), shrinks=True),
        Column("layer", say("layer", language), shrinks=True),
        Column("operation", say("layers", language)),
        Column("output", say("output", language)),
        Column("parameters", say("parameters", language), right=True),
        Column("macs", "MACs", right=True),
    )
    rows: list[list[Cell]] = []
    for finding in account.findings:
        name = _starred(finding)
        for label, parts, total in (
            ("", finding.layers, finding.now),
            (say("plain", language), finding.plain_layers, finding.plain),
        ):
            for part in parts:
                cells: list[Cell] = [part.operation, shape_text(part.output), part.cost.parameters, part.cost.macs]
                rows.append([name, label or part.name, *cells])
            if len(parts) > 1:
                rows.append([name, f"{label} {say('total', language)}".strip(), "", "", total.parameters, total.macs])
    return Table(columns, rows)


def totals(account: Account, language: str, listed: bool) -> list[tuple[str, str]]:
    """Labels and texts below the tables."""

    def against(count: Count) -> str:
        texts = []
        for number, base, what in zip(count[:2], account.network[:2], ("parameters", "MACs"), strict=True):
            times = f" ({ratio_text(number, base)} {say('times', language)})" if count is not account.network else ""
            texts.append(f"{number:,} {say(what, language)}{times}")
        return ", ".join(texts)

    lines = [(say("network", language), against(account.network))]
    if not account.findings:
        text = "there are no economical constructions in this network"
        return [*lines, (say("total", language), say(text, language))]
    if account.plain != account.network:
        lines.append((say("with plain convolutions", language), against(account.plain)))
    if account.flat != account.plain:
        lines.append((say("and fully connected layers", language), against(account.flat)))
    return lines + _remarks(account, language, listed)


def _remarks(account: Account, language: str, listed: bool) -> list[tuple[str, str]]:
    inside = not all(finding.counted for finding in account.findings)
    once = "each layer in one construction at most"
    if inside:
        once += "; those with * are inside a larger one and not counted in the totals"
    norms = (
        "norms between the layers of a construction go with it, the norm behind stays; a plain layer has the bias of "
        "the layer it stands for"
    )
    label = say("what is counted", language)
    form = "a closed form compares weights, without biases and norms; it holds for MACs where the maps have one size"
    lines = [(label, say(once, language)), ("", say(norms, language)), ("", say(form, language))]
    dearer = sum(finding.now.macs > finding.plain.macs for finding in account.findings)
    if dearer:
        text = "of the constructions cost more multiply-adds than the plain layer (few channels, or a stride)"
        lines.append((say("costs more", language), f"{dearer} {say(text, language)}"))
    if not listed:
        text = say("constructions; --verbose lists them all", language)
        lines.append((say("not listed", language), f"{len(account.findings)} {text}"))
    return lines


def _alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one kind with the same layers on the same maps, together."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        key = (finding.kind.key, finding.describes, finding.input, finding.outputs, finding.now, finding.counted)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def _listed(group: Sequence[Finding], language: str) -> list[Cell]:
    finding, number = group[0], len(group)
    now, plain = (Count(*[entry * number for entry in count]) for count in (finding.now, finding.plain))
    outputs = " + ".join(map(shape_text, finding.outputs))
    return [
        say(finding.kind.name, language),
        _starred(finding) if number == 1 else f"{number} x {_starred(finding)} to {_starred(group[-1])}",
        *_costs(now, plain),
        finding.describes,
        finding.describes_plain,
        f"{shape_text(finding.input)} -> {outputs}",
        finding.closed.line,
    ]


def _starred(finding: Finding) -> str:
    return finding.name if finding.counted else f"{finding.name}*"


def _cost_columns(language: str) -> tuple[Column, ...]:
    plain, ratio = say("plain", language), say("ratio", language)
    return (
        Column("parameters", say("parameters", language), right=True),
        Column("plain_parameters", plain, right=True, optional=True),
        Column("parameter_ratio", ratio, right=True),
        Column("macs", "MACs", right=True),
        Column("plain_macs", plain, right=True, optional=True),
        Column("mac_ratio", ratio, right=True),
    )


def _costs(now: Count, plain: Count) -> list[Cell]:
    return [
        now.parameters,
        plain.parameters,
        ratio_text(now.parameters, plain.parameters),
        now.macs,
        plain.macs,
        ratio_text(now.macs, plain.macs),
    ]
