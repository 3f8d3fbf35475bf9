"""The layers of a text parted into the two designs that are compared.

Both designs look at the same window of the input, take the same channels and give the same channels. Where the text
has no labels, the layers part where this holds; a 1x1 layer alone stands in front of the layer it is compared with.
"""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.layers import Layer
from archcalc.quiz.scene import Scene

_ONE_INPUT = re.compile(r"입력[은이]? ?(?:서로 |모두 )?(?:똑)?같[이은]|(?:똑)?같은 입력|(?:same|identical) input")
"""Both layers take it, so that neither follows the other."""

Side = list[Layer]
Sides = tuple[Side, Side]


def label_cut(scene: Scene) -> int | None:
    """Where the second of two labels stands first: `(A) ... (B) ...`."""
    labels = [token for token in scene.tokens if token.kind == "SIDELABEL"]
    if not {"a", "b"} <= {token.value for token in labels}:
        return None
    return next(token.start for token in labels if token.value == "b")


def is_lettered(scene: Scene) -> bool:
    """Whether both labels stand in the text, with layers behind each."""
    if _names_layers(scene) or scene.numbers.get("lettered branches"):
        return False
    cut = label_cut(scene)
    convs = scene.convs
    return cut is not None and any(x.start < cut for x in convs) and any(x.start > cut for x in convs)


def _names_layers(scene: Scene) -> bool:
    """`Layer A: ... Layer B: ...`, `two convs back to back: (a) ... (b) ...`: the layers of one network."""
    if scene.has("VERSUS", "STANDARD", "COMPARE", "RATIO", "PERCENT", "OR") or _ONE_INPUT.search(scene.body.lower()):
        return False
    pairs = list(pairwise(scene.tokens))
    named = {
        two.value
        for one, two in pairs
        if one.kind in ("LAYER", "BRANCH", "CONV", "CONVLAYER") and two.kind == "SIDELABEL"
    }
    first = next((at for at, token in enumerate(scene.tokens) if token.kind == "SIDELABEL"), 0)
    return named >= {"a", "b"} or any(token.kind == "STACK" for token in scene.tokens[:first])


def parted(scene: Scene) -> Sides | None:
    """The layers of the first design and those of the second; None if they do not part into two."""
    layers = [layer.copy() for layer in scene.layers if layer.is_conv]
    if is_lettered(scene):
        cut = label_cut(scene) or 0
        return _with_shared(scene, (*_cut_at(layers, cut),))
    if any(layer.kernel is None or layer.branch for layer in layers):
        return None
    for some in (_without_mentions(layers), layers):
        sides = _alike(some, bool(scene.roles("series"))) or _in_front(scene, some)
        if sides:
            return sides
    return _by_row(scene, layers) or _by_joint(scene, layers)


_JOINING = ("VERSUS", "AND")
_KOREAN_AND = ("와", "과", "이랑", "랑", "하고")


def _by_joint(scene: Scene, layers: list[Layer]) -> Sides | None:
    """`1x1 → 3x3 → 1x1 ... than two 3x3 convs`: designs with other windows, parted by the word between them."""
    if not scene.has("VERSUS", "COMPARE", "RATIO", "PERCENT"):
        return None
    found = []
    for at in range(1, len(layers)):
        one, two = layers[:at], layers[at:]
        between = [token for token in scene.tokens if one[-1].start < token.start < two[0].start]
        joined = any(token.kind in _JOINING or str(token.value) in _KOREAN_AND for token in between)
        chained = any(token.kind in ("THEN", "FOLLOWS", "ARROW", "STOP", "ASK") for token in between)
        complete = all(layer.cout is not None for layer in (*one, *two)) and one[-1].cout == two[-1].cout
        if joined and _fit(one, two) and (_are_kernels(scene, one, two, chained) or (complete and len(layers) > 2)):
            found.append((one, two))
    return found[0] if len(found) == 1 else None


def _are_kernels(scene: Scene, one: Side, two: Side, chained: bool) -> bool:
    """`a 3x3 layer and a 5x5 layer, both 64→64`: one layer each, that differ in the kernel."""
    apart = (
        len(one) == len(two) == 1 and one[0].kernel != two[0].kernel and (1, 1) not in (one[0].kernel, two[0].kernel)
    )
    return apart and not chained and not scene.has("TOTAL", "SUMOF", "THEN", "BN")


def _by_row(scene: Scene, layers: list[Layer]) -> Sides | None:
    """A block told layer by layer, and layers that are told apart from it with the same channels at both ends."""
    for row in scene.rows:
        inside = [layer for layer in layers if layer.start in row.starts]
        apart = [layer for layer in layers if layer.start not in row.starts]
        whole = len(row.starts) == len(inside) > 1 and apart and all(layer.cout is not None for layer in apart)
        follows = [layer.start for layer in layers] == [layer.start for layer in (*inside, *apart)]
        if whole and _fit(inside, apart) and apart[0].cin is not None:
            return (inside, apart) if follows else (apart, inside)
    return None


