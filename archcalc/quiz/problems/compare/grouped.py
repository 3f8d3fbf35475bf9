"""A convolution against the same one in groups."""

from __future__ import annotations

from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.problems.compare.comparison import Comparison, keep_size
from archcalc.quiz.problems.network import Network
from archcalc.quiz.quantities import COSTS, Ask
from archcalc.quiz.scene import Scene

_NEAR = 3
_APART = frozenset({"NUM", "WNUM", "DIMS", "COMMA", "STOP", "ASK", "AND"})


def is_per_group(scene: Scene, ask: Ask) -> bool:
    """`weights per group`, `그룹 하나의 가중치 수`: a cost of one group is asked."""
    if ask.kind not in COSTS:
        return False
    behind, before = scene.tokens[ask.place + 1 : ask.place + 1 + _NEAR], scene.tokens[: ask.place][-_NEAR:]
    for near in (behind, before[::-1]):
        for token in near:
            if token.kind == "PERGROUP":
                return True
            if token.kind in _APART:
                break
    return False


def grouped(scene: Scene) -> Comparison:
    """The same layer without and with its groups."""
    layers = scene.convs
    if len(layers) != 1:
        raise not_understood("several layers with groups", "그룹이 있는 여러 층")
    new = layers[0]
    if new.cout is None:
        new.cout = scene.out_channels
    if any(token.kind == "EACH" and str(token.value).lower() == "per filter" for token in scene.tokens):
        raise not_understood("the cost of one filter", "필터 하나의 비용")
    if not new.groups:
        raise missing("the number of groups", "그룹 수")
    keep_size(scene, new)
    old = new.copy()
    old.groups = 1
    sizes, channels = scene.input, scene.channels
    networks = Network((old,), sizes, channels), Network((new,), sizes, channels)
    return Comparison(*networks, "standard", "grouped", new_is_main=True)
