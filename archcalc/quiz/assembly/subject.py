"""Of which layers something is said: the one in front of the brackets, or all of a kind (`풀링 stride는 2`)."""

from __future__ import annotations

from archcalc.quiz.assembly.anchor import Anchor
from archcalc.quiz.assembly.segments import breaks
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.stretches import opening
from archcalc.quiz.text.token import kind_at

_CONVS = frozenset({"CONV", "CONVLAYER"})
_DENSE = frozenset({"FC"})
_SUBJECTS = _CONVS | set(POOLS) | _DENSE


def bracket_owner(scene: Scene, anchors: list[Anchor], index: int) -> Anchor | None:
    """`3x3 conv (p=1, 8 ch)`: what stands in brackets behind a layer is about that layer.

    Brackets that name a kind of layers themselves (`(convs: stride 1; pools: stride 2)`) belong to no single one.
    """
    opened = opening(scene.tokens, index)
    if opened is None or any(opened < anchor.index for anchor in anchors if anchor.index < index):
        return None
    if subject(scene, anchors, index, opened) or any(
        token.kind in ("ALL", "EACH") for token in scene.tokens[opened:index]
    ):
        return None
    place = opened - 1
    while place >= 0 and not breaks(scene.tokens, place):
        for anchor in anchors:
            if anchor.covers(place):
                return anchor
        place -= 1
    return None


def in_legend(scene: Scene, anchors: list[Anchor], index: int) -> bool:
    """`(conv: stride 1 / pool: stride 2)`: said in brackets of a kind of which there are several layers."""
    opened = opening(scene.tokens, index)
    kinds = subject(scene, anchors, index, opened) if opened is not None else frozenset()
    pools, dense = bool(kinds & set(POOLS)), bool(kinds & _DENSE)
    like = [a for a in anchors if (a.layer.is_pool if pools else a.layer.kind == "fc" if dense else a.layer.is_conv)]
    return bool(kinds) and len(like) > 1


def subject(scene: Scene, anchors: list[Anchor], index: int, low: int = 0) -> frozenset[str]:
    """The kind of layers named last before a token in its stretch, where no layer of its own stands between."""
    place = index - 1
    while place > low and scene.tokens[place].kind not in ("STOP", "ASK", "THEN", "ITEM"):
        if any(anchor.covers(place) for anchor in anchors):
            return frozenset()
        kind = scene.tokens[place].kind
        if kind in _SUBJECTS:
            return frozenset({kind, "ALL"})
        place -= 1
    kind = kind_at(scene.tokens, place)
    covered = any(anchor.covers(place) for anchor in anchors)
    return frozenset({kind, "ALL"}) if kind in _SUBJECTS and not covered else frozenset()


def said_of_kind(scene: Scene, anchors: list[Anchor], inside: list[Anchor], index: int) -> bool:
    """Whether a kind of layers is named between several such layers and what is said: it is about all of them."""
    kinds = subject(scene, anchors, index)
    if not kinds or any(anchor.index > index for anchor in inside):
        return False
    pools, dense = bool(kinds & set(POOLS)), bool(kinds & _DENSE)
    like = [a for a in inside if (a.layer.is_pool if pools else a.layer.kind == "fc" if dense else a.layer.is_conv)]
    return len(like) > 1


def is_of_plural(scene: Scene, one: Found) -> bool:
    """`no biases in the convs`, `biases in all layers`: what is said of more than one layer."""
    behind = scene.tokens[one.last + 1 : one.last + 2]
    layers = bool(behind) and behind[0].kind in ("CONV", "CONVLAYER", "LAYER")
    return layers and str(behind[0].value).lower().endswith("s")


def kinds_named(scene: Scene, one: Found) -> frozenset[str]:
    """The kind that `no biases in the convs` names: nothing is said of the others."""
    said = one.role in ("bias", "nobias") and is_of_plural(scene, one)
    kind = scene.tokens[one.last + 1].kind if said else ""
    return frozenset({kind, "ALL"}) if kind in _SUBJECTS else frozenset()
