"""Grouped convolution: each filter sees the channels of its own group only.

Pattern: a convolution with G > 1 groups, without a channel shuffle behind it (that is a kind of its own). The
depthwise convolution in front of a pointwise one is left to the depthwise separable kind; one that stands
alone, or in front of a gate, is found here with G = C_in.
Plain: the same convolution with one group. Every filter gets G times the weights: 1/G.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.formula import letter
from archcalc.savings.closed import closed, over
from archcalc.savings.construction import Construction, Kind
from archcalc.savings.kinds.separable import pair_at
from archcalc.savings.kinds.shuffled import shuffle_behind
from archcalc.savings.web import Web, changed


def find(web: Web) -> Iterator[Construction]:
    separable = {index for start in range(len(web.nodes)) if (pair := pair_at(web, start)) for index in pair.nodes}
    for index in range(len(web.nodes)):
        conv = web.conv(index)
        if conv is None or conv.groups == 1 or index in separable or shuffle_behind(web, index):
            continue
        edits = {index: (changed(conv, groups=1),)}
        yield Construction(KIND.key, (index,), edits, closed(over(1, letter("G", conv.groups))))


KIND = Kind(
    "grouped",
    "grouped",
    "channels in G groups that do not see each other",
    "the same convolution with one group",
    "Krizhevsky et al. 2012; Xie et al. 2017, ResNeXt (arXiv:1611.05431)",
    find,
)
