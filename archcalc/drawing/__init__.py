"""The architecture as a picture: maps as boxes to scale, branches as branches, repeats folded; plain SVG.

- `units`: layers that are drawn as one box, and what they take
- `structure`: the units as a series of steps, forks with their branches, and tangles
- `outline`: the series framed by the parts of the network, and equal parts folded
- `scale`, `pen`, `style`: sizes, SVG, colours; `blocks`, `tangle`, `legend`: pictures put together from smaller ones
- `notes`: what is told about a box when it is pointed at
"""

from __future__ import annotations

from archcalc.drawing.picture import draw
from archcalc.drawing.style import STYLE

__all__ = ["STYLE", "draw"]
