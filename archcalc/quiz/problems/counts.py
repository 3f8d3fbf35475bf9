"""Parameters, weights, biases and connections."""

from __future__ import annotations

import re

from archcalc.formula import conv_weight, elements
from archcalc.quiz.answers import Answer, not_understood
from archcalc.quiz.layercosts import bias_count
from archcalc.quiz.layers import Layer
from archcalc.quiz.network import Walked, known_sizes, parameters
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.parts import bias_readings, has_own_biases, is_of_one_filter
from archcalc.quiz.problems.state import State, of_each
from archcalc.quiz.quantities import QUANTITIES, Ask, asks_for
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking_at, sentence_of
from archcalc.quiz.working import Step


def parameter_answers(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    if is_of_one_filter(state.scene, ask):
        _count_one(state)
        return _of_one_filter(state, "parameters", sum(parameters(state.walked, state.steps)), ask)
    if asks_for(state.asks, "WEIGHTS") and has_own_biases(state.scene, ask):
        return [answer("parameters", _by_biases(state)["with"])]
    both = () if before and before[-1].name.startswith("parameters_with") else bias_readings(state.scene, ask)
    if both:
        totals = _by_biases(state)
        return [answer(f"parameters_{name}_bias", totals[name]) for name in both]
    return of_each(state, ask, "parameters", lambda layers: sum(parameters(layers, state.steps)))


def _by_biases(state: State) -> dict[str, int]:
    """The parameters `without` biases, and `with` those that the layers have where they have some."""
    own, _ = parameters(state.walked, state.steps)
    return {"without": own, "with": own + sum(bias_count(_biased(one.layer)) for one in state.walked)}


def _biased(layer: Layer) -> Layer:
    """The layer as it is where nothing denies its biases."""
    biased = layer.copy()
    biased.bias = None
    return biased


_AND_OF_ALL = re.compile(r"\sand\s(?:of\s|for\s)?(?:the\s)?(?:whole|entire)\slayer|층\s전체|전체\s층")


def _count_one(state: State) -> None:
    """One filter, where none are counted: `how many weights does one 3x3 filter on 64 channels have`."""
    if len(state.walked) == 1 and state.walked[0].layer.is_conv and state.walked[0].layer.cout is None:
        state.walked[0].layer.cout = 1


def _of_one_filter(state: State, name: str, total: int, ask: Ask) -> list[Answer]:
    """An equal share of a layer's parameters, and those of the layer where they are asked in the same breath."""
    if len(state.walked) != 1 or not state.walked[0].layer.is_conv:
        raise not_understood("which filter is meant", "어느 필터인지")
    one = answer(f"{name}_per_filter", total // state.walked[0].layer.need_cout())
    text = state.scene.words(ask.place, sentence_of(state.scene, ask.place).last).lower()
    return [one, answer(name, total)] if _AND_OF_ALL.search(text) else [one]


def weights(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    if is_of_one_filter(state.scene, ask):
        _count_one(state)
        return _of_one_filter(state, "weights", parameters(state.walked, state.steps, with_biases=False)[0], ask)
    return of_each(state, ask, "weights", lambda layers: parameters(layers, state.steps, with_biases=False)[0])


def biases(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """Biases, and the sum with the weights where it is asked: `weights, biases and the total`."""

    def count(walked: list[Walked]) -> int:
        return sum(bias_count(_with_biases(state.scene, one.layer)) for one in walked if not one.layer.aside)

    found = of_each(state, ask, "biases", count)
    after = [token.kind for token in state.scene.tokens[ask.place + 1 : ask.place + 7]]
    if before and before[-1].name == "weights" and "TOTAL" in after and "PARAMS" not in after:
        found.append(answer("parameters", sum(parameters(state.walked, []))))
    return found


def _with_biases(scene: Scene, layer: Layer) -> Layer:
    """`how many weights (without biases) and how many biases`: the denial is about the weights."""
    denials = scene.roles("nobias")
    if layer.bias is not False or not denials or not all(asking_at(scene, one.first) for one in denials):
        return layer
    return _biased(layer)


def sum_of_both(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """`... and their sum`: weights and biases together; `the MACs of the two together` is one number already."""
    if len(before) == 1 and not {"weights", "biases"} & {before[0].name}:
        return []
    if [one.name for one in before[-2:]] not in (["weights", "biases"], ["biases", "weights"]):
        raise not_understood("what is added up", "무엇을 더하는지")
    own, extra = parameters(state.walked, state.steps)
    return [answer("parameters", own + extra)]


_ITS_BIAS = re.compile(r"\bwith\s(?:its|the|their|a)\s(?:own\s)?bias")


def _with_own_bias(scene: Scene, ask: Ask) -> bool:
    """`how many weights does one neuron have, its bias included?`"""
    behind = [token.kind for token in scene.tokens[ask.place + 1 :]]
    end = next((at for at, kind in enumerate(behind) if kind in ("ASK", "STOP", "COMPUTE", "AND")), len(behind))
    said = scene.words(ask.place, ask.place + end).lower()
    told = "INCL" in behind[:end] or bool(_ITS_BIAS.search(said))
    return told and "BIAS" in behind[:end] and not QUANTITIES & set(behind[:end])


def per_neuron(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    named = state.which(ask)
    if len(state.walked) > 1 and (named is None or len(named.places) != 1):
        raise not_understood("of which layer the inputs are asked", "어느 층의 입력 수를 묻는지")
    layer = state.walked[named.places[0] if named else 0].layer
    dense = layer.kind == "fc"
    count = layer.need_cin() if dense else conv_weight(1, layer.need_cin(), layer.grouping, layer.need_kernel())
    if _with_own_bias(state.scene, ask):
        return [answer("parameters_per_neuron", count + 1, "params")]
    return [answer("inputs_per_neuron", count)]


def connections(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    total = 0
    for one in state.walked:
        layer = one.layer
        if layer.kind == "fc":
            total += layer.need_cin() * layer.need_cout() + bias_or_none(layer, layer.need_cout())
            continue
        if not layer.is_conv:
            raise not_understood("which connections are counted", "어떤 연결을 세는지")
        _, out = known_sizes(one)
        outputs = elements((layer.need_cout(), *out))
        terms = conv_weight(1, layer.need_cin() // layer.grouping, 1, layer.need_kernel())
        total += outputs * terms + bias_or_none(layer, outputs)
        state.steps.append(Step("connections", f"{outputs}·({terms} + {int(layer.bias is not False)}) = {total}"))
    return [answer("connections", total)]


def bias_or_none(layer: Layer, count: int) -> int:
    return 0 if layer.bias is False else count
