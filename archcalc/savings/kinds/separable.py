"""Depthwise separable convolution: a KxK filter for each channel, then a 1x1 convolution that mixes them.

Pattern: a depthwise convolution (as many groups as channels, M filters for each) with K > 1, then a 1x1
convolution with stride 1, which may have groups itself (ShuffleNet).
Plain: one KxK convolution with the stride, padding and dilation of the depthwise one, and the filters and bias
of the 1x1 one. Weights M·C·K² + M·C·N/G over C·N·K²: M/N + M/(G·K²), which is 1/N + 1/K² for M = G = 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.formula import letter
from archcalc.ops.conv import Conv
from archcalc.savings.closed import Closed, area, closed, over
from archcalc.savings.construction import Construction, Kind, collapsed, fits
from archcalc.savings.web import Web, changed, is_depthwise, is_larger


def find(web: Web) -> Iterator[Construction]:
    for index in range(len(web.nodes)):
        found = pair_at(web, index)
        if found:
            yield found


def pair_at(web: Web, index: int) -> Construction | None:
    """The depthwise separable convolution that starts at `index`."""
    conv = web.conv(index)
    if conv is None or not is_larger(conv) or not is_depthwise(conv, web.nodes[index].shapes[0][0]):
        return None
    way = web.next(index)
    pointwise = web.conv(way[1]) if way else None
    if way is None or pointwise is None or not _mixes(pointwise):
        return None
    nodes = (index, *way[0], way[1])
    plain = changed(conv, filters=pointwise.filters, groups=1, bias=pointwise.bias)
    found = Construction(KIND.key, nodes, collapsed(nodes, plain), ratio(conv, pointwise))
    return found if fits(web, found) else None


def ratio(depthwise: Conv, pointwise: Conv) -> Closed:
    """M/N + M/(G·K²), with 1 for a letter that is 1."""
    multiplier = depthwise.filters // depthwise.groups
    many = letter("M", multiplier) if multiplier > 1 else 1
    size = area(depthwise.kernel)
    if pointwise.groups > 1:
        size = letter("G", pointwise.groups) * size
    return closed(over(many, letter("N", pointwise.filters)) + over(many, size))


def _mixes(conv: Conv) -> bool:
    return set(conv.kernel) == {1} and set(conv.strides) == {1} and not any(map(any, conv.pads))


KIND = Kind(
    "depthwise_separable",
    "depthwise separable",
    "a KxK filter for each channel, then a 1x1 convolution",
    "one KxK convolution over all channels",
    "Howard et al. 2017, MobileNets (arXiv:1704.04861), equations 2 to 5",
    find,
)
