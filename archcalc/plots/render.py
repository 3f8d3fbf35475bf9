"""From pictures to files and parts of pages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from archcalc.plots.depth import depth_picture
from archcalc.plots.look import Picture, fonts_for_png, styled
from archcalc.plots.svg import Wording, finish
from archcalc.plots.zoo import Point, zoo_picture

if TYPE_CHECKING:
    from archcalc.analysis import Analysis

Draw = Callable[[], Picture]


def over_depth(analysis: Analysis, quantity: str, language: str = "en", prefix: str = "") -> str:
    """A quantity of a network over its depth, as SVG to be put into a page.

    Args:
        analysis: of the network.
        quantity: parameters, macs, activations or receptive-field.
        language: en or ko.
        prefix: what the ids within the SVG begin with; two plots in one page need two.

    Raises:
        UsageError: an unknown quantity, or nothing to show.
        MissingPartError: matplotlib is not installed.
    """
    chosen = prefix or f"{analysis.network.name}-{quantity}"
    return svg(lambda: depth_picture([analysis], [quantity], language), chosen, alone=False)


def zoo_scatter(
    points: Sequence[Point], marked: Sequence[str | Point] = (), language: str = "en", prefix: str = "zoo"
) -> str:
    """Parameters against multiply-adds of many networks, as SVG to be put into a page.

    Raises:
        UsageError: a marked network is not among the points, or has no place on logarithmic axes.
        MissingPartError: matplotlib is not installed.
    """
    return svg(lambda: zoo_picture(points, marked, language), prefix, alone=False)


def svg(draw: Draw, prefix: str = "plot", alone: bool = True) -> str:
    """A picture as SVG: a file of its own, or part of a page. The same bytes on every machine."""
    with styled():
        picture = draw()
        drawn = io.BytesIO()
        picture.figure.savefig(drawn, format="svg", metadata={"Date": None})
    wording = Wording(picture.title, picture.description, picture.tips)
    return finish(drawn.getvalue(), wording, _identifier(prefix), alone)


def png(draw: Draw, dots_per_inch: float = 192) -> bytes:
    """A picture as PNG.

    Raises:
        UsageError: it has Korean texts, and no font of this machine can show them.
        MissingPartError: matplotlib is not installed.
    """
    with styled():
        fonts = fonts_for_png(_texts(draw()))
    with styled(fonts):
        drawn = io.BytesIO()
        draw().figure.savefig(drawn, format="png", dpi=dots_per_inch, metadata={"Software": None})
    return drawn.getvalue()


def _texts(picture: Picture) -> str:
    from matplotlib.text import Text

    return "".join(text.get_text() for text in picture.figure.findobj(Text) if isinstance(text, Text))


def _identifier(prefix: str) -> str:
    """A prefix that can begin an id and stand in a style rule."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", prefix).strip("-")
    return plain if plain[:1].isalpha() else f"plot-{plain}"