def _cut_at(layers: list[Layer], cut: int) -> Sides:
    return [one for one in layers if one.start < cut], [one for one in layers if one.start > cut]


def _with_shared(scene: Scene, sides: Sides) -> Sides:
    """`plan 1: 3x3, 512→256; plan 2 first goes down to 64 with 1x1`: the layer of the other side follows there too.

    `(a) 3x3, 64→64 (b) 1x1, 64→128`: told with both its channels, and with no word of reducing, it stands alone.
    """
    reduced = scene.has("BEFORE", "THEN", "BOTTLENECK", "SAVED", "ORD", "FOLLOWS")
    for one, other in (sides, sides[::-1]):
        wide = [layer for layer in other if not layer.is_pointwise]
        if (
            not all(layer.is_pointwise for layer in one)
            or len(other) != 1
            or not wide
            or one[-1].cout in (None, wide[0].cout)
        ):
            continue
        if not reduced and all(None not in (layer.cin, layer.cout) for layer in one):
            continue
        shared = wide[0].copy()
        shared.cin = None
        one.append(shared)
    return sides


def _alike(layers: list[Layer], swept: bool = False) -> Sides | None:
    """The one cut between designs with the same window and the same ends; a single layer is the likeliest side."""
    cuts = [(layers[:at], layers[at:]) for at in range(1, len(layers))]
    found = [
        sides for sides in cuts if _window(sides[0]) == _window(sides[1]) and _fit(*sides) and _differ(*sides, swept)
    ]
    single = [sides for sides in found if min(map(len, sides)) == 1]
    found = single or found
    return found[0] if len(found) == 1 else None


def _window(side: Side) -> tuple[int, ...]:
    """What one output of the side sees of the input, at stride 1."""
    kernels = [(layer.kernel or (1,), layer.dilation, layer.repeat) for layer in side]
    axes = max(len(kernel) for kernel, _, _ in kernels)
    spread = [(kernel * axes if len(kernel) == 1 else kernel, dilation, repeat) for kernel, dilation, repeat in kernels]
    return tuple(1 + sum(repeat * dil * (kernel[axis] - 1) for kernel, dil, repeat in spread) for axis in range(axes))


def _fit(one: Side, two: Side) -> bool:
    """Each a chain of layers, with the same channels at both ends as far as they are known."""
    chained = all(_agree(before.cout, after.cin) for side in (one, two) for before, after in pairwise(side))
    return chained and _agree(one[0].cin, two[0].cin) and _agree(one[-1].cout, two[-1].cout)


def _agree(one: int | None, two: int | None) -> bool:
    return one is None or two is None or one == two


def _differ(one: Side, two: Side, swept: bool) -> bool:
    """Whether the sides are more than one layer named twice; `스트라이드를 1에서 2로` sweeps one attribute."""
    if len(one) != len(two):
        return True
    if swept and any((a.stride, a.pad) != (b.stride, b.pad) for a, b in zip(one, two, strict=True)):
        return True
    return any(_essence(a) != _essence(b) for a, b in zip(one, two, strict=True))


def _essence(layer: Layer) -> tuple[object, ...]:
    return layer.kernel, layer.dilation, layer.grouping, layer.repeat, layer.depthwise


def _in_front(scene: Scene, layers: list[Layer]) -> Sides | None:
    """`5x5 filters, with a 1x1 layer in front`: the wide layer belongs to both designs."""
    narrow = [layer for layer in layers if layer.is_pointwise]
    wide = [layer for layer in layers if not layer.is_pointwise]
    if len(narrow) != 1 or len(wide) != 1 or wide[0].repeat != 1:
        return None
    direct, behind = wide[0].copy(), wide[0].copy()
    if direct.cin == narrow[0].cout:
        direct.cin = None
    behind.cin = narrow[0].cout
    alone = _agree(narrow[0].cout, wide[0].cout) and None not in (narrow[0].cin, wide[0].cin)
    if alone and not scene.has("BEFORE", "BOTTLENECK", "THEN"):
        return [layers[0]], [layers[1]]  # 1x1 in place of 3x3
    entering = next((one for one in (narrow[0].cin, direct.cin, scene.channels) if one is not None), None)
    if entering is not None and (narrow[0].cout or 0) >= entering:
        return None  # it does not reduce
    sides = [direct], [narrow[0], behind]
    return sides[::-1] if narrow[0].start < wide[0].start else sides


def _without_mentions(layers: list[Layer]) -> list[Layer]:
    """Without layers that are only named once more: `..., versus without the 1x1 layer`."""
    kept: list[Layer] = []
    for layer in layers:
        bare = layer.cin is None and layer.cout is None and layer.groups is None and layer.dilation == 1
        if not (bare and layer.repeat == 1 and any(one.kernel == layer.kernel for one in kept)):
            kept.append(layer)
    return kept
