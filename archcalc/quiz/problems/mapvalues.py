"""The values of maps: how many one holds, how many neurons a layer has, where windows are put, who shares weights."""

from __future__ import annotations

import re

from archcalc.formula import elements, prod
from archcalc.quiz.answers import Answer, missing, not_understood
from archcalc.quiz.layers import Sizes
from archcalc.quiz.network import known_sizes
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.channels import has_map, is_entering, map_of
from archcalc.quiz.problems.maps import flat
from archcalc.quiz.problems.spatialonly import is_of_one_map
from archcalc.quiz.problems.state import State
from archcalc.quiz.quantities import Ask
from archcalc.quiz.sentences import kinds_beside, words_beside
from archcalc.quiz.working import multiplied


def element_total(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """The values of a map, of all samples of a batch together."""
    found = _values_of(state, ask, before, "elements")
    return [one._replace(value=one.value * state.batch) if isinstance(one.value, int) else one for one in found]


def neurons(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    return _values_of(state, ask, before, "neurons")


_CHANGED = re.compile(r"에서\s몇")


def _before_and_after(state: State, ask: Ask, name: str) -> list[Answer]:
    """`활성값은 몇 개에서 몇 개로 줄어드는가`: of the map that enters the one layer, and of what leaves."""
    told = "CHANGE" in kinds_beside(state.scene, ask.place)
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
    named = state.which(ask)
    if named is not None and len(named.places) == 1 and has_map(state, named.places[0]):
        entering = is_entering(state, ask)
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


_ACROSS = re.compile(
    r"along\s(?:one|each|a\ssingle|an|either)\s(?:axis|side|dimension|direction)|in\s(?:one|each)\s(?:direction|row|dimension)"
    r"|horizontal|per\s(?:row|axis|dimension)|from\sleft\sto\sright|가로|한\s(?:축|방향|줄|행|변)|축마다|수평"
)
_DOWN = re.compile(r"vertical|per\scolumn|in\s(?:one|each)\scolumn|세로|수직|한\s열")


def sharers(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """`how many neurons share each weight`: as many as one map has."""
    places = _places(state)
    state.steps.append(multiplied("neurons that share a weight", places))
    return [answer("neurons_per_weight", prod(places), "neurons")]


def spots(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """`how many positions does the filter take`, of the whole map or along one of its sides."""
    places = _places(state)
    if len(places) == 1:
        return [answer("output_length", places[0], "samples")]
    said = words_beside(state.scene, ask.place)
    across, down = bool(_ACROSS.search(said)), bool(_DOWN.search(said))
    if across and down:
        raise not_understood("along which side the positions are counted", "어느 방향의 위치인지")
    if across or down:
        return [answer("positions", places[0 if down else -1], "positions")]
    state.steps.append(multiplied("positions", places))
    return [answer("positions", prod(places), "positions")]


def _places(state: State) -> Sizes:
    """The size of the one map that comes out; that of a stated output where nothing else is told."""
    windowed = [one for one in state.walked if one.layer.kernel is not None]
    if len(windowed) == 1 and len(state.walked) == 1:
        return known_sizes(windowed[0])[1]
    if not windowed and state.scene.out_sizes is not None:
        return state.scene.out_sizes
    if not windowed:
        raise missing("the output size", "출력 크기")
    raise not_understood("which layer's positions are counted", "어느 층의 위치인지")
