"""Layers that a text mentions more than once: to say more of them, to sum them up, or as what others replace."""

from __future__ import annotations

import re
from typing import Any

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.anchor import Anchor
from archcalc.quiz.assembly.segments import segment
from archcalc.quiz.layers import Layer
from archcalc.quiz.quantities import Ask
from archcalc.quiz.roles.rows import FIRST_MATCH
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking_at
from archcalc.quiz.text.stretches import kinds_among
from archcalc.quiz.text.token import kind_at


def merged(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """Two mentions of one layer become one: same kernel, nothing that says 'and then' between them."""
    kept: list[Anchor] = []
    for anchor in anchors:
        previous = kept[-1] if kept else None
        if previous and _same_layer(scene, previous, anchor):
            previous.layer.take(anchor.layer, ("depth", "cout"))
            previous.layer.depthwise |= anchor.layer.depthwise
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
    kinds = kinds_among(between)
    if any(token.kind == "STOP" and token.value == ";" for token in between):
        return False
    if not kinds & {"STOP", "ASK", "STANDARD", "VERSUS", "OR"} and not scene.has("DWSEP"):
        return False
    if kinds & {"ARROW", "ORD", "THEN", "DASH", "CALL", "PLUS"}:
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


_HANDED = ("stride", "pad", "pad_total", "same", "bias", "cout", "groups")


def without_restated(anchors: list[Anchor]) -> list[Anchor]:
    """The anchors without one that repeats as many of the same kernel as stand before it, all of them bare.

    What it says of the row (`stride 1`) goes to each layer of the row.
    """
    if len(anchors) < 3:
        return anchors
    last, row = anchors[-1], anchors[:-1]
    bare = all(one.layer.kernel == last.layer.kernel and one.layer.repeat == 1 and _is_bare(one) for one in row)
    if last.layer.repeat != len(row) or not bare or not last.layer.is_conv:
        return anchors
    for anchor in row:
        anchor.layer.take(last.layer, _HANDED)
    return row


def _is_bare(anchor: Anchor) -> bool:
    layer = anchor.layer
    return layer.is_conv and layer.stride is None and layer.pad is None and layer.cout is None and not layer.same


_COMPARING = frozenset({"STANDARD", "EXCL", "VERSUS", "IF", "BEFOREAFTER", "COMPARE", "OR", "RATIO", "PERCENT"})
_LINKS = frozenset({"ARROW", "DASH", "ITEM", "THEN", "PLUS", "SLASH"})
_SAID = ("stride", "pad", "pad_total", "same", "bias", "groups")


def without_echoes(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """The anchors without those that only name layers of a row once more: `(3x3 padded)`, `the weights of the 1x1`.

    What is said with such a name holds for all layers of the row that it fits.
    """
    row = [anchor for anchor in anchors if anchor.match >= FIRST_MATCH]
    if len(row) < 2:
        return anchors
    kept: list[Anchor] = []
    for anchor in anchors:
        meant = [one for one in kept if _is_named(one.layer, anchor.layer)]
        if anchor in row or not meant or anchor.index < row[-1].index or not _only_names(scene, row, anchor):
            kept.append(anchor)
            continue
        padded = kind_at(scene.tokens, anchor.last + 1) == "PAD"
        for one in meant:
            one.layer.take(anchor.layer, _SAID)
            one.layer.same = one.layer.same or (padded and one.layer.pad is None)
    return kept


def _is_named(layer: Layer, name: Layer) -> bool:
    return name.kernel is not None and layer.kernel == name.kernel and layer.is_pool == name.is_pool


def _only_names(scene: Scene, row: list[Anchor], anchor: Anchor) -> bool:
    """Whether an anchor stands behind the row, in brackets or another sentence, and no channels are told of it."""
    layer, tokens = anchor.layer, scene.tokens
    between = [token.kind for token in tokens[row[-1].last + 1 : anchor.first] if token.value not in ("\n", ";")]
    if kind_at(tokens, anchor.first - 1) in _LINKS:
        return False
    if layer.repeat != 1 or layer.cout is not None or layer.cin is not None or layer.depth is not None:
        return False
    if between.count("LP") > between.count("RP"):
        return kind_at(tokens, anchor.first - 1) not in _COMPARING
    sentence = asking_at(scene, anchor.index)
    if sentence is None or not {"STOP", "ASK"} & set(between):
        return bool({"STOP", "ASK"} & set(between))
    return not _COMPARING & kinds_among(tokens[max(sentence.first, row[-1].last + 1) : sentence.last])


_BEFORE = re.compile(r"[^.,?!\n]*?대신")
_BEHIND = re.compile(r"(?:instead of|rather than|in place of|in lieu of)[^.,?!\n]*")


def without_replaced(scene: Scene, asks: list[Ask]) -> list[Layer]:
    """The layers of a stack whose receptive field is asked, without those that it stands in place of.

    Raises:
        Refused: nothing else is left, or layers stand on both sides of such a word and it is not clear which are meant.
    """
    if [ask.kind for ask in asks] != ["RF"] or len(scene.layers) < 2:
        return scene.layers
    spans = [found.span() for how in (_BEFORE, _BEHIND) for found in how.finditer(scene.body.lower())]
    kept = [layer for layer in scene.layers if not any(low <= layer.start < high for low, high in spans)]
    if not kept or len(spans) > 1 or len(scene.layers) - len(kept) > 1:
        raise not_understood("which layers are stacked", "어느 층들을 쌓는지")
    return kept
