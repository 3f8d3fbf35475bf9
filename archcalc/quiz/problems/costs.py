"""Multiply-adds, multiplications, additions, floating-point operations."""

from __future__ import annotations

import re

from archcalc.formula import conv_weight, prod
from archcalc.quiz.answers import Answer, missing, not_understood
from archcalc.quiz.network import Walked, known_sizes, work
from archcalc.quiz.problems.base import NAME_OF, answer
from archcalc.quiz.problems.compare.makers import PER_PIXEL
from archcalc.quiz.problems.state import State, of_each
from archcalc.quiz.quantities import Ask
from archcalc.quiz.sentences import asking
from archcalc.quiz.working import multiplied, worked


def macs(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    name = NAME_OF[ask.kind]
    factor = 2 if ask.kind == "FLOPS" and not state.scene.has("ONEFLOP") else 1
    if ask.kind == "OPS" and not state.scene.has("MACS", "MULTS"):
        raise not_understood("which operations are counted", "어떤 연산을 세는지")
    if is_of_one_output(state, ask):
        label = "_per_output" if state.repeats(ask) else ""
        return [answer(f"{name}{label}", factor * _of_one_output(state))]

    def count(layers: list[Walked]) -> int:
        macs = work(layers, state.steps, state.batch)
        if factor > 1:
            state.steps.append(multiplied("FLOPs", (factor, macs)))
        return factor * macs

    return of_each(state, ask, name, count)


def is_of_one_output(state: State, ask: Ask) -> bool:
    """Whether the work behind a single value of the output is asked, not that of the layer.

    Beside another ask for such work, or a total, only the words of the ask itself tell.
    """
    scene = state.scene
    apart = state.repeats(ask)
    spans = [state.span(ask)] if apart else asking(scene)
    alone = len(state.walked) == 1 and state.walked[0].layer.cout in (None, 1)
    if alone and scene.input is None and PER_PIXEL.search(scene.body.lower()):
        return True  # one filter gives one value at each pixel
    inside = any(token.kind == "ONEOUT" for first, last, *_ in spans for token in scene.tokens[first : last + 1])
    return inside or (not apart and scene.has("ONEOUT") and scene.input is None and scene.out_sizes is None)


_AT_PLACE = re.compile(r"position|location|place|위치")
_ONE_FILTER = re.compile(
    r"(?:one|a|each|single|per|every)\s(?:filter|kernel)|필터\s(?:하나|한\s개)|한\s필터|채널\s하나의"
)
"""`per output position`: of all filters or of one? Only words for a single one leave no doubt."""


def _of_one_output(state: State) -> int:
    """Multiply-adds behind one value of the output."""
    if len(state.walked) != 1 or not state.walked[0].layer.is_conv:
        raise not_understood("which output value is meant", "어느 출력값인지")
    layer = state.walked[0].layer
    placed = [token for token in state.scene.tokens if token.kind == "ONEOUT" and _AT_PLACE.search(token.value.lower())]
    if placed and layer.cout not in (None, 1) and not _ONE_FILTER.search(state.scene.body.lower()):
        raise not_understood("of how many filters the work is asked", "필터 몇 개의 연산인지")
    groups, cin, kernel = layer.grouping, layer.need_cin(), layer.need_kernel()
    state.steps.append(worked("MACs", conv_weight, C_out=groups, C_in=cin, G=groups, K=kernel))
    return conv_weight(groups, cin, groups, kernel) // groups


def _adds_bias(state: State) -> bool:
    """Whether a bias is told that is not left out."""
    return state.scene.has("BIAS", "BIASES") and state.walked[0].layer.bias is not False


def additions(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """Additions inside each window, and one more for a bias that is said to be added."""
    if is_of_one_output(state, ask):
        return [answer("additions", _of_one_output(state) - 1 + _adds_bias(state))]
    total = 0
    for one in state.walked:
        if not one.layer.is_conv:
            raise not_understood("which additions are counted", "어떤 덧셈을 세는지")
        _sizes, out = known_sizes(one)
        count = work([one], state.steps)
        outputs = prod(out) * one.layer.need_cout()
        total += count - outputs + (outputs if one.layer.bias else 0)
        if one.layer.bias is None:
            raise missing("whether a bias is added", "편향을 더하는지 여부")
    return [answer("additions", total)]
