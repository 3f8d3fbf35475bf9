"""An operation on small matrices, and what is there after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from archcalc.quiz.problems.numeric.sliding import Matrix
from archcalc.quiz.working import Steps

CONVOLVED, ACTIVATED, POOLED = "convolved", "activated", "pooled"


class Stage(NamedTuple):
    """What the maps are after an operation."""

    what: str
    maps: list[Matrix]
    side: str = ""  # `max`, `average`: one of several poolings of the same maps


class Operation(NamedTuple):
    """An activation function or a pooling, and where the text speaks of it."""

    what: str
    start: int
    run: Callable[[Matrix, Steps], Matrix]
    side: str = ""
