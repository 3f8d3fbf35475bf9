"""Questions about one layer or a small network: whatever of its quantities is asked."""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.formula import effective_kernel
from archcalc.quiz.answers import Answer, missing, not_understood
from archcalc.quiz.layers import field_after
from archcalc.quiz.problems.base import (
    BIAS_IN,
    NAME_OF,
    NO_PADDING,
    ONE_CHANNEL,
    SIZE_KEPT,
    STRIDE_ONE,
    Result,
    answer,
    in_larger_unit,
)
from archcalc.quiz.problems.channels import filter_depth, in_channels, out_channels
from archcalc.quiz.problems.costs import additions, is_of_one_output, macs
from archcalc.quiz.problems.counts import biases, connections, parameter_answers, per_neuron, sum_of_both, weights
from archcalc.quiz.problems.eachof import by_layer
from archcalc.quiz.problems.extremes import wanted_extreme
from archcalc.quiz.problems.maps import flat, output, padded, pooling_ratio
from archcalc.quiz.problems.mapvalues import element_total, neurons, sharers, spots
from archcalc.quiz.problems.memory import memory_answer
from archcalc.quiz.problems.parts import bias_readings, is_of_one_filter
from archcalc.quiz.problems.state import State, check_output, network_of
from archcalc.quiz.quantities import SCALED, STORED, Ask, kinds_of
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import kind_at
from archcalc.quiz.working import Steps, worked


def solve_general(scene: Scene, asks: list[Ask]) -> Result:
    """Answer every ask in order."""
    steps: Steps = []
    if kinds_of(asks) == {"PARAMS"} and bias_readings(scene, asks[0]):
        asks = asks[:1]  # with a bias and without one: one ask for both
    if len(kinds_of(asks)) == 1 and wanted_extreme(scene):
        asks = asks[:1]  # `which layer has the most parameters, and how many`
    network = network_of(scene)
    state = State(scene, network, network.walk(steps) if not scene.numbers.get("given") else [], steps, tuple(asks))
    check_output(state)
    answers: list[Answer] = []
    asked = [
        (ask.kind, is_of_one_output(state, ask) or is_of_one_filter(scene, ask) or state.which(ask)) for ask in asks
    ]
    if len(set(asked)) != len(asked) or any((kind, None) in asked[:-1] for kind in _asked_again(asks)):
        raise not_understood("one quantity asked twice", "같은 양을 두 번 묻는 이유")
    given: dict[int, list[Answer]] = {}
    for ask in asks:
        solver = _SOLVERS.get(ask.kind)
        if solver is None:
            raise not_understood("what is asked", "무엇을 묻는지")
        given[ask.place] = []
        for one in solver(state, ask, answers):
            if not any(known.name == one.name and known.value == one.value for known in answers):
                answers.append(one)
                given[ask.place].append(one)
    answers = by_layer(scene, asks, given)
    answers += _sum_of_parts(state, answers)
    answers = _exact_last(scene, answers)
    names = [one.name for one in answers]
    if len(set(names)) != len(names):
        raise not_understood("which quantity is asked twice", "같은 양을 두 번 묻는 이유")
    kinds = kinds_of(asks)
    return Result(tuple(answers), tuple(dict.fromkeys(steps)), tuple(_assumptions(state, kinds)))


_EXACT = re.compile(r"정확한\s?(?:수|개수|값|숫자)|(?:exact|precise)\s(?:number|count|figure|value)")


def _exact_last(scene: Scene, answers: list[Answer]) -> list[Answer]:
    """`몇 억 개인가? 정확한 수도 쓰라`: first in the larger unit, then the count itself."""
    scaled = [token.end for token in scene.tokens if token.kind in SCALED]
    exact = [found.start() for found in _EXACT.finditer(scene.body.lower())]
    first = bool(scaled and exact) and scaled[0] < exact[0]
    return answers[::-1] if first and len(answers) == 2 and "_in_" in answers[1].name else answers


def _sum_of_parts(state: State, answers: list[Answer]) -> list[Answer]:
    """`parameters of dw, of pw, and together`, `각각 구하고 합도 구하라`: the sum behind the parts, if it is asked."""
    named = [(base, one) for one in answers for base in NAME_OF.values() if one.name.startswith(f"{base}_")]
    bases = {base for base, _ in named}
    if len(named) < 2 or len(bases) != 1 or any(one.name in bases for one in answers) or not _adds_up(state):
        return []
    values = [one.value for _, one in named]
    return [answer(bases.pop(), sum(value for value in values if isinstance(value, int)))]


