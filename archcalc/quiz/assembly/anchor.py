"""A layer in the making, and where in the text it stands."""

from __future__ import annotations

from collections.abc import Container

from archcalc.quiz.layers import Layer


class Anchor:
    """A layer in the making: the layer, and the tokens it came from; a bare name is of no match of its own."""

    def __init__(
        self, layer: Layer, first: int = -1, last: int | None = None, match: int = -1, index: int | None = None
    ) -> None:
        self.layer = layer
        self.index = first if index is None else index  # of the token it is known by
        self.first = first
        self.last = first if last is None else last
        self.match = match

    def covers(self, place: int) -> bool:
        """Whether a token is one of those it came from."""
        return self.first <= place <= self.last

    def copy(self) -> Anchor:
        """The same layer once more, told by the same words."""
        return Anchor(self.layer.copy(), self.first, self.last, self.match, self.index)


def convs_of(anchors: list[Anchor]) -> list[Anchor]:
    """The convolutions among them."""
    return [anchor for anchor in anchors if anchor.layer.is_conv]


def weighted_of(anchors: list[Anchor]) -> list[Anchor]:
    """The convolutions and the fully connected layers among them."""
    return [anchor for anchor in anchors if anchor.layer.is_weighted]


def pools_of(anchors: list[Anchor]) -> list[Anchor]:
    """The poolings among them."""
    return [anchor for anchor in anchors if anchor.layer.is_pool]


def split(anchors: list[Anchor], anchor: Anchor, count: int) -> list[Anchor]:
    """Put single layers in the place of a repeated one: as many as are given back."""
    place = anchors.index(anchor)
    copies = [anchor.copy() for _ in range(count)]
    for number, copy in enumerate(copies):
        copy.layer.repeat = 1
        copy.layer.cin = anchor.layer.cin if number == 0 else None
    anchors[place : place + 1] = copies
    return copies


def split_all(anchors: list[Anchor]) -> list[Anchor]:
    """Put single layers in the place of each repeated convolution; the convolutions that there are then."""
    for anchor in [one for one in convs_of(anchors) if one.layer.repeat > 1]:
        split(anchors, anchor, anchor.layer.repeat)
    return convs_of(anchors)


def pool_kind(kinds: Container[str]) -> str:
    """Which pooling the kinds of tokens speak of."""
    return "maxpool" if "MAXPOOL" in kinds else "avgpool" if "AVGPOOL" in kinds else "pool"
