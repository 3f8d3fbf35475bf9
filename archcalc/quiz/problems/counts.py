"""Parameters, weights, biases and connections."""

from __future__ import annotations

from fractions import Fraction

from archcalc.formula import conv_weight
from archcalc.quiz.answers import Answer, not_understood
from archcalc.quiz.asks import Ask
from archcalc.quiz.layers import Layer, bias_count, element_count, weight_count
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.network import known_sizes, parameters
from archcalc.quiz.problems.picked import named_together, picked
from archcalc.quiz.problems.state import State
from archcalc.quiz.working import Step


def parameter_answers(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    named = _of_named_layers(state, ask)
    if named:
        return named
    layers = picked(state, ask)
    weights, biases = parameters(layers, state.steps)
    return [answer("parameters", weights + biases)]


def _of_named_layers(state: State, ask: Ask) -> list[Answer]:
    """`parameters of conv1 and conv2`, `각 층의 파라미터 수`: one answer for each layer."""
    together = named_together(state, ask)
    if together:
        counts = [(state.walked[at].layer.name, sum(parameters([state.walked[at]], state.steps))) for at in together]
        return [answer(f"parameters_{name}", count) for name, count in counts]
    near = _near(state, ask)
    if (
        len(state.walked) < 2
        or not near & {"LABELLED", "EACH"}
        or ("LABELLED" not in near and not near & {"LAYER", "CONVLAYER"})
    ):
        return []
    answers, number, total = [], 0, 0
    for one in state.walked:
        if not (one.layer.is_conv or one.layer.kind == "fc"):
            continue
        number += 1
        weights, biases = parameters([one], state.steps)
        label = "fc" if one.layer.kind == "fc" else "conv"
        answers.append(answer(f"parameters_{label}{number}", weights + biases))
        total += weights + biases
    if "TOTAL" in near:
        answers.append(answer("parameters", total))
    return answers


def _near(state: State, ask: Ask) -> set[str]:
    """Kinds of the tokens around an asked quantity, in its sentence; `every layer with biases` is not about it."""
    tokens = state.scene.tokens
    first = last = ask.place
    while first > max(0, ask.place - 6) and tokens[first - 1].kind not in ("STOP", "ASK"):
        first -= 1
    while last + 1 < min(len(tokens), ask.place + 6) and tokens[last].kind not in ("STOP", "ASK"):
        last += 1
    return {token.kind for token in tokens[first : last + 1]}


def weights(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """Weights without biases, in 억 (10^8) as well where that is asked, and biases where they stand beside."""
    layers = picked(state, ask)
    count, _ = parameters(layers, [])
    for one in layers:
        weight_count(one.layer, state.steps)
    found = [answer("weights", count)]
    if any(token.kind == "EOK" for token in state.scene.tokens[ask.place :]):
        found.append(answer("weights_in_eok", Fraction(count, 10**8), "억"))
    return found


def biases(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """Biases, and the sum with the weights where it is asked: `weights, biases and the total`."""
    extra = sum(bias_count(one.layer) for one in state.walked)
    found = [answer("biases", extra)]
    after = [token.kind for token in state.scene.tokens[ask.place + 1 : ask.place + 4]]
    if before and before[-1].name == "weights" and "TOTAL" in after and "PARAMS" not in after:
        found.append(answer("parameters", sum(parameters(state.walked, []))))
    return found


def sum_of_both(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """`... and their sum`: weights and biases together."""
    if [one.name for one in before[-2:]] not in (["weights", "biases"], ["biases", "weights"]):
        raise not_understood("what is added up", "무엇을 더하는지")
    own, extra = parameters(state.walked, state.steps)
    return [answer("parameters", own + extra)]


def per_neuron(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    layer = state.walked[0].layer
    count = conv_weight(1, layer.need_cin(), layer.grouping, layer.need_kernel())
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
        outputs = element_count((layer.need_cout(), *out))
        terms = conv_weight(1, layer.need_cin() // layer.grouping, 1, layer.need_kernel())
        total += outputs * terms + bias_or_none(layer, outputs)
        state.steps.append(Step("connections", f"{outputs}·({terms} + {int(layer.bias is not False)}) = {total}"))
    return [answer("connections", total)]


def bias_or_none(layer: Layer, count: int) -> int:
    return 0 if layer.bias is False else count
