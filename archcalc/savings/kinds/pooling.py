"""Global average pooling where a fully connected layer would see the whole map.

Patterns: the mean over the whole map (global, adaptive to 1x1, or a window of the map's size), used by nothing
but what follows, then (a) a fully connected layer, or a 1x1 convolution on the 1x1 map, with only flatten,
dropout, norms and activations between; (b) the end of the network (NIN: one map for each class).
Plain: (a) the same layer on all positions of the map: 1/(H·W) of the weights. (b) a fully connected layer from
the maps to as many outputs: global pooling has no weights, so 0.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.formula import elements, letter, prod
from archcalc.graph import INPUT
from archcalc.ops import Operation
from archcalc.ops.activation import Softmax
from archcalc.ops.conv import Conv
from archcalc.ops.linear import Linear
from archcalc.ops.pool import AdaptiveAvgPool, AvgPool, GlobalAvgPool
from archcalc.ops.reshape import Flatten
from archcalc.savings.closed import closed, over
from archcalc.savings.construction import Construction, Kind, fits
from archcalc.savings.web import Web, changed, conv_with, is_pointwise, is_quiet


def find(web: Web) -> Iterator[Construction]:
    for index, node in enumerate(web.nodes):
        source = node.inputs[0]
        if not _averages_all(node.operation, node.shapes[0], node.output):
            continue
        if source != INPUT and len(web.takers[source]) > 1:
            continue  # a gate's map is needed by the product as well
        found = _head_at(web, index)
        if found and fits(web, found):
            yield found


def _averages_all(operation: Operation, before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    averages = isinstance(operation, (GlobalAvgPool, AdaptiveAvgPool)) or (
        isinstance(operation, AvgPool) and operation.kernel == before[1:]
    )
    return averages and set(after[1:]) == {1} and elements(before[1:]) > 1


def _head_at(web: Web, index: int) -> Construction | None:
    channels, *sizes = web.nodes[index].shapes[0]
    nodes = _to_the_classifier(web, index)
    if nodes is None:
        return None
    last = web.nodes[nodes[-1]].operation
    ratio = closed(over(1, prod([letter(name, size) for name, size in zip("DHW"[-len(sizes) :], sizes, strict=True)])))
    if isinstance(last, Linear):
        return Construction(KIND.key, nodes, {index: ()}, ratio)
    if isinstance(last, Conv):
        edits: dict[int, tuple[Operation, ...]] = {index: (), nodes[-1]: (changed(last, kernel=tuple(sizes)),)}
        return Construction(KIND.key, nodes, edits, ratio)
    # A convolution with the kernel of the map is a fully connected layer that gives 1x1 maps.
    whole = conv_with(len(sizes), {"filters": channels, "kernel": tuple(sizes)})
    return Construction(KIND.key, (index,), {index: (whole,)}, closed(0))


def _to_the_classifier(web: Web, index: int) -> tuple[int, ...] | None:
    """From the pooling to the layer that takes its vector, or to the network's end; None if it is no head."""
    nodes, here = [index], index
    while here != web.graph.output:
        if len(web.takers[here]) != 1:
            return None
        here = web.takers[here][0]
        nodes.append(here)
        node = web.nodes[here]
        if isinstance(node.operation, Linear) or is_pointwise(web.conv(here)):
            return tuple(nodes)
        if not is_quiet(node) and not isinstance(node.operation, (Flatten, Softmax)):
            return None
    return (index,)


KIND = Kind(
    "global_pooling",
    "global pooling",
    "each map brought down to its mean before the classifier",
    "a fully connected layer on all positions of the map",
    "Lin et al. 2013, Network in network (arXiv:1312.4400), section 3.2",
    find,
    convolution=False,
)
