"""A comparison as plain data: what `compare --format json` prints."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from archcalc.compare import Comparison
from archcalc.compare.causes import Cause, Waterfall
from archcalc.compare.figures import FIGURES, Entry
from archcalc.compare.words import cause_text, move_text
from archcalc.output.data import head_data


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Networks in the order given, and a waterfall from the first one to each of the others.

    `last_map` is the last map of more than one position, null if there is none; `ratios` are those of the totals to
    the first network's, null where that is 0. In a waterfall `parameters` and `macs` are differences, and the sums
    over its `causes`, as theirs are over their `moves`; `renamed` gives the first network's path of each part that
    has another in the second; `equal` counts the layers that are the same. `causes` is null where the networks share
    too little: `shared` of `of` layers with weights.
    """
    first, *others = comparison.networks
    return {
        "convention": first.analysis.convention.name,
        "batch": first.analysis.batch,
        "networks": [_network(entry, first) for entry in comparison.networks],
        "waterfalls": [
            {"first": first.label, "second": other.label, **_waterfall(found)}
            for other, found in zip(others, comparison.waterfalls, strict=True)
        ],
    }


def _network(entry: Entry, first: Entry) -> dict[str, Any]:
    last = entry.last_map
    seen = last and {
        "layer": last.layer,
        "shape": list(last.shape),
        "receptive_field": list(last.field),
        "whole_input": last.whole,
    }
    return {
        "label": entry.label,
        **head_data(entry.analysis),
        "output": list(entry.analysis.output),
        "last_map": seen,
        "ratios": {name: _ratio(entry.figure(name), first.figure(name)) for name in FIGURES},
        "stages": [stage._asdict() | {"output": list(stage.output)} for stage in entry.stages],
    }


def _waterfall(found: Waterfall) -> dict[str, Any]:
    data = found._asdict()
    return data | {"causes": None if found.causes is None else [_cause(cause) for cause in found.causes]}


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "kind": cause.kind,
        "what": cause_text(cause),
        "layers": list(cause.layers),
        "parameters": cause.parameters,
        "macs": cause.macs,
        "moves": [
            {
                "first": [unit.name for unit in one.first],
                "second": [unit.name for unit in one.second],
                "what": move_text(one, cause.kind),
                "aspects": [aspect._asdict() for aspect in one.aspects],
                "parameters": one.parameters,
                "macs": one.macs,
            }
            for one in cause.moves
        ],
    }


def _ratio(number: int, whole: int) -> float | None:
    return float(Fraction(number, whole)) if whole else None
