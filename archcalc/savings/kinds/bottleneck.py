"""1x1 bottleneck: few channels where the larger kernel works.

Patterns, with C channels in, B inside and N out:
(a) 1x1 to B < C channels, then a larger kernel (GoogLeNet's reductions, DenseNet);
(b) the same with a 1x1 convolution behind it to more channels (ResNet);
(c) a larger kernel and then a 1x1 convolution to more channels, with B ≤ C: nothing in front of it, or a 1x1 that
    does not narrow (the first block of ResNet);
(d) 1x1 to B < C channels that several convolutions share, one of them with a larger kernel (SqueezeNet).
The larger kernel may be grouped (ResNeXt), stacked or factorised itself.
Plain: the larger kernel, dense, straight from C to N channels, with all strides in it; in (d) each of the
convolutions straight from C. Weights (C·B + K²·B·N) over K²·C·N: B/(K²·N) + B/C.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archcalc.formula import letter, prod
from archcalc.ops.conv import Conv
from archcalc.savings.closed import Closed, area, closed, over
from archcalc.savings.construction import Construction, Edits, Kind, collapsed, fits
from archcalc.savings.kinds.factorised import beside_at
from archcalc.savings.kinds.spatial import Spatial, spatial_at
from archcalc.savings.web import Web, changed, is_larger, is_pointwise


def find(web: Web) -> Iterator[Construction]:
    seen: set[int] = set()
    for index in range(len(web.nodes)):
        found = block_at(web, index) if index not in seen else None
        if found and fits(web, found):
            seen.update(found.nodes)
            yield found


def block_at(web: Web, index: int) -> Construction | None:
    """The bottleneck that starts at `index`."""
    conv = web.conv(index)
    if is_pointwise(conv):
        passed, ends = web.onward(index)
        if len(ends) > 1:
            return _shared(web, index, passed, ends)
        spatial = spatial_at(web, ends[0]) if ends else None
        return _chain(web, index, (index, *passed), spatial) if spatial else None
    spatial = spatial_at(web, index)
    return _chain(web, index, (), spatial) if spatial else None


def _chain(web: Web, index: int, reduction: tuple[int, ...], spatial: Spatial) -> Construction | None:
    """Patterns (a) to (c): `reduction` is the 1x1 convolution in front and what follows it, or nothing."""
    channels, plain = web.nodes[index].shapes[0][0], spatial.plain
    first = web.conv(index) if reduction else None
    nodes = (*reduction, *spatial.nodes)
    way = web.next(nodes[-1])
    behind = web.conv(way[1]) if way else None
    if way and behind and is_pointwise(behind) and behind.filters > plain.filters:
        nodes = (*nodes, *way[0], way[1])
    else:
        behind = None
    inner = first.filters if first else channels
    narrow = inner <= channels and plain.filters <= channels and behind is not None and _is_middle(plain, inner, first)
    if not (first and inner < channels) and not narrow:
        return None
    last = behind or plain
    strides = tuple(map(prod, zip(*(conv.strides for conv in (first, plain, behind) if conv), strict=True)))
    whole = changed(plain, filters=last.filters, bias=last.bias, groups=1, stride=strides)
    if behind is None and len(spatial.nodes) == 1 and plain.groups == 1:
        ratio = _before(plain, channels, inner)
    else:
        ratio = _around(web, nodes, spatial, channels, last.filters, whole)
    return Construction(KIND.key, nodes, collapsed(nodes, whole), ratio)


def _is_middle(plain: Conv, inner: int, first: Conv | None) -> bool:
    """Whether a kernel that is not narrowed in front makes a bottleneck with the 1x1 behind it.

    With groups only if there is a 1x1 in front as well, and never as a depthwise one: that and the 1x1 behind it
    are a depthwise separable convolution.
    """
    return plain.groups == 1 or (first is not None and plain.groups < inner)


def _before(plain: Conv, channels: int, inner: int) -> Closed:
    """B/(K²·N) + B/C."""
    b = letter("B", inner)
    return closed(over(b, area(plain.kernel) * letter("N", plain.filters)) + over(b, letter("C", channels)))


def _around(web: Web, nodes: tuple[int, ...], spatial: Spatial, c: int, n: int, whole: Conv) -> Closed:
    """(C·B + W + B·N)/(K²·C·N), W being the weights of what stands in the middle."""
    first, last = spatial.nodes[0], spatial.nodes[-1]
    inner, outer = web.nodes[first].shapes[0][0], web.nodes[last].output[0]
    c_in, n_out, same = letter("C", c), letter("N", n), inner == outer
    parts = [_middle(web, spatial)]
    if nodes[0] != first:
        parts.insert(0, c_in * letter("B", inner))
    if nodes[-1] != last:
        parts.append(letter("B" if same or nodes[0] == first else "B_2", outer) * n_out)
    top = parts[0]
    for part in parts[1:]:
        top = top + part
    return closed(over(top, area(whole.kernel) * c_in * n_out))


def _middle(web: Web, spatial: Spatial) -> int:
    """The weights of the middle: K²·B² for one dense kernel, else as a number W."""
    from archcalc.savings.construction import Construction, cost_now

    conv = web.conv(spatial.nodes[0])
    if (
        len(spatial.nodes) == 1
        and conv
        and conv.groups == 1
        and web.nodes[spatial.nodes[0]].shapes[0][0] == conv.filters
    ):
        return area(conv.kernel) * letter("B", conv.filters) * letter("B", conv.filters)
    return letter("W", cost_now(web, Construction("", spatial.nodes, {}, closed(1))).weights)


def _shared(web: Web, index: int, passed: tuple[int, ...], ends: tuple[int, ...]) -> Construction | None:
    """Pattern (d): B/C + B/Σ(K²·N), the sum taken over the convolutions that share the reduction."""
    channels, squeeze = web.nodes[index].shapes[0][0], web.conv(index)
    convs = [conv for end in ends if (conv := web.conv(end)) and conv.groups == 1]
    if squeeze is None or squeeze.filters >= channels or len(convs) != len(ends):
        return None
    if set(squeeze.strides) != {1} or not any(map(is_larger, convs)):
        return None
    beside = beside_at(web, ends[0])  # 1xK and Kx1 become KxK
    inside = {**beside.edits} if beside and set(beside.nodes) == set(ends) else {}
    edits: Edits = {**dict.fromkeys((index, *passed), ()), **inside}
    b, now = letter("B", squeeze.filters), _filters(convs)
    plain = _filters(inside[end][0] if end in inside else web.conv(end) for end in ends)
    if now == plain:
        ratio = closed(over(b, letter("C", channels)) + over(b, letter("Σ(K²·N)", now)))
    else:
        c, total = letter("C", channels), letter("Σ(K²·N)", plain)
        ratio = closed(over(c * b + b * letter("Σ(K·N)", now), total * c))
    return Construction(KIND.key, (index, *passed, *ends), edits, ratio)


def _filters(convs: Iterable[object]) -> int:
    """Weights of some convolutions for each channel that comes in."""
    return sum(prod(conv.kernel) * conv.filters for conv in convs if isinstance(conv, Conv))


KIND = Kind(
    "bottleneck",
    "1x1 bottleneck",
    "a 1x1 convolution to few channels before a larger kernel, or to many behind it",
    "the larger kernel straight on all channels",
    "Szegedy et al. 2014, GoogLeNet (arXiv:1409.4842), section 4; He et al. 2015, ResNet (arXiv:1512.03385), figure 5",
    find,
)
