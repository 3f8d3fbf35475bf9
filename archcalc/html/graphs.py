"""Plots as a page with a strict policy can have them: no style elements and no style attributes inside.

The colours of the plots are those of `archcalc.plots` on a light page; the page's style sheet gives each of them its
variable by the attribute that carries it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from archcalc.analysis import Analysis
from archcalc.errors import UsageError

if TYPE_CHECKING:
    from archcalc.plots import Point

QUANTITIES = ("parameters", "macs", "activations", "receptive-field")

_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'


class Plot(NamedTuple):
    """What is plotted, and the SVG."""

    quantity: str
    svg: str


def depth_plots(analysis: Analysis, lang: str, prefix: str) -> list[Plot]:
    """The quantities over depth that the network has anything of."""
    from archcalc.plots import over_depth

    found = []
    for quantity in QUANTITIES:
        try:
            found.append(Plot(quantity, plain(over_depth(analysis, quantity, lang, f"{prefix}-{quantity}"))))
        except UsageError:  # nothing to show: no weights, or no map that a field could lie on
            continue
    return found


def zoo_plot(analyses: Sequence[Analysis], lang: str) -> str:
    """The zoo with these networks marked; empty where none of them has a place on logarithmic axes."""
    from archcalc.plots import Point, zoo_scatter

    marked = [
        Point(one.network.name, one.network.spec.family, one.network.spec.paper.year or 0, *_figures(one))
        for one in analyses
        if all(_figures(one))
    ]
    return plain(zoo_scatter(_zoo(), marked, lang, "zoo")) if marked else ""


def plot_style() -> str:
    """Rules that turn the plots' colours into variables of the page."""
    from archcalc.plots.look import PALETTE

    rules = [
        f'.archcalc-plot [{role}="{tone.light}"]{{{role}:var(--{tone.variable})}}'
        for tone in PALETTE
        for role in ("fill", "stroke")
    ]
    return "\n".join([*rules, ".archcalc-plot .hit:hover{fill-opacity:.12}", ""])


def plain(svg: str) -> str:
    """An SVG without style elements and attributes, for inside of HTML."""
    root = ElementTree.fromstring(svg.replace(_NAMESPACE, "", 1))
    for element in list(root.iter()):
        element.attrib.pop("style", None)
        for child in element.findall("style"):
            element.remove(child)
    return ElementTree.tostring(root, encoding="unicode")


@cache
def _zoo() -> list[Point]:
    """The zoo does not change while the program runs, and is read for the first of its pages only."""
    from archcalc.plots import zoo_points

    return zoo_points()


def _figures(analysis: Analysis) -> tuple[int, int]:
    return analysis.totals.parameters, analysis.totals.macs // analysis.batch
