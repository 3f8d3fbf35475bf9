"""How many channels leave a chain of layers, where all its parameters are stated: the last layer's filters."""

from __future__ import annotations

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.problems.compare.separable import depthwise_separable, is_separable
from archcalc.quiz.problems.network import Network, parameters
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step


def solve_last_channels(scene: Scene, counts_weights: bool) -> Result:
    """The one number of filters of the last layer with which the chain has as many parameters as stated.

    Raises:
        Refused: the last layer is told already, or no number of filters gives the stated count.
    """
    layers = depthwise_separable(scene).new.layers if is_separable(scene) else tuple(scene.layers)
    if not layers or not layers[-1].is_conv or layers[-1].cout is not None:
        raise not_understood("an unknown among several layers", "여러 층 사이의 미지수")
    stated = int(scene.numbers["given"])
    one, two = (_total(scene, layers, count, counts_weights) for count in (1, 2))
    own, rest = two - one, stated - (2 * one - two)
    if own < 1 or rest < own or rest % own:
        raise contradiction("no value gives this result", "이 결과를 주는 값이 없습니다")
    count = rest // own
    step = Step("parameters", f"{stated - rest} + {own}·{count} = {stated}")
    return Result((answer("output_channels", count),), (step,))


def _total(scene: Scene, layers: tuple[Layer, ...], count: int, counts_weights: bool) -> int:
    """All parameters, or weights, with so many filters in the last layer."""
    copies = tuple(layer.copy() for layer in layers)
    copies[-1].cout = count
    if not counts_weights and any(layer.bias is None for layer in layers):
        raise missing("whether there are biases", "편향이 있는지")
    own, extra = parameters(Network(copies, scene.input, scene.channels).walk([]), [])
    return own if counts_weights else own + extra
