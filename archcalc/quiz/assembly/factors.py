"""Factors of the papers that say a number of channels by another: expansion t, reduction r, compression θ.

Where the text tells the channels as well, they must be what the factor gives; where it does not, the factor tells them.
"""

from __future__ import annotations

import re
from fractions import Fraction

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.scene import Scene


def apply_factors(scene: Scene) -> None:
    """Enter the channels that each factor gives.

    Raises:
        Refused: no layer is there that the factor could be about, or its channels are said to be others.
    """
    for name, apply in (("expansion", _expand), ("reduction", _squeeze), ("compression", _compress)):
        factor = scene.numbers.get(name)
        if factor is not None:
            apply(scene, Fraction(factor))
    _check_seen(scene)


def _expand(scene: Scene, factor: Fraction) -> None:
    """MobileNetV2: a 1x1 layer widens t times, a depthwise one keeps that width, a 1x1 layer projects."""
    _lay_out_inverted(scene)
    convs = [layer for layer in scene.layers if layer.is_conv]
    deep = [at for at, layer in enumerate(convs) if layer.depthwise]
    if len(deep) != 1 or deep[0] == 0 or not _is_pointwise(convs[deep[0] - 1]):
        raise not_understood("which layer is expanded", "어느 층이 확장되는지")
    first = convs[deep[0] - 1]
    wide = _times(_entering(scene, first), factor)
    first.cout = _agreeing(first.cout, wide)
    middle, behind = convs[deep[0]], convs[deep[0] + 1 :]
    if middle.cout not in (None, wide) and behind and behind[0].cout is None:
        middle.cout, behind[0].cout = None, middle.cout  # `projects to 24 channels (1x1)`
    if middle.cout is not None:
        _agreeing(middle.cout, wide)


def _lay_out_inverted(scene: Scene) -> None:
    """`expansion factor 6, 3x3 depthwise, 64 output channels`: the 1x1 layers around it, where none is described."""
    convs = [layer for layer in scene.layers if layer.is_conv]
    if len(convs) != 1 or len(scene.layers) != 1 or not convs[0].depthwise or _is_pointwise(convs[0]):
        return
    middle = convs[0]
    leaving = middle.cout if middle.cout is not None else scene.out_channels
    if leaving is None:
        raise missing("the channels that the block gives", "블록의 출력 채널 수")
    first, last = middle.copy(), middle.copy()
    for layer in (first, last):
        layer.kernel, layer.depthwise, layer.stride, layer.pad = (1,) * scene.axes, False, None, None
    middle.same = middle.same or middle.pad is None
    middle.cin = middle.cout = first.cout = last.cin = None
    last.cout = leaving
    scene.layers = [first, middle, last]


def _squeeze(scene: Scene, factor: Fraction) -> None:
    """Squeeze-and-excitation: C to C/r and back to C, by fully connected or by 1x1 layers."""
    _lay_out_squeezing(scene)
    pair = [layer for layer in scene.layers if layer.kind == "fc" or (layer.is_conv and _is_pointwise(layer))]
    if len(pair) != 2:
        raise not_understood("which layers reduce and restore the channels", "어느 층이 채널을 줄이고 되돌리는지")
    channels = _entering(scene, pair[0])
    narrow = _times(channels, 1 / factor)
    pair[0].cin, pair[0].cout = _agreeing(pair[0].cin, channels), _agreeing(pair[0].cout, narrow)
    pair[1].cin, pair[1].cout = _agreeing(pair[1].cin, narrow), _agreeing(pair[1].cout, channels)


_EXCITATION = re.compile(r"excit|(?<![a-z])se[\s-]|senet|(?<![a-z])se\s?(?:블록|모듈)")


def _lay_out_squeezing(scene: Scene) -> None:
    """`an SE block on 256 channels with r = 16`: its two fully connected layers, where none is told by its widths."""
    told = [layer for layer in scene.layers if layer.kind != "gap"]
    bare = all(layer.kind == "fc" and layer.cout is None for layer in told)
    if len(told) > 1 or not bare or not _EXCITATION.search(scene.body.lower()):
        return
    entering = told[0].cin if told and told[0].cin is not None else scene.channels
    if entering is None:
        counted = {one.token.value for one in scene.found if one.role in ("ch", "cin")}
        entering = counted.pop() if len(counted) == 1 else None
    if entering is None:
        return
    pair = [told[0].copy() if told else Layer("fc", 0) for _ in range(2)]
    for layer in pair:
        layer.cin, layer.repeat = None, 1
    pair[0].cin = entering
    scene.layers = [*[layer for layer in scene.layers if layer.kind == "gap"], *pair]


def _compress(scene: Scene, factor: Fraction) -> None:
    """DenseNet's transition: its one 1x1 layer keeps the part θ of the channels."""
    convs = [layer for layer in scene.layers if layer.is_conv]
    if len(convs) != 1 or not _is_pointwise(convs[0]):
        raise not_understood("which layer compresses", "어느 층이 압축하는지")
    convs[0].cout = _agreeing(convs[0].cout, _times(_entering(scene, convs[0]), factor))


def _check_seen(scene: Scene) -> None:
    """`each kernel sees only 192 maps`: those of its group."""
    seen = scene.numbers.get("seen")
    if seen is None:
        return
    convs = [layer for layer in scene.layers if layer.is_conv]
    cin = convs[0].cin if len(convs) == 1 else None
    if cin is None or not seen or cin % seen:
        raise not_understood("which maps a filter sees", "필터가 보는 특징맵")
    if convs[0].groups not in (None, cin // seen):
        raise contradiction(
            f"a filter sees {cin // (convs[0].groups or 1)} maps, not {seen}", f"필터가 보는 맵은 {seen}개가 아닙니다"
        )
    convs[0].groups = cin // seen


def _is_pointwise(layer: Layer) -> bool:
    return layer.is_conv and not layer.depthwise and layer.kernel is not None and set(layer.kernel) == {1}


def _entering(scene: Scene, layer: Layer) -> int:
    """The channels that enter a layer at the head of its block."""
    channels = layer.cin if layer.cin is not None else scene.channels
    if channels is None:
        raise missing("the number of input channels", "입력 채널 수")
    return channels


def _times(channels: int, factor: Fraction) -> int:
    wide = channels * factor
    if wide.denominator != 1 or wide < 1:
        raise contradiction(f"{channels} channels times {factor}", f"채널 {channels}개의 {factor}배")
    return int(wide)


def _agreeing(stated: int | None, given: int) -> int:
    if stated not in (None, given):
        raise contradiction(
            f"{stated} channels are stated, and the factor gives {given}",
            f"채널 수가 {stated}인데 계수로는 {given}입니다",
        )
    return given
