"""Colours, fonts and sizes of the plots, and the figure they are drawn on.

A plot is drawn in the colours of a light page. In an SVG each of them becomes a CSS variable with that colour as
its fallback (`var(--ink, #222222)`), which is why no two roles may share a colour.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from archcalc.errors import Fault, MissingPartError, UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Tone(NamedTuple):
    """A role that a colour plays, as CSS variable, and the colour on a light and on a dark page."""

    variable: str
    light: str
    dark: str


PALETTE = (
    Tone("ink", "#222222", "#e6e6e6"),  # titles, what is marked
    Tone("muted", "#595959", "#b0b0b0"),  # labels of axes
    Tone("grid", "#d9d9d9", "#3d434c"),
    Tone("band", "#f3f4f6", "#20252c"),  # every other part of a network
    Tone("paper", "#ffffff", "#14181d"),
    Tone("series-1", "#2a6fbb", "#6ea8ec"),
    Tone("series-2", "#c8651b", "#f0a35e"),
    Tone("series-3", "#2b8a5e", "#5fc796"),
    Tone("series-4", "#a8459b", "#dd86ca"),
    Tone("series-5", "#c23b3b", "#f07f7f"),
    Tone("series-6", "#7a6a1f", "#c9b75a"),
    Tone("series-7", "#16889a", "#5cc9d6"),
    Tone("series-8", "#6b5fc7", "#a59bf2"),
)
INK, MUTED, GRID, BAND, PAPER = (tone.light for tone in PALETTE[:5])
SERIES = tuple(tone.light for tone in PALETTE[5:])

SMALL, NORMAL, LARGE = 10.0, 11.0, 12.5
"""Font sizes in points: a plot is drawn 480 points wide, so that they stay legible on a telephone."""

WIDTH = 480.0
"""How wide a plot is unless asked otherwise, in points (1/72 inch)."""

FONTS = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans KR", "Noto Sans CJK KR", '
    '"Apple SD Gothic Neo", "Malgun Gothic", NanumGothic, sans-serif'
)
"""What an SVG asks for: whatever the reader's system uses, and a Korean font where letters are missing."""

KOREAN_FONTS = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Noto Sans CJK JP",  # one file holds all of them, and only its first font may be known
    "NanumGothic",
    "NanumBarunGothic",
    "Apple SD Gothic Neo",
    "AppleGothic",
    "Malgun Gothic",
    "Source Han Sans KR",
    "Baekmuk Gulim",
    "UnDotum",
)

_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",  # texts stay texts
    "text.parse_math": False,  # a layer may be called $x$
    "text.color": INK,
    "font.size": SMALL,
    "figure.dpi": 72,  # a pixel is a point: positions are computed in one unit
    "path.simplify": False,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.8,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
}


class Picture(NamedTuple):
    """A figure that is drawn but not written: what it shows in words, and the texts that appear on its parts.

    `tips` maps the `gid` of an artist to its text, or to those of its points in order.
    """

    figure: Figure
    title: str
    description: str
    tips: dict[str, str | list[str]]


def css_variables(dark: bool = False) -> str:
    """The palette as CSS declarations, for the style of a page that inlines plots."""
    return "".join(f"--{tone.variable}:{tone.dark if dark else tone.light};" for tone in PALETTE)


@contextmanager
def styled(fonts: tuple[str, ...] = ("DejaVu Sans",)) -> Iterator[None]:
    """matplotlib as the plots want it, whatever the user's own settings are.

    Raises:
        MissingPartError: matplotlib is not installed.
    """
    try:
        from matplotlib import style
    except ModuleNotFoundError as error:
        message = f"plots are drawn with matplotlib, and {error.name} is not installed"
        raise MissingPartError(Fault(message, hint="pip install matplotlib")) from None
    quiet = logging.getLogger("matplotlib.font_manager")
    level = quiet.level
    quiet.setLevel(logging.ERROR)
    try:
        with style.context(["default", {**_STYLE, "font.family": list(fonts)}]), warnings.catch_warnings():
            # An SVG leaves its letters to the reader's fonts; a PNG has been refused where a font lacks them.
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            yield
    finally:
        quiet.setLevel(level)


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of a size in points."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width / 72, height / 72), facecolor=PAPER)


def fonts_for_png(text: str) -> tuple[str, ...]:
    """Fonts of this machine that have the letters of a text.

    Raises:
        UsageError: it needs a Korean font, and there is none.
    """
    if all(ord(letter) < 0x1100 or 0x2000 <= ord(letter) < 0x2C00 for letter in text):
        return ("DejaVu Sans",)
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    for name in KOREAN_FONTS:
        if name in installed:
            return ("DejaVu Sans", name)
    hint = "write an SVG, or install a font such as Noto Sans CJK KR or NanumGothic"
    raise UsageError(Fault("no Korean font is installed, and a PNG without one shows boxes", hint=hint))
