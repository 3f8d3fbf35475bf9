"""LeNet's own layers: trainable subsampling, and maps that see only some of the input maps, as those of C3."""

from __future__ import annotations

from archcalc.formula import prod, window_output
from archcalc.ops import OPERATIONS
from archcalc.quiz.answers import Answer, missing, not_understood
from archcalc.quiz.problems.base import Result, answered_by, shaped
from archcalc.quiz.quantities import Ask, asks_for
from archcalc.quiz.roles.tabled import Tabled
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step, multiplied


def is_subsampling(scene: Scene) -> bool:
    """Whether maps are subsampled with a weight and a bias of each map."""
    return "subsampled" in scene.numbers


def solve_subsample(scene: Scene, asks: list[Ask]) -> Result:
    """Parameters and connections where each map has one coefficient and one bias, by the engine's own operation."""
    maps, sizes, window = scene.numbers["subsampled"]
    operation = OPERATIONS["subsample"](axes=2, kernel=window, stride=window)
    shape = (maps, *sizes)
    out = operation.output(shape)
    cost = operation.cost((shape,), out)
    values: dict[str, int | Answer] = {
        "PARAMS": sum(tensor.size for tensor in operation.tensors(shape)),
        "CONNECTIONS": cost.add + cost.mul_add + cost.bias,
        "OUTPUT": shaped("output_shape", out[1:], out[0]),
    }
    wanted = [ask for ask in asks if ask.kind not in ("WEIGHTS", "MULTS")]  # `multiplies by its weight` describes it
    steps = multiplied("parameters", (2, maps)), multiplied("connections", (prod(out), prod(window) + 1))
    unread = not_understood("what is asked of the subsampling", "부표본화의 무엇을 묻는지")
    return Result(answered_by(values, wanted, unread), steps)


def solve_tabled(scene: Scene, asks: list[Ask]) -> Result:
    """`6 maps see 3 inputs each, 9 see 4, and 1 sees all 6`: parameters and connections of the maps together."""
    said = scene.numbers["tabled"]
    area = prod(said.window)
    weights = sum(count * seen * area for count, seen in said.pairs)
    biases = 0 if scene.roles("nobias") else sum(count for count, _ in said.pairs)
    values = {"PARAMS": weights + biases, "WEIGHTS": weights, "BIASES": biases}
    if asks_for(asks, "CONNECTIONS"):
        values["CONNECTIONS"] = (weights + biases) * prod(_out(said))
    shown = " + ".join(f"{count}·{seen}·{area}" for count, seen in said.pairs)
    unread = not_understood("what is asked of these maps", "이 특징맵들의 무엇을 묻는지")
    return Result(answered_by(values, asks, unread), (Step("weights", f"{shown} = {weights}"),))


def _out(said: Tabled) -> tuple[int, ...]:
    """The size of the maps that come out."""
    if said.sizes is None and said.out is not None:
        return said.out
    if said.sizes is None:
        raise missing("the size of the maps", "특징맵의 크기")
    out = tuple(window_output(size, 0, k, 1, 1) for size, k in zip(said.sizes, said.window, strict=True))
    if said.out is None or said.out == out:
        return out
    raise not_understood("the sizes of the maps", "특징맵의 크기")
