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
    fields: dict[str, Any] = call.fields
    out_pad = fields.get("output_padding", 0)
    layer = Layer(
        _KINDS[call.kind],
        token.start,
        framework=call.framework,
        cin=fields.get("in"),
        cout=fields.get("out"),
        kernel=fields.get("kernel"),
        stride=fields.get("stride"),
        groups=fields.get("groups"),
        out_pad=out_pad if isinstance(out_pad, int) else out_pad[0],
        ceil=bool(fields.get("ceil")),
        depthwise=call.kind == "depthwise",
        multiplier=fields.get("multiplier", 1),
        like_previous="like" in fields,
    )
    layer.bias = fields.get("bias", True if call.framework != "plain" and layer.is_weighted else None)
    _enter_padding(layer, fields.get("padding"), call.axes)
    if isinstance(fields.get("dilation"), tuple):
        set_attribute(scene, layer, "dil", min(fields["dilation"]))
    if not layer.depthwise and layer.multiplier != 1:
        raise not_understood("a multiplier of the channels", "채널 수의 배수")
    return layer


def _enter_padding(layer: Layer, padding: Any, axes: int) -> None:
    """`padding=1`, `padding="same"`, `padding="valid"`."""
    layer.same = padding == "same"
    layer.pad = (None if layer.same else (0,) * axes) if isinstance(padding, str) else padding


def _enter_shape(scene: Scene, shape: Any) -> None:
    sizes = (shape,) if isinstance(shape, int) else tuple(shape)
    if len(sizes) == 1:
        scene.numbers["vector"] = sizes[0]
    else:
        scene.input, scene.channels = sizes[:-1], sizes[-1]
        scene.axes, scene.full_shape = len(sizes) - 1, True
