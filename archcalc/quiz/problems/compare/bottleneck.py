"""A convolution against the same one behind a 1x1 layer with fewer channels, and several small kernels against one."""

from __future__ import annotations

from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.compare.comparison import Comparison, keep_size
from archcalc.quiz.problems.network import Network
from archcalc.quiz.scene import Scene


def bottleneck(scene: Scene) -> Comparison:
    """The direct layer and the chain that takes its place."""
    layers = [layer.copy() for layer in scene.layers if layer.is_conv]
    direct, chain = _direct_and_chain(layers)
    if chain[0].cin is None:
        chain[0].cin = direct.cin if direct.cin is not None and direct.cin != chain[0].cout else scene.channels
    if chain[0].cout is None:
        raise missing("the number of 1x1 filters", "1x1 필터 수")
    direct.cin = direct.cin if direct.cin is not None and direct.cin != chain[0].cout else chain[0].cin
    for layer, before in zip(chain[1:], chain, strict=False):
        layer.cin = before.cout
    ends = next((layer.cout for layer in (direct, chain[-1]) if layer.cout is not None), scene.out_channels)
    direct.cout = direct.cout if direct.cout is not None else ends
    chain[-1].cout = chain[-1].cout if chain[-1].cout is not None else ends
    _share(scene, layers, [direct, *chain])
    old = Network((direct,), scene.input, direct.cin)
    new = Network(tuple(chain), scene.input, chain[0].cin)
    return Comparison(old, new, "direct", "bottleneck", new_first=chain[0].start < direct.start)


def _direct_and_chain(layers: list[Layer]) -> tuple[Layer, list[Layer]]:
    """The layer that is compared, and the chain behind a 1x1 layer that takes its place."""
    narrow = [layer.kernel is not None and set(layer.kernel) == {1} for layer in layers]
    wide = [layer for layer, is_narrow in zip(layers, narrow, strict=True) if not is_narrow]
    unclear = not_understood("which layers are compared", "어떤 층들을 비교하는지")
    if not any(narrow) or not wide or any(layer.kernel != wide[0].kernel or layer.kernel is None for layer in wide):
        raise unclear
    if len(wide) == 1 and len(layers) == 2:
        return wide[0].copy(), [layers[narrow.index(True)], wide[0]]
    if len(wide) != 2:
        raise unclear
    if not narrow[0]:
        return layers[0], layers[1:]
    if not narrow[-1]:
        return layers[-1], layers[:-1]
    raise unclear


def _share(scene: Scene, stated: list[Layer], layers: list[Layer]) -> None:
    """Bias and padding said of one layer hold for all of the comparison."""
    bias = next((layer.bias for layer in stated if layer.bias is not None), None)
    same = any(layer.same for layer in stated)
    for layer in layers:
        layer.bias = layer.bias if layer.bias is not None else bias
        layer.repeat = 1
        if same and (layer.pad is None or set(layer.kernel or ()) == {1}):
            layer.same, layer.pad = True, None
        keep_size(scene, layer)


def stacked(scene: Scene) -> Comparison:
    """Several small kernels against one large one, with as many channels throughout."""
    layers = [layer.copy() for layer in scene.layers if layer.is_conv and layer.kernel is not None]
    if len(layers) != 2:
        raise not_understood("which layers are compared", "어떤 층들을 비교하는지")
    bias = next((layer.bias for layer in layers if layer.bias is not None), None)
    channels = next((layer.cin for layer in layers if layer.cin is not None), scene.channels)
    for layer in layers:
        layer.cin = layer.cin if layer.cin is not None else channels
        layer.cout = layer.cout if layer.cout is not None else layer.cin
        layer.bias = layer.bias if layer.bias is not None else bias
        if layer.cin is None:
            raise missing("the number of channels", "채널 수")
        if layer.repeat > 1 and layer.cin != layer.cout:
            raise not_understood("the channels between the layers", "층 사이의 채널 수")
    one, two = layers
    return Comparison(Network((one,), scene.input, one.cin), Network((two,), scene.input, two.cin), "a", "b")
