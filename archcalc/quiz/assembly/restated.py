"""A row of layers said twice: `conv3-conv3-conv3, that is 3x3 filters three times (stride 1)`."""

from __future__ import annotations

from archcalc.quiz.assembly.anchor import Anchor
from archcalc.quiz.layers import Layer
from archcalc.quiz.roles.rows import FIRST_MATCH
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking_at
from archcalc.quiz.text.token import kind_at

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
        for name in _HANDED:
            setattr(anchor.layer, name, getattr(last.layer, name))
    return row


def _is_bare(anchor: Anchor) -> bool:
    layer = anchor.layer
    return layer.is_conv and layer.stride is None and layer.pad is None and layer.cout is None and not layer.same


_COMPARING = frozenset({"STANDARD", "EXCL", "VERSUS", "IF", "BEFOREAFTER", "COMPARE", "OR", "RATIO", "PERCENT"})
_LINKS = frozenset({"ARROW", "DASH", "ITEM", "THEN", "PLUS", "SLASH"})
_SAID = ("stride", "pad", "pad_total", "bias", "groups")


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
        padded = kind_at(scene.tokens, anchor.last + 1) == "PAD" and anchor.layer.pad is None
        for one in meant:
            _hand_on(anchor.layer, one.layer, padded)
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
    return not _COMPARING & {token.kind for token in tokens[max(sentence.first, row[-1].last + 1) : sentence.last]}


def _hand_on(said: Layer, layer: Layer, padded: bool) -> None:
    for name in _SAID:
        if getattr(layer, name) is None:
            setattr(layer, name, getattr(said, name))
    layer.same = layer.same or said.same or (padded and layer.pad is None)
