"""What is told about a box or a frame when it is pointed at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcalc.analysis import Analysis
from archcalc.drawing.outline import Frame
from archcalc.drawing.units import Unit
from archcalc.drawing.words import say
from archcalc.explain import explain_layers
from archcalc.explain.render import text_lines
from archcalc.rows import Row
from archcalc.shape import shape_text

_WINDOW = re.compile(r"(\d)x(?=\d)")  # 3x3
_FAMILIES = {
    "conv_transpose": "conv",
    "subsample": "pool",
    "linear": "full",
    "rbf": "full",
}


def look(row: Row) -> str:
    """The class of a layer's colour."""
    key = row.operation.key
    if key == "conv":
        return "grouped" if row.operation.groups > 1 else "conv"  # type: ignore[attr-defined]
    return "pool" if key.endswith("pool") else _FAMILIES.get(key, "other")


def brief(row: Row) -> str:
    """The operation in as few letters as say it: `3×3 s2`."""
    words = [
        word
        for word in row.operation.describe().split()
        if word not in ("conv", "same", "ceil", "table") and not (word[0] == "p" and word[1:2].isdigit())
    ]
    return _WINDOW.sub(r"\1×", " ".join(words)).replace("adaptive_", "").replace("_", " ").replace("pool", "")


def unit_title(unit: Unit, first_line: str, language: str) -> str:
    """Names, shapes, parameters, MACs, and how the first of its numbers comes about."""
    main, *beside = unit.rows
    described = " + ".join([main.operation.describe(), *(row.operation.key for row in beside)])
    inputs = ", ".join(map(shape_text, main.inputs))
    counts = _counts(unit.rows, language)
    lines = [f"{unit.path}: {described}", f"{inputs} → {shape_text(unit.output)}", counts, first_line]
    return "\n".join(filter(None, lines))


def frame_title(frame: Frame, units: Sequence[Unit], language: str) -> str:
    """What a part of the network, or all the parts that a frame stands for, have together."""
    rows = [row for copy in frame.copies for number in copy for row in units[number].rows]
    if len(frame.copies) == 1:
        return f"{frame.path}: {_counts(rows, language)}"
    alike = say("alike: {first} to {last}; together", language).format(first=frame.path, last=frame.last)
    return f"{len(frame.copies)} {alike} {_counts(rows, language)}"


def first_lines(analysis: Analysis, names: set[str], language: str) -> dict[str, str]:
    """Layer -> the first line of its derivation, with the values put in."""
    found = {}
    for layer in explain_layers(analysis, names):
        lines = [line.strip() for line in text_lines(layer, language)]
        found[layer.row.name] = " ".join(lines[2:4]) if layer.derivations else ""
    return found


def _counts(rows: Sequence[Row], language: str) -> str:
    parameters, macs = sum(row.parameters for row in rows), sum(row.macs for row in rows)
    return f"{say('parameters', language)} {parameters:,}, MACs {macs:,}"
