"""How many layers of a kind a published network has."""

from __future__ import annotations

from archcalc.analysis import Row
from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.problems.named import analysis_of, name_of
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.working import Step

_NAMES = {"conv": "conv", "linear": "fc", "pool": "pool"}


def solve_layer_counts(scene: Scene, asks: list[Ask]) -> Result:
    """One count for each kind, only of the kernel that is named where one is.

    Raises:
        Refused: the network is not known, or its shortcuts leave open what counts as one of its layers.
    """
    name = name_of(scene)
    analysis = analysis_of(name)
    if analysis is None:
        raise missing(f"the structure of {name}", f"{name}의 구조")
    sizes = [token.value for token in scene.tokens if token.kind == "DIMS"]
    if len(sizes) > 1 or any(token.kind in NUMERIC and token.kind != "DIMS" for token in scene.tokens):
        raise not_understood("what is asked of the network", "신경망의 무엇을 묻는지")
    rows = list(analysis.layers)
    if any("shortcut" in row.name for row in rows):
        raise not_understood("whether the layers of shortcuts are counted", "지름길의 층을 세는지")
    answers = []
    for ask in asks:
        kind = ask.kind.split()[1]
        found = [row for row in rows if _is_of(row, kind) and (kind != "conv" or not sizes or _has(row, sizes[0]))]
        label = f"layers_{_NAMES[kind]}" if len(asks) > 1 else "layers"
        answers.append(answer(label, len(found), "layers"))
    known = analysis.network.name
    steps = (Step("command", f"archcalc summarize {known}"),)
    return Result(tuple(answers), steps, ((f"archcalc's {known}", f"archcalc의 {known}"),))


def _is_of(row: Row, kind: str) -> bool:
    return "pool" in row.op and "adaptive" not in row.op if kind == "pool" else row.op.startswith(kind)


def _has(row: Row, kernel: tuple[int, ...]) -> bool:
    return getattr(row.operation, "kernel", None) == kernel
