"""(A) ... against (B) ...: two designs of any layers, by their labels."""

from __future__ import annotations

from archcalc.quiz.answers import not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.compare.comparison import Comparison, keep_size
from archcalc.quiz.problems.network import Network
from archcalc.quiz.scene import Scene


def is_lettered(scene: Scene) -> bool:
    """Whether both labels stand in the text, with layers behind each."""
    cut = _cut(scene)
    convs = [layer for layer in scene.layers if layer.is_conv]
    return cut is not None and any(x.start < cut for x in convs) and any(x.start > cut for x in convs)


def lettered(scene: Scene) -> Comparison:
    """The layers before the second label, and those behind it."""
    cut = _cut(scene)
    layers = [layer.copy() for layer in scene.layers if layer.is_conv]
    sides = [[x for x in layers if x.start < (cut or 0)], [x for x in layers if x.start > (cut or 0)]]
    if not sides[0] or not sides[1]:
        raise not_understood("what (A) and (B) are", "(A)와 (B)가 무엇인지")
    bias = next((layer.bias for layer in layers if layer.bias is not None), None)
    same = any(layer.same for layer in layers) and scene.has("ALL")
    networks = []
    for side in sides:
        for layer in side:
            layer.bias = layer.bias if layer.bias is not None else bias
            layer.same = layer.same or (same and layer.pad is None)
            keep_size(scene, layer)
        if scene.channels is not None:
            side[0].cin = scene.channels
        _chain(side)
        networks.append(Network(tuple(side), scene.input, side[0].cin))
    return Comparison(networks[0], networks[1], "a", "b")


def _cut(scene: Scene) -> int | None:
    """Where the second label stands first."""
    labels = [token for token in scene.tokens if token.kind == "SIDELABEL"]
    if not {"a", "b"} <= {token.value for token in labels}:
        return None
    return next(token.start for token in labels if token.value == "b")


def _chain(side: list[Layer]) -> None:
    """Channels of a chain; `64 channels throughout` where outputs are not named."""
    for layer in side:
        if layer.cout is None:
            layer.cout = layer.cin
