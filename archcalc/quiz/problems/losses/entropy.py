"""Cross-entropy: of a target and a prediction, of two classes, of a batch, of one probability."""

from __future__ import annotations

import math

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.problems.losses.classes import distributions, lone_probability
from archcalc.quiz.problems.losses.rows import pair, vectors
from archcalc.quiz.problems.losses.samples import loss_of_samples
from archcalc.quiz.problems.losses.values import binary_cross_entropy, cross_entropy, sigmoid
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.examples import is_binary
from archcalc.quiz.working import Step, Steps


def base_of(scene: Scene) -> tuple[float, str]:
    """The base of the logarithm, and how it is written."""
    return (2.0, "log2") if scene.has("LOG2") else (10.0, "log10") if scene.has("LOG10") else (math.e, "ln")


def entropy_of(scene: Scene, steps: Steps) -> float:
    """The cross-entropy that a question asks."""
    base, sign = base_of(scene)
    if is_binary(scene.tokens) and len(vectors(scene)) == 2:
        return _binary(scene, base, sign, steps)
    sampled = loss_of_samples(scene, base)
    if sampled is not None:
        shown = ", ".join(f"{float(p):.6g}" for p in sampled[1])
        steps.append(Step("cross-entropy", f"−{sign}({shown}): {sampled[0]:.6g}"))
        return sampled[0]
    target, predicted = distributions(scene) if scene.has("VECTOR") else lone_probability(scene)
    value = cross_entropy(target, predicted, base)
    chosen = ", ".join(f"{float(p):.6g}" for t, p in zip(target, predicted, strict=True) if t)
    steps.append(Step("cross-entropy", f"−{sign}({chosen}) = {value:.6g}"))
    return value


def _binary(scene: Scene, base: float, sign: str, steps: Steps) -> float:
    """The mean over all examples, or their sum if that is asked."""
    target, predicted = pair(scene)
    if not set(target) <= {0, 1}:
        target, predicted = predicted, target
    if not set(target) <= {0, 1}:
        raise missing("labels of two classes", "두 클래스의 정답")
    if scene.has("LOGITS"):
        predicted = [sigmoid(value) for value in predicted]
    if any(not 0 <= p <= 1 for p in predicted):
        raise contradiction("a probability beyond 0 and 1", "0과 1을 벗어난 확률")
    if len(target) > 1 and scene.has("EACH"):
        raise not_understood("of which examples each", "각각 어느 표본의 것인지")
    losses = binary_cross_entropy(target, predicted, base)
    chosen = [p if t else 1 - p for t, p in zip(target, predicted, strict=True)]
    steps += [
        Step("cross-entropy", f"−{sign}({float(p):.6g}) = {loss:.6g}") for p, loss in zip(chosen, losses, strict=True)
    ]
    return sum(losses) / (1 if scene.has("SUMOF", "TOTAL") else len(losses))
