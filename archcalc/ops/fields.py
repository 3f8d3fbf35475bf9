"""The kinds of fields an operation can have: how each is documented, bounded and brought to one spelling.

A spec may say `kernel: 3` or `kernel: [3, 3]`; inside, a kernel is always one number per axis. Each kind
normalises at the door and raises `ValueError` with the reason when a value does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from archcalc.shape import AXIS_NAMES, MAX_SIZE

Pads = tuple[tuple[int, int], ...]
Normalise = Callable[[Any, int], Any]

REQUIRED: Any = object()


class Field:
    """One documented field of an operation.

    `normalise(value, axes)` returns the one inner spelling or raises `ValueError` with a reason; `schema`
    is the JSON Schema of what a spec may write; `expects` says it in words; `sized` fields take `1x7`.
    """

    __slots__ = ("default", "doc", "expects", "name", "normalise", "numeric", "schema", "sized")

    def __init__(
        self,
        doc: str,
        expects: str,
        normalise: Normalise,
        schema: dict[str, Any],
        default: Any,
        numeric: bool,
        sized: bool = False,
    ) -> None:
        self.name = ""
        self.doc = doc
        self.expects = expects
        self.normalise = normalise
        self.schema = schema
        self.default = default
        self.numeric = numeric  # a text written for it is an expression, not a word
        self.sized = sized


def count(doc: str, default: Any = REQUIRED, low: int = 1, high: int = MAX_SIZE) -> Any:
    """A whole number between `low` and `high`."""

    def normalise(value: Any, axes: int) -> int:
        return whole(value, low, high)

    schema = {"type": "integer", "minimum": low, "maximum": high}
    return Field(doc, f"a whole number from {low}", normalise, schema, default, numeric=True)


def window(doc: str, default: Any = REQUIRED, low: int = 1, high: int = MAX_SIZE) -> Any:
    """One whole number per axis; a single one stands for all axes."""

    def normalise(value: Any, axes: int) -> tuple[int, ...] | None:
        if isinstance(value, str):
            value = _times_notation(value)
        return per_axis(value, axes, low, high)

    number = {"type": "integer", "minimum": low, "maximum": high}
    schema = {"anyOf": [number, {"type": "array", "items": number, "minItems": 1, "maxItems": 3}]}
    expects = f"a whole number from {low}, or one for each axis"
    return Field(doc, expects, normalise, schema, default, numeric=True, sized=True)


def padding(doc: str, default: Any = 0) -> Any:
    """`same`, `valid`, a number, one number per axis, or a pair `[before, after]` per axis.

    `same` stays a word: how much it is follows from kernel and dilation.
    """

    def normalise(value: Any, axes: int) -> Pads | str:
        if value == "same":
            return "same"
        if value == "valid":
            return ((0, 0),) * axes
        if isinstance(value, str) and value[:1].isdigit():
            value = _times_notation(value)
        if _is_list(value) and any(_is_list(v) for v in value):
            return _pairs(value, axes)
        return tuple((p, p) for p in per_axis(value, axes, 0, MAX_SIZE))

    number = {"type": "integer", "minimum": 0, "maximum": MAX_SIZE}
    pair = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    several = {"type": "array", "items": {"anyOf": [number, pair]}, "minItems": 1, "maxItems": 3}
    schema = {"anyOf": [{"enum": ["same", "valid"]}, number, several]}
    expects = "same, valid, a whole number, one for each axis, or a pair [before, after] for each axis"
    return Field(doc, expects, normalise, schema, default, numeric=False, sized=True)


def flag(doc: str, default: Any = False) -> Any:
    """true or false."""

    def normalise(value: Any, axes: int) -> bool:
        if not isinstance(value, bool):
            raise ValueError(f"true or false is expected, not {show(value)}")
        return value

    return Field(doc, "true or false", normalise, {"type": "boolean"}, default, numeric=False)


def choice(doc: str, names: tuple[str, ...], default: Any = REQUIRED) -> Any:
    """One of a few words."""

    def normalise(value: Any, axes: int) -> str:
        if value not in names:
            raise ValueError(f"one of {', '.join(names)} is expected, not {show(value)}")
        return str(value)

    return Field(doc, f"one of {', '.join(names)}", normalise, {"enum": list(names)}, default, numeric=False)


def real(doc: str, default: Any = REQUIRED, low: float = 0.0, high: float = 1.0) -> Any:
    """A number between `low` and `high`."""

    def normalise(value: Any, axes: int) -> float:
        if isinstance(value, (bool, str)) or _is_list(value) or not low <= value <= high:
            raise ValueError(f"a number from {low:g} to {high:g} is expected, not {show(value)}")
        return float(value)

    schema = {"type": "number", "minimum": low, "maximum": high}
    return Field(doc, f"a number from {low:g} to {high:g}", normalise, schema, default, numeric=True)


def counts(doc: str, length: int, default: Any = REQUIRED) -> Any:
    """A list of `length` whole numbers from 0."""

    def normalise(value: Any, axes: int) -> tuple[int, ...]:
        if not _is_list(value) or len(value) != length:
            raise ValueError(f"a list of {length} whole numbers is expected, not {show(value)}")
        return tuple(whole(item, 0, MAX_SIZE) for item in value)

    number = {"type": "integer", "minimum": 0}
    schema = {"type": "array", "items": number, "minItems": length, "maxItems": length}
    return Field(doc, "a list of whole numbers from 0", normalise, schema, default, numeric=True)


def table(doc: str) -> Any:
    """A list with one list per output map: the input maps it is connected to, counted from 0."""

    def normalise(value: Any, axes: int) -> tuple[tuple[int, ...], ...] | None:
        if value is None:
            return None
        if not _is_list(value) or not value or not all(_is_list(row) and row for row in value):
            raise ValueError("a list with one list of input maps per output map is expected")
        rows = tuple(tuple(whole(item, 0, MAX_SIZE) for item in row) for row in value)
        for number, row in enumerate(rows):
            if len(set(row)) != len(row):
                raise ValueError(f"output map {number} lists an input map twice")
        return rows

    row = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 1}
    schema = {"type": "array", "items": row, "minItems": 1}
    return Field(doc, "one list of input maps per output map", normalise, schema, None, numeric=True)


def whole(value: Any, low: int, high: int) -> int:
    """`value` as an int within its bounds; `ValueError` says why not."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"a whole number is expected, not {show(value)}")
    if value < low:
        raise ValueError(f"it must be at least {low}, not {show(value)}")
    if value > high:
        raise ValueError(f"it must be at most {high}, not {show(value)}")
    return value


