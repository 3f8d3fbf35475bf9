"""Squared errors: their mean, their sum, and half of their sum."""

from __future__ import annotations

from fractions import Fraction

from archcalc.quiz.answers import Alternative, Answer
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.losses.rows import are_scores, pair, vectors
from archcalc.quiz.problems.losses.values import Vector, softmax, squares
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step, Steps


def mean_of_squares(scene: Scene, steps: Steps) -> tuple[Answer, Alternative]:
    """The mean squared error, and as another reading half of the sum."""
    target, predicted = _compared(scene)
    total = squares(target, predicted)
    steps.append(Step("mean squared error", f"{_number(total)} / {len(target)} = {_number(total / len(target))}"))
    half = Alternative("1/2 × Σ(t − y)²", (answer("mse", float(total / 2), ""),))
    return answer("mse", float(total / len(target)), ""), half


def sum_of_squares(scene: Scene, steps: Steps) -> Answer:
    """The sum of the squared errors; half of it where the text says `1/2 Σ(y − t)²`."""
    total = squares(*_compared(scene))
    half = any(token.kind == "SSE" and _is_half(str(token.value)) for token in scene.tokens)
    steps.append(Step("sum of squared errors", f"{_number(total)} / 2" if half else _number(total)))
    return answer("sse", float(total / 2 if half else total), "")


def _is_half(said: str) -> bool:
    return said.replace(" ", "").strip("(").startswith(("1/2", "½", "0.5", "half"))


def _compared(scene: Scene) -> tuple[Vector, Vector]:
    """A target and a prediction; the latter by softmax where scores are given and softmax is spoken of."""
    target, predicted = pair(scene)
    label = next((label for label, values in vectors(scene) if values is predicted), "")
    if scene.has("SOFTMAX") and are_scores(label, predicted):
        return target, [Fraction(share) for share in softmax(predicted)]
    return target, predicted


def _number(value: Fraction) -> str:
    return f"{float(value):.6g}"
