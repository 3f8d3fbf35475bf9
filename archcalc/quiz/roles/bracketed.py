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
        if token.start in known or kind_at(scene.tokens, at - 1) != "RP":
            continue
        if token.kind == "NUM" and "개" in scene.body[token.start : token.end] and _is_of_filters(scene, at):
            new.append(Found("filters", token, -13, at, at))
        if token.kind != "WNUM" or token.value < 2:
            continue
        opened = next((place for place in range(at, -1, -1) if scene.tokens[place].kind == "LP"), 0)
        heads = {one.kind for one in scene.tokens[max(0, opened - 3) : opened]}
        counted = "개" in scene.body[token.start : token.end] or kind_at(scene.tokens, at + 1) in ("LAYER", "CONVLAYER")
        kernels = [one for one in scene.roles("kernel") if one.first < opened and one.last >= opened - 1]
        if counted and kernels and heads & _CONVS:
            new.append(Found("repeat", token, kernels[-1].match, at, at))
    scene.enter(new)


def _is_of_filters(scene: Scene, at: int) -> bool:
    """`전치 합성곱(4×4, S=2, P=1) 64개`: the brackets tell one layer's window, and no filters."""
    opened = next((place for place in range(at, -1, -1) if scene.tokens[place].kind == "LP"), 0)
    low, high = scene.tokens[opened].start, scene.tokens[at].start
    inside = {one.role for one in scene.found if low < one.token.start < high}
    headed = opened > 0 and scene.tokens[opened - 1].kind in _CONVS
    noun = kind_at(scene.tokens, at + 1, "STOP") in ("LAYER", "CONVLAYER", "CONV", "TRANS", "CH")
    return headed and "kernel" in inside and not inside & {"filters", "cout", "repeat"} and not noun
