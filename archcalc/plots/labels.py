"""Where texts go: side by side along an axis, and beside points, never on top of each other.

Widths are estimated from the letters, not measured with a font: a browser sets the text in a font of its own, and
the same plot must come out on every machine. The estimate is generous for the fonts that `look.FONTS` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from archcalc.output.width import width

_LETTER = 0.6  # width of a letter in units of the font size; a Korean one takes two


def text_width(text: str, size: float) -> float:
    """Room that a text of a font size needs, in the unit of the size."""
    return width(text) * size * _LETTER


def shortened(text: str, size: float, room: float) -> str:
    """The text, cut at its end where the room is too small."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(text, size) + size * _LETTER > room:
        text = text[:-1]
    return f"{text}…"


def spread(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Centres nearest to the wanted ones (in order) at which things of these sizes do not overlap.

    The least squares solution: neighbours that are too close become a block, placed where its members want it
    on average (pool adjacent violators).
    """
    offsets = [0.0]
    for before, after in pairwise(sizes):
        offsets.append(offsets[-1] + (before + after) / 2)
    blocks: list[tuple[float, int]] = []
    for place, offset in zip(wanted, offsets, strict=True):
        mean, count = place - offset, 1
        while blocks and blocks[-1][0] > mean:
            before, members = blocks.pop()
            mean, count = (before * members + mean * count) / (members + count), members + count
        blocks.append((mean, count))
    means = [mean for mean, count in blocks for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def crowded(wanted: Sequence[float], sizes: Sequence[float], weights: Sequence[float], most: float) -> dict[int, float]:
    """Centres of as many things as fit when none may stand further than `most` from where it wants to be.

    Where there are too many, the lightest of the crowd is left out.
    """
    kept = list(range(len(wanted)))
    while kept:
        places = spread([wanted[i] for i in kept], [sizes[i] for i in kept])
        off = [n for n, i in enumerate(kept) if abs(places[n] - wanted[i]) > most]
        if not off:
            return dict(zip(kept, places, strict=True))
        crowd = {m for n in off for m in (n - 1, n, n + 1) if 0 <= m < len(kept)}
        del kept[min(crowd, key=lambda n: (weights[kept[n]], -n))]
    return {}


class Box(NamedTuple):
    """A rectangle: its corners."""

    left: float
    low: float
    right: float
    high: float

    def overlaps(self, other: Box) -> bool:
        return self.left < other.right and other.left < self.right and self.low < other.high and other.low < self.high

    def within(self, other: Box) -> bool:
        return (
            other.left <= self.left and self.right <= other.right and other.low <= self.low and self.high <= other.high
        )


def beside(x: float, y: float, wide: float, high: float, gap: float) -> Iterable[Box]:
    """The places for a text beside a point, the best first: right, left, above, below, corners, further away."""
    near = gap * 0.7
    for away in (1.0, 2.2):
        g, n = gap * away, near * away
        yield Box(x + g, y - high / 2, x + g + wide, y + high / 2)
        yield Box(x - g - wide, y - high / 2, x - g, y + high / 2)
        yield Box(x - wide / 2, y + g, x + wide / 2, y + g + high)
        yield Box(x - wide / 2, y - g - high, x + wide / 2, y - g)
        for left in (x + n, x - n - wide):
            for low in (y + n, y - n - high):
                yield Box(left, low, left + wide, low + high)


def place_beside(
    points: Sequence[tuple[float, float]],
    named: Sequence[tuple[int, float, float]],
    frame: Box,
    gap: float,
) -> dict[int, Box]:
    """Boxes for the texts of some points: within the frame, off all points and off each other.

    Args:
        points: where the points are.
        named: index, width and height of the text of those that want one, the most important first.
        frame: what must hold every text.
        gap: distance of a text from its point, and half the room that a point takes.

    Returns:
        The box of each text that found a place.
    """
    taken = [Box(x - gap * 0.6, y - gap * 0.6, x + gap * 0.6, y + gap * 0.6) for x, y in points]
    found: dict[int, Box] = {}
    for index, wide, high in named:
        for box in beside(*points[index], wide, high, gap):
            if box.within(frame) and not any(map(box.overlaps, taken)):
                found[index] = box
                taken.append(box)
                break
    return found
