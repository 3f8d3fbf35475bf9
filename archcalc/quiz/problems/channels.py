"""Channels: of a map, of what enters a layer, and how many of them one filter spans."""

from __future__ import annotations

import re

from archcalc.quiz.answers import Answer, missing, not_understood
from archcalc.quiz.network import known_sizes
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.placewords import INTO
from archcalc.quiz.problems.state import State
from archcalc.quiz.quantities import Ask


def is_entering(state: State, ask: Ask) -> bool:
    """Whether the map in front of the layer is asked, not the one behind it."""
    return bool(INTO.search(state.said(ask)))


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


def out_channels(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    if not state.walked:
        raise missing("the layer", "층의 구성")
    named = state.which(ask)
    if named is not None and len(named.places) == 1 and is_entering(state, ask):
        return [answer("input_channels", map_of(state, named.places[0], True)[0])]
    channels = state.walked[named.places[0] if named and len(named.places) == 1 else -1].channels
    if channels is None:
        raise missing("the number of filters", "필터 수")
    return [answer("output_channels", channels)]


def in_channels(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """Of the layer that is named, `the depth of the input of the second conv`, or of the only one."""
    if _NEXT.search(state.said(ask)):
        return [answer("input_channels", out_channels(state, ask, before)[0].value)]  # what the last one gives
    if state.which(ask) is None and not state.scene.has("WSHAPE"):
        raise not_understood("what is asked", "무엇을 묻는지")
    return [answer("input_channels", _entering_channels(state, ask))]


_NEXT = re.compile(r"\b(?:next|following|subsequent)\b|다음|뒤따르|이어지는")


def filter_depth(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """The channels that one filter spans: those that enter its layer, or one group of them."""
    layer = state.walked[_place_of(state, ask)].layer
    return [answer("filter_depth", _entering_channels(state, ask) // layer.grouping, "channels")]


def _entering_channels(state: State, ask: Ask) -> int:
    place = _place_of(state, ask)
    layer = state.walked[place].layer
    before = state.walked[place - 1].channels if place else state.network.channels
    channels = layer.cin if layer.cin is not None else before
    if channels is None:
        raise missing("the number of input channels", "입력 채널 수")
    return channels


def _place_of(state: State, ask: Ask) -> int:
    named = state.which(ask)
    places = named.places if named else tuple(range(len(state.walked)))
    if len(places) != 1:
        raise not_understood("which layer is meant", "어느 층인지")
    return places[0]
