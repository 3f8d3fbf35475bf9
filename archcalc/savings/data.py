"""Savings as plain data: what `--format json` prints."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from archcalc.savings.account import Account, Finding, Part, Tally
from archcalc.savings.closed import Closed
from archcalc.savings.construction import Count, Kind


def account_data(account: Account) -> dict[str, Any]:
    """Totals, kinds and constructions of a network; all figures for the whole batch."""
    return {
        "totals": {
            "network": count_data(account.network),
            "with_plain_convolutions": count_data(account.plain),
            "with_plain_convolutions_and_fully_connected": count_data(account.flat),
        },
        "kinds": [_tally_data(tally) for tally in account.kinds],
        "constructions": [finding_data(finding) for finding in account.findings],
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """One construction, its layers, and the plain ones in their place."""
    return {
        "kind": finding.kind.key,
        "name": finding.name,
        "counted": finding.counted,
        "input": list(finding.input),
        "outputs": [list(shape) for shape in finding.outputs],
        "now": count_data(finding.now),
        "plain": count_data(finding.plain),
        **_ratios(finding.now, finding.plain),
        "closed_form": closed_data(finding.closed),
        "layers": [_part_data(part) for part in finding.layers],
        "plain_layers": [_part_data(part) for part in finding.plain_layers],
    }


def closed_data(closed: Closed) -> dict[str, Any]:
    """A closed form with its letters; `value` is exact."""
    return {
        "text": closed.text,
        "latex": closed.latex,
        "letters": closed.letters,
        "working": closed.working,
        "value": str(closed.value),
    }


def count_data(count: Count) -> dict[str, int]:
    return count._asdict()


def _ratios(now: Count, plain: Count) -> dict[str, Any]:
    """Both ratios, exactly; null where there is nothing to compare with."""

    def ratio(a: int, b: int) -> str | None:
        return str(Fraction(a, b)) if b else None

    return {
        "parameter_ratio": ratio(now.parameters, plain.parameters),
        "mac_ratio": ratio(now.macs, plain.macs),
    }


def _tally_data(tally: Tally) -> dict[str, Any]:
    return {
        **kind_data(tally.kind),
        "number": tally.number,
        "counted": tally.counted,
        "now": count_data(tally.now),
        "plain": count_data(tally.plain),
        **_ratios(tally.now, tally.plain),
        "network_with_plain_layers": count_data(tally.network),
    }


def kind_data(kind: Kind) -> dict[str, str]:
    return {"kind": kind.key, "name": kind.name, "about": kind.about, "plain_is": kind.plain, "source": kind.source}


def _part_data(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "operation": part.operation,
        "output": list(part.output),
        **count_data(part.cost),
    }
