"""Factors of the papers that say a number of channels by another: expansion t, reduction r, compression θ.

Where the text tells the channels as well, they must be what the factor gives; where it does not, the factor tells them.
"""

from __future__ import annotations

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
    convs = [layer for layer in scene.layers if layer.is_conv]
    deep = [at for at, layer in enumerate(convs) if layer.depthwise]
    if len(deep) != 1 or deep[0] == 0 or not _is_pointwise(convs[deep[0] - 1]):
        raise not_understood("which layer is expanded", "어느 층이 확장되는지")
    first = convs[deep[0] - 1]
    wide = _times(_entering(scene, first), factor)
    first.cout = _agreeing(first.cout, wide)
    if convs[deep[0]].cout is not None:
        _agreeing(convs[deep[0]].cout, wide)


def _squeeze(scene: Scene, factor: Fraction) -> None:
    """Squeeze-and-excitation: C to C/r and back to C, by fully connected or by 1x1 layers."""
    pair = [layer for layer in scene.layers if layer.kind == "fc" or (layer.is_conv and _is_pointwise(layer))]
    if len(pair) != 2:
        raise not_understood("which layers reduce and restore the channels", "어느 층이 채널을 줄이고 되돌리는지")
    channels = _entering(scene, pair[0])
    narrow = _times(channels, 1 / factor)
    pair[0].cin, pair[0].cout = _agreeing(pair[0].cin, channels), _agreeing(pair[0].cout, narrow)
    pair[1].cin, pair[1].cout = _agreeing(pair[1].cin, narrow), _agreeing(pair[1].cout, channels)


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
