"""What only the whole text settles: which of two sizes enters, and whose channels `12 maps` are."""

from __future__ import annotations

from archcalc.formula import prod
from archcalc.quiz.answers import Refused, contradiction
from archcalc.quiz.layers import Layer, output_sizes
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token, kind_at

Sizes = tuple[int, ...]


def settle(scene: Scene, layers: list[Layer]) -> None:
    """Place the second size of a text, and maps that nothing else claimed.

    Raises:
        Refused: two numbers of channels.
    """
    scene.numbers["more"] = [one for one in scene.numbers.get("more", []) if not _placed(scene, layers, *one)]
    _enter_last_map(scene, layers)
    _place_maps(scene, layers)
    _place_units(scene, layers)


def _enter_last_map(scene: Scene, layers: list[Layer]) -> None:
    """`The last map is 8x8x256. After global average pooling ...`: the output of what came before is the input."""
    pooled = bool(layers) and layers[0].kind == "gap" and {layer.kind for layer in layers[1:]} <= {"fc"}
    if pooled and scene.input is None and scene.out_sizes is not None:
        scene.input, scene.out_sizes = scene.out_sizes, None
        scene.channels, scene.out_channels = scene.out_channels, None
        scene.full_shape = scene.channels is not None


def _placed(scene: Scene, layers: list[Layer], token: Token, sizes: Sizes, channels: int | None) -> bool:
    """Whether a second size is the only layer's output, or its input where the first one is the output."""
    first = scene.input
    windowed = [layer for layer in layers if layer.kernel is not None]
    if first is None or len(windowed) != 1 or scene.out_sizes not in (None, first, sizes):
        return False
    if _leads_to(windowed[0], first, sizes):
        scene.out_sizes = sizes
        scene.out_channels = channels if channels is not None else scene.out_channels
        return True
    if _leads_to(windowed[0], sizes, first):
        scene.input, scene.out_sizes, scene.out_channels = sizes, first, scene.channels
        scene.channels, scene.full_shape = channels, channels is not None
        return True
    return False


def _leads_to(layer: Layer, sizes: Sizes, out: Sizes) -> bool:
    try:
        return output_sizes(layer, sizes, []) == out
    except Refused:
        return False


def _place_units(scene: Scene, layers: list[Layer]) -> None:
    """`120 units, each of which sees a 10x10 window`, `3x3, 128 outputs`: as many maps."""
    found = scene.roles("units")
    units = [one.token.value for one in found]
    convs = [layer for layer in layers if layer.is_conv]
    said = {token.kind for one in found for token in scene.tokens[one.first : one.last + 1]}
    counted = scene.has("CONNECTIONS") or (
        said == {"NUM", "OUTPUT"} and scene.has("CONV", "DW", "PW", "DWSEP", "SAME", "GROUP")
    )
    if len(units) == 1 and len(layers) == len(convs) == 1 and convs[0].cout is None and counted:
        convs[0].cout = units[0]


def _place_maps(scene: Scene, layers: list[Layer]) -> None:
    """`12 maps` beside an input whose channels are known are those of the one layer without filters."""
    maps = scene.numbers.get("maps")
    if maps is None or maps == 1:
        return
    if scene.channels is None and not scene.has("GRAY", "RGB"):
        scene.channels = maps
        return
    open_layers = [layer for layer in layers if layer.is_conv and layer.cout in (None, maps)]
    if scene.channels == maps:
        return
    if scene.full_shape and not layers and scene.has("MEM", "KIB", "MIB", "KB", "MB"):
        scene.batch = maps  # `32x32x64 특징맵 16장`: as many maps of this shape
        return
    if len(open_layers) != 1 and scene.channels is None:
        scene.channels = 1 if scene.has("GRAY") else 3
    if len(open_layers) != 1:
        raise contradiction(
            f"two numbers of channels: {scene.channels} and {maps}", f"채널 수가 둘: {scene.channels}, {maps}"
        )
    open_layers[0].cout = maps


_ENTERS = frozenset({"INPUT", "IMAGE", "MAP"})
_COLOURS = {"RGB": 3, "GRAY": 1}


def give_to_dense(scene: Scene) -> None:
    """`... on RGB input, and FC layers after a 7x7x512 map`: a map that only the first fully connected layer takes.

    Raises:
        Refused: the colours do not agree with the channels of the only map.
    """
    colours = _colours(scene)
    if colours is None or scene.channels in (None, colours) or not scene.layers or not scene.layers[0].is_conv:
        return
    dense = next((layer for layer in scene.layers if layer.kind == "fc"), None)
    sizes = [one.token.start for one in scene.roles("in")]
    if dense is None or dense.cin is not None or scene.input is None or len(sizes) != 1 or sizes[0] < dense.start:
        raise contradiction(
            f"an input of {colours} and of {scene.channels} channels", f"입력이 {colours}채널이자 {scene.channels}채널"
        )
    dense.cin = prod(scene.input) * (scene.channels or 1)
    scene.input, scene.channels, scene.full_shape = None, None, False


def _colours(scene: Scene) -> int | None:
    """The channels that `RGB input`, `grey image` says; None where it stands beside a size, or is not said."""
    for at, token in enumerate(scene.tokens):
        beside = {kind_at(scene.tokens, at - 1), kind_at(scene.tokens, at + 1)}
        if token.kind in _COLOURS and beside & _ENTERS:
            return _COLOURS[token.kind]
    return None
