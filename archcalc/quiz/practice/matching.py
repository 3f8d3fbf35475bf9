"""Whether an answer as typed is the right one: its numbers, in any of the ways they can be read, against the key's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from archcalc.quiz.answers import Answer
from archcalc.quiz.practice.written import Number, readings

TOLERANCE = 0.005
"""Half a percent, for numbers that are not whole."""
_KIB = 1024
_LONGEST = 300
"""Characters of an answer that are read: more than any answer has."""
_SQUARE = frozenset({"px", "HxW"})
"""Units of sizes that a single number may give, or two equal ones: `7` and `7x7`."""
_PARTS = re.compile(r"[;\n]|,(?!\d)|\band\b|그리고|이고")
_LABELS = {
    "output_length": r"길이|length",
    "parameters": r"파라미터|매개\s?변수|param",
    "weights": r"가중치|weights?\b",
    "ratio": r"배|비율|ratio|times",
    "multiplications_direct": r"바로|직접|direct|without",
    "multiplications_bottleneck": r"병목|앞에|bottleneck|in front",
    "weights_before": r"전|before",
    "weights_after": r"후|after",
}
"""What people call one of several answers."""


def is_right(text: str, answers: list[Answer]) -> bool:
    """Whether the text says the values: in their order, or in any other if it says which is which."""
    text = text[:_LONGEST]
    orders = [text, *_relabelled(text, answers)] if len(answers) > 1 else [text]
    return any(_fits(numbers, answers) for order in orders for numbers in readings(order))


def _relabelled(text: str, answers: list[Answer]) -> Iterator[str]:
    """The parts of the answer in the key's order, where a label says what one is: `48개, 길이 98`."""
    parts = [part for part in _PARTS.split(text) if re.search(r"\d", part)]
    if len(parts) != len(answers):
        return
    places = {
        place: [at for at, part in enumerate(parts) if re.search(_LABELS.get(one.name, "$^"), part, re.IGNORECASE)]
        for place, one in enumerate(answers)
    }
    known = {place: at[0] for place, at in places.items() if len(at) == 1}
    if not known or len(set(known.values())) < len(known):
        return
    others = [at for at in range(len(parts)) if at not in known.values()]
    yield "; ".join(parts[known[place] if place in known else others.pop(0)] for place in range(len(answers)))


def _fits(numbers: list[Number], answers: list[Answer]) -> bool:
    wanted = [number for one in answers for number in _flat(one.value)]
    if len(answers) == 1 and answers[0].unit in _SQUARE and len(set(wanted)) == 1 and len(set(numbers)) == 1:
        numbers = numbers[:1] * len(wanted) if len(numbers) <= len(_axes(wanted)) else numbers
    units = [one.unit for one in answers for _ in _flat(one.value)]
    return len(numbers) == len(wanted) and all(map(_equal, numbers, wanted, units))


def _axes(wanted: list[float]) -> list[float]:
    """One number for each axis of a map."""
    return wanted * 2 if len(wanted) == 1 else wanted


def _equal(given: Number, wanted: float, unit: str) -> bool:
    """Whole numbers exactly or rounded with their unit, others to half a percent or as rounded; KiB as bytes, too."""
    distance = abs(given.value - Fraction(wanted))
    if distance <= (0 if wanted.is_integer() else TOLERANCE * abs(wanted)) or distance <= given.rounding:
        return True
    return unit == "KiB" and given.value == Fraction(wanted) * _KIB


def _flat(value: Any) -> list[float]:
    return [number for item in value for number in _flat(item)] if isinstance(value, list) else [float(value)]
