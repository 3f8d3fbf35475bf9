"""Sides of a comparison that a text tells before it asks: `as built`, `A vs B. Counts?`, `바꾸려는데 일반은 몇 개`."""

from __future__ import annotations

import re

from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.compare.sidewords import mentioned, sides_at
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import sentence_of, words_beside

_AS_TOLD = re.compile(
    r"\bas (?:built|described|given|stated|told|it (?:is|was|stands)|is|actually (?:built|used)|designed|published)\b"
)


def with_as_told(scene: Scene, ask: Ask, named: str) -> list[str]:
    """`as built and as it would be without the split`: what is told, beside the side that is named."""
    sentence = sentence_of(scene, ask.place)
    told = _AS_TOLD.search(words_beside(scene, ask.place))
    if told is None or named != "old":
        return []
    at = scene.tokens[sentence.first].start + told.start()
    plain = next((token.start for token in scene.tokens[sentence.first :] if token.kind in ("STANDARD", "EXCL")), at)
    return ["new", "old"] if at < plain else ["old", "new"]


_STORY = ("데", "는데", "은데", "인데")
_CHANGED = ("바꾸면", "바꾼", "바꿨을", "교체하면", "나누면", "쪼개면")


def behind_story(scene: Scene, first: int, ask: Ask) -> list[str]:
    """`separable로 바꾸려고 하는데 일반 conv 파라미터는 몇 개고 바꾸면 몇 개`: the order behind what is told first."""
    told = [at for at in range(first, ask.place) if scene.tokens[at].value in _STORY]
    if not told:
        return []
    asked = mentioned(scene, told[-1] + 1, ask.place, False)
    behind = range(ask.place, sentence_of(scene, ask.place).last + 1)
    changed = any(scene.tokens[at].value in _CHANGED for at in behind)
    return ["old", "new"] if asked == ["old"] and changed else []


def announced(scene: Scene) -> list[str]:
    """`Depthwise separable vs plain 3x3. Weight counts?`: both, as a sentence without a question names them."""
    for token in scene.tokens:
        if token.kind == "VERSUS" and str(token.value).lower().startswith(("v", "against", "as against")):
            sides = [side for place in range(len(scene.tokens)) for side in sides_at(scene, place)[:1]]
            found = list(dict.fromkeys(sides))
            return found if len(found) == 2 else []
    return []


def told_in_order(scene: Scene, problem: Comparison) -> list[str]:
    """`Conv 5x5 3→32 and depthwise 5x5 + pointwise`: both sides in the order in which they are told; else empty."""
    plain = problem.old.layers[0].start
    split = [token.start for token in scene.tokens if token.kind in ("DW", "DWSEP", "GROUPED")]
    told = any(token.start == plain and token.kind == "DIMS" for token in scene.tokens)
    return ["old", "new"] if told and split and plain < split[0] and len(scene.layers) > 1 else []
