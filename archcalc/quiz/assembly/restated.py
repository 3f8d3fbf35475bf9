"""A row of layers said twice: `conv3-conv3-conv3, that is 3x3 filters three times (stride 1)`."""

from __future__ import annotations

from archcalc.quiz.assembly.anchor import Anchor

_HANDED = ("stride", "pad", "pad_total", "same", "bias", "cout", "groups")


def without_restated(anchors: list[Anchor]) -> list[Anchor]:
    """The anchors without one that repeats as many of the same kernel as stand before it, all of them bare.

    What it says of the row (`stride 1`) goes to each layer of the row.
    """
    if len(anchors) < 3:
        return anchors
    last, row = anchors[-1], anchors[:-1]
    bare = all(one.layer.kernel == last.layer.kernel and one.layer.repeat == 1 and _is_bare(one) for one in row)
    if last.layer.repeat != len(row) or not bare or not last.layer.is_conv:
        return anchors
    for anchor in row:
        for name in _HANDED:
            setattr(anchor.layer, name, getattr(last.layer, name))
    return row


def _is_bare(anchor: Anchor) -> bool:
    layer = anchor.layer
    return layer.is_conv and layer.stride is None and layer.pad is None and layer.cout is None and not layer.same
