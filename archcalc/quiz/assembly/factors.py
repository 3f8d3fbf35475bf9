"""Channels that are said by another number: factors of the papers (t, r, θ, growth rates), channels of one group.

Where the text tells the channels as well, they must be what the factor gives; where it does not, the factor tells them.
"""

from __future__ import annotations

import re
from fractions import Fraction

from archcalc.korean import with_particle
from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import start_of


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
    convs = scene.convs
    deep = [at for at, layer in enumerate(convs) if layer.depthwise]
    if len(deep) != 1 or deep[0] == 0 or not convs[deep[0] - 1].is_pointwise:
        raise not_understood("which layer is expanded", "어느 층이 확장되는지")
    first = convs[deep[0] - 1]
    wide = _times(_entering(scene, first), factor)
    first.cout = _agreeing(first.cout, wide)
    _agreeing(convs[deep[0]].cout, wide)


def _lay_out_inverted(scene: Scene) -> None:
    """`expansion factor 6, 3x3 depthwise, 64 output channels`: the 1x1 layers around it, where none is described."""
    convs = scene.convs
    if len(convs) != 1 or len(scene.layers) != 1 or not convs[0].depthwise:
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
    pair = [layer for layer in scene.layers if layer.kind == "fc" or layer.is_pointwise]
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
        return
    pair = [told[0].copy() if told else Layer("fc", 0) for _ in range(2)]
    for layer in pair:
        layer.cin, layer.repeat = None, 1
    pair[0].cin = entering
    scene.layers = [*[layer for layer in scene.layers if layer.kind == "gap"], *pair]


def _compress(scene: Scene, factor: Fraction) -> None:
    """DenseNet's transition: its one 1x1 layer keeps the part θ of the channels."""
    convs = scene.convs
    if len(convs) != 1 or not convs[0].is_pointwise:
        raise not_understood("which layer compresses", "어느 층이 압축하는지")
    convs[0].cout = _agreeing(convs[0].cout, _times(_entering(scene, convs[0]), factor))


def _check_seen(scene: Scene) -> None:
    """`each kernel sees only 192 maps`: those of its group."""
    seen = scene.numbers.get("seen")
    if seen is None:
        return
    convs = scene.convs
    cin = convs[0].cin if len(convs) == 1 else None
    if cin is None or not seen or cin % seen:
        raise not_understood("which maps a filter sees", "필터가 보는 특징맵")
    if convs[0].groups not in (None, cin // seen):
        raise contradiction(
            f"a filter sees {cin // (convs[0].groups or 1)} maps, not {seen}", f"필터가 보는 맵은 {seen}개가 아닙니다"
        )
    convs[0].groups = cin // seen


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


def grow(scene: Scene) -> None:
    """Lay out the layers of a dense block whose growth rate is said; other texts stay as they are.

    Raises:
        Refused: the layers described are not those of such a block.
    """
    rate = scene.numbers.get("growth")
    convs = [layer for layer in scene.layers if layer.kernel is not None and layer.is_conv]
    if rate is None or not convs or scene.has("STANDARD", "VERSUS", "COMPARE"):
        return
    if len(convs) != len(scene.layers) or len(convs) > 2 or any(layer.branch for layer in convs):
        raise not_understood("the layers of the block", "블록 안의 층")
    *narrow, last = convs
    if last.cout not in (None, rate):
        raise contradiction(
            f"a layer gives {last.cout} maps, and the growth rate is {rate}",
            f"성장률 {with_particle(rate, '과')} 채널 {last.cout}",
        )
    last.cout = rate
    if narrow and (not narrow[0].is_pointwise or narrow[0].repeat != last.repeat):
        raise not_understood("the layers of the block", "블록 안의 층")
    if narrow and narrow[0].cout is None:
        raise missing("the number of 1x1 filters", "1x1 필터 수")
    scene.layers = _laid_out(scene, convs)


def _laid_out(scene: Scene, convs: list[Layer]) -> list[Layer]:
    """The layers one after the other, the last of each step with its input beside its output."""
    said = scene.numbers.get("denselayers")
    count = convs[-1].repeat if said is None else said
    if convs[-1].repeat not in (1, count):
        raise contradiction(f"{convs[-1].repeat} layers, and {count}", f"층이 {convs[-1].repeat}개, {count}개")
    layers = []
    for step in range(count):
        for place, layer in enumerate(convs):
            made = layer.copy()
            made.repeat = 1
            made.cin = layer.cin if step == place == 0 else None
            made.carries = len(convs) if place == len(convs) - 1 else 0
            layers.append(made)
    return layers


_ENDS = frozenset({"COMMA", "STOP", "ASK", "LP", "RP", "SLASH"})
_OUT, _IN = frozenset({"filters", "cout"}), frozenset({"cin", "ch"})


def scale_groups(scene: Scene) -> None:
    """`각 그룹에서 32개씩`, `each group has 8 filters`: as many times as there are groups."""
    if not scene.has("PERGROUP", "EACH"):
        return
    told = [one for one in scene.found if one.role in _OUT | _IN and _is_per_group(scene, one)]
    for layer in scene.convs:
        for one in told if layer.groups else []:
            value = one.token.value
            if one.role in _OUT and layer.cout == value:
                layer.cout = value * layer.grouping
            elif one.role in _IN and layer.cin == value:
                layer.cin = value * layer.grouping


def _opens_each(scene: Scene, at: int) -> bool:
    """`Each of 4 groups maps 16 channels to 32`."""
    return scene.kinds_in(at, at + 2) in (["EACH", "NUM", "GROUP"], ["EACH", "WNUM", "GROUP"])


def _is_per_group(scene: Scene, one: Found) -> bool:
    """Whether `each group` stands before the number in its clause, or close behind it."""
    clause = range(start_of(scene.tokens, one.first + 1, _ENDS), one.first + 1)
    if any(scene.tokens[at].kind == "PERGROUP" or _opens_each(scene, at) for at in clause):
        return True
    behind = scene.kinds_in(one.last + 1, one.last + 2)
    return "PERGROUP" in behind and not _ENDS & set(behind[: behind.index("PERGROUP")])
