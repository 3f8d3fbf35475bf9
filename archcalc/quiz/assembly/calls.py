"""Framework code to layers."""

from __future__ import annotations

from typing import Any

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.attributes import set_attribute
from archcalc.quiz.layers import Layer
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.code import Call
from archcalc.quiz.text.token import Token

_KINDS = {
    "conv": "conv",
    "conv_transpose": "transposed",
    "maxpool": "maxpool",
    "avgpool": "avgpool",
    "linear": "fc",
    "flatten": "flatten",
    "gap": "gap",
    "bn": "bn",
    "depthwise": "conv",
    "separable": "conv",
}


def layer_of_call(scene: Scene, token: Token) -> Layer | None:
    """The layer that a call makes; None for an input or an activation."""
    call: Call = token.value
    scene.axes = call.axes if call.kind not in ("linear", "flatten", "none", "input") else scene.axes
    shape = call.fields.get("shape")
    if shape is not None:
        _enter_shape(scene, shape)
    if call.kind in ("none", "input"):
        return None
    layer = Layer(_KINDS[call.kind], token.start)
    layer.framework = call.framework
    fields: dict[str, Any] = call.fields
    layer.cin, layer.cout = fields.get("in"), fields.get("out")
    layer.kernel, layer.stride = fields.get("kernel"), fields.get("stride")
    padding = fields.get("padding")
    if isinstance(padding, str):
        layer.same = padding == "same"
        layer.pad = None if layer.same else (0,) * call.axes
    else:
        layer.pad = padding
    if isinstance(fields.get("dilation"), tuple):
        set_attribute(scene, layer, "dil", min(fields["dilation"]))
    layer.groups = fields.get("groups")
    out_pad = fields.get("output_padding", 0)
    layer.out_pad = out_pad if isinstance(out_pad, int) else out_pad[0]
    layer.bias = fields.get(
        "bias", True if call.framework != "plain" and _KINDS[call.kind] in ("conv", "transposed", "fc") else None
    )
    layer.ceil = bool(fields.get("ceil"))
    layer.depthwise = call.kind == "depthwise"
    layer.multiplier = fields.get("multiplier", 1)
    if not layer.depthwise and layer.multiplier != 1:
        raise not_understood("a multiplier of the channels", "채널 수의 배수")
    layer.like_previous = "like" in fields
    return layer


def _enter_shape(scene: Scene, shape: Any) -> None:
    sizes = (shape,) if isinstance(shape, int) else tuple(shape)
    if len(sizes) == 1:
        scene.numbers["vector"] = sizes[0]
    else:
        scene.input, scene.channels = sizes[:-1], sizes[-1]
        scene.axes, scene.full_shape = len(sizes) - 1, True
