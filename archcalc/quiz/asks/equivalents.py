"""What is asked of a stack and the one layer that sees as much: how many layers, the kernel, or the dilation."""

from __future__ import annotations

from archcalc.quiz.quantities import COSTS, Ask, kinds_of
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking

_HEADS = frozenset({"LAYER", "CONV", "CONVLAYER", "FILTER"})


def of_equivalents(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """EQUIVK for the kernel of the one layer, EXTENTDIL for the dilation, LAYERS for the number of layers.

    `Three 3x3 layers see as much as one layer of which kernel size?`, `How many 3x3 layers replace one 7x7 layer?`
    """
    kinds = kinds_of(asks)
    if scene.input is not None or kinds & (COSTS | {"LAYERS", "PERCENT", "RATIO"}):
        return asks
    if "extent" in scene.numbers:
        at = next((at for at, token in enumerate(scene.tokens) if token.kind == "DIL"), None)
        return asks if at is None else [Ask("EXTENTDIL", at)]
    counted = _layers_counted(scene)
    if counted is not None:
        return [Ask("LAYERS", counted)]
    place = _kernel_asked(scene)
    return asks if place is None else [Ask("EQUIVK", place)]


def _layers_counted(scene: Scene) -> int | None:
    """`How many 3x3 layers replace a 7x7 layer`, `3×3 합성곱 몇 개가 9×9 하나와 같은 수용 영역을`."""
    kernels = {layer.kernel for layer in scene.layers if layer.kernel}
    if len(kernels) != 2 or len(scene.layers) != 2 or not scene.has("RF", "SEE", "VERSUS"):
        return None
    for sentence in asking(scene):
        for at in sentence.places:
            word = scene.word(at)
            if scene.tokens[at].kind != "COMPUTE":
                continue
            ahead = [one.kind for one in scene.tokens[at + 1 : at + 5] if one.kind not in ("STRIDE", "NUM", "STACK")]
            if word == "how many" and ahead[:1] == ["DIMS"] and ahead[1:2] and ahead[1] in _HEADS:
                return at
            before = [one.kind for one in scene.tokens[max(0, at - 2) : at]]
            counts = scene.body[scene.tokens[at].end :].lstrip().startswith(("개", "층", "겹", "장"))
            if word == "몇" and counts and before[:1] == ["DIMS"] and before[-1] in _HEADS:
                return at
    return None


def _kernel_asked(scene: Scene) -> int | None:
    """Where the kernel of the one layer is asked: `커널 한 변은 얼마`, `of which kernel size`, `몇x몇 필터 한 층`."""
    layers = [layer for layer in scene.layers if layer.kernel is not None]
    stacked = sum(layer.repeat for layer in layers) > 1 and all(layer.is_conv for layer in layers)
    if not stacked or not scene.has("RF", "SEE", "VERSUS") or not _likens(scene):
        return None
    used = scene.covered()
    for sentence in asking(scene):
        for at in sentence.places:
            token = scene.tokens[at]
            if token.kind not in ("KSIZE", "FILTER") or at in used:
                continue
            beside = scene.tokens[max(0, at - 2) : at] + scene.tokens[at + 1 : at + 3]
            if any(one.kind in ("COMPUTE", "ASK") for one in beside):
                return at
    return None


_ALIKE = (
    "same",
    "as much",
    "equal",
    "equivalent",
    "replace",
    "match",
    "같",
    "동일",
    "똑같",
    "대체",
    "바꾸",
)


def _likens(scene: Scene) -> bool:
    return any(word in scene.body.lower() for word in _ALIKE)
