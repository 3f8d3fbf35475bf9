"""`archcalc verify`: the engine against independent counters, or against what the papers print."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from archcalc.cli.emit import draw_table, on_terminal, table_text, write
from archcalc.cli.options import FORMATS, Format, Output, one_of
from archcalc.errors import EXIT_FAILED, Fault, MissingPartError, UsageError
from archcalc.output.table import Column, Table
from archcalc.published import EXACT, EXPLAINED, MATCHES, UNEXPLAINED, Comparison, compare_published
from archcalc.spec.model import Network
from archcalc.zoo import load, networks

if TYPE_CHECKING:
    from archcalc.crosscheck.verify import Report

VERDICTS = ("equal", "convention", "mismatch")

Archs = Annotated[list[str], typer.Argument(metavar="ARCH...", help="Zoo names or spec files.")]
All = Annotated[bool, typer.Option("--all", help="Every network of the zoo.")]
Published = Annotated[
    bool, typer.Option("--published", help="Against the figures that the papers print; needs no torch.")
]
Verbose = Annotated[bool, typer.Option("--verbose", help="Show everything that was compared, not only what differs.")]

Explain = Annotated[bool, typer.Option("--explain", help="Say how each counter's way to count differs.")]


def run(
    arch: Archs = [],  # noqa: B006 -- typer copies it
    all: All = False,
    published: Published = False,
    verbose: Verbose = False,
    explain: Explain = False,
    format: Format = "table",
    output: Output = "",
) -> None:
    """Compare the engine with independent counters, or with published figures. Exit code 1: something differs."""
    one_of(format, FORMATS, "format")
    chosen = _chosen(arch, all or (published and not arch))
    if published:
        return _published(chosen, verbose or bool(arch), format, output)
    return _measured(chosen, verbose, explain, format, output)


def _chosen(names: list[str], all: bool) -> list[Network]:
    if names and all:
        raise UsageError("name networks or say --all, not both")
    if not names and not all:
        raise UsageError(Fault("nothing to verify", hint="name networks, or say --all"))
    return list(networks()) if all else [load(name) for name in names]


def _measured(chosen: list[Network], verbose: bool, explain: bool, format: str, output: str) -> None:
    """Let the counters measure, and show what they say."""
    reports = []
    for network in _with_progress(chosen):
        reports.append(_verify(network))
        gc.collect()  # torch's modules are full of cycles, and commands start with collection switched off
    wrong = sum(len(report.mismatches) for report in reports)
    if format == "json":
        import json

        write(
            json.dumps([_report_data(r, verbose) for r in reports], indent=1, ensure_ascii=False) + "\n",
            output,
        )
    else:
        _show_reports(reports, verbose, explain, format, output)
    if wrong:
        raise typer.Exit(EXIT_FAILED)


def _verify(network: Network) -> Report:
    try:
        from archcalc.crosscheck.verify import verify
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "archcalc":
            raise
        message = f"'archcalc verify' needs {error.name}, which is not installed"
        raise MissingPartError(Fault(message, hint="pip install 'archcalc[verify]'")) from None
    return verify(network)


def _with_progress(chosen: list[Network]) -> Iterable[Network]:
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


class Summary(NamedTuple):
    """What one witness says of one network."""

    network: str
    witness: str
    layers: int
    equal: int
    by_convention: int
    mismatches: int
    total: int | None
    verdict: str


def _summaries(report: Report) -> list[Summary]:
    found = []
    for name in dict.fromkeys(check.witness for check in report.checks):
        checks = report.of(name)
        equal, converted, wrong = (sum(check.verdict == verdict for check in checks) for verdict in VERDICTS)
        total = None if name == "shapes" else sum(int(check.measured.replace(",", "")) for check in checks)
        verdict = "differs" if wrong else "agrees"
        found.append(Summary(report.network, name, len(checks), equal, converted, wrong, total, verdict))
    return found


def _show_reports(reports: list[Report], verbose: bool, explain: bool, format: str, output: str) -> None:
    columns = (
        Column("network", "network", shrinks=True),
        Column("witness", "witness"),
        Column("layers", "layers", right=True),
        Column("equal", "equal", right=True),
        Column("by_convention", "by its convention", right=True),
        Column("mismatches", "mismatches", right=True),
        Column("total", "its total", right=True),
        Column("verdict", "verdict"),
    )
    tables = [Table(columns, [summary for report in reports for summary in _summaries(report)])]
    layers = [(r.network, *check) for r in reports for check in r.checks if verbose or check.verdict == "mismatch"]
    if layers:
        names = ("network", "layer", "witness", "engine", "measured", "verdict", "reason")
        heads = [Column(n, n, right=n in ("engine", "measured"), shrinks=n == "reason") for n in names]
        tables.append(Table(tuple(heads), layers))
    notes = sorted({f"{report.network}: {note}" for report in reports for note in report.skipped})
    if explain:
        notes += sorted({f"{c.witness}: {c.reason}" for r in reports for c in r.checks if c.verdict == "convention"})
    if format == "table" and on_terminal(output):
        for table in tables:
            draw_table(table)
        print("".join(f"{note}\n" for note in notes), end="")
        return
    texts = [table_text(table, format) for table in (tables[-1:] if format == "csv" else tables)]
    text = "\n".join(texts) + ("" if format == "csv" or not notes else "\n" + "".join(f"{note}\n" for note in notes))
    write(text, output)


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
        raise typer.Exit(EXIT_FAILED)


def _show_published(shown: list[Comparison], found: list[Comparison], format: str, output: str) -> None:
    columns = (
        Column("network", "network"),
        Column("layer", "layer"),
        Column("quantity", "quantity"),
        Column("printed", "printed", right=True),
        Column("engine", "engine", right=True),
        Column("verdict", "verdict"),
        Column("reason", "reason", shrinks=True),
        Column("table", "table", optional=True),
    )
    table = Table(columns, shown)
    counts = {word: sum(c.verdict == word for c in found) for word in (EXACT, MATCHES, EXPLAINED, UNEXPLAINED)}
    summary = ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "no published figures"
    if format == "csv":
        return write(table_text(table, "csv"), output)
    if format == "table" and on_terminal(output):
        return draw_table(table, after=[(f"{len(found)} figures:", summary)])
    return write(f"{table_text(table, format)}\n{len(found)} figures: {summary}\n", output)
