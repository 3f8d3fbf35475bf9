"""One setter for each attribute of a layer, and what follows once all are set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.formula import same_padding
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


def _pad_total(scene: Scene, layer: Layer, value: Any) -> None:
    layer.pad_total = value


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
    """Channels of no side: the input's first, then the output's."""
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


def _repeat(scene: Scene, layer: Layer, value: Any) -> None:
    number = {"twice": 2, "thrice": 3}.get(value, value) if isinstance(value, str) else value
    if not isinstance(number, int) or not 1 <= number <= 1000:
        raise contradiction(f"{number} layers", f"층 {number}개")
    layer.repeat = number


def _keep_channels(scene: Scene, layer: Layer, value: Any) -> None:
    """`keeps its 64 channels`."""
    layer.cout = layer.cout if layer.cout is not None else layer.cin


def _out_pad(scene: Scene, layer: Layer, value: Any) -> None:
    layer.out_pad = value


def _ignore(scene: Scene, layer: Layer, value: Any) -> None:
    """Set elsewhere."""


SETTERS: dict[str, Callable[[Scene, Layer, Any], None]] = {
    "stride": _stride,
    "pad": _pad,
    "border": _pad,
    "pady": _pad_of_axis(0),
    "padx": _pad_of_axis(1),
    "nopad": _no_pad,
    "same": _same,
    "padtotal": _pad_total,
    "dil": _dilation,
    "dils": _ignore,
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


_KEEPING = ("resnet", "resnext", "shufflenet", "mobilenet", "densenet", "vgg", "inception", "googlenet", "seresnet")


def _known_padding(scene: Scene) -> None:
    """Layers of families whose 3x3 convolutions keep the size, where the text is silent about all padding."""
    named = any(token.kind == "NETWORK" and token.value.replace("-", "").startswith(_KEEPING) for token in scene.tokens)
    convs = [layer for layer in scene.layers if layer.is_conv]
    if named and not any(layer.pad or layer.same or layer.pad_total for layer in convs):
        for layer in convs:
            layer.same = layer.pad is None


def _is_first_of_lenet(scene: Scene) -> bool:
    names = {token.value for token in scene.tokens if token.kind in ("LAYERNAME", "CONVNAME")}
    return any(token.kind == "NETWORK" and token.value.startswith("le") for token in scene.tokens) and names in (
        {"c1"},
        {"conv1"},
    )


def finish(scene: Scene) -> None:
    """What follows from all attributes together: channels handed on, filter depths checked."""
    _known_padding(scene)
    channels = scene.channels
    if channels is None and scene.has("RGB") and not scene.has("GRAY"):
        channels = 3
    if channels is None and scene.has("GRAY"):
        channels = 1
    if channels is None and _is_first_of_lenet(scene):
        channels = 1
    first = scene.layers[0] if scene.layers else None
    if scene.input is None and scene.out_channels is not None and first is not None and first.kind == "fc":
        scene.input, scene.channels = scene.out_sizes, scene.out_channels  # what the last pooling delivers
        channels, scene.out_sizes, scene.out_channels = scene.channels, None, None
    _place_ends(scene)
    dense = [layer for layer in scene.layers if layer.kind == "fc"]
    if dense and dense[-1].cout is None:
        dense[-1].cout = scene.numbers.get("task")  # a classifier of as many classes
    for layer in scene.layers:
        _count_for_depth(layer, channels if layer is first else None)
        if layer.depth is not None:
            known = _from_depth(scene, layer, channels if layer is first else None)
            channels = (known or channels) if layer is first else channels
        if layer.ceil is False and scene.has("CEIL") and layer.is_pool:
            layer.ceil = True
    if first is not None and first.cin is not None and first.kind != "fc":
        per_group = first.groups or 1
        if channels is not None and channels not in (first.cin, first.cin // per_group):
            raise contradiction(
                f"the input has {channels} channels, and the layer takes {first.cin}",
                f"입력은 {channels}채널인데 층은 {first.cin}채널을 받습니다",
            )
        channels = first.cin
    elif first is not None and first.kind not in ("fc",):
        first.cin = channels
    scene.channels = channels
    convs = [layer for layer in scene.layers if layer.is_conv]
    for layer in convs:
        _refuse_other_padding(layer)
    if len(convs) == 1 and scene.has("DW") and not scene.has("PW", "DWSEP", "STANDARD"):
        convs[0].depthwise, convs[0].groups = True, None
    if (
        scene.has("BN")
        and not scene.roles("nobn")
        and len(convs) == 1
        and not any(layer.kind == "bn" for layer in scene.layers)
    ):
        scene.layers.insert(scene.layers.index(convs[0]) + 1, Layer("bn", convs[0].start))


def _refuse_other_padding(layer: Layer) -> None:
    """`a same convolution with f = 5, s = 1, p = 1`: this padding does not keep the size."""
    if not layer.same_said or layer.kernel is None or set(layer.stride or (1,)) != {1}:
        return
    wanted = [same_padding(kernel, layer.dilation) for kernel in layer.kernel]
    given = list(layer.pads(len(layer.kernel)))
    if wanted != given:
        raise contradiction(
            f"padding {given[0] // 2} does not keep the size of a {layer.kernel[0]}-wide kernel's input",
            f"패딩 {given[0] // 2}로는 크기 {layer.kernel[0]}인 커널에서 크기가 유지되지 않습니다",
        )


def _place_ends(scene: Scene) -> None:
    """`입출력 64채널`: what enters the first convolution and what leaves the last."""
    ends, convs = scene.numbers.get("ends"), [layer for layer in scene.layers if layer.is_conv]
    if ends is not None and convs:
        convs[0].cin = same_or_refuse(convs[0].cin, ends, "two numbers of input channels", "입력 채널 수가 둘")
        convs[-1].cout = same_or_refuse(convs[-1].cout, ends, "two numbers of output channels", "출력 채널 수가 둘")


def _count_for_depth(layer: Layer, channels: int | None) -> None:
    """`conv 5x5x8`: a layer's third number counts its filters, a filter's is its depth."""
    if layer.counted and layer.depth is not None and layer.cout is None and layer.depth != channels:
        layer.cout, layer.depth = layer.depth, None


def _from_depth(scene: Scene, layer: Layer, channels: int | None) -> int | None:
    """A filter written 5x5x3 spans the input's channels, or one group of them."""
    assert layer.depth is not None
    whole = layer.depth * (layer.groups or 1)
    known = layer.cin if layer.cin is not None else channels
    if known is not None and known not in (layer.depth, whole):
        raise contradiction(
            f"the filter's depth ({layer.depth}) must equal the input's depth ({known})",
            f"필터의 깊이({layer.depth})는 입력의 깊이({known})와 같아야 합니다",
        )
    if layer.groups and known == layer.depth and layer.groups > 1:
        return known
    if layer.cin is None:
        layer.cin = whole if known is None else known
    return layer.cin
