"""Whether softmax is asked beside the loss that is taken of it, or only passed on the way to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene

_PASSED = ("through ", "through a ", "through the ", "applying ", "apply ", "after ", "after a ", "after the ")
"""`put through softmax`: on the way to the loss."""
_NOUN = (
    r"(?:\s?(?:\([^()]*\))?(?:의|를|을)?\s?(?:(?:두|세|네|각)\s)?(?:(?:취한|거친|지난|통과한|적용한|한)\s)?"
    r"(?:클래스\s?|class\s)?(?:확률|출력|값|결과|분포|벡터|probabilit|prob|output|value|vector|distribution|result)"
    r"(?:\s?(?:값|벡터|분포|들|ies|y|s|vector|values))*)"
)
_JOINT = r"\s?(?:과|와|이랑|랑|하고|및|그리고|,|/|&|\+|and\b|plus\b|as well as\b|along with\b)"
_JOINED = re.compile(rf"{_NOUN}?{_JOINT}")
_NAMED = re.compile(rf"(?:softmax|소프트맥스){_NOUN}")
_ENDED = re.compile(rf"{_NOUN}?{_JOINT}\s?(?:the\s)?$")
_BETWEEN = re.compile(r"(?:사이|간)의?\s?$|(?:원[- ]?핫|one[- ]hot)\S*(?:\s\S+)?의\s?$|between")
"""`소프트맥스 확률과 원핫 정답의 교차 엔트로피`: the loss of the two."""
_USED = re.compile(r"\s?(?:를|을|로|으로)?\s?(?:써서|이용|사용|적용|결합|쓰면|쓰는|쓸)")


def is_softmax_asked(scene: Scene, asks: Sequence[Ask]) -> bool:
    """Whether both are asked: joined by `and`, or softmax with a verb of its own before the loss."""
    at = next(ask.place for ask in asks if ask.kind == "SOFTMAX")
    ce = next(ask.place for ask in asks if ask.kind == "CE")
    first, last = scene.tokens[min(at, ce)], scene.tokens[max(at, ce)]
    text = scene.body.lower()
    between = text[first.end : last.start]
    if text[: scene.tokens[at].start].endswith(_PASSED) or _BETWEEN.search(between) or _USED.match(text, last.end):
        return False
    if at > ce:
        return bool(_ENDED.search(between) and _NAMED.match(text, last.start))
    kinds = {token.kind for token in scene.tokens[at:ce]}
    return (bool(kinds & {"AND", "COMMA", "COMPUTE"}) and "FROM" not in kinds) or bool(_JOINED.match(between))
