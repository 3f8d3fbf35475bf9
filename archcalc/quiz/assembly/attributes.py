"""The attributes of a layer: how each is set, and whether it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.quiz.answers import contradiction, not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.scene import Scene, same_or_refuse

_LARGEST = 512
"""No stride or padding of a layer is larger."""


def _sizes(scene: Scene, value: Any, what: str) -> tuple[int, ...]:
    values = value if isinstance(value, tuple) else (value,) * scene.axes
    if any(not isinstance(one, int) for one in values):
        raise contradiction(f"a {what} of {value}", f"{what} = {value}")
    if max(values) > _LARGEST:
        raise not_understood(f"a {what} of {value}", f"{what} = {value}")
    return tuple(values)


def _stride(scene: Scene, layer: Layer, value: Any) -> None:
    layer.stride = same_or_refuse(layer.stride, _sizes(scene, value, "stride"), "two strides", "스트라이드가 둘")


def _pad(scene: Scene, layer: Layer, value: Any) -> None:
    sizes = _sizes(scene, value, "padding")
    if min(sizes) < 0:
        raise contradiction("padding cannot be negative", "패딩은 음수일 수 없습니다")
    if layer.same and layer.pad is None:
        layer.same, layer.same_said = False, True
    layer.pad = same_or_refuse(layer.pad, sizes, "two paddings", "패딩이 둘")


def _pad_of_axis(axis: int) -> Callable[[Scene, Layer, Any], None]:
    """Padding of one axis: `padding 1 vertically and 2 horizontally`."""

    def enter(scene: Scene, layer: Layer, value: Any) -> None:
        known = layer.pad or (0,) * scene.axes
        layer.pad = known[:axis] + _sizes(scene, value, "padding")[:1] + known[axis + 1 :]

    return enter


def _no_pad(scene: Scene, layer: Layer, value: Any) -> None:
    _pad(scene, layer, 0)


def _same(scene: Scene, layer: Layer, value: Any) -> None:
    layer.same, layer.same_said = layer.pad is None, layer.pad is not None


def _dilation(scene: Scene, layer: Layer, value: Any) -> None:
    if not isinstance(value, int) or value < 1:
        raise contradiction(f"a dilation of {value}", f"팽창률 {value}")
    layer.dilation = value


def _groups(scene: Scene, layer: Layer, value: Any) -> None:
    if layer.depthwise:
        return
    layer.groups = same_or_refuse(layer.groups, value, "two numbers of groups", "그룹 수가 둘")


def _cout(scene: Scene, layer: Layer, value: Any) -> None:
    if layer.is_pool:
        raise not_understood("filters of a pooling layer", "풀링층의 필터")
    layer.cout = same_or_refuse(layer.cout, value, "two numbers of output channels", "출력 채널 수가 둘")


def _cin(scene: Scene, layer: Layer, value: Any) -> None:
    layer.cin = same_or_refuse(layer.cin, value, "two numbers of input channels", "입력 채널 수가 둘")


def _channels(scene: Scene, layer: Layer, value: Any) -> None:
    """Channels of no side: the input's first, then the output's; a dense layer has none, but the map it is on."""
    if layer.kind == "fc" and scene.roles("in"):
        scene.channels = same_or_refuse(scene.channels, value, "two numbers of channels", "채널 수가 둘")
        return
    if layer.cin is None and (scene.channels is None or scene.channels == value) and not layer.is_pool:
        layer.cin = value
    elif layer.is_pool:
        scene.channels = same_or_refuse(scene.channels, value, "two numbers of channels", "채널 수가 둘")
    elif layer.cout is None and value != layer.cin:
        layer.cout = value
    elif value not in (layer.cin, layer.cout):
        raise contradiction(f"{value} channels beside {layer.cin} and {layer.cout}", f"채널 수 {value}")


def _bias(scene: Scene, layer: Layer, value: Any) -> None:
    if layer.bias is None:
        layer.bias = True


def _no_bias(scene: Scene, layer: Layer, value: Any) -> None:
    layer.bias = False


MOST_LAYERS = 200
"""Of one kind in a row: `a conv3-512 layer` counts no 512 layers."""


def _repeat(scene: Scene, layer: Layer, value: Any) -> None:
    number = {"twice": 2, "thrice": 3}.get(value, value) if isinstance(value, str) else value
    if not isinstance(number, int) or not 1 <= number <= MOST_LAYERS:
        raise contradiction(f"{number} layers", f"층 {number}개")
    layer.repeat = number


def _keep_channels(scene: Scene, layer: Layer, value: Any) -> None:
    """`keeps its 64 channels`."""
    layer.cout = layer.cout if layer.cout is not None else layer.cin


def _out_pad(scene: Scene, layer: Layer, value: Any) -> None:
    layer.out_pad = value


_SETTERS: dict[str, Callable[[Scene, Layer, Any], None]] = {
    "stride": _stride,
    "pad": _pad,
    "border": _pad,
    "pady": _pad_of_axis(0),
    "padx": _pad_of_axis(1),
    "nopad": _no_pad,
    "same": _same,
    "dil": _dilation,
    "groups": _groups,
    "filters": _cout,
    "cout": _cout,
    "cin": _cin,
    "unitsin": _cin,
    "ch": _channels,
    "bias": _bias,
    "nobias": _no_bias,
    "repeat": _repeat,
    "outpad": _out_pad,
    "keepch": _keep_channels,
}
ATTRIBUTES = frozenset(_SETTERS)
_FIELDS = {"filters": "cout", "ch": "cin", "unitsin": "cin", "dil": "dilation", "nobias": "bias"}
"""Where a layer keeps what a role says, if not under its name."""


def set_attribute(scene: Scene, layer: Layer, role: str, value: Any) -> None:
    """Give a layer an attribute.

    Raises:
        Refused: it has another value already, or cannot have it.
    """
    _SETTERS[role](scene, layer, value)


def held(layer: Layer, role: str) -> Any:
    """What a layer has of an attribute; None if nothing is said of it."""
    return getattr(layer, _FIELDS.get(role, role), None)


def is_set(layer: Layer, role: str) -> bool:
    """Whether an attribute is told of a layer; counts and dilations may be told again."""
    if role in ("pad", "nopad", "same"):
        return layer.tells_padding
    return held(layer, role) is not None and role not in ("repeat", "dil")
