"""What a layer does when it runs, as an additive record of elementary operations.

A record is not yet a number: a convention (`archcalc.conventions`) weighs its entries.
"""

from __future__ import annotations

from typing import NamedTuple


class Cost(NamedTuple):
    """Elementary operations of one layer, per sample.

    `mul_add` holds the multiply-adds of convolutions, matrix products and LeNet's own layers; the first
    product of a sum counts as one too, as everywhere in the literature. `bias` holds the additions of a
    bias. All other entries are plain operations on single elements; `exp` is any one transcendental.
    """

    mul_add: int = 0
    bias: int = 0
    add: int = 0
    mul: int = 0
    div: int = 0
    compare: int = 0
    exp: int = 0

    def __add__(self, other: object) -> Cost:
        if not isinstance(other, Cost):
            return NotImplemented
        return Cost(*[a + b for a, b in zip(self, other, strict=True)])

    def times(self, factor: int) -> Cost:
        """The record of `factor` elements or samples; as everywhere in formulas, no `1·` is recorded."""
        return Cost(*[factor if entry == 1 else entry * factor for entry in self])


NO_COST = Cost()
