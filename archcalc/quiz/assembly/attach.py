"""Attributes go to the layer they stand with, else to all that they can be about."""

from __future__ import annotations

import re

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.assembly.anchor import Anchor
from archcalc.quiz.assembly.attributes import ATTRIBUTES, held, is_set, set_attribute
from archcalc.quiz.assembly.of_blocks import meant_of_block
from archcalc.quiz.assembly.ordered import set_in_order, told_in_order
from archcalc.quiz.assembly.repeats import counts_listed, refuse_repeated_brackets
from archcalc.quiz.assembly.segments import kinds_named, kinds_of_segment, subject
from archcalc.quiz.assembly.target import target_of
from archcalc.quiz.layers import Layer
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.stretches import kinds_among


def attach(scene: Scene, anchors: list[Anchor]) -> None:
    """Give each layer what is said of it."""
    refuse_repeated_brackets(scene, anchors)
    told = told_in_order(scene, anchors)
    everywhere: list[tuple[Found, frozenset[str]]] = []
    for one in scene.found:
        if one.role not in ATTRIBUTES or one.token.kind == "COUNTED" or one in told:
            continue
        if _is_about_all(scene, anchors, one):
            continue
        index, of_block = scene.place(one.token), meant_of_block(scene, anchors, one)
        target = target_of(scene, anchors, one, index) if of_block is None else None
        if of_block is not None:
            _give_to_open(scene, [anchor.layer for anchor in of_block], one)
        elif target is not None:
            role = "filters" if _leaves(anchors, target, one) else one.role
            set_attribute(scene, target.layer, role, one.token.value)
        else:
            kinds = kinds_named(scene, one) or subject(scene, anchors, index) or kinds_of_segment(scene, index)
            everywhere.append((one, kinds))
    everywhere.sort(key=lambda said: not said[1] & set(POOLS))  # `all strides are 1, the pooling has stride 2`
    for one, kinds in everywhere:
        _attach_to_all(scene, anchors, one, kinds)
    set_in_order(scene, anchors, told)
    _refuse_lost_dilations(scene, anchors)
    _refuse_partly_told(scene, anchors)


def _give_to_open(scene: Scene, layers: list[Layer], one: Found) -> bool:
    """Give an attribute to those layers that do not have it yet, if there are any."""
    taking = [layer for layer in layers if not is_set(layer, one.role)]
    for layer in taking:
        set_attribute(scene, layer, one.role, one.token.value)
    return bool(taking)


def _attach_to_all(scene: Scene, anchors: list[Anchor], one: Found, kinds: frozenset[str]) -> None:
    """Give an attribute to the layers of the kinds that are spoken of.

    Raises:
        Refused: it can be that of one layer only, or is lost as all of them have another one.
    """
    meant = _meant(anchors, kinds, one, scene.kinds)
    if len(meant) > 1 and one.role == "repeat":
        raise not_understood("which layer is repeated", "어느 층이 반복되는지")
    if len(meant) > 1 and one.role in ("filters", "cin") and not kinds & {"ALL", "EACH"}:
        raise not_understood("which layer has these filters", "어느 층의 필터인지")
    taken = _give_to_open(scene, meant, one)
    if not taken and one.role in ("stride", "dil", "groups", "cin", "cout", "filters"):
        _refuse_lost(meant, one)


def _refuse_lost_dilations(scene: Scene, anchors: list[Anchor]) -> None:
    """`a 3x3 conv with dilation 2 followed by one with dilation 4`: each value must be that of a layer.

    Raises:
        Refused: one took the place of another.
    """
    told = {one.token.value for one in scene.roles("dil") if one.token.kind == "NUM"}
    if anchors and not told <= {anchor.layer.dilation for anchor in anchors}:
        raise contradiction("two values of one attribute", "한 속성의 값이 둘")


def _refuse_lost(meant: list[Layer], one: Found) -> None:
    """`all strides are 1 except the pool with stride 2`: a value that no layer has taken, nor has from elsewhere.

    Raises:
        Refused: the number would be lost.
    """
    known = [held(layer, one.role) for layer in meant]
    values = {side for value in known for side in (value if isinstance(value, tuple) else (value,))}
    if meant and one.token.kind == "NUM" and one.token.value not in values:
        raise contradiction("two values of one attribute", "한 속성의 값이 둘")


def _leaves(anchors: list[Anchor], target: Anchor, one: Found) -> bool:
    """Whether channels of no side are a layer's output: of a later layer, or of one whose input is known."""
    layer = target.layer
    known = layer.cin is not None and len(anchors) > 1 and one.first > target.last
    return one.role == "ch" and layer.is_conv and layer.cout is None and (target is not anchors[0] or known)


_OF = re.compile(r"\s(?:out\s)?of\s")
"""`the fourth of four convolutions`: all of them are told."""


def _refuse_partly_told(scene: Scene, anchors: list[Anchor]) -> None:
    """`two convolutions, the first one 3x3`: nothing is said of the second."""
    for anchor in anchors:
        before = range(max(0, anchor.first - 2), anchor.first)
        kinds = {scene.tokens[at].kind for at in before if not _OF.match(scene.body, scene.tokens[at].end)}
        if anchor.layer.repeat > 1 and "ORD" in kinds and "BLOCK" not in kinds:
            raise missing("the kernels of the other layers", "다른 층의 커널 크기")


def _is_about_all(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """`the four layers` counts layers already listed; `the last map has 256 channels` is about the whole."""
    if one.role == "repeat" and counts_listed(scene, anchors, one):
        return True
    if one.role == "filters" and _counts_thin(scene, anchors, one):
        return True
    if one.role != "cout" or scene.tokens[one.first].kind != "OUTPUT" or len(anchors) < 2:
        return False
    between = kinds_among(scene.tokens[one.last : anchors[0].first])
    if "COLON" in between or any(word in scene.word(one.first) for word in ("마지막", "최종", "last", "final")):
        scene.out_channels = one.token.value  # `output c = 64: a 1x1 layer ...`
        return True
    return False


def _counts_thin(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """`the two 1D kernels`: as many thin kernels as were described before."""
    thin = [anchor for anchor in anchors if anchor.layer.kernel and 1 in anchor.layer.kernel != (1, 1)]
    flat = "D1" in scene.kinds_of(one)
    return flat and len(thin) == one.token.value and all(anchor.last < one.first for anchor in thin)


def _meant(anchors: list[Anchor], kinds: frozenset[str], one: Found, known: frozenset[str]) -> list[Layer]:
    """The layers that a statement about no layer in particular is about."""
    layers = [anchor.layer for anchor in anchors]
    convs = [layer for layer in layers if layer.is_conv]
    pools = [layer for layer in layers if layer.is_pool]
    if one.role in ("bias", "nobias"):
        of_convs = kinds & {"CONV", "CONVLAYER"} and "FC" not in kinds
        return convs if of_convs else [layer for layer in layers if layer.is_weighted]
    if kinds & set(POOLS) and not kinds & {"CONV", "CONVLAYER", "FILTER"}:
        return pools
    if one.role in ("cin", "ch", "unitsin"):
        return layers[:1]
    if one.role == "cout":
        return convs[-1:]
    if one.role == "same" and one.token.kind == "KEPT" and pools and "CONCAT" in known:
        return convs + pools
    if kinds & {"CONV", "CONVLAYER", "FILTER"} and not kinds & set(POOLS):
        return convs
    return convs or pools if one.role in ("pad", "nopad", "same", "groups", "dil", "filters") else layers
