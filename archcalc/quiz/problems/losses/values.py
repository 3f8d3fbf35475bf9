"""Softmax, cross-entropy and squared error as such."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from archcalc.quiz.answers import contradiction

Vector = list[Any]


def softmax(values: Vector) -> list[float]:
    """exp(x_i) / sum of exp(x_j), shifted by the largest."""
    largest = max(values)
    powers = [math.exp(max(-700.0, float(value - largest))) for value in values]
    return [power / sum(powers) for power in powers]


def sigmoid(value: Any) -> float:
    """1 / (1 + exp(-x))."""
    return 1 / (1 + math.exp(-float(value)))


def cross_entropy(target: Vector, predicted: Vector, base: float = math.e) -> float:
    """-sum t·log p over the classes with t > 0."""
    return sum((float(t) * -_logarithm(p, base) for t, p in zip(target, predicted, strict=True) if t), 0.0)


def binary_cross_entropy(target: Vector, predicted: Vector, base: float = math.e) -> list[float]:
    """-(t·log p + (1 - t)·log(1 - p)) of each example."""
    return [cross_entropy([t, 1 - t], [p, 1 - p], base) for t, p in zip(target, predicted, strict=True)]


def _logarithm(value: Any, base: float) -> float:
    if value <= 0:
        raise contradiction("the logarithm of 0", "0의 로그")
    return math.log(float(value)) if base == math.e else math.log(float(value), base)


def squares(target: Vector, predicted: Vector) -> Fraction:
    """Sum of squared differences."""
    return sum((Fraction(t) - Fraction(p)) ** 2 for t, p in zip(target, predicted, strict=True)) or Fraction(0)
