"""Batch normalization told of all convolutions at once: `a BN after each of the three`, `세 합성곱 뒤에 각각 BN이`."""

from __future__ import annotations

import re

from archcalc.quiz.layers import Layer
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import sentences
from archcalc.quiz.text.token import kind_at

_COUNTED = frozenset({"EACH", "ALL"})
_OF_MAPS = frozenset({"CH", "MAP", "CIN", "COUT", "OUTMAP"})
_LAYERS = frozenset({"CONV", "CONVLAYER", "LAYER", "THEM", "LABELLED"})
_BEHIND = re.compile(r"after|follow|behind|뒤|다음|이어")
_WITH = re.compile(
    r"\b(?:conv(?:olution)?s|(?:conv\w*\s)?layers)\b[^.;:]{0,30}\swith\s(?:batch\s?-?norm\w*|bn)\b", re.IGNORECASE
)
"""`two 3x3 convs 64→64 with BN`: one behind each."""


def spread_norms(scene: Scene) -> None:
    """A normalization behind each convolution, where a sentence says so and no row lists them one by one."""
    listed = [layer for layer in scene.layers if layer.kind == "bn"]
    if scene.roles("nobn") or not scene.has("BN"):
        return
    if sum(layer.repeat for layer in scene.convs) > 1 and len(listed) < 2 and _are_told_at_once(scene):
        _put_behind_each(scene)
    elif len(scene.convs) == 1 and not listed:
        scene.layers.insert(scene.layers.index(scene.convs[0]) + 1, Layer("bn", scene.convs[0].start))


def _put_behind_each(scene: Scene) -> None:
    spread: list[Layer] = []
    for layer in scene.layers:
        for one in _one_by_one(layer) if layer.is_conv else [layer]:
            if one.kind != "bn":
                spread.append(one)
            if one.is_conv:
                norm = Layer("bn", one.start)
                norm.repeat, norm.branch = 1, one.branch
                spread.append(norm)
    scene.layers = spread


def _one_by_one(layer: Layer) -> list[Layer]:
    """`3×3 합성곱 두 층`: a layer for each time it stands there, the later ones taking what it gives."""
    single = [layer.copy() for _ in range(layer.repeat)]
    for number, one in enumerate(single):
        one.repeat = 1
        one.cin = layer.cin if number == 0 or layer.cout is None else layer.cout
    return single if layer.repeat > 1 else [layer]


def _are_told_at_once(scene: Scene) -> bool:
    """Whether a sentence speaks of normalization behind each or all of the layers."""
    if _WITH.search(scene.body):
        return True
    for sentence in sentences(scene.tokens):
        places = range(sentence.first, sentence.last + 1)
        kinds = {scene.tokens[at].kind for at in places}
        told = "LABELLED" in kinds or any(_counts_layers(scene, at) for at in places)
        behind = _BEHIND.search(scene.words(sentence.first, sentence.last).lower())
        if "BN" in kinds and told and kinds & _LAYERS and behind:
            return True
    return False


def _counts_layers(scene: Scene, at: int) -> bool:
    """`each`, `각각`, `모두`; not `each channel`, `채널마다`."""
    beside = {kind_at(scene.tokens, at - 1), kind_at(scene.tokens, at + 1)}
    return scene.tokens[at].kind in _COUNTED and not beside & _OF_MAPS
