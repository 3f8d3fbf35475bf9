"""A dense layer behind the flattened map against the same one behind global average pooling."""

from __future__ import annotations

from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.network import Network
from archcalc.quiz.scene import Scene

HEADS = "heads"
"""The key in `scene.numbers` that says so: `flattened` and `pooled` then name the sides."""


def are_heads(scene: Scene) -> bool:
    """Whether nothing is told but a map, a dense layer of one width, and the two ways between them."""
    dense = scene.dense
    widths = {layer.cout for layer in dense} - {None}
    others = any(layer.is_conv or layer.is_pool for layer in scene.layers)
    told = scene.input is not None and scene.channels is not None and len(widths) == 1
    return told and scene.has("GAP") and not others and (scene.has("FLAT") or len(dense) > 1)


def heads(scene: Scene) -> Comparison:
    """Both sides, from the width and the bias that are told of either."""
    dense = next(layer for layer in scene.layers if layer.kind == "fc" and layer.cout is not None).copy()
    dense.cin = None
    dense.bias = next((layer.bias for layer in scene.layers if layer.kind == "fc" and layer.bias is not None), None)
    scene.numbers[HEADS] = True
    old = Network((dense,), scene.input, scene.channels)
    new = Network((Layer("gap", -1), dense.copy()), scene.input, scene.channels)
    return Comparison(old, new, "flatten", "gap")
