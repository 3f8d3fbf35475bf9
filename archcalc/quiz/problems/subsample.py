"""LeNet's trainable subsampling: each map has one coefficient and one bias."""

from __future__ import annotations

from archcalc.formula import prod
from archcalc.ops import OPERATIONS
from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.asks.find import Ask
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import multiplied


def is_subsampling(scene: Scene) -> bool:
    """A layer S2 or S4, or a window whose sum gets a weight and a bias of its map."""
    named = any(token.kind == "LAYERNAME" and token.value in ("s2", "s4") for token in scene.tokens)
    return (
        (named or scene.has("REGION", "POOL"))
        and scene.has("BIAS")
        and scene.has("WEIGHTS")
        and scene.has("CONNECTIONS", "PARAMS")
    )


def solve_subsample(scene: Scene, asks: list[Ask]) -> Result:
    """Parameters and connections, by the engine's own operation."""
    if scene.input is None or scene.channels is None:
        raise missing("the maps that are subsampled", "부표본화할 특징맵")
    kernels = [layer for layer in scene.layers if layer.kernel is not None]
    if len(kernels) != 1:
        raise missing("the window", "창의 크기")
    layer = kernels[0]
    operation = OPERATIONS["subsample"](axes=2, kernel=layer.kernel, stride=layer.stride)
    shape = (scene.channels, *scene.input)
    out = operation.output(shape)
    cost = operation.cost((shape,), out)
    answers = []
    for ask in asks:
        if ask.kind == "PARAMS":
            answers.append(answer("parameters", sum(tensor.size for tensor in operation.tensors(shape))))
        elif ask.kind == "CONNECTIONS":
            answers.append(answer("connections", cost.add + cost.mul_add + cost.bias))
        elif ask.kind == "OUTPUT":
            answers.append(answer("output_shape", [*out[1:], out[0]], "HxWxC"))
        else:
            raise not_understood("what is asked of the subsampling", "부표본화의 무엇을 묻는지")
    places, units = prod(out), prod(layer.kernel or ()) + 1
    steps = (
        multiplied("parameters", (2, scene.channels)),
        multiplied("connections", (places, units)),
    )
    return Result(tuple(answers), steps)
