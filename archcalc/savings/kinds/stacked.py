"""Small kernels stacked in place of a large one: two 3x3 see 5x5, three see 7x7.

Pattern: two or more dense convolutions in a chain with the same odd square kernel k, without dilation, all but
the last with stride 1.
Plain: one convolution with the kernel of their receptive field, K = n·(k − 1) + 1, and the filters of the last.
Weights k²·(C·B + B·N) over K²·C·N; n·k²/K² where all have the same channels (2·9/25 for two 3x3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from archcalc.formula import letter, prod, total
from archcalc.formula.window import effective_kernel
from archcalc.ops.conv import Conv
from archcalc.savings.closed import Closed, area, closed, over
from archcalc.savings.construction import Construction, Kind, collapsed, fits
from archcalc.savings.web import Web, changed


def find(web: Web) -> Iterator[Construction]:
    seen: set[int] = set()
    for index in range(len(web.nodes)):
        found = run_at(web, index) if index not in seen else None
        if found:
            seen.update(found.nodes)
            yield found


def run_at(web: Web, index: int) -> Construction | None:
    """The longest stack of small kernels that starts at `index`."""
    first = web.conv(index)
    if first is None or not _is_small(first):
        return None
    nodes: tuple[int, ...] = (index,)
    convs = [first]
    while set(convs[-1].strides) == {1} and (way := web.next(nodes[-1])):
        conv = web.conv(way[1])
        if conv is None or not _is_small(conv) or conv.kernel != first.kernel:
            break
        nodes, convs = (*nodes, *way[0], way[1]), [*convs, conv]
    if len(convs) == 1:
        return None
    channels = [web.nodes[index].shapes[0][0], *(conv.filters for conv in convs)]
    plain = seen_at_once(convs)
    found = Construction(KIND.key, nodes, collapsed(nodes, plain), ratio(channels, first.kernel, plain.kernel))
    return found if fits(web, found) else None


def seen_at_once(convs: Sequence[Conv]) -> Conv:
    """One convolution with the window of several in a chain, whose strides but the last are 1."""
    taps = zip(*(conv.kernel for conv in convs), strict=True)
    # n kernels of k taps reach as far as one of n·(k − 1) + 1.
    kernel = tuple(effective_kernel(2, sum(size - 1 for size in sizes)) for sizes in taps)
    if all(conv.padding == "same" for conv in convs):
        padding: object = "same"
    else:
        axes = zip(*(conv.pads for conv in convs), strict=True)
        padding = tuple((sum(a for a, _ in pads), sum(b for _, b in pads)) for pads in axes)
    return changed(convs[-1], kernel=kernel, padding=padding)


def ratio(channels: Sequence[int], small: tuple[int, ...], large: tuple[int, ...]) -> Closed:
    """k²·(C·B + B·N)/(K²·C·N), or n·k²/K² where all channels are the same."""
    count = len(channels) - 1
    if len(set(channels)) == 1:
        return closed(over(letter("n", count) * area(small, "k"), area(large)))
    inner = ["B"] if count == 2 else [f"B_{number}" for number in range(1, count)]
    letters = [letter(name, size) for name, size in zip(["C", *inner, "N"], channels, strict=True)]
    pairs = total([prod(pair) for pair in pairwise(letters)])
    return closed(over(area(small, "k") * pairs, area(large) * letters[0] * letters[-1]))


def _is_small(conv: Conv) -> bool:
    size = conv.kernel[0]
    square = set(conv.kernel) == {size} and size > 1 and size % 2 == 1
    return square and conv.groups == 1 and set(conv.dilations) == {1}


KIND = Kind(
    "stacked",
    "stacked kernels",
    "n kernels kxk one after the other, which see KxK",
    "one KxK convolution",
    "Simonyan & Zisserman 2014, VGG (arXiv:1409.1556), section 2.3; Szegedy et al. 2015 (arXiv:1512.00567), 3.1",
    find,
)
