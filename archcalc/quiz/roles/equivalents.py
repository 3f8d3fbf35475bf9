"""A stack and the one layer that sees as much, a spread kernel and the window that it is to cover.

`four 3x3 convs see as much as one conv of which size`, `which dilation makes a 3x3 kernel cover 9x9`.
"""

from __future__ import annotations

from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token

_SPREADING = ("EFFK", "SEE", "REGION", "RF")
_SINGLE = frozenset({"LAYER", "CONV", "CONVLAYER", "FILTER", "KSIZE"})


def label_equivalents(scene: Scene) -> None:
    """Roles of the numbers that only such a comparison tells."""
    _label_extent(scene)
    _set_single_aside(scene)


def _label_extent(scene: Scene) -> None:
    """`dilation을 얼마로 하면 3×3 커널이 9×9 영역을 덮는가`: the larger size is what the spread kernel covers."""
    if not scene.has("DIL") or scene.roles("dil") or not scene.has(*_SPREADING):
        return
    placed = {one.token.start: one.role for one in scene.found}
    sizes = [
        token
        for token in scene.tokens
        if (token.kind == "DIMS" and len(set(token.value)) == 1)
        or (token.kind == "NUM" and isinstance(token.value, int) and token.start not in placed)
        or (token.kind == "NUM" and placed.get(token.start) in ("field", "kernel"))
    ]
    others = [token for token in scene.tokens if token.kind in ("NUM", "WNUM") and token not in sizes]
    if len(sizes) != 2 or any(placed.get(token.start) not in ("stride", "repeat") for token in others):
        return
    small, large = sorted(sizes, key=_side)
    if _side(small) < _side(large) and small.kind == "DIMS":
        scene.label("kernel", [small])
        scene.label("extent", [large])
        scene.numbers["extent"] = _side(large)


def _side(token: Token) -> int:
    return int(token.value[0] if token.kind == "DIMS" else token.value)


def _set_single_aside(scene: Scene) -> None:
    """`3×3 합성곱 다섯 개와 같은 수용장을 합성곱 한 층으로`: the one layer is that whose kernel is asked."""
    kernels = {one.token.value for one in scene.roles("kernel") if one.token.kind == "DIMS"}
    counts = [one for one in scene.roles("repeat") if one.token.value != 1]
    if len(kernels) != 1 or len(counts) != 1 or not scene.has("RF", "SEE", "VERSUS"):
        return
    ones = [at for at, token in enumerate(scene.tokens) if token.kind == "WNUM" and token.value == 1]
    scene.label("skip", [scene.tokens[at] for at in ones if set(scene.kinds_in(at - 1, at + 1)) & _SINGLE])
