"""What follows once all attributes are set: channels handed on, the depth of filters, padding that is known."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.answers import contradiction
from archcalc.quiz.assembly.norms import spread_norms
from archcalc.quiz.assembly.padding import check_said_padding, keep_known_sizes
from archcalc.quiz.assembly.settle import give_to_dense
from archcalc.quiz.layers import WINDOW, Layer
from archcalc.quiz.scene import Scene, same_or_refuse


def _is_first_of_lenet(scene: Scene) -> bool:
    names = {token.value for token in scene.tokens if token.kind in ("LAYERNAME", "CONVNAME")}
    return any(token.kind == "NETWORK" and token.value.startswith("le") for token in scene.tokens) and names in (
        {"c1"},
        {"conv1"},
    )


_SINGLE = re.compile(
    r"(?<![a-z])(?:an?|one|single)\s\d{1,2}\s?(?:x|×|by)\s?\d{1,2}(?:\s?(?:x|×)\s?\d{1,4})?\s(?:filter|kernel|mask)(?![a-z])|필터\s(?:하나|한\s개)"
)
"""`a 5x5 filter is convolved with a grey image`: one filter, and so one map."""


_NO_CEIL = re.compile(r"올림[가-힣]*\s?않|not\s(?:be\s|is\s)?round(?:ed|ing)?\sup")


def finish(scene: Scene) -> None:
    """What follows from all attributes together: channels handed on, filter depths checked."""
    _do_as_before([layer for layer in scene.layers if layer.is_conv])
    keep_known_sizes(scene)
    give_to_dense(scene)
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
    pools = any(layer.is_pool for layer in scene.layers)
    for layer in scene.layers:
        _count_for_depth(layer, channels if layer is first else None)
        if layer.depth is not None:
            known = _from_depth(layer, channels if layer is first else None)
            channels = (known or channels) if layer is first else channels
        if layer.ceil is False and scene.has("CEIL") and layer.kernel is not None and (layer.is_pool or not pools):
            layer.ceil = not _NO_CEIL.search(scene.body.lower())
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
    _refuse_unequal_sum(scene)
    convs = [layer for layer in scene.layers if layer.is_conv]
    for layer in convs:
        check_said_padding(scene, layer)
    if scene.one_map and len(scene.layers) == len(convs) == 1:
        convs[0].cin = channels = scene.channels = channels or 1
        convs[0].cout = convs[0].cout or scene.out_channels or 1
    spans = channels == 1 and not scene.full_shape
    spans = spans or (bool(convs) and convs[0].depth is not None and convs[0].depth == channels)
    if len(scene.layers) == 1 and convs and convs[0].cout is None and scene.out_channels is None and spans:
        single = bool(_SINGLE.search(scene.body.lower()))
        convs[0].cout, scene.one_filter = (1, single) if single else (None, False)
    if len(convs) == 1 and scene.has("DW") and not scene.has("PW", "DWSEP", "STANDARD"):
        convs[0].depthwise, convs[0].groups = True, None
    _multiply_depthwise(scene)
    spread_norms(scene)
    _do_as_before([layer for layer in scene.layers if layer.is_pool])
    if (
        scene.has("BN")
        and not scene.roles("nobn")
        and len(convs) == 1
        and not any(layer.kind == "bn" for layer in scene.layers)
    ):
        scene.layers.insert(scene.layers.index(convs[0]) + 1, Layer("bn", convs[0].start))


def _multiply_depthwise(scene: Scene) -> None:
    """`a depth multiplier of 2`: as many filters for each channel of the one depthwise layer."""
    times = scene.numbers.get("multiplier", 1)
    words = [str(token.value).lower() for token in scene.tokens if token.kind == "MULTIPLIER"]
    told = any(word.startswith(("depth", "channel", "깊이", "채널")) for word in words)
    if isinstance(times, int) and told and len(scene.layers) == 1 and scene.layers[0].depthwise:
        scene.layers[0].multiplier = times
        scene.numbers["multiplier"] = 1


def _do_as_before(layers: list[Layer]) -> None:
    """`same settings`, `max-pooled again in the same way`: what is told of the layer before holds for this one too."""
    for before, layer in pairwise(layers):
        if layer.like_previous:
            layer.take(before, WINDOW)


def _refuse_unequal_sum(scene: Scene) -> None:
    """An identity shortcut adds the input to the output: both must have as many channels."""
    said = [str(token.value).lower() for token in scene.tokens if token.kind == "SKIP"]
    identity = any(word in one for one in said for word in ("identity", "항등", "residual", "잔차"))
    convs = [layer for layer in scene.layers if layer.is_conv]
    if not (identity or (said and scene.has("ADDED"))) or not convs or any(layer.branch for layer in convs):
        return
    if any(layer.kind == "join" or layer.carries for layer in scene.layers):
        return
    entering, leaving = convs[0].cin, convs[-1].cout
    if None not in (entering, leaving) and entering != leaving:
        raise contradiction("what is added has different channels", "더하는 특징맵의 채널 수가 서로 다릅니다")


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


def _from_depth(layer: Layer, channels: int | None) -> int | None:
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
