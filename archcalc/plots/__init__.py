"""Plots of networks: numbers over depth, and parameters against MACs, as SVG and PNG.

- `quantities`: what can be plotted over depth, and the steps that a bar stands for
- `depth`, `receptive`, `zoo`: what is drawn
- `labels`: where texts go without overlapping
- `look`: colours, fonts, the figure; the only place that reads fonts of the machine
- `svg`, `render`: from a figure to a file or to a part of a HTML page

    over_depth(analysis, "macs")            # SVG to put into a page
    zoo_scatter(zoo_points(), ["resnet50"])

An inlined SVG has no size of its own (it takes the room it is given), no ids that another plot has (`prefix`), and
its colours are CSS variables (`look.PALETTE`), so that the page decides on light and dark. matplotlib is loaded
when something is drawn, not before.
"""

from archcalc.plots.depth import depth_picture
from archcalc.plots.look import css_variables
from archcalc.plots.quantities import QUANTITIES, Quantity
from archcalc.plots.render import over_depth, png, svg, zoo_scatter
from archcalc.plots.zoo import Point, zoo_picture, zoo_points

__all__ = [
    "QUANTITIES",
    "Point",
    "Quantity",
    "css_variables",
    "depth_picture",
    "over_depth",
    "png",
    "svg",
    "zoo_picture",
    "zoo_points",
    "zoo_scatter",
]
