"""The layer that has the most of something: `which layer has the most parameters`, `가중치가 가장 많은 층`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from archcalc.quiz.answers import not_understood
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking

Layered = TypeVar("Layered")
_PART = r"(?:층|레이어|계층|합성곱층|단계|블록|스테이지)"
_MOST = r"(?:most|largest|biggest|highest|greatest|heaviest|costliest|dominates|많|크|큰|높|무거운|비싼)"
_FEWEST = r"(?:fewest|least|smallest|lowest|cheapest|적|작|낮|가벼운)"
_LAYER = r"(?:\w+\s){0,2}(?:layer|stage|block)\b"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\b(?:which|what)\s{_LAYER}[^.?;]*?\b(?P<how>{_MOST}|{_FEWEST})\b",
        rf"\b(?:the|its)\s(?P<how>{_MOST}|{_FEWEST}|most\sexpensive|least\sexpensive)\s{_LAYER}",
        rf"\blayer\s(?:that\shas|that\sneeds|with|having)\s(?:the\s)?(?P<how>{_MOST}|{_FEWEST})\b",
        rf"(?:가장|제일)\s(?P<how>{_MOST}|{_FEWEST})\S*\s(?:\S+\s)?{_PART}",
        rf"(?:어느|어떤|무슨)\s{_PART}\S*\s[^.?;]*?(?:가장|제일)\s(?:\S+\s)?(?P<how>{_MOST}|{_FEWEST})",
        rf"{_PART}\s?(?:중|가운데)[^.?;]*?(?:가장|제일)\s(?P<how>{_MOST}|{_FEWEST})",
    )
)
_FEW = re.compile(rf"{_FEWEST}|least\sexpensive")
_STAGES = re.compile(r"\b(?:stage|block)s?\b|단계|블록|스테이지")


def wanted_extreme(scene: Scene) -> str:
    """`most` or `fewest`, where the layer that has it is asked for; else nothing.

    Raises:
        Refused: a stage or a block is asked for, which are no layers.
    """
    for sentence in asking(scene):
        text = scene.words(sentence.first, sentence.last).lower()
        found = next((found for form in _FORMS if (found := form.search(text))), None)
        if found:
            if _STAGES.search(found.group()):
                raise not_understood("which stages are compared", "어느 단계들을 비교하는지")
            return "fewest" if _FEW.fullmatch(found["how"]) else "most"
    return ""


def extreme(layers: Iterable[Layered], which: str, count: Callable[[Layered], int]) -> Layered:
    """The one layer that has the most, or the fewest but some.

    Raises:
        Refused: several have as many.
    """
    counted = [(count(layer), layer) for layer in layers]
    numbers = [number for number, _ in counted if number]
    best = (max if which == "most" else min)(numbers, default=0)
    chosen = [layer for number, layer in counted if number == best]
    if len(chosen) != 1:
        raise not_understood("which of several equal layers is meant", "같은 여러 층 가운데 어느 것인지")
    return chosen[0]
