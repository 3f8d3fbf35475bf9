"""`archcalc check`: is a spec right, and does it keep to a budget?"""

from __future__ import annotations

import sys
from typing import Annotated, NamedTuple

from archcalc.analysis import analyze
from archcalc.cli.budget import MaxMacs, MaxMemory, MaxParameters, budget_of
from archcalc.cli.commands import Argument
from archcalc.cli.emit import draw_table, on_terminal, table_text, write
from archcalc.cli.options import (
    FORMATS,
    Format,
    Input,
    Output,
    Set,
    input_shape,
    knob_values,
    one_of,
)
from archcalc.errors import EXIT_FAILED, Fault, SpecError
from archcalc.graph import Graph
from archcalc.output.table import Column, Table
from archcalc.shape import Shape
from archcalc.spec.model import Network
from archcalc.zoo import choose, find_spec, names_in

File = Annotated[str, Argument(metavar="FILE", help="A spec file (my.yaml, my.yaml:variant), a zoo name, or -.")]


class Verdict(NamedTuple):
    """What was found for one network; `memory_bytes` are parameters and peak activations together, as float32.

    `notes` are layers that nothing uses: no fault, as a network may be unfinished, but hardly meant.
    """

    name: str
    parameters: int
    macs: int
    memory_bytes: int
    verdict: str
    notes: tuple[Fault, ...] = ()


def run(
    file: File,
    max_parameters: MaxParameters = "",
    max_macs: MaxMacs = "",
    max_memory: MaxMemory = "",
    input: Input = "",
    set: Set = [],  # noqa: B006 -- typer copies it
    format: Format = "table",
    output: Output = "",
) -> None:
    """Validate a spec; with a budget, also its size. Exit code 1: over budget, 2: the spec is wrong."""
    one_of(format, FORMATS, "format")
    budget = budget_of(max_parameters, max_macs, max_memory)
    spec, variant = find_spec(file)
    given = knob_values(set)
    shape = input_shape(input)
    faults: list[Fault] = []
    verdicts = []
    for name in [variant] if variant else names_in(spec):
        network = choose(spec, name, given)
        try:
            verdicts.append(_verdict(network, shape, budget))
        except SpecError as error:
            faults += [fault for fault in error.faults if not _known(fault, faults)]
    if faults:
        raise SpecError(*faults)
    _show(verdicts, format, output)
    for note in dict.fromkeys(note.as_note() for verdict in verdicts for note in verdict.notes):
        print(note, file=sys.stderr)
    if any(verdict.verdict != "ok" for verdict in verdicts):
        sys.exit(EXIT_FAILED)


def _verdict(network: Network, input: Shape | None, budget: dict[str, int]) -> Verdict:
    analysis = analyze(network, input)
    totals = analysis.totals
    memory = totals.parameter_bytes + totals.peak_activation_bytes
    found = Verdict(network.name, totals.parameters, totals.macs, memory, "ok", _unused(analysis.graph))
    over = []
    for what, limit in budget.items():
        excess = getattr(found, what) - limit
        if excess > 0:
            over.append(f"{what.replace('_bytes', '')} over budget by {excess:,}{' bytes' * what.endswith('_bytes')}")
    return found._replace(verdict=", ".join(over)) if over else found


def _unused(graph: Graph) -> tuple[Fault, ...]:
    """A note for each layer whose output goes nowhere."""
    layers = {node.path: node for node in graph.nodes}
    hint = "if it is a result, name it under 'outputs:'"
    ends = [graph.nodes[index] for index in graph.unused()]
    ends = [layers.get(end.path.rpartition(".")[0], end) for end in ends]  # what a norm or activation stands beside
    return tuple([Fault(f"nothing uses layer '{end.path}'", end.place, hint) for end in ends])


def _known(fault: Fault, faults: list[Fault]) -> bool:
    """Variants of a family share their layers, and so their faults."""
    return any(fault.message == other.message and fault.place == other.place for other in faults)


def _show(verdicts: list[Verdict], format: str, output: str) -> None:
    if format == "json":
        import json

        data = [{**verdict._asdict(), "notes": [note.message for note in verdict.notes]} for verdict in verdicts]
        return write(json.dumps(data, indent=1) + "\n", output)
    columns = (
        Column("name", "name", shrinks=True),
        Column("parameters", "parameters", right=True),
        Column("macs", "MACs", right=True),
        Column("verdict", "verdict"),
    )
    table = Table(columns, [(one.name, one.parameters, one.macs, one.verdict) for one in verdicts])
    if format == "table" and on_terminal(output):
        return draw_table(table)
    return write(table_text(table, format), output)
