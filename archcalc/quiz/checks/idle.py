"""Statements that must have an effect: groups, dilations, norms and kept sizes that a text speaks of."""

from __future__ import annotations

import re

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.layers import output_sizes
from archcalc.quiz.quantities import COSTS, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking_at, sentences


def refuse_idle_groups(scene: Scene, asks: list[Ask]) -> None:
    """`divided into several groups`: groups that are spoken of must be counted, unless their number is asked.

    Raises:
        Refused: they are not.
    """
    counted = scene.roles("groups") or scene.has("CALL", "STANDARD", "PERGROUP")
    counted = counted or any(ask.kind == "GROUP" for ask in asks)
    single = all(layer.groups is None and not layer.depthwise for layer in scene.layers)
    if scene.has("GROUP", "GROUPED") and not counted and single:
        raise missing("the number of groups", "그룹 수")


def refuse_idle_dilation(scene: Scene, asks: list[Ask]) -> None:
    """A dilation that is spoken of must be one of a layer.

    Raises:
        Refused: it is named, and no layer has it.
    """
    said = any(one.role in ("dil", "dils", "series") for one in scene.found) or scene.has("NODIL", "CALL")
    said = said or any(ask.kind in ("DIL", "EXTENTDIL") for ask in asks)
    if not scene.has("DIL") or said or any(layer.dilation > 1 for layer in scene.layers):
        return
    if any(ask.kind == "EFFK" for ask in asks):
        raise missing("the dilation rate", "팽창률")
    raise not_understood("the dilation", "팽창률")


def refuse_idle_classes(scene: Scene, asks: list[Ask]) -> None:
    """`parameters of the classifier with 5 classes`: the layer that gives them must have been read.

    Raises:
        Refused: a classifier is spoken of where parameters are asked, and no layer is dense.
    """
    asked = [asking_at(scene, ask.place) for ask in asks if ask.kind in COSTS]
    named = any(_CLASSIFIER.search(scene.words(one.first, one.last).lower()) for one in asked if one)
    dense = any(layer.kind == "fc" for layer in scene.layers)
    if named and scene.layers and not dense and scene.has("CLASS") and not scene.has("NETWORK"):
        raise not_understood("the classifier", "분류기")


_CLASSIFIER = re.compile(r"classifier|분류기|분류층")
_LEARNED_SCALE = re.compile(r"gamma|beta|γ|β|scale|shift|스케일|이동|감마|베타")


def refuse_idle_norms(scene: Scene, asks: list[Ask]) -> None:
    """`each followed by batch norm (gamma and beta)`: what it learns is counted, or the question is not understood.

    Raises:
        Refused: normalization with parameters of its own is spoken of, and no layer of it was read.
    """
    told = scene.has("BN") and not scene.roles("nobn") and _LEARNED_SCALE.search(scene.body.lower())
    denied = any(
        {"BN", "EXCL"} <= {token.kind for token in scene.tokens[one.first : one.last + 1]}
        for one in sentences(scene.tokens)
    )
    counted = any(ask.kind == "PARAMS" for ask in asks)
    if told and counted and not denied and scene.layers and all(layer.kind != "bn" for layer in scene.layers):
        raise not_understood("which layers are normalized", "어느 층이 정규화되는지")


def refuse_idle_global_pooling(scene: Scene, asks: list[Ask]) -> None:
    """`a dense layer behind the global pooling of a 7x7x512 map`: it takes 512 values, not 25,088.

    Raises:
        Refused: global pooling is spoken of, and the first layer takes the map whole.
    """
    counted = any(ask.kind in COSTS for ask in asks)
    first = scene.layers[0] if len(scene.layers) == 1 else None
    whole = first is not None and first.kind == "fc" and scene.input is not None and max(scene.input) > 1
    if scene.has("GAP") and whole and counted and not scene.has("EXCL", "INSTEAD", "VERSUS", "COMPARE"):
        raise not_understood("what is pooled globally", "무엇을 전역 풀링하는지")


def refuse_unkept(scene: Scene) -> None:
    """`With a 5x5 filter, stride 1 and padding 1 the convolution keeps the 32x32 size`: it does not.

    Raises:
        Refused: the one layer is told whole, and does not keep the size as it is said to.
    """
    layer = scene.layers[0] if len(scene.layers) == 1 else None
    if layer is None or scene.input is None or not layer.is_conv or None in (layer.kernel, layer.stride, layer.pad):
        return
    used = scene.covered()
    told = any(
        token.kind in ("KEEP", "KEPT")
        and token.value != "그대로"
        and index not in used
        and asking_at(scene, index) is None
        for index, token in enumerate(scene.tokens)
    )
    if told and set(layer.stride or ()) == {1} and output_sizes(layer, scene.input, []) != scene.input:
        raise contradiction("the size is not kept", "크기가 유지되지 않습니다")


def refuse_two_dimensions(scene: Scene) -> None:
    """`a 2D convolution with ... and a 3D convolution with ...`: the layers of a question have one number of axes.

    Raises:
        Refused: convolutions of different numbers of axes stand in one question.
    """
    if len({"D1", "D2", "D3"} & scene.kinds) > 1 and scene.has("CONV", "CONVLAYER"):
        raise not_understood("layers with different numbers of axes", "축의 수가 서로 다른 층")


def refuse_all_transposed(scene: Scene) -> None:
    """`E1: conv ..., D1: transposed conv ...`: where both are named, not every layer is transposed.

    Raises:
        Refused: every layer was read as a transposed one.
    """
    named = scene.has("TRANS") and scene.has("CONV", "CONVLAYER")
    convs = [layer for layer in scene.layers if layer.is_conv]
    if named and len(convs) > 2 and all(layer.kind == "transposed" for layer in convs):
        raise not_understood("which layers are transposed", "어느 층이 전치 합성곱인지")
