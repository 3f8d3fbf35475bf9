"""Options that several commands share, and how their texts become values."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from archcalc.cli.commands import Argument, Option
from archcalc.cli.endings import FormatOption
from archcalc.conventions import NAMES
from archcalc.errors import Fault, Source, SpecError, UsageError
from archcalc.shape import Shape, channels_last, parse_shape, shape_text

Arch = Annotated[
    str,
    Argument(
        metavar="ARCH", help="Name in the zoo (resnet50, resnet50@160), a spec file (my.yaml, my.yaml:variant), or -."
    ),
]
Input = Annotated[str, Option("--input", metavar="CxHxW", help="Input shape, channels first; the spec's by default.")]
Batch = Annotated[int, Option("--batch", metavar="N", help="Samples that run together.")]
Set = Annotated[list[str], Option("--set", metavar="KNOB=VALUE", help="Set a knob of the spec; repeatable.")]
ConventionName = Annotated[
    str, Option("--convention", metavar="NAME", help=f"How work is counted: {', '.join(NAMES)}.")
]
FORMATS = ("table", "json", "csv", "markdown")
Format = Annotated[str, FormatOption(*FORMATS, help="table, json, csv or markdown")]
Output = Annotated[str, Option("--output", metavar="FILE", help="Write to a file instead of standard output.")]
Lang = Annotated[str, Option("--lang", metavar="LANG", help="en or ko.")]
Training = Annotated[bool, Option("--training", help="Include heads that exist only in training.")]


def one_of(value: str, known: tuple[str, ...], what: str) -> str:
    """Refuse a word that is not among the known ones."""
    if value not in known:
        raise UsageError(Fault(f"there is no {what} '{value}'", hint=f"it is one of {', '.join(known)}"))
    return value


def input_shape(text: str) -> Shape | None:
    """`--input`'s text as a shape; None for the spec's own."""
    return noted(parse_shape(text)) if text else None


def noted(shape: Shape) -> Shape:
    """The input as given, with a note on standard error if its channels seem to stand last."""
    meant = channels_last(shape)
    if meant:
        given, first, size = shape_text(shape), shape[0], shape_text(shape[1:])
        note = f"note: {given} is read as {first} channels of {size}; did you mean {shape_text(meant)}?"
        print(note, file=sys.stderr)
    return shape


def knob_values(settings: list[str]) -> dict[str, Any]:
    """`--set` texts as values, read as a spec would read them.

    Raises:
        UsageError: one is not NAME=VALUE, or its value cannot be read.
    """
    return dict(_setting(setting) for setting in settings)


def _setting(setting: str) -> tuple[str, Any]:
    from archcalc.spec.events import read_nodes
    from archcalc.spec.values import read_constant

    name, equals, text = setting.partition("=")
    if not equals or not name.strip():
        raise UsageError(Fault(f"--set {setting} says no value", hint="write --set name=value"))
    try:
        return name.strip(), read_constant(read_nodes(Source("--set", text)))
    except SpecError as error:
        raise UsageError(f"--set {setting}: {error.faults[0].message}") from None
