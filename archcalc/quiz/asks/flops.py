"""FLOPs beside the note how they are counted: `the cost in FLOPs, each MAC counting as 2 FLOPs`."""

from __future__ import annotations

from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene


def in_flops(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """The cost in FLOPs is one quantity; beside such a note, work of no other name is counted in FLOPs."""
    kinds = [ask.kind for ask in asks]
    if kinds.count("FLOPS") == 1:  # `the computational cost in FLOPs`
        return [ask for ask in asks if ask.kind != "OPS"]
    noted = scene.has("TWOFLOPS") and not {"FLOPS", "MACS", "MULTS"} & set(kinds)
    return [ask._replace(kind="FLOPS") if noted and ask.kind == "OPS" else ask for ask in asks]
