"""What only the whole text settles: which of two sizes enters, and whose channels `12 maps` are."""

from __future__ import annotations

from archcalc.quiz.answers import Refused, contradiction
from archcalc.quiz.layers import Layer, output_sizes
from archcalc.quiz.scene import Scene

Sizes = tuple[int, ...]


def settle(scene: Scene, layers: list[Layer]) -> None:
    """Place the second size of a text, and maps that nothing else claimed.

    Raises:
        Refused: two sizes of which neither can be the other's output, or two numbers of channels.
    """
    for sizes, channels, layout in scene.later_sizes:
        _place_later(scene, layers, sizes, channels, layout)
    _place_maps(scene, layers)
    _place_units(scene, layers)


def _place_later(scene: Scene, layers: list[Layer], sizes: Sizes, channels: int | None, layout: str) -> None:
    first = scene.input
    assert first is not None
    windowed = [layer for layer in layers if layer.kernel is not None]
    if len(windowed) == 1 and _leads_to(windowed[0], sizes, first) and not _leads_to(windowed[0], first, sizes):
        scene.input, scene.out_sizes, scene.out_channels = sizes, first, scene.channels
        scene.channels, scene.layout, scene.full_shape = channels, layout, channels is not None
        return
    if scene.out_sizes not in (None, sizes):
        raise contradiction(
            f"two input sizes: {_text(first)} and {_text(sizes)}", f"입력 크기가 둘: {_text(first)}, {_text(sizes)}"
        )
    scene.out_sizes = sizes
    scene.out_channels = channels if channels is not None else scene.out_channels


def _leads_to(layer: Layer, sizes: Sizes, out: Sizes) -> bool:
    try:
        return output_sizes(layer, sizes, []) == out
    except Refused:
        return False


def _text(sizes: Sizes) -> str:
    return "x".join(map(str, sizes))


def _place_units(scene: Scene, layers: list[Layer]) -> None:
    """`120 units, each of which sees a 10x10 window`: as many maps of one unit."""
    units = [one.token.value for one in scene.roles("units")]
    convs = [layer for layer in layers if layer.is_conv]
    if len(units) == 1 and len(layers) == len(convs) == 1 and convs[0].cout is None and scene.has("CONNECTIONS"):
        convs[0].cout = units[0]


def _place_maps(scene: Scene, layers: list[Layer]) -> None:
    """`12 maps` beside an input whose channels are known are those of the one layer without filters."""
    maps = scene.numbers.get("maps")
    if maps is None or maps == 1:
        return
    if scene.channels is None:
        scene.channels = maps
        return
    open_layers = [layer for layer in layers if layer.is_conv and layer.cout in (None, maps)]
    if scene.channels == maps:
        return
    if len(open_layers) != 1:
        raise contradiction(
            f"two numbers of channels: {scene.channels} and {maps}", f"채널 수가 둘: {scene.channels}, {maps}"
        )
    open_layers[0].cout = maps
