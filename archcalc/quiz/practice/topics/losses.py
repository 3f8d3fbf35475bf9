"""Softmax and losses of small vectors."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Draft
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.losses.values import cross_entropy, softmax, squares


def _probabilities(random: Random, count: int) -> list[Fraction]:
    """Tenths that add up to one, none of them zero."""
    cuts = sorted(random.sample(range(1, 10), count - 1))
    return [Fraction(high - low, 10) for low, high in zip([0, *cuts], [*cuts, 10], strict=True)]


def _text(values: list[Fraction] | list[int]) -> str:
    return "[" + ", ".join(str(float(v)) if isinstance(v, Fraction) else str(v) for v in values) + "]"


def softmax_of(random: Random, level: int) -> Draft:
    """Probabilities of a few scores."""
    scores = [random.randint(-1, 3) for _ in range(3 if level < 3 else 4)]
    if sum(scores) == 0 or len(set(scores)) == 1:
        scores[0] += 1
    shares = [score / sum(scores) for score in scores] if sum(scores) else [1 / len(scores)] * len(scores)
    return Draft(
        f"Compute the softmax of the scores {_text(scores)}.",
        f"점수 {_text(scores)}에 소프트맥스를 적용한 값을 구하라.",
        (answer("softmax", list(softmax(scores))),),
        ((mistakes.NO_EXPONENTIAL, shares),),
    )


def mean_squared_error(random: Random, level: int) -> Draft:
    """Of a one-hot target and a prediction."""
    predicted = _probabilities(random, 3 if level == 1 else 4)
    target = [0] * len(predicted)
    target[random.randrange(len(target))] = 1
    total = squares(target, predicted)
    return Draft(
        f"Target {_text(target)}, prediction {_text(predicted)}. What is the mean squared error?",
        f"정답 {_text(target)}, 예측 {_text(predicted)}일 때 평균 제곱 오차는?",
        (answer("mse", float(total / len(target)), ""),),
        ((mistakes.SUMMED, float(total)), (mistakes.HALVED, float(total / 2))),
    )


def cross_entropy_of(random: Random, level: int) -> Draft:
    """Of a one-hot target and a prediction, with the natural logarithm."""
    predicted = _probabilities(random, 3 if level == 1 else 4)
    target = [0] * len(predicted)
    right = random.randrange(len(target))
    target[right] = 1
    return Draft(
        f"Target {_text(target)}, prediction {_text(predicted)}. What is the cross-entropy loss (natural logarithm)?",
        f"정답 {_text(target)}, 예측 {_text(predicted)}일 때 교차 엔트로피(자연로그)는?",
        (answer("cross_entropy", cross_entropy(target, predicted), ""),),
        ((mistakes.SUMMED, cross_entropy(target, predicted) * len(target)),),
    )
