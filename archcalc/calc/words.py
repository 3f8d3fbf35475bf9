"""The words of a typed layer: `conv 64 3x3 s1 p1 relu`."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from archcalc.errors import Fault, Place, SpecError, did_you_mean
from archcalc.ops import OPERATIONS, Operation
from archcalc.ops.activation import ACTIVATIONS
from archcalc.spec.model import Beside, Value, Values
from archcalc.spec.scalars import NumberTooLarge, parse_scalar

SHORT = {
    "k": "kernel",
    "s": "stride",
    "p": "padding",
    "d": "dilation",
    "g": "groups",
    "o": "output_padding",
    "m": "multiplier",
}
"""One-letter fields: `s2`, `p1`, `k3x5`."""

FLAGS = {"bias": ("bias", True), "nobias": ("bias", False), "ceil": ("ceil", True)}
NORMS = {"bn": "batch", "batchnorm": "batch", "layernorm": "layer", "ln": "layer"}

_SHORT = re.compile(r"([a-z])=?(\d+(?:[x×]\d+)*)")
_SIZE = re.compile(r"\d+(?:[x×]\d+)+")


class Word(NamedTuple):
    """A word and where it stands."""

    text: str
    place: Place


class Typed(NamedTuple):
    """A layer as typed: operation, fields, and what stands beside it."""

    operation: type[Operation]
    fields: Values
    norm: Beside | None
    activation: Beside | None
    place: Place


def find_operation(word: Word) -> type[Operation]:
    """The operation that a word names, or that other tools call so.

    Raises:
        SpecError: there is none; the nearest is named.
    """
    from archcalc.spec.hints import SYNONYMS, instead_of

    name = word.text.lower().replace("-", "_")
    known = name if name in OPERATIONS else SYNONYMS.get(name.replace("_", ""), SYNONYMS.get(name, ""))
    if known not in OPERATIONS:
        hint = instead_of(word.text) or did_you_mean(word.text, OPERATIONS, "operations")
        raise SpecError(Fault(f"there is no operation '{word.text}'", word.place, hint))
    return OPERATIONS[known]


def read_layer(words: list[Word]) -> Typed:
    """A layer from its words: the operation first, then its fields in any order.

    Raises:
        SpecError: a word that the operation does not have, or a field given twice.
    """
    head, *rest = words
    reader = _LayerReader(find_operation(head), head.place)
    for word in rest:
        reader.read(word)
    return reader.typed()


class _LayerReader:
    def __init__(self, operation: type[Operation], place: Place) -> None:
        self.operation = operation
        self.place = place
        self.fields: Values = {}
        self.beside: dict[str, Beside] = {}

    def typed(self) -> Typed:
        return Typed(self.operation, self.fields, self.beside.get("norm"), self.beside.get("activation"), self.place)

    def read(self, word: Word) -> None:
        """Take one word as a field, a flag, a size, a number, a norm or an activation."""
        text = word.text.lower()
        name, equals, value = text.partition("=")
        short = _SHORT.fullmatch(text)
        if equals and name in self.operation.fields:
            self.set(name, typed_value(value, word.place), word)
        elif short and SHORT.get(short[1]) in self.operation.fields:
            self.set(SHORT[short[1]], typed_value(short[2], word.place), word)
        elif text in FLAGS and FLAGS[text][0] in self.operation.fields:
            self.set(FLAGS[text][0], FLAGS[text][1], word)
        elif text in ("same", "valid") and "padding" in self.operation.fields:
            self.set("padding", text, word)
        elif _SIZE.fullmatch(text):
            self.set(self.size_field(word), typed_value(text, word.place), word)
        elif text in NORMS:
            self.beside["norm"] = Beside(Value(NORMS[text], word.place), {}, {})
        elif text in ACTIVATIONS:
            self.beside["activation"] = Beside(Value(text, word.place), {}, {})
        else:
            self.number(word)

    def number(self, word: Word) -> None:
        """A number is the main field; a second one the kernel: `conv 64 3`."""
        value = typed_value(word.text, word.place)
        free = [name for name in (self.operation.main, "kernel") if name in self.operation.fields]
        free = [name for name in free if name not in self.fields]
        if isinstance(value, (int, float)) and not isinstance(value, bool) and free:
            return self.set(str(free[0]), value, word)
        known = ", ".join(self.operation.fields) or "nothing"
        shorts = ", ".join(f"{s}N" for s, name in SHORT.items() if name in self.operation.fields)
        hint = f"{self.operation.key} has {known}" + (f"; short: {shorts}" if shorts else "")
        raise SpecError(Fault(f"'{word.text}' says nothing to {self.operation.key}", word.place, hint))

    def size_field(self, word: Word) -> str:
        for name in ("kernel", "size", "factor"):
            if name in self.operation.fields:
                return name
        raise SpecError(Fault(f"{self.operation.key} has no size for '{word.text}'", word.place))

    def set(self, name: str, value: Any, word: Word) -> None:
        if name in self.fields:
            raise SpecError(Fault(f"'{name}' is given twice", word.place, "leave one out"))
        self.fields[name] = Value(value, word.place)


def typed_value(text: str, place: Place) -> Any:
    """`3`, `0.5`, `true`, `same`, `3x5` or `1,2` as a value; sizes and lists become lists."""
    parts = re.split(r"[x×,]", text)
    try:
        if len(parts) > 1 and all(part.strip().isdigit() for part in parts):
            return [parse_scalar(part.strip(), plain=True) for part in parts]
        return parse_scalar(text, plain=True)
    except NumberTooLarge as error:
        raise SpecError(Fault(str(error), place)) from None
