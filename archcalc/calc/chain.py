"""`3x32x32 -> conv 64 3x3 s1 p1 -> relu -> maxpool 2`, and `conv --filters 64 --kernel 3`, as networks."""

from __future__ import annotations

import re

from archcalc.calc.words import Typed, Word, find_operation, read_layer, typed_value
from archcalc.errors import Fault, Place, Source, SpecError, UsageError, did_you_mean
from archcalc.ops.fields import REQUIRED
from archcalc.shape import Shape, parse_shape
from archcalc.spec.heads import field_reason
from archcalc.spec.model import Layer, Named, Network, Sequence, Spec, Value, Wiring
from archcalc.spec.papers import Paper

ARROW = re.compile(r"\s*(?:->|→|=>)\s*")
_WORD = re.compile(r"[^\s,]+(?:,[^\s,]+)*")  # a comma inside a word makes a list: channels=0,4


def is_chain(text: str) -> bool:
    """Whether a text has layers joined by arrows."""
    return bool(ARROW.search(text))


def read_chain(text: str, asked: str = "") -> Network:
    """A network from a chain: an input shape, then layers, joined by `->`; `asked` is a field that is left open.

    Raises:
        SpecError: a part is empty or cannot be read; the place is in the text as typed.
    """
    source = Source("calc", text)
    parts: list[list[Word]] = []
    start = 0
    for arrow in [*ARROW.finditer(text), None]:
        end = arrow.start() if arrow else len(text)
        words = [
            Word(m[0], Place(source, 1, start + m.start() + 1, len(m[0]))) for m in _WORD.finditer(text[start:end])
        ]
        if not words:
            raise SpecError(Fault("nothing stands between two arrows", Place(source, 1, start + 1)))
        parts.append(words)
        start = arrow.end() if arrow else end
    head, *layers = parts
    if not layers:
        raise SpecError(Fault("a chain needs a layer behind its input", head[0].place, "3x32x32 -> conv 64 3x3"))
    return _network(source, _input(head), [read_layer(words) for words in layers], asked)


def read_operation(arguments: list[str], input: Shape, asked: str = "") -> Network:
    """A network of one layer from words and options: `conv 64 --kernel 3 --padding same --no-bias`.

    `asked` is a field that is left open.

    Raises:
        SpecError: an option that the operation does not have; the place is in the command as typed.
    """
    source = Source("calc", " ".join(arguments))
    words, offset = [], 1
    for argument in arguments:
        words.append(Word(argument, Place(source, 1, offset, len(argument))))
        offset += len(argument) + 1
    return _network(source, input, [read_layer(_without_dashes(words))], asked)


def _without_dashes(words: list[Word]) -> list[Word]:
    """`--kernel 3` as `kernel=3`, `--no-bias` as `bias=false`, `--ceil` as `ceil=true`."""
    operation = find_operation(words[0])
    found, index = [], 0
    while index < len(words):
        word = words[index]
        index += 1
        if not word.text.startswith("--"):
            found.append(word)
            continue
        name, equals, value = word.text[2:].replace("-", "_").partition("=")
        if name.startswith("no_") and name[3:] in operation.fields:
            name, value = name[3:], "false"
        elif name not in operation.fields:
            from archcalc.spec.hints import SYNONYMS

            meant = SYNONYMS.get(name, "")
            known = list(operation.fields)
            hint = f"did you mean '--{meant}'?" if meant in known else did_you_mean(name, known, "fields")
            raise SpecError(Fault(f"{operation.key} has no '{word.text}'", word.place, hint))
        elif not equals and index < len(words) and not words[index].text.startswith("--"):
            value = words[index].text
            index += 1
        elif not equals:
            value = "true"
        found.append(Word(f"{name}={value}", word.place))
    return found


def _input(words: list[Word]) -> Shape:
    if len(words) > 1:
        raise SpecError(Fault("the chain begins with the input's shape", words[1].place, "for example 3x32x32 ->"))
    try:
        return parse_shape(words[0].text)
    except UsageError as error:
        raise SpecError(error.faults[0]._replace(place=words[0].place)) from None


def _network(source: Source, input: Shape, layers: list[Typed], asked: str) -> Network:
    place = Place(source, 1, 1)
    items = Sequence(Wiring(place), tuple(Named(None, _layer(typed, asked)) for typed in layers))
    spec = Spec(source, "calc", "calc", "", "", Paper(), input, {}, {}, items, {}, ())
    return Network("calc", "calc", spec, input, {}, {}, items, ())


def _layer(typed: Typed, asked: str) -> Layer:
    """The typed layer as an item; fields that are missing, out of bounds, or given and asked for are faults here."""
    faults = []
    for name, field in typed.operation.fields.items():
        value: Value | None = typed.fields.get(name)
        if value is not None and name == asked:
            faults.append(Fault(f"'{name}' is given and asked for", value.place, "leave one out"))
        if value is None:
            if field.default is REQUIRED and name != asked:
                faults.append(Fault(f"{typed.operation.key} needs '{name}' ({field.doc})", typed.place))
            continue
        reason = field_reason(field, value.constant)
        if reason:
            faults.append(Fault(f"'{name}' of {typed.operation.key}: {reason}", value.place))
    if faults:
        raise SpecError(*faults)
    return Layer(Wiring(typed.place), typed.operation, typed.fields, typed.norm, typed.activation)


__all__ = ["is_chain", "read_chain", "read_operation", "typed_value"]