def per_axis(value: Any, axes: int, low: int, high: int) -> tuple[int, ...]:
    """One whole number for each of the `axes`; a single one is repeated."""
    if not _is_list(value):
        return (whole(value, low, high),) * axes
    if len(value) != axes:
        names = " and ".join(AXIS_NAMES[axes])
        raise ValueError(f"one number, or {axes} ({names}), expected; {show(value)} has {len(value)}")
    return tuple(whole(item, low, high) for item in value)


def show(value: Any) -> str:
    """A value as a message quotes it: as YAML would write it, cut when long."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple))


def _pairs(value: Sequence[Any], axes: int) -> Pads:
    if len(value) != axes:
        raise ValueError(f"{axes} paddings expected, one per axis; {show(value)} has {len(value)}")
    pads = []
    for item in value:
        if _is_list(item) and len(item) != 2:
            raise ValueError(f"a pair [before, after] is expected, not {show(item)}")
        before, after = item if _is_list(item) else (item, item)
        pads.append((whole(before, 0, MAX_SIZE), whole(after, 0, MAX_SIZE)))
    return tuple(pads)


def _times_notation(text: str) -> list[int]:
    """`1x7`, as papers write kernels."""
    parts = text.replace("×", "x").split("x")
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise ValueError(f"a whole number or a size such as 1x7 is expected, not {show(text)}")
    return [int(part) for part in parts]
