"""LeNet's C3: maps that see only some of the input maps: `6 maps see 3 inputs each, 9 see 4, and 1 sees all 6`."""

from __future__ import annotations

from archcalc.formula import prod, window_output
from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.quantities import Ask
from archcalc.quiz.roles.tabled import Tabled
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step


def solve_tabled(scene: Scene, asks: list[Ask]) -> Result:
    """Parameters and connections of the maps together."""
    said = scene.numbers["tabled"]
    biased = 0 if scene.roles("nobias") else 1
    area = prod(said.window)
    weights = sum(count * seen * area for count, seen in said.pairs)
    biases = sum(count for count, _ in said.pairs) * biased
    shown = " + ".join(f"{count}·{seen}·{area}" for count, seen in said.pairs)
    answers = []
    for ask in asks:
        if ask.kind == "PARAMS":
            answers.append(answer("parameters", weights + biases))
        elif ask.kind == "WEIGHTS":
            answers.append(answer("weights", weights))
        elif ask.kind == "BIASES":
            answers.append(answer("biases", biases))
        elif ask.kind == "CONNECTIONS":
            answers.append(answer("connections", (weights + biases) * prod(_out(said))))
        else:
            raise not_understood("what is asked of these maps", "이 특징맵들의 무엇을 묻는지")
    return Result(tuple(answers), (Step("weights", f"{shown} = {weights}"),))


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
