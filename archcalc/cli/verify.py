"""`archcalc verify`: the engine against independent counters, or against what the papers print."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc.cli.emit import draw_table, on_terminal, table_text, write
from archcalc.cli.options import FORMATS, Format, Output, one_of
from archcalc.errors import EXIT_FAILED, Fault, UsageError
from archcalc.output.table import Column, Table
from archcalc.published import EXACT, EXPLAINED, MATCHES, UNEXPLAINED, Comparison, compare_published
from archcalc.spec.model import Network
from archcalc.zoo import load, networks

Archs = Annotated[list[str], typer.Argument(metavar="ARCH...", help="Zoo names or spec files.")]
All = Annotated[bool, typer.Option("--all", help="Every network of the zoo.")]
Published = Annotated[bool, typer.Option("--published", help="Against the figures that the papers print; needs no torch.")]
Verbose = Annotated[bool, typer.Option("--verbose", help="Show everything that was compared, not only what differs.")]


def run(
    arch: Archs = [],  # noqa: B006 -- typer copies it
    all: All = False,
    published: Published = False,
    verbose: Verbose = False,
    format: Format = "table",
    output: Output = "",
) -> None:
    """Compare the engine with independent counters, or with published figures. Exit code 1: something differs."""
    one_of(format, FORMATS, "format")
    chosen = _chosen(arch, all or (published and not arch))
    if published:
        return _published(chosen, verbose or bool(arch), format, output)
    raise UsageError("verify without --published is not there yet")


def _chosen(names: list[str], all: bool) -> list[Network]:
    if names and all:
        raise UsageError("name networks or say --all, not both")
    if not names and not all:
        raise UsageError(Fault("nothing to verify", hint="name networks, or say --all"))
    return list(networks()) if all else [load(name) for name in names]


def _published(chosen: list[Network], everything: bool, format: str, output: str) -> None:
    found = [comparison for network in chosen for comparison in compare_published(network)]
    shown = found if everything or format != "table" else [c for c in found if c.verdict in (EXPLAINED, UNEXPLAINED)]
    if format == "json":
        import json

        write(json.dumps([comparison._asdict() for comparison in found], indent=1, ensure_ascii=False) + "\n", output)
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
