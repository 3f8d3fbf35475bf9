"""What goes into a layer: `what volume reaches the second conv`, `두 번째 합성곱층에 들어가는 맵`."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.quiz.answers import missing
from archcalc.quiz.problems.network import known_sizes
from archcalc.quiz.problems.placewords import INTO
from archcalc.quiz.problems.state import State
from archcalc.quiz.problems.which import span_of
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene


def is_entering(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> bool:
    """Whether the map in front of the layer is asked, not the one behind it."""
    return bool(INTO.search(scene.words(*span_of(scene, ask, asks)).lower()))


def has_map(state: State, place: int) -> bool:
    """Whether a layer gives a map of its own, not a vector."""
    return state.walked[place].layer.kind not in ("fc", "flatten", "bn")


def map_of(state: State, place: int, entering: bool) -> tuple[int, ...]:
    """The channels and sizes of the map behind a layer, or of the one that enters it."""
    sizes, out = known_sizes(state.walked[place])
    before = state.walked[place - 1].channels if place else state.network.channels
    channels = before if entering else state.walked[place].channels
    if channels is None:
        raise missing("the number of channels", "채널 수")
    return (channels, *(sizes if entering else out))
