"""Channels that come together: branches put side by side, and the layers of a dense block with a growth rate."""

from __future__ import annotations

from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.asks.find import Ask
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step, summed

_SHAPES = frozenset({"OUTPUT", "SIZE", "SPATIAL", "MAP", "COUT", "CH"})


def is_joining(scene: Scene, asks: list[Ask]) -> bool:
    """Whether only the channels of a joined map are asked, with no layers described."""
    joins = "growth" in scene.numbers or "joined" in scene.numbers
    return joins and {ask.kind for ask in asks} <= _SHAPES and bool(asks)


def solve_joining(scene: Scene, asks: list[Ask]) -> Result:
    """The channels, with the size of the map where it is known and asked."""
    channels, step = _channels(scene)
    answers = []
    for ask in asks:
        if ask.kind in ("COUT", "CH"):
            answers.append(answer("output_channels", channels))
        elif scene.input is None:
            raise missing("the size of the map", "특징맵의 크기")
        elif scene.layout == "CHW":
            answers.append(answer("output_shape", [channels, *scene.input], "CxHxW"))
        else:
            answers.append(answer("output_shape", [*scene.input, channels], "HxWxC"))
    return Result(tuple(answers), (step,))


def _channels(scene: Scene) -> tuple[int, Step]:
    if "joined" in scene.numbers:
        parts = list(scene.numbers["joined"])
        return sum(parts), summed("in total", parts)
    growth, layers = scene.numbers["growth"], scene.numbers.get("denselayers")
    if scene.channels is None or layers is None:
        raise missing("the channels that enter, and the number of layers", "입력 채널 수와 층 수")
    if any(layer.kernel is not None for layer in scene.layers):
        raise not_understood("the layers of the block", "블록 안의 층")
    total = scene.channels + layers * growth
    return total, Step("in total", f"{scene.channels} + {layers}·{growth} = {total}")
