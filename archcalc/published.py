"""What papers print, held against what the engine counts, to the precision it is printed in."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from archcalc.analysis import Analysis, analyze
from archcalc.errors import ArchcalcError, Fault, Note, SpecError, UsageError, did_you_mean
from archcalc.formula import elements
from archcalc.ops import BUFFER
from archcalc.rows import Row
from archcalc.shape import Shape, shape_text
from archcalc.spec.grammar import NORMS
from archcalc.spec.model import Network
from archcalc.spec.papers import Figure, Setting
from archcalc.zoo import check_knobs, choose

UNITS = {"K": 3, "M": 6, "G": 9, "B": 9, "T": 12}


def _normalises(row: Row) -> bool:
    return row.operation.key in NORMS.values()


COUNTS: dict[str, Callable[[Row], int]] = {
    "parameters": lambda row: row.parameters,
    "trainable parameters": lambda row: row.trainable_parameters,
    "parameters without normalisation": lambda row: 0 if _normalises(row) else row.parameters,
    "parameters with running statistics": lambda row: (
        row.parameters + sum(tensor.size for tensor in row.tensors if tensor.kind == BUFFER and tensor.shape)
    ),
    "macs": lambda row: row.counted,
    "connections": lambda row: row.counted,
    "neurons": lambda row: elements(row.output) if row.parameters and not _normalises(row) else 0,
}
"""What is summed over the layers that a figure is about. Neurons are the outputs of layers with weights."""

QUANTITIES = (*COUNTS, "output", "depth")
"""What a published figure can be about. Counts are per sample; an output is a shape as the paper writes it."""

EXACT, MATCHES, EXPLAINED, UNEXPLAINED = "exact", "matches as printed", "differs: reason given", "differs"


class Comparison(NamedTuple):
    """A published figure beside the engine's; `network` says how it is set where it is not as it comes."""

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
        SpecError: a figure names an unknown quantity, layer or knob, or its value cannot be read.
    """
    analyses: dict[tuple[str, str], Analysis] = {}  # each setting is analysed once
    found = []
    for figure in network.published:
        convention = figure.quantity if figure.quantity == "connections" else "macs"
        name = network.name + _setting_text(figure.at)
        if (name, convention) not in analyses:
            analyses[name, convention] = _analysis(network, figure.at, convention)
        found.append(_compare(name, analyses[name, convention], figure))
    return found


def _setting_text(at: Setting | None) -> str:
    """` (width 0.5, input 3x160x160)`: how a setting stands beside the network's name."""
    if at is None or not (at.knobs or at.input):
        return ""
    words = [f"{name} {_value_text(value)}" for name, (value, _) in at.knobs.items()]
    return f" ({', '.join(words + ([f'input {shape_text(at.input)}'] if at.input else []))})"


def _value_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _analysis(network: Network, at: Setting | None, convention: str) -> Analysis:
    """The network as a figure's `at` sets it."""
    if at is None:
        return analyze(network, convention=convention)
    for name, (value, place) in at.knobs.items():
        try:
            check_knobs(network.spec, network.knobs, {name: value})
        except UsageError as error:
            raise SpecError(*(fault._replace(place=place) for fault in error.faults)) from None
    variant = network.name if network.spec.variants else None
    given = {**network.given, **{name: value for name, (value, _) in at.knobs.items()}}
    try:
        return analyze(choose(network.spec, variant, given), at.input, convention=convention)
    except ArchcalcError as error:
        note = Note("set so for a published figure", at.place)
        raise SpecError(
            *(
                fault._replace(trail=(*fault.trail, note)) if fault.place else fault._replace(place=at.place)
                for fault in error.faults
            )
        ) from None


def _compare(name: str, analysis: Analysis, figure: Figure) -> Comparison:
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
        name,
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
    return sum(map(COUNTS[figure.quantity], rows))


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
