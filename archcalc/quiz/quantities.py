"""Kinds of tokens that name what can be asked, and one asked quantity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

COSTS = frozenset({"PARAMS", "WEIGHTS", "MACS", "FLOPS", "MULTS", "ADDS", "OPS"})
STORED = frozenset({"MEM", "KIB", "MIB", "GIB", "KB", "MB", "GB"})
"""Memory, and the units that it is asked in."""
RELATIONS = frozenset({"RATIO", "PERCENT"})
SCALED = frozenset({"MILLIONS", "MYRIADS", "EOK"})
"""Larger units of a count: millions, 만, 억."""
QUANTITIES = (
    COSTS
    | STORED
    | RELATIONS
    | SCALED
    | {"BIASES", "CONNECTIONS", "NEURONS", "PERNEURON", "ELEMENTS", "SUMOF", "SHARERS", "SPOTS"}
    | {"OUTPUT", "COUT", "FLAT", "PADDEDSHAPE", "RF", "EFFK", "LAYERS"}
    | {"SOFTMAX", "MSE", "SSE", "CE"}
)


class Ask(NamedTuple):
    """One asked quantity and where it stands."""

    kind: str
    place: int


def kinds_of(asks: Iterable[Ask]) -> set[str]:
    """The kinds of what is asked."""
    return {ask.kind for ask in asks}


def asks_for(asks: Iterable[Ask], *kinds: str) -> bool:
    """Whether a quantity of one of these kinds is asked."""
    return any(ask.kind in kinds for ask in asks)


def is_repeated(asks: Iterable[Ask], kind: str) -> bool:
    """Whether a quantity is asked more than once."""
    return sum(ask.kind == kind for ask in asks) > 1


def in_order(asks: Iterable[Ask]) -> list[Ask]:
    """What is asked as it follows in the text."""
    return sorted(asks, key=lambda ask: ask.place)
