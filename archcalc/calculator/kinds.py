"""What the calculator offers: its settings, and the kinds of layers with the settings each of them has."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """A whole number to set. The slider ends at `slider`, the number box takes everything up to `high`."""

    letter: str
    low: int
    high: int
    slider: int
    start: int


FIELDS = {
    field.letter: field
    for field in (
        Field("H", 1, 4096, 48, 7),
        Field("W", 1, 4096, 48, 7),
        Field("C_in", 1, 8192, 64, 4),
        Field("C_out", 1, 8192, 64, 8),
        Field("K", 1, 31, 11, 3),
        Field("S", 1, 16, 6, 1),
        Field("P", 0, 64, 8, 1),
        Field("D", 1, 16, 5, 1),
        Field("G", 1, 8192, 16, 1),
        Field("O", 0, 15, 4, 0),
    )
}
"""All settings by their letters."""


class Part(NamedTuple):
    """One layer of a kind: its operation, and what stands in it for letters that have other names outside.

    A text is a letter known by then (a setting, or a result of the part before), a number is itself.
    """

    name: str
    operation: str
    letters: dict[str, str | int] = {}


class Kind(NamedTuple):
    """What can be chosen: the letters that can be set, the layers it consists of, and how `archcalc calc` writes it.

    `beside` is worked out too, for comparison; the totals do not count it.
    """

    letters: tuple[str, ...]
    parts: tuple[Part, ...]
    chain: str
    has_bias: bool = False
    beside: Part | None = None


_MAP = ("H", "W", "C_in")
_INPUT = "{C_in}x{H}x{W} -> "
_WINDOW = "{K}x{K} s{S} p{P}"

OPERATIONS = {
    "conv": f"conv {{C_out}} {_WINDOW} d{{D}} g{{G}}{{bias}}",
    "conv_transpose": f"conv_transpose {{C_out}} {_WINDOW} d{{D}} g{{G}} o{{O}}{{bias}}",
    "maxpool": f"maxpool {_WINDOW} d{{D}}",
    "avgpool": f"avgpool {_WINDOW}",
}
"""The operations of the parts, as `archcalc calc` reads them; `{bias}` is empty or ` nobias`."""

KINDS = {
    "conv": Kind(
        (*_MAP, "C_out", "K", "S", "P", "D", "G"),
        (Part("conv", "conv"),),
        _INPUT + OPERATIONS["conv"],
        has_bias=True,
    ),
    "separable": Kind(
        (*_MAP, "C_out", "K", "S", "P", "D"),
        (
            Part("depthwise", "conv", {"C_out": "C_in", "G": "C_in"}),
            Part(
                "pointwise",
                "conv",
                {"H": "H_out", "W": "W_out", "K": 1, "S": 1, "P": 0, "D": 1, "G": 1, "r": "r_out", "j": "j_out"},
            ),
        ),
        f"{_INPUT}depthwise {_WINDOW} d{{D}}{{bias}} -> conv {{C_out}} 1x1{{bias}}",
        has_bias=True,
        beside=Part("standard", "conv", {"G": 1}),
    ),
    "conv_transpose": Kind(
        (*_MAP, "C_out", "K", "S", "P", "D", "G", "O"),
        (Part("conv_transpose", "conv_transpose"),),
        _INPUT + OPERATIONS["conv_transpose"],
        has_bias=True,
    ),
    "maxpool": Kind(
        (*_MAP, "K", "S", "P", "D"),
        (Part("maxpool", "maxpool", {"C_out": "C_in"}),),
        _INPUT + OPERATIONS["maxpool"],
    ),
    "avgpool": Kind(
        (*_MAP, "K", "S", "P"),
        (Part("avgpool", "avgpool", {"C_out": "C_in", "D": 1}),),
        _INPUT + OPERATIONS["avgpool"],
    ),
}
"""All kinds by their names."""
