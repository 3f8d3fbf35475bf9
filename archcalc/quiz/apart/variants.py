"""A question that is several ones: the text of each, and how their answers come together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from archcalc.quiz.answers import Solution


class Variants(NamedTuple):
    """The questions that one question falls apart into, and what puts their solutions together, if anything does."""

    texts: tuple[str, ...]
    join: Callable[[Sequence[Solution]], Solution | None]
    always: bool = False
    """Whether the whole question is not to be read as one, however much it would then answer."""
