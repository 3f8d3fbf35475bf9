"""How wide a fully connected layer is, where its parameters and one side are known."""

from __future__ import annotations

from archcalc.korean import with_particle
from archcalc.quiz.answers import contradiction
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.base import BIAS_IN, Result, answer
from archcalc.quiz.problems.unknown import counts_weights, stated_macs
from archcalc.quiz.quantities import COSTS, Ask, asks_for, kinds_of
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.working import divided

_WIDTHS = frozenset({"UNITS", "UNITSIN", "UNITSOUT", "CLASS", "OUTPUT", "INPUT", "PERNEURON", "NEURONS", "FLAT", "VEC"})
_COUNTED = ("PARAMS", "WEIGHTS")


def is_inverse_dense(scene: Scene, asks: list[Ask]) -> bool:
    """Whether a lone layer's count is stated, one of its two sides is open, and a number of units is asked."""
    if kinds_of(asks) & COSTS or len(scene.layers) != 1 or _stated(scene) is None:
        return False
    layer = scene.layers[0]
    wanted = {token.kind for one in asking(scene) for token in scene.tokens[one.first : one.last + 1]}
    open_sides = (layer.cin is None) + (layer.cout is None)
    return layer.kind == "fc" and layer.repeat == 1 and open_sides == 1 and bool(wanted & _WIDTHS)


def solve_width(scene: Scene, asks: list[Ask]) -> Result:
    """The outputs, or the inputs, whichever is not known."""
    layer, stated = scene.layers[0], _stated(scene)
    assert stated is not None
    total, kind = stated
    biased = layer.bias is not False and kind == "PARAMS"
    if layer.cout is None:
        own = layer.need_cin() + biased
        _refuse_rest(total, own)
        assumed = (BIAS_IN,) if layer.bias is None and biased else ()
        return Result((answer("neurons", total // own),), (divided("neurons", total, own),), assumed)
    return _inputs(layer, total, biased, asks_for(asks, "FLAT"))


def _inputs(layer: Layer, total: int, biased: bool, flattened: bool) -> Result:
    outputs = layer.need_cout()
    weights = total - outputs * biased
    _refuse_rest(weights, outputs)
    found = (
        answer("flatten_length", weights // outputs) if flattened else answer("inputs", weights // outputs, "inputs")
    )
    return Result((found,), (divided("inputs", weights, outputs),))


def _refuse_rest(total: int, own: int) -> None:
    if total < own or total % own:
        raise contradiction(
            f"{total} is not a multiple of {own}", f"{with_particle(total, '은')} {own}의 배수가 아닙니다"
        )


def _stated(scene: Scene) -> tuple[int, str] | None:
    """The stated count beside `parameters` or `weights`, and which of the two it counts."""
    tokens = scene.tokens
    for one in scene.found:
        if one.role == "work":
            return stated_macs(scene), "WEIGHTS"  # each weight is used once
        if one.role not in ("given", "skip") or not isinstance(one.token.value, int) or one.token.value < 2:
            continue
        if one.token.kind == "TOLD":
            return one.token.value, "WEIGHTS" if counts_weights(scene) else "PARAMS"
        beside = tokens[max(0, one.first - 1) : one.last + 2]
        kind = next((token.kind for token in beside if token.kind in _COUNTED), "")
        if kind:
            return one.token.value, kind
    return None
