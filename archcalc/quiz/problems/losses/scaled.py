"""What is done to all scores before softmax: `divided by 2`, `temperature 2`, `5 is added to each`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from archcalc.quiz.answers import not_understood
from archcalc.quiz.problems.losses.values import Vector
from archcalc.quiz.scene import Scene

_N = r"(\d+(?:\.\d+)?)"
_DIVIDED = re.compile(
    rf"(?:divid\w+|scaled\sdown)\s(?:\w+\s){{0,2}}?by\s{_N}|"
    rf"temperature\s?(?:\(?(?:t|τ)\)?\s?)?(?:of\s|=\s?|is\s|:\s?)?{_N}|"
    rf"온도\s?(?:계수\s?)?\(?(?:t|τ)?\)?\s?(?:=|는|가|은|를|을)?\s?{_N}|(?<![a-z])t\s?=\s?{_N}(?=[^\d].*(?:temperature|온도))|"
    rf"{_N}(?:으로|로)\s?(?:모두\s)?나누|(halv)|(절반으로|반으로)"
)
_MULTIPLIED = re.compile(
    rf"(?:multipl\w+|scaled)\s(?:\w+\s){{0,2}}?by\s{_N}|{_N}(?:을|를)\s?(?:모두\s)?곱|{_N}\s?배|(doubl)|(두 배)"
)
_SHIFTED = re.compile(
    rf"(?:add\w*|increas\w+|rais\w+|subtract\w*|decreas\w+|lower\w*|shift\w*)\s(?:by\s|the\s|constant\s)*{_N}|"
    rf"(?:모두|모든 \S+|각 \S+|각각)\s?(?:에\s|에서\s)?{_N}(?:을|를|씩)?\s?(?:더하|더해|빼|뺀|더한)|"
    rf"{_N}\s(?:is|are)\s(?:added|subtracted)"
)
_ALL = re.compile(r"(?<![a-z])(?:every|each|all|both)(?![a-z])|모두|모든|각")
_CHANGED = re.compile(
    r"temperature|온도|doubl|halv|scaled|(?:logits?|scores?|로짓|점수)[^.?]{0,24}(?:multipl|나누|곱하|곱한)"
)
_TWICE = ("halv", "절반으로", "반으로", "doubl", "두 배")


class Scaling(NamedTuple):
    """What the scores are multiplied by, and where the text says so."""

    factor: Fraction
    first: int
    last: int


def scaling_of(scene: Scene) -> Scaling | None:
    """How all scores are changed before softmax; a constant that is added to all of them leaves softmax as it is.

    Raises:
        Refused: they are changed in another way, or several times.
    """
    text = scene.body.lower()
    found = list(_found(text))
    if len(found) > 1 or (not found and _CHANGED.search(text)) or any(one.factor == 0 for one in found):
        raise not_understood("what is done to the scores", "점수를 어떻게 바꾸는지")
    return found[0] if found else None


def _found(text: str) -> Iterator[Scaling]:
    for one in _DIVIDED.finditer(text):
        number = _number(one)
        yield Scaling(1 / number if number else Fraction(0), *one.span())
    for one in _MULTIPLIED.finditer(text):
        yield Scaling(_number(one), *one.span())
    for one in _SHIFTED.finditer(text):
        if _ALL.search(text):
            yield Scaling(Fraction(1), *one.span())


def _number(one: re.Match[str]) -> Fraction:
    said = next(group for group in one.groups() if group)
    return Fraction(2) if said in _TWICE else Fraction(said)


def scaled(scene: Scene, scores: Vector) -> Vector:
    """The scores as softmax takes them."""
    scaling = scaling_of(scene)
    return scores if scaling is None or scaling.factor == 1 else [float(scaling.factor) * float(x) for x in scores]


def is_scaling(scene: Scene, start: int) -> bool:
    """Whether the number at a place tells how the scores are changed."""
    scaling = scaling_of(scene)
    return scaling is not None and scaling.first <= start < scaling.last
