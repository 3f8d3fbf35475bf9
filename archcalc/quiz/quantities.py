"""Kinds of tokens that name what can be asked, and one asked quantity."""

from __future__ import annotations

from typing import NamedTuple

QUANTITIES = frozenset(
    [
        "PARAMS",
        "WEIGHTS",
        "BIASES",
        "MACS",
        "FLOPS",
        "MULTS",
        "ADDS",
        "OPS",
        "RF",
        "EFFK",
        "MEM",
        "KIB",
        "MIB",
        "GIB",
        "KB",
        "MB",
        "GB",
        "CONNECTIONS",
        "NEURONS",
        "PERNEURON",
        "RATIO",
        "PERCENT",
        "ELEMENTS",
        "MILLIONS",
        "MYRIADS",
        "EOK",
        "SOFTMAX",
        "MSE",
        "SSE",
        "CE",
        "LAYERS",
        "PADDEDSHAPE",
        "COUT",
        "FLAT",
        "OUTPUT",
        "SUMOF",
        "SHARERS",
        "SPOTS",
    ]
)


_COUNTS = {
    "params": "PARAMS",
    "weights": "WEIGHTS",
    "macs": "MACS",
    "flops": "FLOPS",
    "mults": "MULTS",
    "adds": "ADDS",
    "ops": "OPS",
}


COSTS = frozenset(_COUNTS.values())
STORED = frozenset({"MEM", "KIB", "MIB", "GIB", "KB", "MB", "GB"})
"""Memory, and the units that it is asked in."""


class Ask(NamedTuple):
    """One asked quantity and where it stands."""

    kind: str
    place: int
