"""Pictures put together from smaller ones: a box with its label, a row of them, branches, a frame.

A block lies on a flow line that enters at its left and leaves at its right end. It knows how far it reaches along
that line, above and below it, and draws itself from a point on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from archcalc.drawing.pen import LINE, Pen, text_width
from archcalc.drawing.scale import Solid

GAP = 7.0  # on both sides of a box
FAN = 22.0  # where ways part or meet
BETWEEN = 12.0  # from one branch to the next
PAD = 8.0  # inside of a frame
HEAD = 20.0  # the frame's heading
SHEET = 4.0  # from one sheet to the next, where a frame stands for several
APART = 5.0  # on both sides of a frame

Draw = Callable[[Pen, float, float], None]


class Block(NamedTuple):
    """A picture: its width, its reach above and below the flow line, and how it is drawn."""

    width: float
    up: float
    down: float
    draw: Draw


class Label(NamedTuple):
    """What is written below a box, what is told when it is pointed at, and where its link leads."""

    lines: tuple[str, ...]
    title: str
    link: str

    @property
    def width(self) -> float:
        return max(map(text_width, self.lines), default=0.0)


def box(solid: Solid, look: str, label: Label, *, is_first: bool = False) -> Block:
    """A map as a solid on the flow line, with its label below; nothing comes into the first one."""
    width = max(solid.width, label.width) + 2 * GAP

    def draw(pen: Pen, x: float, y: float) -> None:
        left = x + (width - solid.width) / 2
        if not is_first:
            pen.line((x, y), (left, y))
        pen.line((left + solid.width, y), (x + width, y))
        pen.open(f"unit {look}", label.title, label.link)
        _solid(pen, left, y - solid.half, solid)
        _lines(pen, x + width / 2, y + solid.half, label.lines)
        pen.close(label.link)

    return Block(width, solid.half + 2, solid.half + LINE * len(label.lines) + 6, draw)


def joint(key: str, label: Label) -> Block:
    """Where branches meet: a circle with the sign of what is done."""
    radius = 9.0
    width = max(2 * radius, label.width) + 2 * GAP

    def draw(pen: Pen, x: float, y: float) -> None:
        middle = x + width / 2
        pen.line((x, y), (middle - radius, y))
        pen.line((middle + radius, y), (x + width, y))
        pen.open("unit join", label.title, label.link)
        pen.circle(middle, y, radius, "solid")
        for (x1, y1), (x2, y2) in _SIGNS[key]:
            pen.stroke((middle + x1, y + y1), (middle + x2, y + y2), "sign")
        _lines(pen, middle, y + radius, label.lines)
        pen.close(label.link)

    return Block(width, radius + 2, radius + LINE * len(label.lines) + 6, draw)


_SIGNS = {
    "add": (((-5, 0), (5, 0)), ((0, -5), (0, 5))),
    "multiply": (((-3.5, -3.5), (3.5, 3.5)), ((-3.5, 3.5), (3.5, -3.5))),
    "concat": (((-2, -5), (-2, 5)), ((2, -5), (2, 5))),
}
JOINTS = frozenset(_SIGNS)


def dot(label: Label) -> Block:
    """A layer that hands on what it gets: a point on the line."""

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.line((x, y), (x + 20, y))
        pen.open("unit pass", label.title, label.link)
        pen.circle(x + 10, y, 3.5, "solid")
        pen.close(label.link)

    return Block(20, 6, 6, draw)


def row(blocks: Sequence[Block]) -> Block:
    """Blocks one after the other; none is a line."""

    def draw(pen: Pen, x: float, y: float) -> None:
        for block in blocks:
            block.draw(pen, x, y)
            x += block.width

    up = max((block.up for block in blocks), default=5.0)
    down = max((block.down for block in blocks), default=5.0)
    return Block(sum(block.width for block in blocks), up, down, draw)


class Way(NamedTuple):
    """A branch: its picture, its name, whether it is a mere shortcut, whether it leads nowhere."""

    block: Block
    name: str
    is_thin: bool
    is_open: bool

    @property
    def up(self) -> float:
        return self.block.up + (LINE if self.name else 0)


def fork(ways: Sequence[Way]) -> Block:
    """Branches one below the other, between the point where they part and the point where they meet.

    A single branch beside shortcuts stays on the flow line, and the shortcuts pass above it.
    """
    inner = max(max(way.block.width for way in ways), *(text_width(way.name) + 6 for way in ways))
    offsets = _offsets(ways)
    width = inner + 2 * FAN

    def draw(pen: Pen, x: float, y: float) -> None:
        for way, offset in zip(ways, offsets, strict=True):
            level, start = y + offset, x + FAN + (inner - way.block.width) / 2
            pen.line((x, y), (x + FAN, level))
            pen.line((x + FAN, level), (start, level))
            way.block.draw(pen, start, level)
            if way.name:
                pen.text(x + FAN + 3, level - way.block.up - 3, way.name, "way")
            if not way.is_open:
                pen.line((start + way.block.width, level), (x + FAN + inner, level))
                pen.line((x + FAN + inner, level), (x + width, y))

    up = max(way.up - offset for way, offset in zip(ways, offsets, strict=True))
    down = max(way.block.down + offset for way, offset in zip(ways, offsets, strict=True))
    return Block(width, up, down, draw)


def _offsets(ways: Sequence[Way]) -> list[float]:
    """Where the branches' lines lie below (above, if negative) the flow line."""
    thick = [way for way in ways if not way.is_thin]
    ordered = sorted(range(len(ways)), key=lambda i: not ways[i].is_thin) if len(thick) == 1 else range(len(ways))
    offsets = [0.0] * len(ways)
    below = 0.0
    for number in ordered:
        offsets[number] = below + ways[number].up
        below = offsets[number] + ways[number].block.down + BETWEEN
    middle = offsets[ways.index(thick[0])] if len(thick) == 1 else (below - BETWEEN) / 2
    return [offset - middle for offset in offsets]


