"""The values of maps: how many one holds, how many neurons a layer has."""

from __future__ import annotations

import re

from archcalc.formula import elements
from archcalc.quiz.answers import Answer, missing
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.entering import has_map, is_entering, map_of
from archcalc.quiz.problems.maps import flat
from archcalc.quiz.problems.network import known_sizes
from archcalc.quiz.problems.picked import which_of
from archcalc.quiz.problems.spatialonly import is_of_one_map
from archcalc.quiz.problems.state import State
from archcalc.quiz.quantities import Ask
from archcalc.quiz.sentences import asking_at


def element_total(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    return _values_of(state, ask, before, "elements")


def neurons(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    return _values_of(state, ask, before, "neurons")


_CHANGED = re.compile(r"에서\s몇")


def _before_and_after(state: State, ask: Ask, name: str) -> list[Answer]:
    """`활성값은 몇 개에서 몇 개로 줄어드는가`: of the map that enters the one layer, and of what leaves."""
    sentence = asking_at(state.scene, ask.place)
    places = sentence.places if sentence else ()
    told = any(state.scene.tokens[at].kind == "CHANGE" for at in places)
    told = told or bool(_CHANGED.match(state.scene.body, state.scene.tokens[ask.place].end))
    if len(state.walked) != 1 or not told:
        return []
    before, after = map_of(state, 0, True), map_of(state, 0, False)
    return [answer(f"{name}_before", elements(before)), answer(f"{name}_after", elements(after))]


def _values_of(state: State, ask: Ask, before: list[Answer], name: str) -> list[Answer]:
    """The values of the last map, or of the map behind each of the layers named."""
    changed = _before_and_after(state, ask, name)
    if changed:
        return changed
    named = which_of(state, ask)
    if named is not None and len(named.places) == 1 and has_map(state, named.places[0]):
        entering = is_entering(state.scene, ask, state.asks)
        return [answer(name, elements(map_of(state, named.places[0], entering)))]
    if len(state.walked) == 1 and state.walked[0].layer.is_conv and is_of_one_map(state, ask):
        return [answer(name, elements(known_sizes(state.walked[0])[1]))]
    if named is None or len(named.places) < 2:
        return [answer(name, int(flat(state, ask, before)[0].value))]  # type: ignore[arg-type]
    found: list[Answer] = []
    for one in (state.walked[at] for at in named.places if state.walked[at].layer.kind not in ("bn", "flatten")):
        _, out = known_sizes(one)
        if one.channels is None:
            raise missing("the number of channels", "채널 수")
        found.append(answer(f"{name}_{len(found) + 1}", elements((one.channels, *out))))
    return found
