"""`archcalc verify`: the engine against independent counters, or against what the papers print."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from archcalc.cli.arch import Asked, asked
from archcalc.cli.commands import Argument, Option
from archcalc.cli.emit import draw_table, on_terminal, table_text, write
from archcalc.cli.options import FORMATS, Format, Input, Output, Set, Training, input_shape, knob_values, one_of
from archcalc.errors import EXIT_FAILED, Fault, UsageError
from archcalc.output.table import Column, Table
from archcalc.published import EXACT, EXPLAINED, MATCHES, UNEXPLAINED, Comparison, compare_published
from archcalc.shape import Shape
from archcalc.spec.model import Network
from archcalc.verification import verify
from archcalc.zoo import networks

if TYPE_CHECKING:
    from archcalc.crosscheck.verify import Report

VERDICTS = (("equal",), ("convention", "known fault"), ("mismatch",))

Archs = Annotated[list[str], Argument(metavar="ARCH...", help="Zoo names or spec files.")]
All = Annotated[bool, Option("--all", help="Every network of the zoo.")]
Published = Annotated[bool, Option("--published", help="Against the figures that the papers print; needs no torch.")]
Verbose = Annotated[bool, Option("--verbose", help="Show everything that was compared, not only what differs.")]

Explain = Annotated[bool, Option("--explain", help="Say how each counter's way to count differs.")]


def run(
    arch: Archs = [],  # noqa: B006 -- typer copies it
    all: All = False,
    published: Published = False,
    input: Input = "",
    set: Set = [],  # noqa: B006
    training: Training = False,
    verbose: Verbose = False,
    explain: Explain = False,
    format: Format = "table",
    output: Output = "",
) -> None:
    """Compare the engine with independent counters, or with published figures. Exit code 1: something differs."""
    one_of(format, FORMATS, "format")
    shape = input_shape(input)
    if all or (published and not arch):
        chosen = _all(arch, shape, training)
    else:
        chosen = _named(arch, knob_values(set), shape, training)
    if published:
        return _published([one.network for one in chosen], verbose or bool(arch), format, output)
    reports = _measured(chosen)
    return _show(reports, verbose, explain, format, output)


def _all(names: list[str], input: Shape | None, training: bool) -> list[Asked]:
    if names:
        raise UsageError("name networks or say --all, not both")
    return [Asked(network, input, training) for network in networks()]


def _named(names: list[str], knobs: dict[str, Any], input: Shape | None, training: bool) -> list[Asked]:
    if not names:
        raise UsageError(Fault("nothing to verify", hint="name networks, or say --all"))
    return [asked(name, knobs, input, training) for name in names]


def _measured(chosen: list[Asked]) -> list[Report]:
    """Let the counters measure each network."""
    reports = []
    for one in _with_progress(chosen):
        reports.append(verify(one.network, one.input, one.training))
        gc.collect()  # torch's modules are full of cycles, and commands start with collection switched off
    return reports


def _show(reports: list[Report], verbose: bool, explain: bool, format: str, output: str) -> None:
    """Show what the counters say; exit code 1 where one differs."""
    if format == "json":
        import json

        write(json.dumps([_report_data(r, verbose) for r in reports], indent=1, ensure_ascii=False) + "\n", output)
    else:
        _show_reports(reports, verbose, explain, format, output)
    if any(report.mismatches for report in reports):
        sys.exit(EXIT_FAILED)


def _with_progress(chosen: list[Asked]) -> Iterable[Asked]:
    """The networks, with a progress bar on the terminal where there are several."""
    if len(chosen) < 2 or not sys.stderr.isatty():
        return chosen
    from rich.console import Console
    from rich.progress import track

    return track(chosen, "verifying", console=Console(stderr=True), transient=True)


def _report_data(report: Report, verbose: bool) -> dict[str, Any]:
    shown = report.checks if verbose else report.mismatches
    return {
        "network": report.network,
        "witnesses": [summary._asdict() for summary in _summaries(report)],
        "skipped": list(report.skipped),
        "checks": [check._asdict() for check in shown],
    }


COMPARED = {"shapes": "output shapes", "tensors": "parameters and buffers", "torch": "FLOPs"}
"""What a witness's figures are; multiply-adds where nothing is said."""


class Summary(NamedTuple):
    """What one witness says of one network: figures compared, and the totals of both where they are numbers."""

    network: str
    witness: str
    compared: str
    engine: int | None
    measured: int | None
    equal: int
    by_convention: int
    mismatches: int
    verdict: str


