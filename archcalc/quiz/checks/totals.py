"""Totals that are asked: `총 MACs`, `Total MACs of a separable layer: ...`."""

from __future__ import annotations

from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene

HALVES = frozenset({"DW", "PW"})


def is_total(scene: Scene, ask: Ask) -> bool:
    """`총 MACs`; `총 곱셈 수를 각각` is the total of each."""
    behind = {token.kind for token in scene.tokens[ask.place + 1 : ask.place + 3]}
    return ask.place > 0 and scene.tokens[ask.place - 1].kind == "TOTAL" and "EACH" not in behind


def is_described(scene: Scene, ask: Ask) -> bool:
    """`Total MACs of a separable layer: 3x3 depthwise, then pointwise to 64?`: halves that are told behind a colon."""
    behind = [token.kind for token in scene.tokens[ask.place + 1 :]]
    halves = [at for at, kind in enumerate(behind) if kind in HALVES]
    return is_total(scene, ask) and "COLON" in behind and bool(halves) and behind.index("COLON") < halves[0]
