"""Channels that come together: branches put side by side, and the layers of a dense block with a growth rate."""

from __future__ import annotations

import re

from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.problems.base import Result, answer, shaped
from archcalc.quiz.quantities import Ask, kinds_of
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words, asking
from archcalc.quiz.working import Step, summed

_SHAPES = frozenset({"OUTPUT", "SIZE", "SPATIAL", "MAP", "COUT", "CH", "CIN", "LAYER"})


def is_joining(scene: Scene, asks: list[Ask]) -> bool:
    """Whether only the channels of a joined map are asked, with no layers described."""
    joins = "growth" in scene.numbers or "joined" in scene.numbers
    return joins and kinds_of(asks) <= _SHAPES and bool(asks)


def solve_joining(scene: Scene, asks: list[Ask]) -> Result:
    """The channels, with the size of the map where it is known and asked."""
    channels, step = _channels(scene)
    entering = _layer_entered(scene) is not None
    answers = []
    for ask in asks:
        if ask.kind == "LAYER":
            continue
        if ask.kind in ("COUT", "CH", "CIN"):
            answers.append(answer("input_channels" if entering else "output_channels", channels))
        elif scene.input is None:
            raise missing("the size of the map", "특징맵의 크기")
        else:
            answers.append(shaped("output_shape", scene.input, channels, scene.layout == "CHW"))
    return Result(tuple(answers), (step,))


def _channels(scene: Scene) -> tuple[int, Step]:
    if "joined" in scene.numbers:
        parts = list(scene.numbers["joined"])
        return sum(parts), summed("in total", parts)
    growth, layers = scene.numbers["growth"], scene.numbers.get("denselayers")
    entered = _layer_entered(scene)
    layers = layers if entered is None else entered - 1
    told = [one.token.value for one in scene.found if one.role in ("cin", "ch")]
    channels = scene.channels if scene.channels is not None else told[0] if len(told) == 1 else None
    if channels is None or layers is None:
        raise missing("the channels that enter, and the number of layers", "입력 채널 수와 층 수")
    if any(layer.kernel is not None for layer in scene.layers):
        raise not_understood("the layers of the block", "블록 안의 층")
    total = channels + layers * growth
    step = Step("in total", f"{channels} + {layers}·{growth} = {total}")
    if not _TRANSITION.search(scene.body.lower()):
        return total, step
    if not _HALVED.search(scene.body.lower()) or not any(map(_TRANSITION.search, asked_words(scene))):
        raise not_understood("the transition layer", "전이층")
    return total // 2, Step("in total", f"({channels} + {layers}·{growth}) / 2 = {total // 2}")


_TRANSITION = re.compile(r"transition|전이\s?층|트랜지션")
_HALVED = re.compile(r"halv|(?:by|to|in) half|절반|반으로|[θ=]\s?=?\s?0\.5")
"""Behind a dense block a 1x1 layer usually keeps half of the channels."""


_ENTERS = re.compile(r"\benter|\binto\b|\breceiv|\bsees?\b|\binput|\btakes?\b|입력|들어|받는")


def _layer_entered(scene: Scene) -> int | None:
    """`how many channels enter the 5th layer`: the place of the layer that all those before it feed."""
    for sentence in asking(scene):
        places = [token for token in scene.tokens[sentence.first : sentence.last + 1] if token.kind == "ORD"]
        words = scene.words(sentence.first, sentence.last).lower()
        if len(places) == 1 and _ENTERS.search(words) and re.search(r"layer|층|레이어", words):
            return int(places[0].value)
    return None
