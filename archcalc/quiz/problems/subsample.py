"""LeNet's trainable subsampling: each map has one coefficient and one bias."""

from __future__ import annotations

from archcalc.formula import prod
from archcalc.ops import OPERATIONS
from archcalc.quiz.answers import not_understood
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import multiplied


def is_subsampling(scene: Scene) -> bool:
    """Whether maps are subsampled with a weight and a bias of each map."""
    return "subsampled" in scene.numbers


def solve_subsample(scene: Scene, asks: list[Ask]) -> Result:
    """Parameters and connections, by the engine's own operation."""
    maps, sizes, window = scene.numbers["subsampled"]
    operation = OPERATIONS["subsample"](axes=2, kernel=window, stride=window)
    shape = (maps, *sizes)
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
        elif ask.kind in ("WEIGHTS", "MULTS"):  # `multiplies by its weight` describes the layer
            continue
        else:
            raise not_understood("what is asked of the subsampling", "부표본화의 무엇을 묻는지")
    places, units = prod(out), prod(window) + 1
    steps = (
        multiplied("parameters", (2, maps)),
        multiplied("connections", (places, units)),
    )
    return Result(tuple(answers), steps)
