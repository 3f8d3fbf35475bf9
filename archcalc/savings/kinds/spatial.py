"""A larger kernel inside a bottleneck: a single convolution, or a run of them that stands for one."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.ops.conv import Conv
from archcalc.savings.kinds.factorised import chain_at
from archcalc.savings.kinds.stacked import run_at
from archcalc.savings.web import Web, is_larger


class Spatial(NamedTuple):
    """Layers that look around, first to last, and the dense convolution that would do for all of them."""

    nodes: tuple[int, ...]
    plain: Conv


def spatial_at(web: Web, index: int) -> Spatial | None:
    """The larger kernel that starts at `index`."""
    for found in (chain_at(web, index), run_at(web, index)):
        if found:
            (plain,) = found.edits[found.nodes[-1]]
            assert isinstance(plain, Conv)
            return Spatial(found.nodes, plain)
    conv = web.conv(index)
    return Spatial((index,), conv) if conv is not None and is_larger(conv) else None
