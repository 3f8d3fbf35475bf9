"""Layers that others stand in place of: `11×11 한 층 대신 3×3 네 층을 쌓았다`."""

from __future__ import annotations

import re

from archcalc.quiz.answers import not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene

_BEFORE = re.compile(r"[^.,?!\n]*?대신")
_BEHIND = re.compile(r"(?:instead of|rather than|in place of|in lieu of)[^.,?!\n]*")


def without_replaced(scene: Scene, asks: list[Ask]) -> list[Layer]:
    """The layers of a stack whose receptive field is asked, without those that it stands in place of.

    Raises:
        Refused: nothing else is left, or layers stand on both sides of such a word and it is not clear which are meant.
    """
    if [ask.kind for ask in asks] != ["RF"] or len(scene.layers) < 2:
        return scene.layers
    spans = [found.span() for how in (_BEFORE, _BEHIND) for found in how.finditer(scene.body.lower())]
    kept = [layer for layer in scene.layers if not any(low <= layer.start < high for low, high in spans)]
    if not kept or len(spans) > 1 or len(scene.layers) - len(kept) > 1:
        raise not_understood("which layers are stacked", "어느 층들을 쌓는지")
    return kept
