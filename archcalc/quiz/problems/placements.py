"""Where a window is put on its input, and how many neurons share the weights of one filter: one for each place."""

from __future__ import annotations

import re

from archcalc.formula import prod
from archcalc.quiz.answers import Answer, missing, not_understood
from archcalc.quiz.layers import Sizes
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.network import known_sizes
from archcalc.quiz.problems.state import State
from archcalc.quiz.quantities import Ask
from archcalc.quiz.sentences import asking_at
from archcalc.quiz.working import multiplied

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
    sentence = asking_at(state.scene, ask.place)
    said = state.scene.words(sentence.first, sentence.last).lower() if sentence else ""
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
