"""How often one layer must be applied: `how many 2x2 poolings turn 64x64 into 4x4`, `풀링을 몇 번 적용해야 7×7`."""

from __future__ import annotations

import re

from archcalc.quiz.answers import Refused, contradiction
from archcalc.quiz.layers import output_sizes
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words
from archcalc.quiz.working import Step

_LAYERS = r"(?:pool(?:ing)?s?|convs?|convolutions?|layers?|times|applications|steps|stages)"
_HOW_OFTEN = re.compile(
    rf"how often|how many\s(?:[^\s,?]+\s){{0,6}}?{_LAYERS}(?![a-z])|"
    r"몇\s?(?:번|회|층|겹)(?=[\s을를이은]|연속|적용|반복|쌓|거)|몇\s?개의\s?(?:\S+\s){0,2}(?:층|풀링|합성곱)|"
    r"(?:층|풀링|합성곱)\S{0,2}\s몇\s?(?:개|번)"
)
MOST = 64


def asks_how_often(scene: Scene) -> bool:
    """Whether one layer, what enters first and what leaves last are told, and a number of times is asked."""
    windowed = [layer for layer in scene.layers if layer.kernel is not None]
    told = len(windowed) == len(scene.layers) == 1 and scene.input is not None and scene.out_sizes is not None
    if not told or windowed[0].repeat != 1 or scene.has("RF"):
        return False
    return scene.input != scene.out_sizes and any(map(_HOW_OFTEN.search, asked_words(scene)))


def solve_how_often(scene: Scene) -> Result:
    """The number of times after which the stated size is reached."""
    assert scene.input is not None
    layer, sizes, count = scene.layers[0], scene.input, 0
    reached = [sizes]
    while sizes != scene.out_sizes and count < MOST:
        try:
            sizes, count = output_sizes(layer, sizes, []), count + 1
        except Refused:
            break
        reached.append(sizes)
    if sizes != scene.out_sizes:
        raise contradiction(
            "no number of these layers gives this size", "이런 층을 몇 번 거쳐도 이 크기가 되지 않습니다"
        )
    shown = " → ".join(str(size[0]) for size in reached)
    return Result((answer("layers", count),), (Step("layers", f"{shown}: {count}"),))
