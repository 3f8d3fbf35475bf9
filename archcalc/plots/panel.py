"""One panel of a plot over depth: axes with a place for each step, its parts marked and named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from archcalc.output.summary import short
from archcalc.plots.labels import crowded, shortened, spread, text_width
from archcalc.plots.look import BAND, GRID, INK, MUTED, NORMAL, SMALL
from archcalc.plots.quantities import Part

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, RIGHT = 52.0, 10.0
"""Margins beside the axes, in points: the left one holds labels such as `12.35 M`."""

_NAME_ROOM = 84.0  # points that the name of a part may take
_SLANT = 40  # degrees
_SLANTED_HEIGHT, _LEVEL_SHARE = 0.7, 0.78  # of its length, what a slanted name takes downwards and to the left
_SLANTED_ROOM = 16.5  # points between slanted names
_NEARBY = 9.0  # points that a name may stand away from the middle of its part


class Frame(NamedTuple):
    """Where the axes are within the figure, in points from its lower left corner."""

    left: float
    low: float
    width: float
    height: float


class PartLabel(NamedTuple):
    """The name of a part, and the centre of its room along the axis in points from the axes' left end."""

    text: str
    at: float
    slanted: bool


def part_labels(parts: Sequence[Part], width: float) -> list[PartLabel]:
    """Names of the parts under axes of a width: level if all fit, slanted otherwise; if need be the largest only."""
    if not parts:
        return []
    scale = width / parts[-1].end
    wanted = [(part.start + part.end) / 2 * scale for part in parts]
    names = [shortened(part.name, SMALL, _NAME_ROOM) for part in parts]
    sizes = [text_width(name, SMALL) + 6 for name in names]
    level = spread(wanted, sizes)
    inside = level[0] - sizes[0] / 2 > -LEFT and level[-1] + sizes[-1] / 2 < width + RIGHT + 4
    if inside and all(abs(at - want) <= _NEARBY for at, want in zip(level, wanted, strict=True)):
        return [PartLabel(name, at, False) for name, at in zip(names, level, strict=True)]
    steps = [part.end - part.start for part in parts]
    slanted = crowded(wanted, [_SLANTED_ROOM] * len(parts), steps, _NEARBY)
    return [PartLabel(shortened(names[i], SMALL, (LEFT + at) / _LEVEL_SHARE), at, True) for i, at in slanted.items()]


def label_room(labels: Sequence[PartLabel]) -> float:
    """Height in points that the names take below the axes."""
    if not any(label.slanted for label in labels):
        return SMALL + 8
    return max(text_width(label.text, SMALL) for label in labels) * _SLANTED_HEIGHT + 12


class Panel:
    """Axes in which step number i stands from x = i to x = i + 1, and y begins with 0."""

    def __init__(self, figure: Figure, frame: Frame, steps: int, top: float, number: int) -> None:
        self.figure = figure
        self.frame = frame
        self.steps = steps
        self.top = top
        self.number = number
        self.tips: dict[str, str | list[str]] = {}
        self.axes = self._axes()

    def _axes(self) -> Axes:
        from matplotlib.ticker import FuncFormatter, MaxNLocator

        wide, high = self.figure.get_size_inches() * 72
        frame = self.frame
        axes = self.figure.add_axes((frame.left / wide, frame.low / high, frame.width / wide, frame.height / high))
        axes.set(xlim=(0, self.steps), ylim=(0, self.top), xticks=[])
        axes.patch.set_visible(False)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5 if frame.height > 110 else 3, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: short(round(value))))
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="y", color=GRID, linewidth=0.7, clip_on=False)
        axes.set_axisbelow(True)
        return axes

    def name(self, text: str) -> None:
        """The title above the axes."""
        room = self.frame.width + LEFT - 4
        self._text(shortened(text, NORMAL, room), -LEFT + 6, self.frame.height + 9, NORMAL, INK)

    def mark_parts(self, parts: Sequence[Part], tips: Sequence[str]) -> None:
        """Every other part on a band, each with a text of its own."""
        for number, (part, tip) in enumerate(zip(parts, tips, strict=True)):
            self._rectangle(
                f"band-{self.number}-{number}", part.start, part.end, tip, BAND if number % 2 else "none", -2
            )

    def name_parts(self, labels: Sequence[PartLabel]) -> None:
        for label in labels:
            if label.slanted:
                self._text(label.text, label.at + 4, -9, SMALL, MUTED, "right", _SLANT)
            else:
                self._text(label.text, label.at, -5 - SMALL, SMALL, MUTED, "center")

    def name_axis(self, text: str, below: float) -> None:
        """What the axis of depth counts, `below` points under the axes."""
        self._text(text, self.frame.width, -below - SMALL, SMALL, MUTED, "right")

    def explain_steps(self, tips: Sequence[str]) -> None:
        """A text for each step, over the whole height: also where a bar is too low to be pointed at."""
        for number, tip in enumerate(tips):
            self._rectangle(f"hit-{self.number}-{number}", number, number + 1, tip, "none", 5)

    def dashed(self, y: float, color: str, gid: str) -> None:
        """A level line through the axes."""
        style = (0, (4, 3))
        self.axes.plot((0, self.steps), (y, y), color=color, linewidth=1, linestyle=style, gid=gid, clip_on=False)

    def note(self, text: str, x: float, y: float, color: str) -> None:
        """A text in the axes, just above y, at x points from their left end."""
        self._text(text, x, y / self.top * self.frame.height + 3, SMALL, color)

    def _rectangle(self, gid: str, start: float, end: float, tip: str, color: str, order: float) -> None:
        from matplotlib.patches import Rectangle

        patch = Rectangle((start, 0), end - start, self.top, facecolor=color, linewidth=0, zorder=order, gid=gid)
        self.axes.add_patch(patch)
        patch.set_clip_on(False)
        self.tips[gid] = tip

    def _text(
        self, text: str, x: float, y: float, size: float, color: str, align: str = "left", angle: float = 0
    ) -> None:
        """A text whose baseline begins (or ends, or has its middle) at x, y points from the axes' corner."""
        wide, high = self.figure.get_size_inches() * 72
        self.figure.text(
            (self.frame.left + x) / wide,
            (self.frame.low + y) / high,
            text,
            fontsize=size,
            color=color,
            ha=align,
            va="baseline",
            rotation=angle,
            rotation_mode="anchor",
        )
