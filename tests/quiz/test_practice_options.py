"""Options of generated questions: each wrong one is what its mistakes lead to, and none gives the right one away."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mistaken import MISTAKEN

from archcalc.quiz.practice.generate import Choice, Task, generate
from archcalc.quiz.practice.topics import TOPICS
from archcalc.quiz.practice.values import shown

SLIPS = {"swapped two digits": 0, "one too many": 1, "one too few": -1, "two too many": 2, "two too few": -2}


def flat(value: Any) -> list[float]:
    return [one for item in value for one in flat(item)] if isinstance(value, (list, tuple)) else [float(value)]


def close(given: Any, wanted: Any) -> bool:
    return len(flat(given)) == len(flat(wanted)) and all(
        math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9) for a, b in zip(flat(given), flat(wanted), strict=True)
    )


def digits(value: float) -> list[str]:
    """In six places, without zeros, which are not written at the end of a decimal."""
    return sorted((f"{value:.6g}" if value % 1 else str(int(value))).replace("0", "").replace(".", ""))


def differ(one: float, other: float) -> bool:
    return one != other if one.is_integer() and other.is_integer() else not math.isclose(one, other, rel_tol=1e-6)


def slipped(given: Any, wanted: Any, slip: str) -> bool:
    """One number has its digits swapped, or the equal sides of a map, or a small number, are off by the step."""
    pairs = [(a, b) for a, b in zip(flat(given), flat(wanted), strict=True) if differ(a, b)]
    if SLIPS[slip]:
        return bool(pairs) and all(a - b == SLIPS[slip] for a, b in pairs)
    return len(pairs) == 1 and digits(pairs[0][0]) == digits(pairs[0][1])


def is_true(task: Task, choice: Choice) -> bool:
    """Whether the mistakes named lead to the values."""
    made = choice.mistake.split("; ") if choice.mistake else []
    slips = [one for one in made if one in SLIPS]
    wanted = MISTAKEN[task.topic](task.text, frozenset(made) - set(slips))
    return slipped(choice.values, wanted, slips[0]) if slips else close(choice.values, wanted)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(TOPICS)), st.integers(0, 10**6), st.integers(1, 3), st.integers(2, 6))
def test_each_explanation_is_true_of_its_number(topic: str, seed: int, level: int, choices: int) -> None:
    for task in generate(topic, 10, seed, "en", level, choices):
        for choice in (*task.choices, *task.mistakes):
            assert is_true(task, choice), (task.text, choice)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_options_are_so_many_and_look_different(topic: str, level: int) -> None:
    for task in generate(topic, 15, 3, "ko", level, 5):
        assert len({shown(task, choice) for choice in task.choices}) == 5
        assert sum(not choice.mistake for choice in task.choices) == 1


def test_no_option_stands_out() -> None:
    """Neither its rank nor its nearness to the others tells the right one in much more than its share of questions."""
    ranks: Counter[int] = Counter()
    nearest = questions = 0
    for topic in TOPICS:
        for task in generate(topic, 16, 11, "en", 2, 5):
            ordered = sorted(task.choices, key=lambda choice: flat(choice.values))
            ranks[next(place for place, choice in enumerate(ordered) if not choice.mistake)] += 1
            sizes = [math.fsum(math.log1p(abs(one)) for one in flat(choice.values)) for choice in ordered]
            guess = min(range(5), key=lambda place: sum(abs(sizes[place] - other) for other in sizes))
            nearest += not ordered[guess].mistake
            questions += 1
    assert max(ranks.values()) < 0.3 * questions
    assert nearest < 0.35 * questions
