"""`archcalc list`: every architecture of the zoo."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from archcalc.cli.commands import Option
from archcalc.cli.emit import draw_table, on_terminal, table_text, write
from archcalc.cli.options import FORMATS, Format, Lang, Output, one_of
from archcalc.errors import Fault, UsageError, did_you_mean
from archcalc.expand import expand
from archcalc.output.table import Column, Table
from archcalc.output.words import LANGUAGES, word
from archcalc.rows import parameters_and_macs
from archcalc.shape import shape_text
from archcalc.spec.model import Network
from archcalc.zoo import networks

SORTS = ("family", "name", "year", "parameters", "macs")

Family = Annotated[str, Option("--family", metavar="NAME", help="Only one family, such as ResNet.")]
Search = Annotated[str, Option("--search", metavar="WORDS", help="Only those that mention all of these words.")]
Sort = Annotated[str, Option("--sort", metavar="COLUMN", help=f"One of {', '.join(SORTS)}.")]


class Entry(NamedTuple):
    """A line of the list."""

    name: str
    family: str
    year: int | None
    input: str
    parameters: int
    macs: int


def run(
    family: Family = "",
    search: Search = "",
    sort: Sort = "year",
    format: Format = "table",
    output: Output = "",
    lang: Lang = "en",
) -> None:
    """Every architecture: name, family, year, input, parameters, MACs."""
    one_of(format, FORMATS, "format")
    one_of(sort, SORTS, "column to sort by:")
    one_of(lang, LANGUAGES, "language")
    known = list(networks())
    chosen = [network for network in (_of_family(known, family) if family else known) if _mentions(network, search)]
    if not chosen:
        where = f" of the family '{family}'" if family else ""
        raise UsageError(Fault(f"no network{where} mentions '{search}'", hint="'archcalc list' shows all of them"))
    entries = sorted(map(_entry, chosen), key=lambda entry: _rank(entry, sort))
    if format == "json":
        import json

        lines = ",\n".join(" " + json.dumps(entry._asdict(), ensure_ascii=False) for entry in entries)
        return write(f"[\n{lines}\n]\n", output)
    table = _table(entries, lang)
    if format == "table" and on_terminal(output):
        return draw_table(table)
    return write(table_text(table, format), output)


def _entry(network: Network) -> Entry:
    spec = network.spec
    counts = parameters_and_macs(expand(network))
    return Entry(network.name, spec.family, spec.paper.year, shape_text(network.input), *counts)


def _table(entries: list[Entry], lang: str) -> Table:
    columns = (
        Column("name", word("name", lang), whole=True),
        Column("family", word("family", lang)),
        Column("year", word("year", lang), optional=True),
        Column("input", word("input", lang)),
        Column("parameters", word("parameters", lang), right=True),
        Column("macs", "MACs", right=True),
    )
    # A year is a name, not a quantity: no thousands separator.
    return Table(columns, [entry._replace(year=str(entry.year or "")) for entry in entries])  # type: ignore[arg-type]


def _mentions(network: Network, search: str) -> bool:
    spec = network.spec
    text = " ".join(
        (network.name, network.title, spec.family, spec.paper.title, spec.paper.authors, network.about)
    ).lower()
    return all(part in text for part in search.lower().split())


def _of_family(found: list[Network], family: str) -> list[Network]:
    chosen = [network for network in found if network.spec.family.lower() == family.lower()]
    if not chosen:
        families = sorted({network.spec.family for network in found})
        raise UsageError(Fault(f"there is no family '{family}'", hint=did_you_mean(family, families, "families")))
    return chosen


def _rank(entry: Entry, sort: str) -> tuple[object, ...]:
    """Columns to sort by; networks that agree in them stay in the order of their spec, which is that of the paper."""
    if sort == "family":
        return (entry.family.lower(), entry.year or 0)
    if sort == "year":
        return (entry.year or 0, entry.family)
    return (getattr(entry, sort) or 0, entry.name) if sort != "name" else (entry.name,)
