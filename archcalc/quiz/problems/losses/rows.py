"""The vectors of a question, and what each is: the target, the prediction, or scores before softmax."""

from __future__ import annotations

import re

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.problems.losses.values import Vector
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import kind_at

ROUNDED = 0.02
"""How far probabilities that were rounded may be from a sum of one."""
_LABELS = ("TARGET", "PRED", "LOGITS")


def vectors(scene: Scene) -> list[tuple[str, Vector]]:
    """Vectors with what each is by the nearest word before it (or right behind): TARGET, PRED, OUTPUT, LOGITS or ``."""
    found = []
    for index, token in enumerate(scene.tokens):
        if token.kind == "VECTOR":
            found.append((_label(scene, index), token.value))
    return found


def _label(scene: Scene, index: int) -> str:
    for at in range(index - 1, max(-1, index - 6), -1):
        kind = scene.tokens[at].kind
        if kind in _LABELS:
            return kind
        if kind == "OUTPUT":
            return "OUTPUT"
        if kind == "WEIGHTS":
            raise not_understood("weights beside a loss", "손실과 함께 주어진 가중치")
        if kind in ("VECTOR", "STOP"):
            break
    after = kind_at(scene.tokens, index + 1)
    return after if after in _LABELS and kind_at(scene.tokens, index + 2) != "VECTOR" else ""


_SHARES_TOLD = re.compile(
    r"softmax\s(?:output|probabilit|value|layer\s(?:output|give|return|produce))\w*(?:\sof[^,.]{1,30})?\s?(?:is|are|was|were|=|:)\s?$|"
    r"softmax\s(?:outputs|returns|returned|gives|gave|produces|produced)\s?:?$|"
    r"소프트맥스\s?(?:출력|확률|결과)(?:값|\s값)?(?:이|가|은|는|:)\s?$"
)
"""`the softmax output is [...]`: softmax has been taken."""


def logits(scene: Scene) -> Vector:
    """The scores that softmax is taken of."""
    for token in scene.tokens:
        if token.kind == "VECTOR" and _SHARES_TOLD.search(scene.body[: token.start].lower()):
            raise not_understood("what is asked of the probabilities", "확률에 대해 무엇을 묻는지")
    given = vectors(scene)
    named = [values for label, values in given if label == "LOGITS"]
    others = named or [values for label, values in given if label != "TARGET"]
    if not others:
        raise missing("the scores", "점수(로짓)")
    if len(others) > 1:
        raise not_understood("which vector holds the scores", "어느 벡터가 점수인지")
    return others[0]


def are_scores(label: str, values: Vector) -> bool:
    """Whether softmax can still be taken of a vector: its entries are not probabilities, nor said to be."""
    said = label == "PRED" and all(0 <= value <= 1 for value in values)
    return label == "LOGITS" or not (said or abs(float(sum(values)) - 1) <= ROUNDED)


def pair(scene: Scene) -> tuple[Vector, Vector]:
    """A target and a prediction, of one length."""
    given = vectors(scene)
    if len(given) != 2:
        raise missing("a target and a prediction", "정답과 예측 벡터")
    (first, one), (second, two) = given
    swapped = first in ("PRED", "OUTPUT") or (second == "TARGET" and first != "TARGET")
    target, predicted = (two, one) if swapped else (one, two)
    if len(target) != len(predicted):
        raise contradiction("vectors of different lengths", "길이가 다른 두 벡터")
    return target, predicted
