"""Grouped convolution with a channel shuffle, which lets the groups see each other in the next layer.

Pattern: a convolution with G > 1 groups, then a channel shuffle.
Plain: the same convolution with one group, and nothing to shuffle: 1/G.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.formula import letter
from archcalc.ops.reshape import Shuffle
from archcalc.savings.closed import closed, over
from archcalc.savings.construction import Construction, Kind
from archcalc.savings.web import Web, changed


def find(web: Web) -> Iterator[Construction]:
    for index in range(len(web.nodes)):
        conv = web.conv(index)
        nodes = shuffle_behind(web, index) if conv is not None and conv.groups > 1 else ()
        if conv is None or not nodes:
            continue
        edits = {index: (changed(conv, groups=1),), nodes[-1]: ()}
        yield Construction(KIND.key, nodes, edits, closed(over(1, letter("G", conv.groups))))


def shuffle_behind(web: Web, index: int) -> tuple[int, ...]:
    """From the convolution at `index` to the channel shuffle behind it; empty if there is none."""
    found = web.next(index)
    if found is None or not isinstance(web.nodes[found[1]].operation, Shuffle):
        return ()
    return (index, *found[0], found[1])


KIND = Kind(
    "shuffled_grouped",
    "shuffled grouped",
    "channels in G groups, mixed by a channel shuffle",
    "the same convolution with one group, and no shuffle",
    "Zhang et al. 2017, ShuffleNet (arXiv:1707.01083), section 3.1",
    find,
)
