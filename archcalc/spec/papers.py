"""What a spec says of its paper: where it was published, and the figures that it prints."""

from __future__ import annotations

from typing import Any, NamedTuple

from archcalc.errors import Place
from archcalc.shape import Shape


class Paper(NamedTuple):
    """Where an architecture was published."""

    title: str = ""
    authors: str = ""
    year: int | None = None
    url: str = ""


class Setting(NamedTuple):
    """What a published figure holds for: knobs other than the network's own, each with its place, and an input."""

    knobs: dict[str, tuple[Any, Place]]
    input: Shape | None
    place: Place


class Figure(NamedTuple):
    """A figure as the paper prints it: `value` keeps its digits, `reason` explains a difference."""

    quantity: str
    value: str
    layer: str
    table: str
    convention: str
    reason: str
    at: Setting | None
    place: Place
