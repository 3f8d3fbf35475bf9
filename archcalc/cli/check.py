"""`archcalc check`: is a spec right, and does it keep to a budget?"""

from __future__ import annotations

import sys
from typing import Annotated, NamedTuple

from archcalc.analysis import analyze
from archcalc.cli.commands import Argument, Option
from archcalc.cli.emit import draw_table, on_terminal, table_text, write
from archcalc.cli.options import (
    FORMATS,
    Format,
    Input,
    Output,
    Set,
    input_shape,
    knob_values,
    number_with_unit,
    one_of,
)
from archcalc.errors import EXIT_FAILED, Fault, SpecError
from archcalc.output.table import Column, Table
from archcalc.spec.model import Network
from archcalc.zoo import choose, find_spec, names_in

File = Annotated[str, Argument(metavar="FILE", help="A spec file (my.yaml, my.yaml:variant), a zoo name, or -.")]
MaxParameters = Annotated[str, Option("--max-parameters", metavar="N", help="Budget of parameters: 5M, 5000000.")]
MaxMacs = Annotated[str, Option("--max-macs", metavar="N", help="Budget of MACs for one sample: 300M, 4.1G.")]


class Verdict(NamedTuple):
    """What was found for one network."""

    name: str
    parameters: int
    macs: int
    verdict: str


def run(
    file: File,
    max_parameters: MaxParameters = "",
    max_macs: MaxMacs = "",
    input: Input = "",
    set: Set = [],  # noqa: B006 -- typer copies it
    format: Format = "table",
    output: Output = "",
) -> None:
    """Validate a spec; with a budget, also its size. Exit code 1: over budget, 2: the spec is wrong."""
    one_of(format, FORMATS, "format")
    budget = {
        "parameters": number_with_unit(max_parameters, "--max-parameters") if max_parameters else None,
        "macs": number_with_unit(max_macs, "--max-macs") if max_macs else None,
    }
    spec, variant = find_spec(file)
    given = knob_values(set)
    faults: list[Fault] = []
    verdicts = []
    for name in [variant] if variant else names_in(spec):
        network = choose(spec, name, given)
        try:
            verdicts.append(_verdict(network, input, budget))
        except SpecError as error:
            faults += [fault for fault in error.faults if not _known(fault, faults)]
    if faults:
        raise SpecError(*faults)
    _show(verdicts, format, output)
    if any(verdict.verdict != "ok" for verdict in verdicts):
        sys.exit(EXIT_FAILED)


def _verdict(network: Network, input: str, budget: dict[str, int | None]) -> Verdict:
    totals = analyze(network, input_shape(input)).totals
    over = []
    for what, limit in budget.items():
        found: int = getattr(totals, what)
        if limit is not None and found > limit:
            over.append(f"{what} over budget by {found - limit:,}")
    return Verdict(network.name, totals.parameters, totals.macs, ", ".join(over) or "ok")


def _known(fault: Fault, faults: list[Fault]) -> bool:
    """Variants of a family share their layers, and so their faults."""
    return any(fault.message == other.message and fault.place == other.place for other in faults)


def _show(verdicts: list[Verdict], format: str, output: str) -> None:
    if format == "json":
        import json

        return write(json.dumps([verdict._asdict() for verdict in verdicts], indent=1) + "\n", output)
    columns = (
        Column("name", "name", shrinks=True),
        Column("parameters", "parameters", right=True),
        Column("macs", "MACs", right=True),
        Column("verdict", "verdict"),
    )
    table = Table(columns, verdicts)
    if format == "table" and on_terminal(output):
        return draw_table(table)
    return write(table_text(table, format), output)
