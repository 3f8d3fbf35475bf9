"""The share that one half of a separable convolution has in both: `what percentage sits in the pointwise layer`."""

from __future__ import annotations

import re

from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.compare.halves import half_named
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking_at

_SHARE = re.compile(
    r"(?:share|fraction|proportion|percentage|percent|%) of (?:its|the|all)|"
    r"(?:which|what) (?:share|fraction|proportion)|"
    r"차지하는\s(?:비율|비중)|비중|중\s[^.?]{0,24}(?:비율|몇\s?%)"
)


def half_of_share(scene: Scene, ask: Ask, problem: Comparison) -> str:
    """`what percentage of the block's weights sits in the pointwise layer`: the half that is asked."""
    sentence = asking_at(scene, ask.place)
    text = scene.words(sentence.first, sentence.last).lower() if sentence else ""
    if sentence is None or not problem.halves or not _SHARE.search(text):
        return ""
    inside = sentence.places
    kinds = {scene.tokens[at].kind for at in inside}
    named = {half_named(scene, at) for at in inside} - {""}
    return named.pop() if len(named) == 1 and not kinds & {"STANDARD", "VERSUS", "SAVED"} else ""
