"""Two designs of one convolution, whatever their layers: what is not said of one follows from the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.network import Network
from archcalc.quiz.problems.compare.comparison import Comparison, are_of_no_side, keep_size
from archcalc.quiz.problems.compare.parting import Side, Sides, is_lettered, parted
from archcalc.quiz.problems.compare.relation import only_ratio
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene


def designs(scene: Scene, asks: Sequence[Ask]) -> Comparison:
    """Both networks; the old one is the plain single layer, or what is labelled (A)."""
    sides = parted(scene)
    if sides is None or not sides[0] or not sides[1]:
        raise not_understood("which layers are compared", "어떤 층들을 비교하는지")
    if scene.has("DW") and not any(layer.depthwise or layer.grouping > 1 for side in sides for layer in side):
        raise not_understood("which layer is depthwise", "어느 층이 깊이별 합성곱인지")
    _share(scene, [layer for side in sides for layer in side])
    if any(layer.branch for side in sides for layer in side):
        _enter(scene, sides)
    else:
        _complete(scene, sides, asks)
    lettered = is_lettered(scene)
    swapped = not lettered and not _is_plain(sides[0]) and (_is_plain(sides[1]) or _is_squeezed_first(scene, sides))
    old, new = sides[::-1] if swapped else sides
    networks = [Network(tuple(side), scene.input, side[0].cin) for side in (old, new)]
    return Comparison(networks[0], networks[1], *_names(old, new, lettered), new_first=swapped)


def _is_plain(side: Side) -> bool:
    layer = side[0]
    return len(side) == 1 and layer.repeat == 1 and layer.grouping == 1 and layer.dilation == 1


def _is_squeezed_first(scene: Scene, sides: Sides) -> bool:
    """`a bottleneck compared with two plain 3x3 convolutions`, where neither is said to come before the other."""
    told = scene.has("BEFOREAFTER", "CHANGE", "BEFORE")
    narrow = [any(layer.is_pointwise for layer in side) for side in sides]
    return not told and narrow == [True, False]


def _names(old: Side, new: Side, lettered: bool) -> tuple[str, str]:
    if not lettered and any(layer.is_pointwise for layer in new):
        return "direct", "bottleneck"
    if not lettered and any(layer.is_pointwise for layer in old):
        return "bottleneck", "plain"
    if not lettered and new[0].dilation > 1:
        return "dense", "dilated"
    if not lettered and len(new) == 1 and new[0].grouping > 1:
        return "standard", "grouped"
    return "a", "b"


def _share(scene: Scene, layers: list[Layer]) -> None:
    """Bias, and padding that keeps the size, said of one layer hold for all of the comparison."""
    bias = next((layer.bias for layer in layers if layer.bias is not None), None)
    same = any(layer.same or _keeps(layer) for layer in layers)
    for layer in layers:
        layer.bias = layer.bias if layer.bias is not None else bias
        if same and (layer.pad is None or layer.is_pointwise):
            layer.same, layer.pad = True, None
        keep_size(scene, layer)


def _keeps(layer: Layer) -> bool:
    """A padding that keeps the size: 1 with 3x3, 2 with 5x5."""
    if layer.pad is None or layer.kernel is None or layer.is_pointwise:
        return False
    return all(2 * pad == layer.dilation * (side - 1) for pad, side in zip(layer.pad, layer.kernel, strict=False))


def _enter(scene: Scene, sides: Sides) -> None:
    """Designs with branches: only what enters them is common."""
    for side in sides:
        if scene.channels is not None:
            side[0].cin = scene.channels
        for layer in side:
            layer.cout = layer.cout if layer.cout is not None else layer.cin


def _complete(scene: Scene, sides: Sides, asks: Sequence[Ask]) -> None:
    """Channels at the ends are common to both; inside, each layer takes what the one before it gives."""
    stated = {count for side in sides for layer in side for count in (layer.cin, layer.cout)} - {None}
    cin = _first([side[0].cin for side in sides] + [scene.channels])
    cout = _first([side[-1].cout for side in sides] + [scene.out_channels])
    if cout is None and stated <= {cin} and not _is_of_input_only(scene):
        cout = cin  # `128 channels throughout`
    if cin is None and not stated and only_ratio(scene, asks):
        cin = cout = 1  # the ratio does not depend on it
    if cin is None and stated == {cout} and (scene.has("ALL", "KEEP") or are_of_no_side(scene)):
        cin = cout
    for side in sides:
        side[0].cin = side[0].cin if side[0].cin is not None else cin
        side[-1].cout = side[-1].cout if side[-1].cout is not None else cout
        for before, after in pairwise(side):
            before.cout = before.cout if before.cout is not None else _inner(side, before, after, cin == cout)
            after.cin = after.cin if after.cin is not None else before.cout
        if any(layer.repeat > 1 and layer.cin != layer.cout for layer in side):
            raise not_understood("the channels between the layers", "층 사이의 채널 수")


def _is_of_input_only(scene: Scene) -> bool:
    """`입력은 64채널이다`: nothing is said of the channels that come out."""
    said = [one for one in scene.found if one.role in ("cin", "cout", "ch", "filters", "ends")]
    return bool(said) and all(
        one.role in ("cin", "ch")
        and {"INPUT", "CIN"} & {t.kind for t in scene.tokens[max(0, one.first - 1) : one.last + 2]}
        for one in said
    )


def _inner(side: Side, layer: Layer, after: Layer, kept: bool) -> int:
    """What a layer inside a chain gives: what the next one takes, or as many channels as it takes itself."""
    if after.cin is not None:
        return after.cin
    if layer.cin is None or layer.is_pointwise or not (kept or side[0].is_pointwise):
        raise missing("the number of 1x1 filters", "1x1 필터 수")
    return layer.cin


def _first(values: list[int | None]) -> int | None:
    return next((value for value in values if value is not None), None)
