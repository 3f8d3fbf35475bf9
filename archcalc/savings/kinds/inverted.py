"""Inverted residual: a 1x1 convolution widens, a depthwise convolution filters, a 1x1 convolution narrows.

Pattern: a 1x1 convolution to more channels, a depthwise convolution with K > 1, then, perhaps behind a
squeeze-and-excitation gate, a 1x1 convolution to fewer channels. The gate is the same in both and is not counted.
Plain: the same block with dense convolutions only: widening and filtering in one KxK convolution, then the same
1x1 convolution (the fused block of Tan & Le 2021). Weights C·B + K²·B + B·N over K²·C·B + B·N, with B the
width inside: (C + K² + N)/(K²·C + N).

One KxK convolution between the narrow ends would filter C channels, not B, and is no equivalent.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.formula import letter
from archcalc.savings.closed import area, closed, over
from archcalc.savings.construction import Construction, Kind, fits
from archcalc.savings.web import Web, changed, is_depthwise, is_larger, is_pointwise


def find(web: Web) -> Iterator[Construction]:
    for index in range(len(web.nodes)):
        found = block_at(web, index)
        if found:
            yield found


def block_at(web: Web, index: int) -> Construction | None:
    """The inverted residual that starts at `index`."""
    expand, narrow = web.conv(index), web.nodes[index].shapes[0][0]
    way = web.next(index)
    if expand is None or not is_pointwise(expand) or expand.filters <= narrow or way is None:
        return None
    passed, middle = way
    filtering, wide = web.conv(middle), expand.filters
    if filtering is None or not is_larger(filtering) or not is_depthwise(filtering, wide) or filtering.filters != wide:
        return None
    onward, ends = web.onward(middle)
    last = ends[0] if len(ends) == 1 else web.behind_gate(ends)
    project = web.conv(last) if last is not None else None
    if last is None or project is None or not is_pointwise(project) or project.filters >= wide:
        return None
    strides = tuple(a * b for a, b in zip(expand.strides, filtering.strides, strict=True))
    edits = {**dict.fromkeys((index, *passed), ()), middle: (changed(filtering, groups=1, stride=strides),)}
    size, c, n = area(filtering.kernel), letter("C", narrow), letter("N", project.filters)
    ratio = closed(over(c + size + n, size * c + n))
    found = Construction(KIND.key, (index, *passed, middle, *onward, last), edits, ratio)
    return found if fits(web, found) else None


KIND = Kind(
    "inverted_residual",
    "inverted residual",
    "1x1 to more channels, a depthwise KxK convolution there, 1x1 back to few",
    "one KxK convolution to as many channels, and the same 1x1 back",
    "Sandler et al. 2018, MobileNetV2 (arXiv:1801.04381), table 1; plain: Tan & Le 2021, EfficientNetV2 "
    "(arXiv:2104.00298), figure 2",
    find,
)
