"""A quantity of the layers that it is asked of: of all, of those named, or of each for itself."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.quiz.answers import Answer, each_unclear
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.network import Walked
from archcalc.quiz.problems.state import State
from archcalc.quiz.problems.which import Which, label_of, which
from archcalc.quiz.quantities import Ask, is_repeated


def which_of(state: State, ask: Ask) -> Which | None:
    """The layers that a quantity is asked of; None if it is about the network as a whole."""
    return which(state.scene, state.walked, ask, state.asks)


def picked(state: State, ask: Ask) -> list[Walked]:
    """The layers that a quantity is asked of: all, or those named in the asking sentence (`FC6의 파라미터 수`)."""
    named = which_of(state, ask)
    return state.walked if named is None else [state.walked[place] for place in named.places]


def of_each(state: State, ask: Ask, name: str, count: Callable[[list[Walked]], int]) -> list[Answer]:
    """`parameters of conv1 and conv2`, `각 층의 파라미터 수`: one answer for each layer, the sum if it is asked."""
    named = which_of(state, ask)
    again = is_repeated(state.asks, ask.kind)
    if named is None and len(state.asks) == 1 and _says_each(state, ask):
        raise each_unclear()
    if named is None or not (named.each or again):
        return [answer(name, count(picked(state, ask)))]
    weighted = [at for at in named.places if state.walked[at].layer.is_weighted]
    if not named.each:
        label = "_".join(label_of(state.walked, at) for at in named.places)
        return [answer(f"{name}_{label}", count(picked(state, ask)))]
    counts = [count([state.walked[at]]) for at in weighted]
    found = [answer(f"{name}_{label_of(state.walked, at)}", one) for at, one in zip(weighted, counts, strict=True)]
    return [*found, answer(name, sum(counts))] if named.total else found


def _says_each(state: State, ask: Ask) -> bool:
    """`their parameters each`, `각각의 파라미터 수` of several layers."""
    weighted = [one for one in state.walked if one.layer.is_weighted]
    beside = state.scene.tokens[max(0, ask.place - 1) : ask.place + 2]
    return len(weighted) > 1 and any(token.kind == "EACH" for token in beside)
