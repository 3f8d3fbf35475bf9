"""Explanations as text, as Markdown with LaTeX, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.explain import words
from archcalc.explain.derive import Derivation, LayerExplanation, Total
from archcalc.explain.sources import source
from archcalc.formula import to_latex, to_text
from archcalc.shape import shape_text

_SYMBOL_QUANTITIES = ("output", "receptive field", "jump")  # those with a letter of their own


def text_lines(layer: LayerExplanation, language: str) -> Iterator[str]:
    """The explanation of a layer as a teacher writes it on the board."""
    yield title(layer, language)
    if not layer.derivations:
        yield f"  {words.text('nothing', language)}"
        return
    for derivation, alike in _merged(layer.derivations):
        label = words.quantity(derivation.quantity, language)
        left = f"{derivation.symbol} = " if derivation.quantity in _SYMBOL_QUANTITIES else "= "
        closed, worked = to_text(derivation.expression), to_text(derivation.expression, values=True)
        yield f"  {label}"
        yield f"      {left}{closed}"
        yield f"      {' ' * (len(left) - 2)}= {_result(worked, derivation.value)}"
        for other in alike:
            yield f"      {other.symbol} = {other.value} ({words.text('likewise', language)})"
    letters = layer.letters()
    if letters:
        yield f"  {words.text('where', language)}"
    room = max((len(f"{symbol} = {value}") for symbol, value in letters.items()), default=0)
    for symbol, value in letters.items():
        yield f"      {f'{symbol} = {value}'.ljust(room)}  {words.meaning(symbol, language)}"
    for origin in _sources(layer):
        yield f"  {words.text('source', language)}: {origin}"


def markdown_lines(layer: LayerExplanation, language: str) -> Iterator[str]:
    """The explanation of a layer as Markdown with LaTeX."""
    yield f"### {title(layer, language)}"
    yield ""
    if not layer.derivations:
        yield words.text("nothing", language)
        yield ""
        return
    for derivation, alike in _merged(layer.derivations):
        yield f"**{words.quantity(derivation.quantity, language)}**"
        yield ""
        yield f"$${_latex(derivation)}$$"
        yield ""
        for other in alike:
            yield f"${_latex_symbol(other)} = {other.value}$ ({words.text('likewise', language)})"
            yield ""
    for symbol, value in layer.letters().items():
        yield f"- ${_latex_name(symbol)} = {value}$: {words.meaning(symbol, language)}"
    for origin in _sources(layer):
        yield f"- {words.text('source', language)}: {origin}"
    yield ""


def layer_data(layer: LayerExplanation, language: str) -> dict[str, Any]:
    """The explanation of a layer as plain data."""
    return {
        "name": layer.row.name,
        "op": layer.row.op,
        "inputs": [list(shape) for shape in layer.row.inputs],
        "output": list(layer.row.output),
        "derivations": [_derivation_data(layer, derivation) for derivation in layer.derivations],
        "letters": {
            symbol: {"value": value, "meaning": words.meaning(symbol, language)}
            for symbol, value in layer.letters().items()
        },
    }


def total_line(total: Total, language: str) -> str:
    """`parameters = 156 + 2416 + ... = 61706`, with the layers' names below."""
    label = words.quantity(total.quantity, language)
    terms = " + ".join(str(value) for _, value in total.terms)
    names = " + ".join(name for name, _ in total.terms)
    return f"{label} = {names}\n  = {_result(terms, total.value)}"


def total_data(total: Total) -> dict[str, Any]:
    """A total as plain data."""
    return {"quantity": total.quantity, "terms": dict(total.terms), "value": total.value}


def title(layer: LayerExplanation, language: str) -> str:
    """Name, operation and shapes of a layer."""
    row = layer.row
    called = words.operation(row.operation.key, language)
    inputs = ", ".join(map(shape_text, row.inputs))
    described = row.operation.describe() + (f" ({called})" if called else "")
    return f"{row.name}: {described}, {inputs} → {shape_text(row.output)}"


def _merged(derivations: tuple[Derivation, ...]) -> list[tuple[Derivation, list[Derivation]]]:
    """Derivations with those that are worked out in the same way with the same numbers, as height and width."""
    merged: list[tuple[Derivation, list[Derivation]]] = []
    for derivation in derivations:
        last = merged[-1][0] if merged else None
        if last and last.quantity == derivation.quantity and _worked(last) == _worked(derivation):
            merged[-1][1].append(derivation)
        else:
            merged.append((derivation, []))
    return merged


def _worked(derivation: Derivation) -> str:
    return to_text(derivation.expression, values=True)


def _result(worked: str, value: int) -> str:
    """The worked line and its result, which is not repeated where nothing had to be worked out."""
    return worked if worked == str(value) else f"{worked} = {value}"


def _sources(layer: LayerExplanation) -> list[str]:
    found = (source(layer.row.operation, derivation.quantity) for derivation in layer.derivations)
    return list(dict.fromkeys(origin for origin in found if origin))


def _derivation_data(layer: LayerExplanation, derivation: Derivation) -> dict[str, Any]:
    return {
        "quantity": derivation.quantity,
        "symbol": derivation.symbol,
        "formula": to_text(derivation.expression),
        "worked": f"{_worked(derivation)} = {derivation.value}",
        "latex": _latex(derivation),
        "value": derivation.value,
        "source": source(layer.row.operation, derivation.quantity),
    }


def _latex(derivation: Derivation) -> str:
    closed, worked = to_latex(derivation.expression), to_latex(derivation.expression, values=True)
    steps = [_latex_symbol(derivation), closed, worked, str(derivation.value)]
    return " = ".join(dict.fromkeys(steps))


def _latex_symbol(derivation: Derivation) -> str:
    if derivation.quantity in _SYMBOL_QUANTITIES:
        return _latex_name(derivation.symbol)
    return f"\\text{{{derivation.symbol}}}"


def _latex_name(symbol: str) -> str:
    base, _, index = symbol.partition("_")
    name = base if len(base) == 1 else f"\\text{{{base}}}"
    return f"{name}_{{{index}}}" if index else name
