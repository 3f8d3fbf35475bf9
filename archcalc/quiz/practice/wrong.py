"""Wrong answers: what mistakes lead to, slips of the pen, and the ones that stand beside the right one as options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise
from random import Random
from typing import Any, NamedTuple

from archcalc.quiz.answers import Answer, plain
from archcalc.quiz.practice.mistakes import ONE_LESS, ONE_MORE, SWAPPED_DIGITS, TWO_LESS, TWO_MORE, Made, Mistake

_SMALL = 20
"""Below this, a slip is a step or two; digits to swap are few."""


_STEPS = {ONE_MORE: 1, ONE_LESS: -1, TWO_MORE: 2, TWO_LESS: -2}


class Wrong(NamedTuple):
    """Wrong values, one for each answer in its plain form, and the mistakes that lead to them."""

    values: tuple[Any, ...]
    mistakes: tuple[Mistake, ...]

    def text(self, language: str) -> str:
        """`forgot the bias; counted one filter only`."""
        return "; ".join(mistake.text(language) for mistake in self.mistakes)


def plain_values(answers: Iterable[Answer]) -> tuple[Any, ...]:
    """The values of answers in their plain form."""
    return tuple(plain(one.value) for one in answers)


def outcomes(
    figures: Callable[[Made], tuple[Answer, ...]], rivals: tuple[tuple[Mistake, ...], ...]
) -> tuple[Wrong, ...]:
    """What each mistake leads to, then each two of different groups; every wrong value once, and none below zero."""
    alone = [(mistake,) for group in rivals for mistake in group]
    together = [(one, other) for a, b in combinations(rivals, 2) for one in a for other in b]
    right = plain_values(figures(Made()))
    found = {repr(right): Wrong(right, ())}
    for made in [*alone, *together]:
        values = plain_values(figures(Made(made)))
        if min(_flat(values)) >= 0 or min(_flat(right)) < 0:
            found.setdefault(repr(values), Wrong(values, made))
    return tuple(found.values())[1:]


def options(random: Random, right: tuple[Any, ...], wrong: tuple[Wrong, ...], count: int) -> list[Wrong]:
    """So many wrong ones, drawn such that the right one may be the smallest, the largest or any between.

    Single mistakes come before several, and slips of the pen last. Of the latter some start from mistaken values, and
    of two answers both may be mistaken, so that the right option is not the one that the others resemble.
    """
    alone = _shuffled(random, [one for one in wrong if len(one.mistakes) == 1])
    several = _shuffled(random, [one for one in wrong if len(one.mistakes) > 1])
    slipped = [one for start in (Wrong(right, ()), *alone) for one in slips(start)]
    pool = {repr(right): Wrong(right, ())}
    mistaken = [*alone, *several] if len(right) == 1 else _shuffled(random, [*alone, *several])
    for one in [*mistaken, *_shuffled(random, slipped)]:
        pool.setdefault(repr(one.values), one)
    below = [one for one in pool.values() if _flat(one.values) < _flat(right)]
    above = [one for one in pool.values() if _flat(one.values) > _flat(right)]
    smaller = random.randint(0, count)
    smaller = max(min(smaller, len(below)), count - len(above))
    return [*below[:smaller], *above[: count - smaller]]


def _shuffled(random: Random, found: list[Wrong]) -> list[Wrong]:
    return random.sample(found, len(found))


def slips(start: Wrong) -> Iterator[Wrong]:
    """The pen slips in one of the numbers: two digits are swapped, or a small number or size is a little off."""
    for place, value in enumerate(start.values):
        for mistake, slipped in _slips_of(value):
            values = (*start.values[:place], slipped, *start.values[place + 1 :])
            yield Wrong(values, (*start.mistakes, mistake))


def _slips_of(value: Any) -> Iterator[tuple[Mistake, Any]]:
    if isinstance(value, list):
        yield from _slips_of_size(value)
        return
    if value < _SMALL and isinstance(value, int):
        yield from ((mistake, value + step) for mistake, step in _STEPS.items() if value + step >= 0)
        return
    text = str(value) if isinstance(value, int) else f"{value:.6g}"
    for place, (one, other) in enumerate(pairwise(text)):
        if one != other and f"{one}{other}".isdigit() and (place or other != "0"):
            yield SWAPPED_DIGITS, type(value)(f"{text[:place]}{other}{one}{text[place + 2 :]}")


def _slips_of_size(value: list[Any]) -> Iterator[tuple[Mistake, Any]]:
    """The sides of a square map, which are the number that occurs twice: `33x33x64`."""
    side = next((item for item in value if isinstance(item, int) and value.count(item) > 1), 0)
    for mistake in (ONE_MORE, ONE_LESS) if side else ():
        yield mistake, [side + _STEPS[mistake] if item == side else item for item in value]


def _flat(value: Any) -> list[Any]:
    return [number for item in value for number in _flat(item)] if isinstance(value, (list, tuple)) else [value]
