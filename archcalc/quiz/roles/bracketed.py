"""Counts right behind brackets: `3×3 합성곱(패딩 1) 두 개`."""

from __future__ import annotations

from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import kind_at

_CONVS = frozenset({"CONV", "CONVLAYER", "DW", "PW", "GROUPED", "TRANS"})


def label_counts(scene: Scene) -> None:
    """`3×3 합성곱(패딩 1) 두 개`: a count right behind the brackets of a convolution repeats it."""
    known = {one.token.start for one in scene.found}
    new = []
    for at, token in enumerate(scene.tokens):
        if token.kind != "WNUM" or token.value < 2 or token.start in known or kind_at(scene.tokens, at - 1) != "RP":
            continue
        opened = next((place for place in range(at, -1, -1) if scene.tokens[place].kind == "LP"), 0)
        heads = {one.kind for one in scene.tokens[max(0, opened - 3) : opened]}
        counted = "개" in scene.body[token.start : token.end] or kind_at(scene.tokens, at + 1) in ("LAYER", "CONVLAYER")
        kernels = [one for one in scene.roles("kernel") if one.first < opened and one.last >= opened - 1]
        if counted and kernels and heads & _CONVS:
            new.append(Found("repeat", token, kernels[-1].match, at, at))
    scene.enter(new)
