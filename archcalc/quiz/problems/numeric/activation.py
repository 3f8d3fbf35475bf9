"""Activation functions: which one is applied, if any."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from archcalc.quiz.answers import not_understood
from archcalc.quiz.problems.numeric.sliding import Matrix
from archcalc.quiz.problems.numeric.stage import ACTIVATED, Operation
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token
from archcalc.quiz.working import Steps

_NAMED = {"relu": "relu", "렐루": "relu", "sigmoid": "sigmoid", "시그모이드": "sigmoid", "tanh": "tanh"}
_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "relu": lambda value: max(0, value),
    "sigmoid": lambda value: 1 / (1 + math.exp(-value)),
    "tanh": lambda value: math.tanh(value),
}
_NOT_YET = re.compile(r"(?:before|without|no|prior to|omit|ignoring)\s(?:the\s|any\s|an\s|a\s|applying\s)*$")
_NOT_YET_KO = re.compile(
    r"\s?(?:활성화|활성)?\s?(?:함수)?(?:를|을|는|은)?\s?(?:적용|통과|거치)?(?:하기|기|되기)?\s?(?:전|이전|없|미적용|하지|쓰지)"
)
BOTH_SIDES = re.compile(r"before and after|without and with|전후|전과 후|전,\s?후|적용 전과")


def activations(scene: Scene) -> list[Operation]:
    """The activation function that is applied; refused if it is none of those that are known."""
    applied: dict[str, Token] = {}
    unnamed = False
    for token in scene.tokens:
        coded = token.kind == "CALL" and token.value.kind == "none"
        if not (token.kind == "RELU" or coded) or (
            is_denied(scene, token) and not BOTH_SIDES.search(scene.body.lower())
        ):
            continue
        word = re.sub(r"\s|\(.*|.*\.", "", scene.body[token.start : token.end].lower())
        name = next((name for part, name in _NAMED.items() if word == part or word == part + "s"), "")
        name = "relu" if word.startswith(("max", "negative")) else name  # `max(0, z)`
        if not name and not ("activation" in word or word.startswith("활성")):
            raise not_understood(f"'{token.value}'", f"'{token.value}'")
        unnamed = unnamed or not name
        applied.setdefault(name or "", token)
    applied.pop("", None)
    if len(applied) > 1 or (unnamed and not applied and not scene.has("NOACT")):
        raise not_understood("which activation function is applied", "어떤 활성화 함수를 적용하는지")
    return [Operation(ACTIVATED, token.start, _applied(_FUNCTIONS[name])) for name, token in applied.items()]


def is_denied(scene: Scene, token: Token) -> bool:
    """`before the ReLU`, `ReLU 적용 전`."""
    lower = scene.body.lower()
    return bool(_NOT_YET.search(lower[max(0, token.start - 30) : token.start]) or _NOT_YET_KO.match(lower, token.end))


def _applied(function: Callable[[Any], Any]) -> Callable[[Matrix, Steps], Matrix]:
    return lambda matrix, steps: [[function(value) for value in row] for row in matrix]
