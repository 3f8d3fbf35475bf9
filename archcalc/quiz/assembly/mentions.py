"""Two mentions of one layer, told apart from two layers."""

from __future__ import annotations

from typing import Any

from archcalc.quiz.assembly.anchor import Anchor
from archcalc.quiz.assembly.segments import segment
from archcalc.quiz.roles.rows import FIRST_MATCH
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import kinds_of


def merged(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """Two mentions of one layer become one: same kernel, nothing that says 'and then' between them."""
    kept: list[Anchor] = []
    for anchor in anchors:
        previous = kept[-1] if kept else None
        if previous and _same_layer(scene, previous, anchor):
            previous.layer.depth = previous.layer.depth or anchor.layer.depth
            previous.layer.depthwise = previous.layer.depthwise or anchor.layer.depthwise
            if anchor.layer.cout is not None:
                previous.layer.cout = anchor.layer.cout
            previous.last = anchor.last
            continue
        kept.append(anchor)
    return kept


def _same_layer(scene: Scene, one: Anchor, two: Anchor) -> bool:
    if one.match >= FIRST_MATCH and two.match >= FIRST_MATCH:
        return False  # two entries of a row
    if one.layer.kind != two.layer.kind or one.layer.kernel != two.layer.kernel or one.match == two.match == -1:
        return False
    if one.layer.kind == "fc" or (one.layer.depth and two.layer.depth and one.layer.depth != two.layer.depth):
        return False
    between = scene.tokens[one.last + 1 : two.first]
    kinds = kinds_of(between)
    if any(token.kind == "STOP" and token.value == ";" for token in between):
        return False
    if not kinds & {"STOP", "ASK", "STANDARD", "VERSUS", "OR"} and not scene.has("DWSEP"):
        return False
    if kinds & {"ARROW", "ORD", "THEN", "DASH", "CALL", "PLUS"} or (kinds == {"COMMA"} or kinds == {"AND"}):
        return False
    if one.layer.cout is not None and two.layer.cout is not None:
        return False
    if _begins_entry(scene, one) and _begins_entry(scene, two):
        return False
    if _have_own_channels(scene, one, two):
        return False
    return not (scene.has("ARROW") and "NUM" in kinds and len(scene.roles("kernel")) > 2)


def _begins_entry(scene: Scene, anchor: Anchor) -> bool:
    """Whether a layer stands at the head of an entry: `3) Conv k=3, s=1`."""
    return "ITEM" in scene.kinds_in(anchor.first - 2, anchor.first - 1)


_CHANNEL_ROLES = frozenset({"filters", "cin", "cout", "ch"})


def _have_own_channels(scene: Scene, one: Anchor, two: Anchor) -> bool:
    """`conv A, 3x3, 16→32; conv B, 3x3, 32→64`: each is described with channels, and not for comparison."""
    own = [_channels_near(scene, anchor, other) for anchor, other in ((one, two), (two, one))]
    compared = scene.has("STANDARD", "VERSUS", "COMPARE", "DWSEP", "GROUPED", "OR")
    return bool(own[0] and own[1]) and (own[0] != own[1] or not compared)


def _channels_near(scene: Scene, anchor: Anchor, other: Anchor) -> list[Any]:
    own = segment(scene, anchor.index)
    if other.index in own:
        return []
    return [one.token.value for one in scene.found if one.role in _CHANNEL_ROLES and one.first in own]
