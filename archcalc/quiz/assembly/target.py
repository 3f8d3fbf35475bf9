"""Which layer an attribute belongs to: the one beside it, the one it names, or the one that still lacks it."""

from __future__ import annotations

import re

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.anchor import Anchor, weighted_of
from archcalc.quiz.assembly.repeats import counted_behind
from archcalc.quiz.assembly.segments import (
    bracket_owner,
    in_legend,
    is_of_plural,
    kinds_of_segment,
    said_of_kind,
    segment,
)
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import kinds_among
from archcalc.quiz.text.token import kind_at

_WINDOWED = frozenset({"stride", "pad", "same", "nopad"})


_BIASES = frozenset({"bias", "nobias"})


def target_of(scene: Scene, anchors: list[Anchor], one: Found, index: int) -> Anchor | None:
    """The layer that an attribute is told of; None where it is about no layer in particular.

    Raises:
        Refused: a count stands with several different layers.
    """
    if one.role in _BIASES:
        if is_of_plural(scene, one):
            return None
        ahead = next((anchor for anchor in anchors if anchor.first == one.last + 1), None)
        if ahead is not None and scene.words(one.first, one.last).endswith(("는", "은", "한", "던")):
            return ahead  # `편향이 없는 3×3 합성곱`
        anchors = weighted_of(anchors)
    elif one.role in _WINDOWED:
        anchors = [anchor for anchor in anchors if anchor.layer.kind != "fc"]
    if len(anchors) < 2:
        return anchors[0] if anchors else None
    own = [anchor for anchor in anchors if anchor.match == one.match or anchor.covers(index)]
    if own:
        return max(own, key=lambda anchor: (anchor.index <= index, anchor.index if anchor.index <= index else 0))
    if one.role in ("cin", "ch") and _is_of_input(scene, one) and anchors[0].layer.cin is None:
        return anchors[0]
    if one.role in _WINDOWED and (in_legend(scene, anchors, index) or _is_behind_input(scene, anchors, one)):
        return None
    return bracket_owner(scene, anchors, index) or _in_stretch(scene, anchors, one, index)


def _in_stretch(scene: Scene, anchors: list[Anchor], one: Found, index: int) -> Anchor | None:
    """The layer of the same stretch of the text, the nearest one before it if there are several."""
    near = segment(scene, index)
    inside = [anchor for anchor in anchors if anchor.index in near]
    if one.role == "repeat":
        counted = counted_behind(scene, anchors, one)
        if counted is not None or (one.token.value == 1 and inside):
            return counted or inside[0]  # `one layer of yours convolves ...`
        if len({(anchor.layer.kind, anchor.layer.kernel) for anchor in inside}) > 1:
            raise not_understood("which layers are repeated", "어느 층들이 반복되는지")
    if not inside or said_of_kind(scene, anchors, inside, index):
        return None
    named = _named_behind(scene, anchors, one) if one.role in _BIASES else None
    if named is not None or _is_of_several(scene, anchors, inside, one, index):
        return named
    before = [anchor for anchor in inside if anchor.last < index]
    return before[-1] if before else inside[0]


def _is_of_several(scene: Scene, anchors: list[Anchor], inside: list[Anchor], one: Found, index: int) -> bool:
    """Whether what is said beside layers is about more than one of them."""
    if one.role in _BIASES:
        said = kinds_of_segment(scene, index) & {"ALL", "EACH"}
        return bool(said) or _is_clause_of_its_own(scene, one) or _heads_list(scene, index, inside)
    if one.role in _WINDOWED and _all_before(scene, anchors, index):
        return True
    return one.role in _WINDOWED | {"groups"} and len(inside) > 1 and _heads_list(scene, index, inside)


_TOPIC = re.compile(r"[가-힣a-z](?:은|는|이|가)\s?(?:모두\s?|전혀\s?)?(?:없|있|쓰지|사용하지|두지|포함)")


def _is_clause_of_its_own(scene: Scene, one: Found) -> bool:
    """`..., FC 16→256 두 층만 학습하며 편향은 없다.`: the end of a sentence about all that stands in it."""
    before, behind = scene.tokens[one.first - 1] if one.first else None, kind_at(scene.tokens, one.last + 1, "STOP")
    joined = before is not None and (before.kind == "COMMA" or str(before.value).endswith(("며", "고")))
    start = scene.tokens[one.first].start
    stated = _TOPIC.search(scene.body[start : start + 16].lower())
    return joined and behind in ("STOP", "ASK", "COMMA") and bool(stated)


def _named_behind(scene: Scene, anchors: list[Anchor], one: Found) -> Anchor | None:
    """`bias=False in the first one only`: the layer that a place in the order names."""
    for token in scene.tokens[one.last + 1 : one.last + 4]:
        if token.kind == "ORD" and not any(
            anchor.first <= one.last + 4 and anchor.index > one.last for anchor in anchors
        ):
            weighted = weighted_of(anchors)
            return weighted[token.value - 1] if token.value <= len(weighted) else None
    return None


def _is_of_input(scene: Scene, one: Found) -> bool:
    """`input 3 channels`, `입력 3채널`: the channels of what enters the first layer."""
    kinds = scene.kinds_of(one)
    return bool(kinds & {"INPUT", "IMAGE"}) and "CIN" not in kinds


def _heads_list(scene: Scene, index: int, inside: list[Anchor]) -> bool:
    """`g = 3 groups: a 1x1 ..., a 3x3 ...`: said before a colon, it is about all that follow."""
    first = min(anchor.index for anchor in inside)
    return index < first and "COLON" in kinds_among(scene.tokens[index:first])


def _is_behind_input(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """`conv 3→16, conv 16→32 on 32x32x3, padding 1`: behind all layers and what enters them, it is about all."""
    last = max(scene.tokens[anchor.last].start for anchor in anchors)
    start = scene.tokens[one.first].start
    return any(last < entering.token.start < start for entering in scene.roles("in"))


def _all_before(scene: Scene, anchors: list[Anchor], index: int) -> bool:
    """`모두 해상도를 유지한다`, `all with stride 1`: the word stands in front, and no layer in between."""
    for place in range(index - 1, max(-1, index - 8), -1):
        if scene.tokens[place].kind in ("STOP", "RP", "ARROW") or any(a.covers(place) for a in anchors):
            return False
        if scene.tokens[place].kind == "ALL":
            return True
    return False
