"""Factorised kernels: 1xK and Kx1 in place of KxK.

Patterns: (a) a dense 1xK convolution and then a dense Kx1 (or the other way round), no stride in the first;
(b) the two side by side on the same tensor, their outputs put together by the same concat (Inception's expanded
filter banks).
Plain: (a) one KxK convolution; weights K·C·B + K·B·N over K²·C·N: B/(K·N) + B/(K·C), which is 2/K for equal
channels. (b) KxK in place of each: 1/K.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.formula import letter
from archcalc.ops.conv import Conv
from archcalc.ops.join import Concat
from archcalc.savings.closed import Closed, closed, over
from archcalc.savings.construction import Construction, Kind, collapsed, fits
from archcalc.savings.web import Web, changed


def find(web: Web) -> Iterator[Construction]:
    seen: set[int] = set()
    for index in range(len(web.nodes)):
        found = (chain_at(web, index) or beside_at(web, index)) if index not in seen else None
        if found:
            seen.update(found.nodes)
            yield found


def chain_at(web: Web, index: int) -> Construction | None:
    """1xK and Kx1, one after the other, from `index` on."""
    first = _thin(web, index)
    way = web.next(index) if first else None
    second = _thin(web, way[1]) if way else None
    if first is None or second is None or way is None or not _crosswise(first, second):
        return None
    if set(first.strides) != {1}:
        return None
    nodes = (index, *way[0], way[1])
    plain = _square(first, second)
    c, b, n = web.nodes[index].shapes[0][0], first.filters, second.filters
    found = Construction(KIND.key, nodes, collapsed(nodes, plain), _ratio(max(first.kernel), c, b, n))
    return found if fits(web, found) else None


def beside_at(web: Web, index: int) -> Construction | None:
    """1xK and Kx1 side by side, the first of them at `index`."""
    first = _thin(web, index)
    if first is None:
        return None
    source, meeting = web.nodes[index].inputs[0], _meeting(web, index)
    for other in web.takers[source] if source >= 0 else []:
        second = _thin(web, other) if other > index else None
        if second and _crosswise(first, second) and meeting is not None and _meeting(web, other) == meeting:
            edits = {place: (_widened(conv),) for place, conv in ((index, first), (other, second))}
            found = Construction(KIND.key, (index, other), edits, closed(over(1, letter("K", max(first.kernel)))))
            return found if fits(web, found) else None
    return None


def _thin(web: Web, index: int) -> Conv | None:
    """A dense 1xK or Kx1 convolution."""
    conv = web.conv(index)
    if conv is None or len(conv.kernel) != 2 or conv.groups > 1 or set(conv.dilations) != {1}:
        return None
    return conv if min(conv.kernel) == 1 < max(conv.kernel) else None


def _crosswise(first: Conv, second: Conv) -> bool:
    return first.kernel == second.kernel[::-1]


def _meeting(web: Web, index: int) -> int | None:
    way = web.next(index)
    return way[1] if way and isinstance(web.nodes[way[1]].operation, Concat) else None


def _square(first: Conv, second: Conv) -> Conv:
    """KxK with the window, padding and stride of both."""
    from archcalc.savings.kinds.stacked import seen_at_once

    return seen_at_once((first, second))


def _widened(conv: Conv) -> Conv:
    size = max(conv.kernel)
    # Rows that the thin kernel does not look at are padded so that the map stays the same.
    pads = [
        pad if length > 1 else ((size - 1) // 2, size // 2) for pad, length in zip(conv.pads, conv.kernel, strict=True)
    ]
    return changed(conv, kernel=size, padding="same" if conv.padding == "same" else pads)


def _ratio(size: int, c: int, b: int, n: int) -> Closed:
    k = letter("K", size)
    if c == b == n:
        return closed(over(2, k))
    inner = letter("B", b)
    return closed(over(inner, k * letter("N", n)) + over(inner, k * letter("C", c)))


KIND = Kind(
    "factorised",
    "factorised 1xK, Kx1",
    "a 1xK and a Kx1 convolution",
    "one KxK convolution",
    "Szegedy et al. 2015, Rethinking the Inception architecture (arXiv:1512.00567), section 3.2",
    find,
)
