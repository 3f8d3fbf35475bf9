"""Layers that a question speaks of and that were not made, parts of it that were not answered."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.answers import missing, not_understood, part_unanswered
from archcalc.quiz.problems.base import Result
from archcalc.quiz.quantities import COSTS, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words

_TURNS = re.compile(r"(?<![a-z])for the [a-z -]{2,30},? and (?:then )?for the (?!same)[a-z]")
"""`for the original version and then for the split version`."""


def refuse_unmade(scene: Scene, asks: list[Ask]) -> None:
    """`both pointwise group convolutions ... the 3×3 in between`: the pointwise ones must be among the layers.

    Raises:
        Refused: no 1x1 layer was made, and costs are asked.
    """
    costs = any(ask.kind in COSTS for ask in asks)
    pointwise = any(set(layer.kernel or ()) == {1} for layer in scene.layers)
    kinds = [token.kind for token in scene.tokens]
    grouped = any(pair in (("PW", "GROUPED"), ("GROUPED", "PW")) for pair in pairwise(kinds))
    if costs and grouped and scene.layers and not pointwise:
        raise not_understood("the pointwise layers", "점별 합성곱 층")


def refuse_unflattened(scene: Scene) -> None:
    """`a dense layer that follows a 16-channel feature map`: how many values the map has is not told.

    Raises:
        Refused: only the channels of the map are.
    """
    behind = [scene.tokens[one.last + 1 : one.last + 2] for one in scene.roles("ch")]
    maps = [part for part in behind if part and part[0].kind == "MAP"]
    dense = [layer.kind for layer in scene.layers] == ["fc"]
    if maps and dense and scene.input is None and not scene.has("GAP", "FLAT", "VEC", "UNITSIN"):
        raise missing("the height and width of the map", "특징맵의 높이와 너비")


def refuse_nothing(scene: Scene, result: Result) -> None:
    """No parameters at all, where a layer is spoken of that has some: its size is not given.

    Raises:
        Refused: a count of parameters is zero.
    """
    zero = any(one.name.startswith(("parameters", "weights")) and one.value == 0 for one in result.answers)
    if zero and len(result.answers) == 1 and scene.has("FC", "CONV", "CONVLAYER", "FILTER"):
        raise missing("the size of the layer", "층의 크기")


_ALGEBRA = re.compile(r"(?<![a-z])[a-z]{1,3}\s?[·*]?\s?\([^()]*[a-z]\s?/\s?[a-z][^()]*\+[^()]*\)")


def refuse_formula(scene: Scene) -> None:
    """`FLOPs = hw(2cm/g + 9m)`: the letters stand for several layers, of which fewer than two were told.

    Raises:
        Refused: such a formula is given beside one layer or none.
    """
    if len(scene.layers) < 2 and _ALGEBRA.search(scene.body.lower()):
        raise not_understood("the formula", "주어진 식")


_PER_CHANNEL = frozenset({"CH", "CIN", "COUT"})


def refuse_per_channel(scene: Scene, asks: list[Ask], result: Result) -> None:
    """`how many weights per input channel`, `채널마다 갖는 가중치 수`: no answer is a share of a layer's channels.

    Raises:
        Refused: a cost is asked of each channel, and the whole came out.
    """
    own = scene.has("DW", "BN") or any("per_" in one.name for one in result.answers)
    if own or len(result.answers) > 1 or not any(ask.kind in COSTS for ask in asks):
        return
    for ask in asks:
        if ask.kind in COSTS and (_is_each_channel(scene, ask.place + 1) or _is_each_channel(scene, ask.place - 2)):
            raise not_understood("what is asked of each channel", "채널마다 무엇을 묻는지")


def _is_each_channel(scene: Scene, at: int) -> bool:
    """`per input channel`, `채널마다`, as the pair of words from a place on."""
    pair = scene.tokens[max(0, at) : at + 2]
    kinds = {token.kind for token in pair}
    each = "EACH" in kinds or any(str(token.value).lower() == "per" for token in pair)
    return each and bool(kinds & _PER_CHANNEL)


def refuse_one_turn(scene: Scene, result: Result) -> None:
    """`multiplications for the original version and then for the split version`: two numbers.

    Raises:
        Refused: only one came out.
    """
    if len(result.answers) == 1 and any(map(_TURNS.search, asked_words(scene))):
        raise part_unanswered()
