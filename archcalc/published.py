"""What papers print, held against what the engine counts, to the precision it is printed in."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from archcalc.analysis import Analysis, Row, analyze
from archcalc.errors import Fault, SpecError, did_you_mean
from archcalc.shape import Shape, shape_text
from archcalc.spec.model import Figure, Network

UNITS = {"K": 3, "M": 6, "G": 9, "B": 9, "T": 12}
QUANTITIES = ("parameters", "trainable parameters", "macs", "connections", "output", "depth")
"""What a published figure can be about. Counts are per sample; an output is a shape as the paper writes it."""

EXACT, MATCHES, EXPLAINED, UNEXPLAINED = "exact", "matches as printed", "differs: reason given", "differs"


class Comparison(NamedTuple):
    """A published figure beside the engine's."""

    network: str
    layer: str
    quantity: str
    printed: str
    engine: str
    verdict: str
    reason: str
    table: str


def compare_published(network: Network) -> list[Comparison]:
    """Every published figure of a network beside the engine's.

    Raises:
        SpecError: a figure names an unknown quantity or layer, or its value cannot be read.
    """
    if not network.published:
        return []
    analyses = {"connections": analyze(network, convention="connections")} if _counts_connections(network) else {}
    plain = analyze(network)
    return [_compare(network, analyses.get(figure.quantity, plain), figure) for figure in network.published]


def _counts_connections(network: Network) -> bool:
    return any(figure.quantity == "connections" for figure in network.published)


def _compare(network: Network, analysis: Analysis, figure: Figure) -> Comparison:
    if figure.quantity not in QUANTITIES:
        hint = did_you_mean(figure.quantity, QUANTITIES, "quantities")
        raise SpecError(Fault(f"no quantity is called '{figure.quantity}'", figure.place, hint))
    rows = _rows(analysis, figure)
    if figure.quantity == "output":
        shape = rows[-1].output if figure.layer else analysis.output
        engine, verdict = shape_text(shape), EXACT if _same_shape(figure, shape) else UNEXPLAINED
    else:
        count = _count(analysis, rows, figure)
        engine, verdict = f"{count:,}", _agreement(figure, count)
    if verdict == UNEXPLAINED and figure.reason:
        verdict = EXPLAINED
    return Comparison(
        network.name,
        figure.layer,
        figure.quantity,
        figure.value,
        engine,
        verdict,
        figure.reason,
        figure.table,
    )


def _rows(analysis: Analysis, figure: Figure) -> list[Row]:
    """The rows that the figure is about: one layer with what is below it, or all."""
    if not figure.layer:
        return list(analysis.layers)
    below = f"{figure.layer}."
    rows = [row for row in analysis.layers if row.name == figure.layer or row.name.startswith(below)]
    if not rows:
        hint = did_you_mean(figure.layer, {row.name for row in analysis.layers}, "layers")
        raise SpecError(Fault(f"there is no layer '{figure.layer}'", figure.place, hint))
    return rows


def _count(analysis: Analysis, rows: list[Row], figure: Figure) -> int:
    if figure.quantity == "depth":
        return analysis.totals.weighted_layers
    if figure.quantity in ("macs", "connections"):
        return sum(row.counted for row in rows)
    return sum(row.trainable if figure.quantity.startswith("trainable") else row.parameters for row in rows)


def _agreement(figure: Figure, count: int) -> str:
    """Whether `count`, rounded to the printed digits, is the printed figure."""
    value, step = printed_number(figure)
    if step == 1 and value == count:
        return EXACT
    return MATCHES if abs(value - count) * 2 <= step and step > 1 else UNEXPLAINED


def printed_number(figure: Figure) -> tuple[Decimal, Decimal]:
    """A printed figure's value, and the value of one in its last digit: `25.0M` is 25,000,000 by 100,000."""
    text = figure.value.replace(",", "").replace(" ", "")
    exponent = UNITS.get(text[-1:].upper(), 0)
    digits = text[:-1] if exponent else text
    try:
        number = Decimal(digits)
    except InvalidOperation:
        raise SpecError(Fault(f"'{figure.value}' is no number", figure.place, "for example 25.0M or 61,706")) from None
    last = number.as_tuple().exponent
    if not isinstance(last, int):
        raise SpecError(Fault(f"'{figure.value}' is no number", figure.place))
    return number.scaleb(exponent), Decimal(1).scaleb(last + exponent)


def _same_shape(figure: Figure, shape: Shape) -> bool:
    """Papers print maps as HxWxC, CxHxW, or only HxW."""
    parts = figure.value.replace("×", "x").replace(" ", "").split("x")
    try:
        printed = tuple(map(int, parts))
    except ValueError:
        raise SpecError(Fault(f"'{figure.value}' is no shape", figure.place, "for example 112x112x64")) from None
    if len(shape) == 1:
        return [size for size in printed if size != 1] == [size for size in shape if size != 1]
    return printed in (shape, (*shape[1:], shape[0]), shape[1:])
