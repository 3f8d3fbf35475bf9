"""Other readings of an open question: each changes one assumption and solves again."""

from __future__ import annotations

from archcalc.quiz.answers import Alternative, Refused
from archcalc.quiz.problems.base import Result
from archcalc.quiz.quantities import Ask
from archcalc.quiz.read import read_scene
from archcalc.quiz.scene import Scene
from archcalc.quiz.topics import topic_of

_BIAS, _PAD = "bias included", "no padding"
_WITHOUT = ("without bias", "편향 제외")
_SAME = ("same padding", "같은 크기 패딩")
_BOTH = ("without bias, same padding", "편향 제외, 같은 크기 패딩")


def other_readings(scene: Scene, asks: list[Ask], result: Result) -> tuple[Alternative, ...]:
    """Without bias, with same padding, and both, where the text leaves them open; the same is asked in each."""
    assumed = {english for english, _ in result.assumptions}
    wanted = []
    if _PAD in assumed:
        wanted.append((_SAME, False, True))
    if _BIAS in assumed:
        wanted.append((_WITHOUT, True, False))
    if len(wanted) == 2:
        wanted.append((_BOTH, True, True))
    found = []
    for names, no_bias, same in wanted:
        other = _again(scene, asks, no_bias, same)
        if other is not None and other.answers != result.answers:
            found.append(Alternative(names[scene.language == "ko"], other.answers))
    return tuple(found)


def _again(scene: Scene, asks: list[Ask], no_bias: bool, same: bool) -> Result | None:
    other = read_scene(scene.text, scene.changes)
    for layer in other.layers:
        if no_bias and layer.bias is None and layer.is_weighted:
            layer.bias = False
        if same and layer.is_conv and layer.pad is None and layer.pad_total is None:
            layer.same = True
    try:
        return topic_of(other, asks)(other, asks)
    except Refused:
        return None
