"""Explanations as text, as Markdown with LaTeX, and as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from archcalc.explain import words
from archcalc.explain.records import Derivation, LayerExplanation, Total, Underived
from archcalc.explain.sources import source
from archcalc.formula import letter, to_latex, to_text
from archcalc.receptive import jump_data
from archcalc.shape import shape_text

_SYMBOL_QUANTITIES = ("output", "receptive field", "jump")  # those with a letter of their own


def text_lines(layer: LayerExplanation, language: str) -> Iterator[str]:
    """The explanation of a layer as a teacher writes it on the board."""
    yield title(layer, language)
    if not layer.derivations and not layer.underived:
        yield f"  {words.nothing(layer.row, language)}"
        return
    for label, lines in _blocks(layer, language, _text_lines):
        if label:
            yield f"  {label}"
        yield from (f"      {line}" for line in lines)
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
    if not layer.derivations and not layer.underived:
        yield words.nothing(layer.row, language)
        yield ""
        return
    for label, lines in _blocks(layer, language, _markdown_lines):
        for line in [f"**{label}**", *lines] if label else lines:
            yield line
            yield ""
    for symbol, value in layer.letters().items():
        yield f"- ${to_latex(letter(symbol))} = {value}$: {words.meaning(symbol, language)}"
    for origin in _sources(layer):
        yield f"- {words.text('source', language)}: {origin}"
    yield ""


Alike = list[Derivation]
Writer = Callable[[Derivation | Underived, Alike, str], list[str]]


def _blocks(layer: LayerExplanation, language: str, write: Writer) -> Iterator[tuple[str, list[str]]]:
    """Label and lines of each number; a label that stands above the number before already is empty."""
    told = ""
    items: list[tuple[Derivation | Underived, Alike]] = [*_merged(layer.derivations)]
    for number, alike in [*items, *((missing, []) for missing in layer.underived)]:
        label = words.quantity(number.quantity, number.symbol, language)
        if number.quantity == "parameters":
            label = words.parameters(layer.row, language)
        yield label if label != told else "", write(number, alike, language)
        told = label


def _text_lines(number: Derivation | Underived, alike: Alike, language: str) -> list[str]:
    if isinstance(number, Underived):
        return [f"{number.symbol} = {number.value} ({_reason(number, language)})"]
    left = f"{number.symbol} = " if number.quantity in _SYMBOL_QUANTITIES else "= "
    result = _result(to_text(number.expression, values=True), number.value)
    likewise = [f"{other.symbol} = {other.value} ({words.text('likewise', language)})" for other in alike]
    return [f"{left}{to_text(number.expression)}", f"{' ' * (len(left) - 2)}= {result}", *likewise]


def _markdown_lines(number: Derivation | Underived, alike: Alike, language: str) -> list[str]:
    if isinstance(number, Underived):
        return [f"${_latex_symbol(number)} = {number.value}$ ({_reason(number, language)})"]
    likewise = [f"${_latex_symbol(other)} = {other.value}$ ({words.text('likewise', language)})" for other in alike]
    return [f"$${_latex(number)}$$", *likewise]


def layer_data(layer: LayerExplanation, language: str) -> dict[str, Any]:
    """The explanation of a layer as plain data."""
    return {
        "name": layer.row.name,
        "op": layer.row.op,
        "inputs": [list(shape) for shape in layer.row.inputs],
        "output": list(layer.row.output),
        "derivations": [_derivation_data(layer, derivation) for derivation in layer.derivations],
        "not_derived": [_underived_data(missing, language) for missing in layer.underived],
        "letters": {
            symbol: {"value": value, "meaning": words.meaning(symbol, language)}
            for symbol, value in layer.letters().items()
        },
    }


def total_line(total: Total, language: str) -> str:
    """`parameters = 156 + 2416 + ... = 61706`, with the layers' names below."""
    label = words.quantity(total.quantity, total.quantity, language)
    if not total.terms:
        return f"{label} = 0"
    terms = " + ".join(str(value) for _, value in total.terms)
    names = " + ".join(name for name, _ in total.terms)
    return f"{label} = {names}\n  = {_result(terms, total.value)}"


def total_data(total: Total) -> dict[str, Any]:
    """A total as plain data."""
    return {"quantity": total.quantity, "terms": dict(total.terms), "value": total.value}


def title(layer: LayerExplanation, language: str) -> str:
    """Name, operation and shapes of a layer."""
    row = layer.row
    called = words.operation(row, language)
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


def _underived_data(missing: Underived, language: str) -> dict[str, Any]:
    return {
        "quantity": missing.quantity,
        "symbol": missing.symbol,
        "value": jump_data(missing.value),
        "reason": words.text(missing.reason, language),
    }


def _reason(missing: Underived, language: str) -> str:
    return f"{words.text('not derived', language)}: {words.text(missing.reason, language)}"


def _latex(derivation: Derivation) -> str:
    closed, worked = to_latex(derivation.expression), to_latex(derivation.expression, values=True)
    steps = [_latex_symbol(derivation), closed, worked, str(derivation.value)]
    return " = ".join(dict.fromkeys(steps))


def _latex_symbol(number: Derivation | Underived) -> str:
    return to_latex(letter(number.symbol))
