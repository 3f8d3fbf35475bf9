"""Softmax and losses of small vectors."""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random

from archcalc.quiz.answers import Answer, Value
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Draft, drafted
from archcalc.quiz.practice.mistakes import Made
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.losses.values import cross_entropy, sigmoid, softmax, squares


def _probabilities(random: Random, count: int) -> list[Fraction]:
    """Shares that add up to one, none of them zero: tenths, and twentieths of more than four."""
    parts = 10 if count < 5 else 20
    cuts = sorted(random.sample(range(1, parts), count - 1))
    return [Fraction(high - low, parts) for low, high in zip([0, *cuts], [*cuts, parts], strict=True)]


def _text(values: list[Fraction] | list[int]) -> str:
    return "[" + ", ".join(str(float(v)) if isinstance(v, Fraction) else str(v) for v in values) + "]"


def _target(random: Random, count: int) -> list[int]:
    """One-hot."""
    target = [0] * count
    target[random.randrange(count)] = 1
    return target


_CLASSES = {1: 3, 2: 4, 3: 5}


def softmax_of(random: Random, level: int) -> Draft:
    """Probabilities of a few scores."""
    scores = [random.randint(-1, 3) if level < 3 else random.randint(-3, 4) for _ in range(_CLASSES[level])]
    if len(set(scores)) == 1:
        scores[0] += 1

    def figures(made: Made) -> tuple[Answer, ...]:
        return (answer("softmax", _shares(scores, made)),)

    return drafted(
        f"Compute the softmax of the scores {_text(scores)}.",
        f"점수 {_text(scores)}에 소프트맥스를 적용한 값을 구하라.",
        figures,
        (mistakes.BASE_TWO, mistakes.SIGMOIDS, mistakes.NO_DIVISION, mistakes.NO_EXPONENTIAL),
        (mistakes.MINUS_SIGN,),
        (mistakes.SWAPPED_ENTRIES,),
    )


def _shares(scores: list[int], made: Made) -> Value:
    found: list[float]
    signed = [-score for score in scores] if mistakes.MINUS_SIGN in made else scores
    total = sum(signed)
    if mistakes.SIGMOIDS in made:
        found = [sigmoid(score) for score in signed]
    elif mistakes.NO_EXPONENTIAL in made and total:
        found = [score / total for score in signed]
    elif mistakes.BASE_TWO in made:
        found = softmax([score * math.log(2) for score in signed])
    elif mistakes.NO_DIVISION in made:
        found = [math.exp(score - max(signed)) for score in signed]
    else:
        found = softmax(signed)
    if mistakes.SWAPPED_ENTRIES in made:
        first = next(place for place, score in enumerate(scores) if score != scores[0])
        found[0], found[first] = found[first], found[0]
    return list(found)


def mean_squared_error(random: Random, level: int) -> Draft:
    """Of a one-hot target and a prediction."""
    predicted = _probabilities(random, _CLASSES[level])
    target = _target(random, len(predicted))

    def figures(made: Made) -> tuple[Answer, ...]:
        pairs = [pair for pair in zip(target, predicted, strict=True) if pair[0] or mistakes.RIGHT_CLASS not in made]
        total = squares([t for t, _ in pairs], [p for _, p in pairs])
        if mistakes.ABSOLUTE in made:
            total = sum((abs(t - p) for t, p in pairs), Fraction(0))
        parts = 1 if mistakes.SUMMED in made else 2 if mistakes.HALVED in made else len(target)
        mean = float(total / parts)
        return (answer("mse", math.sqrt(mean) if mistakes.ROOT in made else mean, ""),)

    return drafted(
        f"Target {_text(target)}, prediction {_text(predicted)}. What is the mean squared error?",
        f"정답 {_text(target)}, 예측 {_text(predicted)}일 때 평균 제곱 오차는?",
        figures,
        (mistakes.SUMMED, mistakes.HALVED),
        (mistakes.ABSOLUTE, mistakes.ROOT),
        (mistakes.RIGHT_CLASS,),
    )


def cross_entropy_of(random: Random, level: int) -> Draft:
    """Of a one-hot target and a prediction, with the natural logarithm."""
    predicted = _probabilities(random, _CLASSES[level])
    target = _target(random, len(predicted))
    right = predicted[target.index(1)]

    def figures(made: Made) -> tuple[Answer, ...]:
        return (answer("cross_entropy", _loss(right, target, predicted, made), ""),)

    return drafted(
        f"Target {_text(target)}, prediction {_text(predicted)}. What is the cross-entropy loss (natural logarithm)?",
        f"정답 {_text(target)}, 예측 {_text(predicted)}일 때 교차 엔트로피(자연로그)는?",
        figures,
        (mistakes.NO_LOGARITHM, mistakes.PROBABILITY),
        (mistakes.BASE_TWO, mistakes.BASE_TEN),
        (mistakes.ALL_CLASSES, mistakes.OTHERS_ONLY, mistakes.DIVIDED),
    )


def _loss(right: Fraction, target: list[int], predicted: list[Fraction], made: Made) -> float:
    if mistakes.NO_LOGARITHM in made:
        return float(1 - right)
    if mistakes.PROBABILITY in made:
        return float(right)
    base = 2 if mistakes.BASE_TWO in made else 10 if mistakes.BASE_TEN in made else math.e
    loss = cross_entropy(target, predicted, base)
    others = [1 - p for p in predicted]
    if mistakes.OTHERS_ONLY in made:
        return cross_entropy(target, others, base)
    if mistakes.ALL_CLASSES in made:
        return loss + cross_entropy([1 - t for t in target], others, base)
    return loss / len(target) if mistakes.DIVIDED in made else loss
