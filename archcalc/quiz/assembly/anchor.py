"""A layer in the making, and where in the text it stands."""

from __future__ import annotations

from archcalc.quiz.layers import Layer


class Anchor:
    """A layer in the making: the layer, and the tokens it came from."""

    def __init__(self, layer: Layer, first: int, last: int, match: int, index: int | None = None) -> None:
        self.layer = layer
        self.index = first if index is None else index  # of the token it is known by
        self.first = first
        self.last = last
        self.match = match
