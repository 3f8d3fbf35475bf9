"""Softmax, mean squared error and cross-entropy of small vectors."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from archcalc.quiz.answers import Alternative, contradiction, missing, not_understood
from archcalc.quiz.asks.find import Ask
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step, Steps

Vector = list[Any]


def softmax(values: Vector) -> list[float]:
    """exp(x_i) / sum of exp(x_j), shifted by the largest."""
    largest = max(values)
    powers = [math.exp(max(-700.0, float(value - largest))) for value in values]
    return [power / sum(powers) for power in powers]


def cross_entropy(target: Vector, predicted: Vector) -> float:
    """-sum t·ln p over the classes with t > 0."""
    total = 0.0
    for t, p in zip(target, predicted, strict=True):
        if t:
            if p <= 0:
                raise contradiction("the logarithm of 0", "0의 로그")
            total -= float(t) * math.log(float(p))
    return total


def squares(target: Vector, predicted: Vector) -> Fraction:
    """Sum of squared differences."""
    return sum((Fraction(t) - Fraction(p)) ** 2 for t, p in zip(target, predicted, strict=True)) or Fraction(0)


def solve_loss(scene: Scene, asks: list[Ask]) -> Result:
    """Answer every ask in order; softmax first where a loss is taken of it."""
    wanted = [ask.kind for ask in asks if ask.kind in ("SOFTMAX", "MSE", "CE", "SSE")]
    wanted = wanted or [kind for kind in ("CE", "MSE", "SSE", "SOFTMAX") if scene.has(kind)][:1]
    steps: Steps = []
    answers, alternatives = [], []
    for kind in dict.fromkeys(wanted):
        if kind == "SOFTMAX":
            if not scene.has("VECTOR") and "CE" in wanted:
                continue
            if "CE" in wanted and not _softmax_asked(scene, asks):
                continue
            logits = _logits(scene)
            answers.append(answer("softmax", list(_shown_softmax(logits, steps))))
        elif kind == "MSE":
            target, predicted = _pair(scene)
            total = squares(target, predicted)
            steps.append(
                Step("mean squared error", f"{_number(total)} / {len(target)} = {_number(total / len(target))}")
            )
            answers.append(answer("mse", float(total / len(target)), ""))
            alternatives.append(Alternative("1/2 × Σ(t − y)²", (answer("mse", float(total / 2), ""),)))
        elif kind == "CE":
            target, predicted = _classes(scene) if scene.has("VECTOR") else _one_probability(scene)
            if scene.has("LOG2"):
                raise not_understood("a logarithm of base 2", "밑이 2인 로그")
            value = cross_entropy(target, predicted)
            chosen = [p for t, p in zip(target, predicted, strict=True) if t]
            steps.append(Step("cross-entropy", f"−ln({', '.join(f'{float(p):.6g}' for p in chosen)}) = {value:.6g}"))
            answers.append(answer("cross_entropy", value, ""))
        else:
            target, predicted = _pair(scene)
            answers.append(answer("sse", float(squares(target, predicted)), ""))
    if not answers:
        raise not_understood("what to do with the vectors", "벡터로 무엇을 하는지")
    keep = tuple(alternatives) if len(answers) == 1 else ()
    return Result(tuple(answers), tuple(steps), (), keep)


def _number(value: Fraction) -> str:
    return f"{float(value):.6g}"


def _softmax_asked(scene: Scene, asks: list[Ask]) -> bool:
    """Softmax and the loss are both asked when they are joined by `and`, or softmax comes with probabilities."""
    at = next(ask.place for ask in asks if ask.kind == "SOFTMAX")
    ce = next(ask.place for ask in asks if ask.kind == "CE")
    between = {token.kind for token in scene.tokens[min(at, ce) : max(at, ce)]}
    return at < ce and bool(between & {"AND", "COMMA"}) and "FROM" not in between


def _shown_softmax(logits: Vector, steps: Steps) -> list[float]:
    values = softmax(logits)
    below = " + ".join(f"exp({float(x):.6g})" for x in logits)
    for x, value in zip(logits, values, strict=True):
        steps.append(Step("softmax", f"exp({float(x):.6g}) / ({below}) = {value:.6f}"))
    return values


def _vectors(scene: Scene) -> list[tuple[str, Vector]]:
    """Vectors with the word that stands nearest before (or right behind) each: TARGET, PRED, LOGITS or nothing."""
    found = []
    for index, token in enumerate(scene.tokens):
        if token.kind == "VECTOR":
            found.append((_label(scene, index), token.value))
    return found


def _label(scene: Scene, index: int) -> str:
    for at in range(index - 1, max(-1, index - 6), -1):
        kind = scene.tokens[at].kind
        if kind in ("TARGET", "PRED", "LOGITS"):
            return kind
        if kind == "OUTPUT":
            return "PRED"
        if kind in ("VECTOR", "STOP"):
            break
    after = scene.tokens[index + 1].kind if index + 1 < len(scene.tokens) else ""
    return after if after in ("TARGET", "PRED", "LOGITS") else ""


def _logits(scene: Scene) -> Vector:
    vectors = _vectors(scene)
    named = [values for label, values in vectors if label == "LOGITS"]
    others = named or [values for label, values in vectors if label != "TARGET"]
    if not others:
        raise missing("the scores", "점수(로짓)")
    if len(others) > 1:
        raise not_understood("which vector holds the scores", "어느 벡터가 점수인지")
    return others[0]


def _pair(scene: Scene) -> tuple[Vector, Vector]:
    vectors = _vectors(scene)
    if len(vectors) != 2:
        raise missing("a target and a prediction", "정답과 예측 벡터")
    (first, one), (_, two) = vectors
    target, predicted = (two, one) if first == "PRED" else (one, two)
    if len(target) != len(predicted):
        raise contradiction("vectors of different lengths", "길이가 다른 두 벡터")
    return target, predicted


def _classes(scene: Scene) -> tuple[Vector, Vector]:
    """A target distribution and predicted probabilities, the latter by softmax where scores are given."""
    vectors = _vectors(scene)
    logits = scene.has("LOGITS") or scene.has("SOFTMAX")
    lone = [values[0] for label, values in vectors if label == "TARGET" and len(values) == 1]
    if lone and len(vectors) == 2:  # `target=[2]`: an index, counted from zero
        predicted = next(values for _, values in vectors if len(values) > 1)
        target = [int(at == lone[0]) for at in range(len(predicted))]
    elif len(vectors) == 2:
        target, predicted = _pair(scene)
        if not any(label for label, _ in vectors) and sorted(map(float, predicted)) == [0.0] * (len(predicted) - 1) + [
            1.0
        ]:
            target, predicted = predicted, target
    elif len(vectors) == 1:
        predicted = vectors[0][1]
        target = _one_hot(scene, len(predicted))
    else:
        raise missing("a target and a prediction", "정답과 예측 벡터")
    if scene.has("LOGITS") or (logits and abs(float(sum(predicted)) - 1) > 0.02):
        predicted = softmax(predicted)
    total = float(sum(predicted))
    if any(p < 0 for p in predicted) or abs(total - 1) > 0.02:
        raise contradiction(f"probabilities that sum to {total:.4g}", f"합이 {total:.4g}인 확률")
    return target, predicted


def _one_probability(scene: Scene) -> tuple[Vector, Vector]:
    """`the true class gets 0.25`."""
    values = [token.value for token in scene.unplaced if token.kind == "NUM" and 0 < token.value < 1]
    if len(values) != 1:
        raise missing("the predicted probabilities", "예측 확률")
    return [1], values


def _one_hot(scene: Scene, count: int) -> Vector:
    """The class that a number or an ordinal names."""
    index = _class_index(scene, count)
    if index is None or not 0 <= index < count:
        raise missing("the correct class", "정답 클래스")
    return [int(at == index) for at in range(count)]


_FROM_ZERO = ("index", "인덱스", "번호는 0", "0-based", "zero-based", "target=", "crossentropyloss", "f.cross_entropy")


def _class_index(scene: Scene, count: int) -> int | None:
    """`the third class` and `class index 2` are one class; a bare number between 1 and the last is either."""
    ordinals = [token.value - 1 for token in scene.tokens if token.kind == "ORD"]
    if ordinals:
        return int(ordinals[-1])
    named = [
        token.value
        for index, token in enumerate(scene.tokens)
        if token.kind in ("NUM", "WNUM")
        and {one.kind for one in scene.tokens[max(0, index - 3) : index]} & {"TARGET", "CLASS"}
    ]
    if len(named) != 1:
        return None
    number = int(named[0])
    if any(word in scene.body.lower() for word in _FROM_ZERO) or number == 0:
        return number
    return number - 1 if number == count else None
