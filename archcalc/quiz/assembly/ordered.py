"""What is said of single layers of a repeated one: `two 7x7 layers, the first with stride 2, the second with 1`."""

from __future__ import annotations

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.anchor import Anchor
from archcalc.quiz.assembly.attributes import SETTERS
from archcalc.quiz.assembly.series import split
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene

_ROLES = frozenset({"stride", "pad", "dil", "filters", "nopad", "same"})
_BOUNDS = frozenset({"STOP", "ASK", "COMMA", "AND", "LAYER", "CONVLAYER", "CONV", "EACH", "ALL"})


def told_in_order(scene: Scene, anchors: list[Anchor]) -> dict[Found, int]:
    """Attributes of the one repeated layer that an ordinal in their clause gives to one of its repetitions."""
    convs = [anchor for anchor in anchors if anchor.layer.is_conv]
    counts = [one.token.value for one in scene.roles("repeat")]
    if len(anchors) != 1 or not convs or not counts:
        return {}
    found = {
        one: number for one in scene.found if one.role in _ROLES and (number := _ordinal(scene, one, anchors[0].last))
    }
    if any(number > max(counts) for number in found.values()):
        raise not_understood("which layer is meant", "어느 층인지")
    return found


def _ordinal(scene: Scene, one: Found, last: int) -> int:
    """The ordinal that heads the clause of an attribute, behind the layer itself; 0 if there is none."""
    for at in range(one.first - 1, last, -1):
        token = scene.tokens[at]
        if token.kind == "ORD":
            return int(token.value)
        if token.kind in _BOUNDS:
            return 0
    return 0


def set_in_order(scene: Scene, anchors: list[Anchor], told: dict[Found, int]) -> None:
    """Make single layers of the repeated one, each with what is said of it."""
    if not told:
        return
    made = split(anchors, anchors[0], anchors[0].layer.repeat)
    for one, number in told.items():
        if number > len(made):
            raise not_understood("which layer is meant", "어느 층인지")
        SETTERS[one.role](scene, made[number - 1].layer, one.token.value)
