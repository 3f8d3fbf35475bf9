"""Pooling: the windows of the text, or the map as a whole."""

from __future__ import annotations

from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.numeric.given import Given
from archcalc.quiz.problems.numeric.sliding import pool
from archcalc.quiz.problems.numeric.stage import POOLED, Operation
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token


def poolings(scene: Scene, given: Given) -> list[Operation]:
    layers = [layer for layer in scene.layers if layer.is_pool or layer.kind == "gap"]
    known = {layer.kind for layer in layers}
    for kind in ("MAXPOOL", "AVGPOOL"):  # `and with average pooling?`: the same window
        places = [token.start for token in scene.tokens if token.kind == kind]
        if places and known and not known & {kind.lower(), "gap", "pool"}:
            layers.append(Layer(kind.lower(), places[0]))
    overall = [_global(scene, token) for token in scene.tokens if token.kind == "GAP"]
    one_of_each = list({one.side: one for one in reversed(overall)}.values())
    return one_of_each + [_pooling(scene, given, layer) for layer in layers if layer.kind != "gap"]


def _pooling(scene: Scene, given: Given, layer: Layer) -> Operation:
    kind = _only_kind(scene) if layer.kind == "pool" else layer.kind
    kernel = layer.kernel or _shared_window(scene)
    if kernel is None:
        raise missing("the size of the pooling window", "풀링 창의 크기")
    if (layer.pad and any(layer.pad)) or layer.same:
        raise not_understood("pooling with padding", "패딩이 있는 풀링")
    window = (1, kernel[-1]) if given.flat else (kernel[0], kernel[-1])
    stride = int((layer.stride or (kernel[-1],))[0])
    side = {"maxpool": "max", "avgpool": "average"}[kind]
    places = [token.start for token in scene.tokens if token.kind == kind.upper()]
    start = min([layer.start, *places]) if len(places) == 1 else layer.start
    return Operation(POOLED, start, lambda one, steps: pool(one, window, stride, kind, steps), side)


def _only_kind(scene: Scene) -> str:
    """`downsampled with average pooling, pool size 2`: the one kind of pooling that is named."""
    mean = scene.has("AVGPOOL", "AVGFILTER")
    if scene.has("MAXPOOL") == mean:
        raise missing("whether the largest value or the mean is taken", "최대 풀링인지 평균 풀링인지")
    return "maxpool" if scene.has("MAXPOOL") else "avgpool"


def _shared_window(scene: Scene) -> tuple[int, ...] | None:
    """`max pooling and average pooling, both 2x2`: the one window that is given."""
    known = {layer.kernel for layer in scene.layers if layer.is_pool and layer.kernel}
    return known.pop() if len(known) == 1 else None


_LARGEST = ("max", "최대", "최댓", "맥스")
_MEAN = ("average", "avg", "mean", "평균", "gap")


def _global(scene: Scene, token: Token) -> Operation:
    """Pooling of a map as a whole."""
    how = "maxpool" if _is_largest(scene, token) else "avgpool"
    side = {"maxpool": "max", "avgpool": "average"}[how]
    return Operation(POOLED, token.start, lambda one, steps: pool(one, (len(one), len(one[0])), 1, how, steps), side)


def _is_largest(scene: Scene, token: Token) -> bool:
    """Whether global pooling takes the largest value; the mean if it says so, there or else in the text."""
    words = str(token.value).lower()
    if not any(word in words for word in (*_LARGEST, *_MEAN)):
        words = " ".join(str(one.value).lower() for one in scene.tokens if one.kind in ("GAP", "MAXPOOL", "AVGPOOL"))
    largest = any(word in words for word in _LARGEST)
    mean = any(word in words for word in _MEAN)
    if largest == mean:
        raise missing("whether the largest value or the mean is taken", "최대 풀링인지 평균 풀링인지")
    return largest
