"""Counts that a question tells of what it gives: they must follow from the rest of it."""

from __future__ import annotations

import re
from copy import copy

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.layers import Layer, bias_count, weight_count
from archcalc.quiz.problems.base import Result
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene


def refuse_told_count(scene: Scene, asks: list[Ask]) -> None:
    """`100 inputs and 10 outputs, 1,100 parameters; how many of them are biases?`: there are 1,010 or 1,000.

    Raises:
        Refused: the one layer is told whole, and has another number of parameters.
    """
    given = scene.numbers.get("given")
    if not given or {ask.kind for ask in asks} != {"BIASES"} or len(scene.layers) != 1:
        return
    layer = scene.layers[0]
    if not _is_whole(layer):
        return
    biased = copy(layer)
    biased.bias = True
    if int(given) != weight_count(biased) + bias_count(biased):
        raise contradiction("the number of parameters does not follow", "파라미터 수가 맞지 않습니다")
    scene.numbers.pop("given")  # they follow from the layer, and say nothing more


def _is_whole(layer: Layer) -> bool:
    sized = layer.kind == "fc" or layer.kernel is not None
    return sized and layer.cin is not None and layer.cout is not None


def refuse_no_groups(scene: Scene) -> None:
    """`a convolution with 0 groups`.

    Raises:
        Refused: a number of groups is told that there cannot be.
    """
    if any(one.token.value < 1 for one in scene.roles("groups") if isinstance(one.token.value, int)):
        raise contradiction("there must be at least one group", "그룹은 하나 이상이어야 합니다")


def refuse_negative(result: Result) -> None:
    """A size of -1 is none: a number was taken for something that it is not.

    Raises:
        Refused: an answer is a size or a count below zero.
    """
    for one in result.answers:
        values = one.value if isinstance(one.value, list) else [one.value]
        counted = one.unit in ("HxW", "HxWxC", "CxHxW", "elements", "params", "weights", "px", "channels")
        if counted and any(isinstance(value, int) and value < 0 for value in values):
            raise not_understood("numbers below zero", "0보다 작은 수")


_OPEN_PADDING = re.compile(r"(?:padding|패딩)\s?p(?![a-z])(?!\s?[=:]|\s?(?:가|는|이|은|is)\s)")


def refuse_open_padding(scene: Scene, asks: list[Ask]) -> None:
    """`with padding p and filter f a 28x28 map stays 28x28; f?`: one of the two is needed for the other.

    Raises:
        Refused: the padding is but a letter, and the window is asked.
    """
    window = {ask.kind for ask in asks} & {"KSIZE", "STRIDE"}
    if window and not scene.roles("pad") and _OPEN_PADDING.search(scene.body.lower()):
        raise missing("the padding", "패딩")
