"""A text cut into variants, and the words that say whether they are some, or one network."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from archcalc.quiz.answers import Solution


class Cut(NamedTuple):
    """What stands in front of the variants, each of them, what stands behind the last one, and their labels."""

    before: str
    parts: tuple[str, ...]
    behind: str
    marks: tuple[str, ...]
    noun: str = ""
    """What the labels are of: `option` of `option A`."""
    is_sure: bool = True
    """Whether they are variants even if nothing is asked of each."""


class Variants(NamedTuple):
    """The questions that one question falls apart into, and what puts their solutions together, if anything does."""

    texts: tuple[str, ...]
    join: Callable[[Sequence[Solution]], Solution | None]
    always: bool = False
    """Whether the whole question is not to be read as one, however much it would then answer."""


IN_A_ROW = re.compile(
    r"in a row|one after|follow|consecutive|in (?:the )?order|\brun in|output of|result of|network|\bnet\b|\bthen\b|"
    r"연달|이어|연속|순서대로|차례로 (?:지|통과|적용)|거친|거쳐|통과|다음|결과에|출력에|신경망|모델|이루어진|구성된"
)
"""Layers that follow one another are one network."""
TOGETHER = re.compile(r"stack|total|together|\bsum\b|쌓|합계|합하|합친|총")
"""What is summed or stacked is asked of all values at once."""
TOLD_APART = re.compile(
    r"respectively|each|both|either|once with|candidate|alternative|independent|same input|instead|compare|variant|"
    r"version|각각|(?:두|세|네|각)\s?경우|따로|한 번씩|바꿔|때와|경우와|비교|세 값|두 값|가지|같은 입력|하나를|중 하나"
)
"""Designs, or values, of which each has its own answer."""
