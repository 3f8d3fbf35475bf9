"""What goes into a layer: `what volume reaches the second conv`, `두 번째 합성곱층에 들어가는 맵`."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.quiz.problems.placewords import INTO
from archcalc.quiz.problems.which import span_of
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene


def is_entering(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> bool:
    """Whether the map in front of the layer is asked, not the one behind it."""
    return bool(INTO.search(scene.words(*span_of(scene, ask, asks)).lower()))
