"""Counts of layers: `3x3 conv 세 층` repeats a layer, `[1x1 → 3x3] 두 층` only counts those that are listed."""

from __future__ import annotations

from archcalc.quiz.assembly.anchor import Anchor
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene


def counts_listed(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """Whether a count is one of layers that stand in the text anyway, and repeats none of them."""
    own = any(anchor.match == one.match for anchor in anchors)
    if one.token.kind == "REPEAT":
        return _looks_back(anchors, one)
    if _sums_up(scene, anchors, one):
        return True
    if counted_behind(scene, anchors, one) is not None or len(anchors) < 2:
        return False
    if _is_mention(scene, anchors, one) or one.token.value == len(anchors):
        return not own
    convs = sum(anchor.layer.is_conv for anchor in anchors)
    return not own and one.token.value in (convs, len(anchors) - convs)


_OF_ONE = frozenset({"LP", "RP", "NUM", "CONV", "CONVLAYER", "FILTER", "LAYER", "ARROW", "CH", "PAD", "SAME", "COMMA"})


def counted_behind(scene: Scene, anchors: list[Anchor], one: Found) -> Anchor | None:
    """`3x3 conv 세 층`, `3×3 합성곱(32개씩) 두 층`: the layer right before the count, brackets aside."""
    before = [anchor for anchor in anchors if anchor.last < one.first]
    if not before or not before[-1].layer.is_conv or before[-1].layer.kernel is None:
        return None
    between = [token.kind for token in scene.tokens[before[-1].last + 1 : one.first]]
    bracketed = between[:1] == ["LP"] and between[-1:] == ["RP"] and set(between) <= _OF_ONE
    return before[-1] if bracketed or set(between) <= {"CONV", "CONVLAYER", "FILTER", "LAYER", "CH", "RP"} else None


def _is_mention(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """`한 층짜리가 세 층짜리의 몇 배`: a count that was said before, and stands beside no layer."""
    earlier = [other.token for other in scene.roles("repeat") if other.token.start < one.token.start]
    beside = any(anchor.match == one.match for anchor in anchors)
    return not beside and any(token.value == one.token.value for token in earlier)


def _sums_up(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """`[1x1 → 3x3] 두 층`, `(1x3, 3x1) 두 층으로`: as many different layers as are listed right before."""
    count = one.token.value
    if not isinstance(count, int) or any(anchor.match == one.match for anchor in anchors):
        return False
    listed = [anchor for anchor in anchors if anchor.last < one.first][-count:] if count > 1 else []
    if len(listed) != count or len({anchor.layer.kernel for anchor in listed}) != count:
        return False
    between = {token.kind for token in scene.tokens[listed[0].last + 1 : one.first]}
    thin = all(1 in (anchor.layer.kernel or ()) for anchor in listed)
    joints = {"ARROW", "COMMA", "THEN", "PLUS", *(("AND",) if thin else ())}
    return bool(between & joints) and not between & {"STOP", "ASK", "VERSUS", "PARAMS", "WEIGHTS", "SIDELABEL", "WNUM"}


def _looks_back(anchors: list[Anchor], one: Found) -> bool:
    """`after the three poolings`, said behind as many of them."""
    pools = [anchor for anchor in anchors if anchor.layer.is_pool]
    convs = [anchor for anchor in anchors if anchor.layer.is_conv]
    behind = all(anchor.last < one.first for anchor in anchors)
    return behind and len(anchors) > 1 and one.token.value in (len(anchors), len(pools), len(convs))
