"""Pieces of Python code as trees, so that they can be compared, counted and laid out before they are text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


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
    """An activation as a module: `nn.ReLU` with its arguments, or a constructor argument that holds the class."""

    module: str
    arguments: tuple[Code, ...] = ()
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
        activation = code.activation.arguments if code.activation else ()
        return (code.main, *filter(None, (code.norm,)), *activation)
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
