"""Poolings that a list only names, told once for all: `conv, conv, pool, conv, pool. Pools are 2x2, stride 2`."""

from __future__ import annotations

from archcalc.quiz.assembly.anchor import Anchor, pools_of
from archcalc.quiz.layers import Layer
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.token import kind_at

_LISTING = frozenset({"COMMA", "ARROW", "DASH", "THEN"})
_PARTING = frozenset({"STOP", "ASK", "LP", "COLON"})
_TOLD = ("kernel", "stride", "pad", "same", "ceil")


def listed_pools(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """Anchors for the names, where one pooling with a window is told behind all of them."""
    sized = pools_of(anchors)
    if len(sized) != 1 or scene.has("CALL"):
        return []
    bare = [at for at in range(sized[0].first) if _is_listed(scene, anchors, at)]
    if not bare or not any(scene.tokens[at].kind in _PARTING for at in range(bare[-1], sized[0].first + 1)):
        return []
    scene.numbers["pool told"] = sized[0].layer
    return [Anchor(Layer(sized[0].layer.kind, scene.tokens[at].start), at) for at in bare]


def _is_listed(scene: Scene, anchors: list[Anchor], at: int) -> bool:
    """Whether a name stands in a list of layers, behind a convolution."""
    if scene.tokens[at].kind not in POOLS or any(anchor.covers(at) for anchor in anchors):
        return False
    beside = {kind_at(scene.tokens, at - 1), kind_at(scene.tokens, at + 1, "STOP")}
    return bool(beside & _LISTING) and any(anchor.layer.is_conv and anchor.index < at for anchor in anchors)


def without_told_pool(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """The anchors with what is told handed to each name of the list, and without the pooling that tells it."""
    told = scene.numbers.get("pool told")
    if told is None:
        return anchors
    convs = [anchor.layer for anchor in anchors if anchor.layer.is_conv]
    padded = [one for one in scene.roles("pad") if one.token.start < told.start]
    if told.pad is not None and padded and all(layer.pad is None and not layer.same for layer in convs):
        for layer in convs:  # `..., padding 1, 2x2 pools with stride 2`: said of the convolutions
            layer.pad = told.pad
        told.pad = None
    for anchor in anchors:
        if anchor.layer.is_pool and anchor.layer.kernel is None:
            for name in _TOLD:
                setattr(anchor.layer, name, getattr(told, name))
    return [anchor for anchor in anchors if anchor.layer is not told]
