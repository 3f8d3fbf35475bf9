"""The receptive field over depth: a line that steps up at every layer that sees more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from archcalc.graph import INPUT
from archcalc.output.summary import field_text
from archcalc.output.words import word
from archcalc.plots.labels import text_width
from archcalc.plots.look import INK, SERIES, SMALL
from archcalc.plots.panel import Panel
from archcalc.plots.quantities import Step
from archcalc.receptive import Receptive, input_field

if TYPE_CHECKING:
    from archcalc.analysis import Analysis

_AXES = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}

Corners = list[tuple[float, int]]


def has_field(analysis: Analysis) -> bool:
    """Whether the input has positions that a field could cover."""
    return len(analysis.input) > 1


def field_lines(steps: Sequence[Step], axes: int) -> list[Corners]:
    """For each axis of the input, depth and size wherever the size grows; the last one is the network's end.

    Branches stand in line here: a shortcut that sees less than the branch before it takes nothing from what is seen.
    """
    lines: list[Corners] = [[] for _ in range(axes)]
    for number, step in enumerate(steps):
        for nth, row in enumerate(step.rows):
            for line, axis in zip(lines, row.receptive, strict=False):
                if not line or line[-1][1] < axis.size:
                    line.append((number + nth / len(step.rows), axis.size))
    return [[*line, (len(steps), line[-1][1])] for line in lines if line]


def largest_field(analysis: Analysis) -> int:
    """The largest size of a field or of the input: what the panel must hold."""
    sizes = [axis.size for row in analysis.layers for axis in row.receptive]
    return max([*sizes, *analysis.input[1:]])


def result_field(analysis: Analysis) -> Receptive:
    """The field of the network's result."""
    index = analysis.graph.output
    return input_field(analysis.input[1:]) if index == INPUT else analysis.layers[index].receptive


def draw_field(panel: Panel, analysis: Analysis, steps: Sequence[Step], language: str) -> None:
    """The line of each axis, one for all axes that are alike, and the size of the input."""
    sizes = analysis.input[1:]
    lines = field_lines(steps, len(sizes))
    if all(line == lines[0] for line in lines) and len(set(sizes)) == 1:
        lines = lines[:1]
    colors = SERIES[: len(lines)]
    for number, (line, color) in enumerate(zip(lines, colors, strict=True)):
        _draw_line(panel, line, color, f"field-{panel.number}-{number}")
    _draw_inputs(panel, lines, sizes, [INK, *colors] if len(lines) > 1 else [INK], language)
    panel.explain_steps([step_tip(step, language) for step in steps])


def step_tip(step: Step, language: str) -> str:
    """The fields within a step, each with the layer that has it first."""
    seen: dict[str, str] = {}
    for row in (step.head, *step.rows):
        seen.setdefault(field_text(row.receptive), row.name)
    found = [f"{size} ({name})" for size, name in seen.items()]
    return f"{word('receptive field', language)}: {', '.join(found)}"


def _draw_line(panel: Panel, line: Corners, color: str, gid: str) -> None:
    places, sizes = zip(*line, strict=True)
    panel.axes.step(places, sizes, where="post", color=color, linewidth=1.8, gid=gid, clip_on=False)


def _draw_inputs(
    panel: Panel, lines: Sequence[Corners], sizes: Sequence[int], colors: Sequence[str], language: str
) -> None:
    """The size of the input as a dashed line, one for each axis where they differ; and which line is which axis."""
    names = [word(name, language) for name in _AXES[len(sizes)]]
    texts: list[tuple[str, int, str]] = []
    if len(set(sizes)) == 1:
        texts.append((f"{word('input', language)} {sizes[0]}", sizes[0], colors[0]))
        texts += [(name, sizes[0], color) for name, color in zip(names, colors[1:], strict=False)]
    else:
        inputs = [f"{word('input', language)} {name} {size}" for name, size in zip(names, sizes, strict=True)]
        texts += zip(inputs, sizes, colors[1:], strict=True)
    room = sum(text_width(text, SMALL) + 12 for text, _, _ in texts)
    reach = room / panel.frame.width * panel.steps
    grown = any(size > min(sizes) for line in lines for place, size in line if place <= reach)
    x = panel.frame.width - room if grown else 4.0  # away from where the line crosses the input
    for number, (text, size, color) in enumerate(texts):
        if number == 0 or len(set(sizes)) > 1:
            panel.dashed(size, color, f"input-{panel.number}-{number}")
        panel.note(text, x, size, color)
        x += text_width(text, SMALL) + 12