def frame(inner: Block, name: str, times: int, title: str) -> Block:
    """A part of the network with its name; of several that are alike one is drawn, on a pile of sheets."""
    sheets = min(times - 1, 2) * SHEET
    heading = f"{name}  ×{times}" if times > 1 else name
    width = max(inner.width, text_width(heading)) + 2 * PAD
    whole = width + sheets + 2 * APART

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.line((x, y), (x + whole, y))  # what shows beside the frame
        x += APART
        top, height = y - inner.up - HEAD, inner.up + inner.down + HEAD + PAD
        start = x + (width - inner.width) / 2
        for sheet in range(min(times - 1, 2), 0, -1):
            pen.rect(x + sheet * SHEET, top - sheet * SHEET, width, height, "frame", 5)
        pen.parts.append(f"<g><title>{escape(title)}</title>")
        pen.rect(x, top, width, height, "frame", 5)
        pen.text(x + PAD, top + 14, name, "part")
        if times > 1:
            pen.text(x + width - PAD, top + 14, f"×{times}", "times")
        pen.parts.append("</g>")
        pen.line((x, y), (start, y))
        inner.draw(pen, start, y)
        pen.line((start + inner.width, y), (x + width, y))

    return Block(whole, inner.up + HEAD + sheets + 4, inner.down + PAD + 4, draw)


def _solid(pen: Pen, left: float, top: float, solid: Solid) -> None:
    """A box whose upper left front corner lies a depth below `top`."""
    thick, high, deep = solid
    front = top + deep
    pen.polygon([(left, front), (left + deep, top), (left + thick + deep, top), (left + thick, front)], "lid")
    right, low = left + thick, front + high
    pen.polygon([(right, front), (right + deep, top), (right + deep, top + high), (right, low)], "side")
    pen.rect(left, front, thick, high, "solid")


def _lines(pen: Pen, x: float, y: float, lines: tuple[str, ...]) -> None:
    for number, line in enumerate(lines):
        pen.text(x, y + LINE * (number + 1), line, "" if number else "name")
