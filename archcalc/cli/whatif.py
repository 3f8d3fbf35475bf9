"""`archcalc whatif`: a network with something replaced, before and after, and as a spec of its own."""

from __future__ import annotations

import sys
from typing import Annotated

from archcalc.cli.arch import asked
from archcalc.cli.commands import Option
from archcalc.cli.emit import table_text, write
from archcalc.cli.options import (
    FORMATS,
    Arch,
    Batch,
    Format,
    Lang,
    Output,
    Set,
    input_shape,
    knob_values,
    one_of,
)
from archcalc.cli.savings import emit
from archcalc.errors import Fault, UsageError
from archcalc.output.summary import heading
from archcalc.output.words import LANGUAGES
from archcalc.whatif.outcome import Outcome, what_if
from archcalc.whatif.replacements import REPLACEMENTS
from archcalc.whatif.tables import changed_table, csv_table, figure_table, outcome_data

_KNOWN = "; ".join(f"{name}: {replacement.about}" for name, replacement in REPLACEMENTS.items())

Replace = Annotated[
    list[str], Option("--replace", metavar="WHAT", help=f"What to replace; repeatable, in this order. {_KNOWN}.")
]
OtherInput = Annotated[str, Option("--input", metavar="CxHxW", help="Another resolution, compared with the own.")]
Only = Annotated[list[str], Option("--only", metavar="PATTERN", help="Only layers of this name; repeatable.")]
Keep = Annotated[list[str], Option("--keep", metavar="PATTERN", help="Layers to leave alone; repeatable.")]
Save = Annotated[
    str,
    Option(
        "--save", metavar="FILE", help="Write the changed network as a spec; - for standard output, without figures."
    ),
]
Verbose = Annotated[bool, Option("--verbose", help="Every changed layer in a row of its own.")]


def run(
    arch: Arch,
    replace: Replace = [],  # noqa: B006 -- typer copies it
    input: OtherInput = "",
    batch: Batch = 1,
    set: Set = [],  # noqa: B006
    only: Only = [],  # noqa: B006
    keep: Keep = [],  # noqa: B006
    save: Save = "",
    verbose: Verbose = False,
    format: Format = "table",
    output: Output = "",
    lang: Lang = "en",
) -> None:
    """A network with something replaced: before and after."""
    one_of(format, FORMATS, "format")
    one_of(lang, LANGUAGES, "language")
    network, shape, training = asked(arch, knob_values(set), input_shape(input))
    if training:
        raise UsageError(Fault("whatif replaces layers of the network itself", hint="leave out ':training'"))
    outcome = what_if(network, replace, shape, batch, only, keep)
    if save:
        write(outcome.spec(), save)
    if save == "-":
        return  # the spec is what was asked for; the figures would be mixed up with it
    _show(outcome, verbose, format, output, lang)
    if save:
        print(f"written: {save} (archcalc summarize {save})", file=sys.stderr)


def _show(outcome: Outcome, verbose: bool, format: str, output: str, lang: str) -> None:
    if format == "json":
        import json

        return write(json.dumps(outcome_data(outcome), indent=1, ensure_ascii=False) + "\n", output)
    if format == "csv":
        return write(table_text(csv_table(outcome), "csv"), output)
    title = f"{heading(outcome.before, lang)}; {', '.join(outcome.applied)}"
    tables = [figure_table(outcome, lang), changed_table(outcome, lang, verbose)]
    return emit([table for table in tables if table.rows], title, [], format, output)
