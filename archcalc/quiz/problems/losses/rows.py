"""The vectors of a question, and what each is: the target, the prediction, or scores before softmax."""

from __future__ import annotations

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.problems.losses.values import Vector
from archcalc.quiz.scene import Scene

_LABELS = ("TARGET", "PRED", "LOGITS")


def vectors(scene: Scene) -> list[tuple[str, Vector]]:
    """Vectors with the word that stands nearest before (or right behind) each: TARGET, PRED, LOGITS or nothing."""
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
            return "PRED"
        if kind in ("VECTOR", "STOP"):
            break
    after = scene.tokens[index + 1].kind if index + 1 < len(scene.tokens) else ""
    return after if after in _LABELS else ""


def logits(scene: Scene) -> Vector:
    """The scores that softmax is taken of."""
    given = vectors(scene)
    named = [values for label, values in given if label == "LOGITS"]
    others = named or [values for label, values in given if label != "TARGET"]
    if not others:
        raise missing("the scores", "점수(로짓)")
    if len(others) > 1:
        raise not_understood("which vector holds the scores", "어느 벡터가 점수인지")
    return others[0]


def pair(scene: Scene) -> tuple[Vector, Vector]:
    """A target and a prediction, of one length."""
    given = vectors(scene)
    if len(given) != 2:
        raise missing("a target and a prediction", "정답과 예측 벡터")
    (first, one), (second, two) = given
    swapped = first == "PRED" or (second == "TARGET" and first != "TARGET")
    target, predicted = (two, one) if swapped else (one, two)
    if len(target) != len(predicted):
        raise contradiction("vectors of different lengths", "길이가 다른 두 벡터")
    return target, predicted