def _summaries(report: Report) -> list[Summary]:
    found = []
    for name in dict.fromkeys(check.witness for check in report.checks):
        checks = report.of(name)
        equal, converted, wrong = (sum(check.verdict in verdicts for check in checks) for verdicts in VERDICTS)
        engine, measured = report.totals(name)
        compared = COMPARED.get(name, "multiply-adds")
        verdict = "differs" if wrong else "agrees"
        found.append(Summary(report.network, name, compared, engine, measured, equal, converted, wrong, verdict))
    return found


def _show_reports(reports: list[Report], verbose: bool, explain: bool, format: str, output: str) -> None:
    columns = (
        Column("network", "network", shrinks=True),
        Column("witness", "witness"),
        Column("compared", "compared"),
        Column("engine", "engine", right=True),
        Column("measured", "measured", right=True),
        Column("equal", "equal", right=True, optional=True),
        Column("by_convention", "its way", right=True, optional=True),
        Column("mismatches", "wrong", right=True),
        Column("verdict", "verdict"),
    )
    tables = [Table(columns, [summary for report in reports for summary in _summaries(report)])]
    layers = [(r.network, *check) for r in reports for check in r.checks if verbose or check.verdict == "mismatch"]
    if layers:
        names = ("network", "layer", "witness", "engine", "measured", "verdict", "reason")
        heads = [Column(n, n, right=n in ("engine", "measured"), shrinks=n == "layer") for n in names]
        tables.append(Table(tuple(heads), layers))
    notes = _skipped(reports)
    if explain:
        notes += sorted({f"{c.witness}: {c.reason}" for r in reports for c in r.checks if c.verdict == "convention"})
        notes += sorted(
            {f"known fault of {c.witness}: {c.reason}" for r in reports for c in r.checks if c.verdict == "known fault"}
        )
    if format == "table" and on_terminal(output):
        for table in tables:
            draw_table(table)
        print("".join(f"{note}\n" for note in notes), end="")
        return
    texts = [table_text(table, format) for table in (tables[-1:] if format == "csv" else tables)]
    text = "\n".join(texts) + ("" if format == "csv" or not notes else "\n" + "".join(f"{note}\n" for note in notes))
    write(text, output)


def _skipped(reports: list[Report]) -> list[str]:
    """Which witnesses were not asked: once for all networks, or with the network's name."""
    found: dict[str, list[str]] = {}
    for report in reports:
        for note in report.skipped:
            found.setdefault(note, []).append(report.network)
    return [note if len(names) == len(reports) else f"{', '.join(names)}: {note}" for note, names in found.items()]


def _published(chosen: list[Network], everything: bool, format: str, output: str) -> None:
    found = [comparison for network in chosen for comparison in compare_published(network)]
    shown = found if everything or format != "table" else [c for c in found if c.verdict in (EXPLAINED, UNEXPLAINED)]
    if format == "json":
        import json

        write(
            json.dumps([comparison._asdict() for comparison in found], indent=1, ensure_ascii=False) + "\n",
            output,
        )
    else:
        _show_published(shown, found, format, output)
    if any(comparison.verdict == UNEXPLAINED for comparison in found):
        sys.exit(EXIT_FAILED)


def _show_published(shown: list[Comparison], found: list[Comparison], format: str, output: str) -> None:
    columns = (
        Column("network", "network", shrinks=True),
        Column("layer", "layer", shrinks=True),
        Column("quantity", "quantity"),
        Column("printed", "printed", right=True),
        Column("engine", "engine", right=True),
        Column("verdict", "verdict"),
        Column("reason", "reason"),
        Column("table", "table", optional=True),
    )
    table = Table(columns, shown)
    counts = {word: sum(c.verdict == word for c in found) for word in (EXACT, MATCHES, EXPLAINED, UNEXPLAINED)}
    summary = ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "no published figures"
    if format == "csv":
        return write(table_text(table, "csv"), output)
    if format == "table" and on_terminal(output):
        if len({comparison.network for comparison in shown}) == 1:  # no need to repeat its name on each line
            table = Table(columns[1:], [comparison[1:] for comparison in shown])
        return draw_table(table, after=[(f"{len(found)} figures:", summary)])
    return write(f"{table_text(table, format)}\n{len(found)} figures: {summary}\n", output)
