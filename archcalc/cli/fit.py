"""`archcalc fit`: the largest setting of a knob, or of several, within a budget."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

from archcalc.cli.budget import MaxMacs, MaxMemory, MaxParameters, budget_of
from archcalc.cli.commands import Option
from archcalc.cli.emit import draw_table, labelled, on_terminal, table_text, write
from archcalc.cli.options import FORMATS, Arch, Batch, Format, Input, Output, Set, input_shape, knob_values, one_of
from archcalc.cli.sweep import Dtype
from archcalc.errors import EXIT_FAILED, Fault, UsageError
from archcalc.output.table import Column, Table
from archcalc.zoo import find_spec

if TYPE_CHECKING:
    from archcalc.sweep.fit import Fit, Setting

_SHOWN = 10  # settings of several knobs that a table shows
_UNITS = {"parameters": "parameters", "macs": "MACs", "memory_bytes": "bytes of memory"}
_LABELS = {**_UNITS, "memory_bytes": "memory"}

Over = Annotated[
    list[str],
    Option(
        "--over",
        metavar="NAME[=VALUES]",
        help="The knob, resolution or batch to make large: width, or width=0.1:3:0.01 (from, to, step). Repeatable.",
    ),
]


def run(
    arch: Arch,
    over: Over = [],  # noqa: B006 -- typer copies it
    max_parameters: MaxParameters = "",
    max_macs: MaxMacs = "",
    max_memory: MaxMemory = "",
    set: Set = [],  # noqa: B006
    input: Input = "",
    batch: Batch = 1,
    dtype: Dtype = "float32",
    format: Format = "table",
    output: Output = "",
) -> None:
    """The largest setting within a budget, and the next one that is too large. Exit code 1: nothing fits."""
    one_of(format, FORMATS, "format")
    budget = budget_of(max_parameters, max_macs, max_memory)
    if not budget:
        raise UsageError(Fault("there is no budget", hint="add --max-macs, --max-parameters or --max-memory"))
    if not over:
        raise UsageError(Fault("nothing is to be made large", hint="for example --over width, or --over resolution"))
    found = _found(arch, over, budget, knob_values(set), input, batch, dtype)
    _show(found, format, output)
    if not found.largest:
        sys.exit(EXIT_FAILED)


def _found(
    arch: str, over: list[str], budget: dict[str, int], given: dict[str, Any], input: str, batch: int, dtype: str
) -> Fit:
    from archcalc.sweep.axes import parse_axis
    from archcalc.sweep.fit import axes_of, fit
    from archcalc.sweep.grid import chunks
    from archcalc.sweep.job import CHUNK
    from archcalc.sweep.plan import plan
    from archcalc.sweep.progress import shown
    from archcalc.sweep.run import joined, run_box

    spec, variant = find_spec(arch)
    axes = axes_of(over, spec, variant, parse_axis)
    chosen = plan(spec, variant, given, axes, input=input_shape(input), batch=batch, dtype=dtype)
    boxes = chunks(chosen.lengths, CHUNK)
    columns = joined(list(shown((run_box(chosen, box) for box in boxes), len(boxes))))
    return fit(chosen, columns, budget)


def _show(found: Fit, format: str, output: str) -> None:
    if format == "json":
        import json

        return write(json.dumps(_data(found), indent=1) + "\n", output)
    if not found.largest:
        return write(_nothing(found), output)
    if format != "table":
        return write(table_text(_table(found, found.largest), format), output)
    lines = _lines(found)
    if len(found.plan.axes) == 1:
        return write(labelled(lines), output)
    table = _table(found, found.largest[:_SHOWN])
    if on_terminal(output):
        return draw_table(table, after=lines)
    return write(table_text(table, "table") + "\n" + labelled(lines), output)


def _lines(found: Fit) -> list[tuple[str, str]]:
    """The answer, what comes next, and what should be known about it."""
    best = found.largest[0]
    lines = [("largest", f"{_settings(best)}: {_costs(found, best)}")]
    for axis in found.plan.axes:
        after = found.beyond.get(axis.name)
        if after is None:
            lines.append((f"next {axis.name}", f"{axis.values[-1]} is the largest of the grid"))
        else:
            lines.append((f"next {axis.name}", f"{after.knobs[axis.name]} {_misses(found, after)}"))
    if found.gap is not None:
        lines.append(("but", f"{_settings(found.gap)} {_misses(found, found.gap)}: costs do not simply grow"))
    more = len(found.largest) - _SHOWN
    if more > 0:
        lines.append(("more", f"{more:,} other settings fit that none tops in every knob"))
    return lines


def _nothing(found: Fit) -> str:
    """No setting fits: what comes nearest."""
    text = f"no setting of {_grid(found)} fits"
    if not found.smallest:
        return f"{text}: {found.reason}\n"
    lines = []
    for name, setting in found.smallest.items():
        cost = setting.figures[name]
        over = cost - found.budget[name]
        verdict = f"{over:,} over the budget" if over > 0 else "within the budget"
        lines.append((f"smallest {_LABELS[name]}", f"{cost:,} at {_settings(setting)}, {verdict}"))
    return f"{text}\n" + labelled(lines)


def _misses(found: Fit, setting: Setting) -> str:
    if setting.reason is not None:
        return f"makes no network: {setting.reason}"
    over = [f"{most:,} {_UNITS[name]}" for name, most in setting.over(found.budget).items()]
    return f"is over by {' and '.join(over)}"


def _costs(found: Fit, setting: Setting) -> str:
    parts = [f"{setting.figures[name]:,} of {most:,} {_UNITS[name]}" for name, most in found.budget.items()]
    return ", ".join(parts)


def _settings(setting: Setting) -> str:
    return ", ".join(f"{name} {value}" for name, value in setting.knobs.items())


def _grid(found: Fit) -> str:
    axes = found.plan.axes
    return ", ".join(f"{axis.name} from {axis.values[0]} to {axis.values[-1]}" for axis in axes)


def _table(found: Fit, settings: list[Setting]) -> Table:
    from archcalc.sweep.rows import figure_column

    knobs = [Column(axis.name, axis.name, right=True) for axis in found.plan.axes]
    heads = (*knobs, *map(figure_column, settings[0].figures))
    return Table(heads, [(*map(str, s.knobs.values()), *s.figures.values()) for s in settings])


def _data(found: Fit) -> dict[str, Any]:
    def plain(setting: Setting) -> dict[str, Any]:
        if setting.reason is not None:
            return {"knobs": setting.knobs, "reason": setting.reason}
        return {"knobs": setting.knobs, **setting.figures, "over": setting.over(found.budget)}

    return {
        "architecture": found.plan.network.name,
        "budget": found.budget,
        "grid": {axis.name: [axis.values[0], axis.values[-1], len(axis.values)] for axis in found.plan.axes},
        "largest": [plain(setting) for setting in found.largest],
        "next": {name: plain(setting) for name, setting in found.beyond.items()},
        "gap": plain(found.gap) if found.gap else None,
        "smallest": {name: plain(setting) for name, setting in found.smallest.items()},
    }
