"""Whether a comparison asks for nothing but a relation, in which channels that are not told cancel."""

from __future__ import annotations

from archcalc.quiz.quantities import RELATIONS, Ask
from archcalc.quiz.scene import Scene


def only_ratio(scene: Scene, asks: list[Ask]) -> bool:
    """Whether nothing but a relation is wanted, with the quantities only named."""
    named = ("RATIO", "PERCENT", "MULTS", "MACS", "OPS", "WEIGHTS")
    return all(ask.kind in named for ask in asks) and scene.has(*RELATIONS)
