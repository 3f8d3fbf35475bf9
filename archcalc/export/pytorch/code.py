"""Pieces of Python code as trees, so that they can be compared, counted and laid out before they are text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Text:
    """Code that is never broken over lines: a name, a number, a short expression."""

    text: str


@dataclass(frozen=True)
class Call:
    """`function(argument, name=argument)`."""

    function: str
    arguments: tuple[Code, ...] = ()
    keywords: tuple[tuple[str, Code], ...] = ()


@dataclass(frozen=True)
class Listing:
    """`[item, item]`, or a tuple."""

    items: tuple[Code, ...]
    brackets: str = "[]"


@dataclass(frozen=True)
class Each:
    """`*[item for ...]`: modules that a loop makes."""

    item: Code
    clause: str


@dataclass(frozen=True)
class Choice:
    """`then if condition else otherwise`."""

    then: Code
    condition: str
    otherwise: Code


@dataclass(frozen=True)
class Infix:
    """`a + b + c`."""

    sign: str
    parts: tuple[Code, ...]


@dataclass(frozen=True)
class Fused:
    """A convolution with the normalisation and activation written beside it, before it is decided how to write it.

    `activation` is a module class (`nn.ReLU`), the name of a variable that holds one, or None.
    """

    main: Call
    norm: Call | None
    activation: Activation | None


@dataclass(frozen=True)
class Activation:
    """An activation as a module: `nn.ReLU` with its keywords, or a constructor argument that holds the class."""

    module: str
    keywords: tuple[tuple[str, Code], ...] = ()
    is_argument: bool = False


Code = Text | Call | Listing | Each | Choice | Infix | Fused

IDENTITY = Call("nn.Identity")


def parts(code: Code) -> Iterator[Code]:
    """A piece of code and everything in it."""
    yield code
    for child in _children(code):
        yield from parts(child)


def _children(code: Code) -> tuple[Code, ...]:
    if isinstance(code, Call):
        return (*code.arguments, *(value for _, value in code.keywords))
    if isinstance(code, Listing):
        return code.items
    if isinstance(code, Infix):
        return code.parts
    if isinstance(code, Each):
        return (code.item,)
    if isinstance(code, Choice):
        return (code.then, code.otherwise)
    if isinstance(code, Fused):
        return (code.main, *filter(None, (code.norm,)))
    return ()


def texts(code: Code) -> Iterator[str]:
    """All source inside of a piece of code."""
    for part in parts(code):
        if isinstance(part, Text):
            yield part.text
        elif isinstance(part, Call):
            yield part.function
        elif isinstance(part, Each):
            yield part.clause
        elif isinstance(part, Choice):
            yield part.condition
        elif isinstance(part, Fused) and part.activation is not None:
            yield part.activation.module


def sequential(codes: list[Code]) -> Code:
    """One module for modules that run one after the other."""
    if len(codes) == 1 and not isinstance(codes[0], Each):
        return codes[0]
    return Call("nn.Sequential", tuple(codes))


def series(codes: list[Code], variable: str) -> Code | None:
    """The code that gives `codes` as `variable` counts 0, 1, 2, ..., if they differ in nothing but such numbers."""
    first = codes[0]
    if all(code == first for code in codes):
        return first
    if any(type(code) is not type(first) for code in codes):
        return None
    if isinstance(first, Text):
        return _text_series([code.text for code in codes if isinstance(code, Text)], variable)
    changed = {}
    for field in fields(first):
        values = [getattr(code, field.name) for code in codes]
        if all(value == values[0] for value in values):
            continue
        merged = _merged(values, variable)
        if merged is None:
            return None
        changed[field.name] = merged
    return replace(first, **changed)


def _merged(values: list[object], variable: str) -> object:
    """Tuples of code, or of name and code, merged item by item; other things do not merge."""
    if isinstance(values[0], (Text, Call, Listing, Infix)):
        return series(values, variable)  # type: ignore[arg-type]
    if isinstance(values[0], str) or not all(isinstance(value, tuple) for value in values):
        return None
    if len({len(value) for value in values}) != 1:  # type: ignore[arg-type]
        return None
    merged = []
    for column in zip(*values, strict=True):  # type: ignore[call-overload]
        if all(item == column[0] for item in column):
            merged.append(column[0])
            continue
        found = _merged(list(column), variable)
        if found is None:
            return None
        merged.append(found)
    return tuple(merged)


_NUMBER = re.compile(r"[0-9]+")


def _text_series(texts: list[str], variable: str) -> Text | None:
    if not all(_NUMBER.fullmatch(text) for text in texts):
        return None
    start, step = int(texts[0]), int(texts[1]) - int(texts[0])
    if any(int(text) != start + step * index for index, text in enumerate(texts)) or step < 1:
        return None
    growth = variable if step == 1 else f"{step} * {variable}"
    return Text(f"{start} + {growth}" if start else growth)
