"""KxK against Kx1 and 1xK."""

from __future__ import annotations

import re

from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.layers import Layer, Sizes
from archcalc.quiz.problems.compare.comparison import Comparison, are_of_no_side
from archcalc.quiz.problems.network import Network
from archcalc.quiz.scene import Scene


def is_thin(kernel: Sizes | None) -> bool:
    """`3x1`, `1x7`."""
    return kernel is not None and len(kernel) == 2 and 1 in kernel and kernel != (1, 1)


PER_PIXEL = re.compile(
    r"per\s(?:output\s)?(?:pixel|value)|for\s(?:each|one)\s(?:output\s)?pixel|출력\s(?:한\s)?픽셀\s?(?:하나\s?)?당|화소당|픽셀당"
)
"""Where an image is named besides, its size says nothing."""


def spatial(scene: Scene) -> Comparison:
    """The whole kernel and its two thin ones; channels said of one hold for all."""
    layers = [layer for layer in scene.layers if layer.is_conv and layer.kernel is not None]
    thin = [layer for layer in layers if is_thin(layer.kernel)]
    whole = [layer for layer in layers if not is_thin(layer.kernel)]
    if len(thin) != 2 or len(whole) > 1:
        raise not_understood("which kernels are compared", "어떤 커널을 비교하는지")
    side = max(thin[0].kernel or (1,))
    main = whole[0] if whole else thin[0].copy()
    main.kernel = main.kernel if whole else (side, side)
    every = (main, *thin)
    _share(scene, every)
    if main.cin is None and are_of_no_side(scene):
        for layer in every:
            layer.cin = main.cout
    if main.cin is None and (main.cout or 1) > 1 and scene.has("CH"):
        raise missing("the number of input channels", "입력 채널 수")
    single = bool(PER_PIXEL.search(scene.body.lower()))
    if main.cin is None or (main.cin == 1 and (single or scene.input is None)):
        return _single_channel(scene, main, thin, single)
    for layer in every:
        layer.same = layer.same or (scene.input is not None and layer.pad is None and scene.has("SAME", "KEPT"))
    return _comparison(scene, main, thin, scene.input, main.cin)


def _share(scene: Scene, every: tuple[Layer, ...]) -> None:
    for name in ("cin", "cout", "bias"):
        known = [getattr(x, name) for x in every if getattr(x, name) is not None]
        for layer in every:
            if getattr(layer, name) is None and known:
                setattr(layer, name, known[0])
    for layer in every:
        layer.cin = layer.cin if layer.cin is not None else scene.channels
        layer.cout = layer.cout if layer.cout is not None else layer.cin
        layer.repeat = 1


def _single_channel(scene: Scene, main: Layer, thin: list[Layer], single: bool) -> Comparison:
    """On one channel; `single`: for one pixel of the output."""
    for layer in (main, *thin):
        layer.cin = layer.cout = 1
        layer.bias, layer.pad = False, None
        layer.same = single or scene.input is None or scene.has("SAME", "KEPT")
    sizes = None if single else scene.input or scene.out_sizes
    return _comparison(scene, main, thin, sizes or (1, 1), 1)


def _comparison(scene: Scene, main: Layer, thin: list[Layer], sizes: Sizes | None, channels: int) -> Comparison:
    names = ("2d", "separable") if scene.has("MULTS", "MACS", "FLOPS") else ("before", "after")
    return Comparison(Network((main,), sizes, channels), Network(tuple(thin), sizes, channels), *names)
