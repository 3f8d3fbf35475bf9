"""Bare numbers around an arrow that are sizes: `224 → 112 with a 7x7 kernel and stride 2: what padding?`."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.quantities import COSTS, STORED
from archcalc.quiz.scene import Scene

_CHANNELS = ("CH", "CIN", "COUT", "NFILT", "UNITS", "UNITSIN", "UNITSOUT", "FC", "RF", "WSHAPE")


def label_resized(scene: Scene) -> None:
    """Where neither channels nor a cost is spoken of and no size is given, `a → b` are the sides of the maps."""
    roles = {one.role for one in scene.found}
    if roles & {"in", "side", "out", "outside"} or scene.has(*_CHANNELS, *COSTS, *STORED):
        return
    if not scene.has("SIZE", "SPATIAL", "PAD", "STRIDE", "KSIZE"):
        return
    entering, leaving = scene.roles("cin"), scene.roles("cout")
    pairs = {one.match for one in entering} & {one.match for one in leaving}
    if len(pairs) == 1:
        scene.rename([one for one in entering if one.match in pairs], "side")
        scene.rename([one for one in leaving if one.match in pairs], "outside")


_ENLARGED = re.compile(r"\s?(?:특징\s?맵|맵|입력)?[을를에서]{1,2}\s(?:\S+\s){0,3}")
_TO_SIZE = re.compile(r"\s?(?:으로|로)\s?(?:키우|확대|늘|업샘플|만들|바꾸|복원|변환|되돌)")


def label_enlarged(scene: Scene) -> None:
    """`전치 합성곱으로 7×7을 14×14로 키우려고`: what enters a transposed convolution, and what leaves it."""
    sizes = [token for token in scene.tokens if token.kind == "DIMS" and len(token.value) == 2]
    if not scene.has("TRANS"):
        return
    for one, two in pairwise(sizes):
        if _ENLARGED.fullmatch(scene.body[one.end : two.start]) and _TO_SIZE.match(scene.body, two.end):
            scene.label("in", [one])
            scene.label("out", [two])


def label_windows(scene: Scene) -> None:
    """`a 9x9 patch of the input`: the kernel, unless another one is named; then the patch is what enters."""
    role = "in" if scene.roles("kernel") or scene.has("CALL") else "kernel"
    scene.rename(scene.roles("window"), role)
