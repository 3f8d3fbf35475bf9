"""The legend of a drawing: its colours, and the scale on which maps are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.drawing.blocks import Block
from archcalc.drawing.pen import Pen, text_width
from archcalc.drawing.scale import Scale
from archcalc.drawing.words import say

LOOKS = {
    "conv": "convolution",
    "grouped": "grouped or depthwise",
    "pool": "pooling",
    "full": "fully connected",
    "other": "other",
}


def legend(scale: Scale, looks: set[str], language: str) -> list[Block]:
    """The parts of the legend, to be put in one or several lines: a colour each, then the two scales."""
    parts = [_colour(look, say(name, language)) for look, name in LOOKS.items() if look in looks]
    heights = [(size, scale.height(size)) for size in _samples(scale.size)]
    thicknesses = [(count, scale.thickness(count)) for count in _samples(scale.channels)]
    roots = f"({say('both follow the square root', language)})"
    return [
        *parts,
        _bars(say("height: map size", language), heights, ""),
        _bars(say("thickness: channels", language), thicknesses, roots),
    ]


def _colour(look: str, name: str) -> Block:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.parts.append(f'<g class="{look}">')
        pen.rect(x, y - 6, 12, 12, "solid")
        pen.parts.append("</g>")
        pen.text(x + 17, y + 4, name, "legend")

    return Block(17 + text_width(name) + 14, 8, 8, draw)


def _bars(text: str, lengths: Sequence[tuple[int, float]], rest: str) -> Block:
    """A scale: for some sizes, how long they are drawn."""

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.text(x, y + 4, text, "legend")
        x += text_width(text) + 8
        for size, length in lengths:
            pen.stroke((x, y), (x + length, y), "rule")
            pen.text(x + length + 4, y + 4, str(size), "legend")
            x += length + text_width(str(size)) + 14
        if rest:
            pen.text(x, y + 4, rest, "legend")

    bars = sum(length + text_width(str(size)) + 14 for size, length in lengths)
    return Block(text_width(text) + 8 + bars + text_width(rest) + 14, 8, 8, draw)


def _samples(most: int) -> list[int]:
    return list(dict.fromkeys(max(1, most // part) for part in (1, 4, 16)))