def _adds_up(state: State) -> bool:
    """Whether a total stands as an item of its own behind what is asked."""
    tokens, last = state.scene.tokens, state.asks[-1].place
    for at in range(last + 1, len(tokens)):
        before, behind = tokens[at - 1].kind, kind_at(tokens, at + 1, "STOP")
        if tokens[at].kind == "TOTAL" and before in ("COMMA", "AND", "STOP", "ASK", "THEN"):
            return behind in ("STOP", "ASK", "COMPUTE")
        if tokens[at].kind == "TOTAL" and str(tokens[at].value).lower().startswith("and "):
            return True
    return False


def _asked_again(asks: list[Ask]) -> set[str]:
    """Quantities asked more than once: then each must say of which layer, but for the last, which may be the total."""
    kinds = [ask.kind for ask in asks[:-1]]
    return {kind for kind in kinds if kinds.count(kind) > 1}


def _assumptions(state: State, kinds: set[str]) -> list[tuple[str, str]]:
    found = [ONE_CHANNEL] if state.scene.one_channel else []
    if kinds & {"PARAMS", "CONNECTIONS"} and any(layer.bias is None for layer in state.convs):
        found.append(BIAS_IN)
    sized = kinds & {"OUTPUT", "MACS", "MULTS", "FLOPS", "OPS", "FLAT", "ELEMENTS", "NEURONS", "MEM", "ADDS"}
    windowed = [one.layer for one in state.walked if one.layer.is_conv]
    if sized and any(not layer.tells_padding for layer in windowed):
        found.append(NO_PADDING)
    if sized and state.scene.numbers.get("kept"):
        found.append(SIZE_KEPT)
    if sized | (kinds & {"RF"}) and any(layer.stride is None for layer in windowed):
        found.append(STRIDE_ONE)
    return found


Solver = Callable[[State, Ask, list[Answer]], list[Answer]]


def _field(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """Behind the last layer, or behind each of those named."""
    named = state.which(ask)
    if named is None or not named.each or len(named.places) == 1:
        place = named.places[-1] if named else len(state.walked) - 1
        again = sum(one.kind == "RF" for one in state.asks) > 1
        return [_field_behind(state, place, f"_{state.label(place)}" if again else "")]
    windowed = [at for at in named.places if state.walked[at].layer.kernel is not None]
    return [_field_behind(state, at, f"_{state.label(at)}") for at in windowed]


def _field_behind(state: State, place: int, label: str) -> Answer:
    layers = [one.layer for one in state.walked[: place + 1] if one.layer.kind not in ("bn",)]
    if not layers:
        raise missing("the layers", "층의 구성")
    field = field_after(layers, state.steps)
    if len(set(field)) == 1:
        return answer(f"receptive_field{label}", field[0], "px")
    return answer(f"receptive_field{label}", list(field), "HxW")


def _effective(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:

    found = []
    for one in state.walked:
        kernel = one.layer.need_kernel()
        sizes = [effective_kernel(k, one.layer.dilation) for k in kernel]
        state.steps.append(worked("effective kernel", effective_kernel, K=kernel[0], D=one.layer.dilation))
        found.append(sizes)
    if len(found) != 1:
        raise not_understood("of which kernel the size is asked", "어느 커널의 크기인지")
    return [answer("effective_kernel", found[0], "HxW" if len(found[0]) == 2 else "px")]


def _scaled(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    return [in_larger_unit(before, ask.kind)]


def _kernel(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """`weight tensor (64, 3, 7, 7): what kernel size`: read off the shape of a layer's weights."""
    if len(state.walked) != 1 or not state.scene.has("WSHAPE"):
        raise not_understood("what is asked", "무엇을 묻는지")
    kernel = state.walked[0].layer.need_kernel()
    return [answer("kernel_size", kernel[0] if len(set(kernel)) == 1 else list(kernel))]


_SOLVERS: dict[str, Solver] = {
    "PARAMS": parameter_answers,
    "WEIGHTS": weights,
    "SUMOF": sum_of_both,
    "BIASES": biases,
    "MACS": macs,
    "FLOPS": macs,
    "MULTS": macs,
    "OPS": macs,
    "ADDS": additions,
    "OUTPUT": output,
    "SIZE": output,
    "SPATIAL": output,
    "MAP": output,
    "COUT": out_channels,
    "FLAT": flat,
    "ELEMENTS": element_total,
    "NEURONS": neurons,
    "PERNEURON": per_neuron,
    "RF": _field,
    "CONNECTIONS": connections,
    "PADDEDSHAPE": padded,
    "EFFK": _effective,
    **dict.fromkeys(STORED, memory_answer),
    **dict.fromkeys(SCALED, _scaled),
    "RATIO": pooling_ratio,
    "CH": out_channels,
    "CIN": in_channels,
    "FDEPTH": filter_depth,
    "INPUT": output,
    "KSIZE": _kernel,
    "SHARERS": sharers,
    "SPOTS": spots,
}
