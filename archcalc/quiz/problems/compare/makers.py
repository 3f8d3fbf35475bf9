"""What makes the two networks of a comparison: groups, thin kernels, a separable convolution, two heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.layers import Layer, Sizes
from archcalc.quiz.network import Network
from archcalc.quiz.problems.compare.comparison import Comparison, are_of_no_side, fill, keep_size
from archcalc.quiz.problems.compare.relation import only_ratio
from archcalc.quiz.quantities import COSTS, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import STOPS, start_of
from archcalc.quiz.text.token import kind_at

_NEAR = 3
_APART = frozenset({"NUM", "WNUM", "DIMS", "COMMA", "STOP", "ASK", "AND"})


def is_per_group(scene: Scene, ask: Ask) -> bool:
    """`weights per group`, `그룹 하나의 가중치 수`: a cost of one group is asked."""
    if ask.kind not in COSTS:
        return False
    behind, before = scene.tokens[ask.place + 1 : ask.place + 1 + _NEAR], scene.tokens[: ask.place][-_NEAR:]
    for near in (behind, before[::-1]):
        for token in near:
            if token.kind == "PERGROUP":
                return True
            if token.kind in _APART:
                break
    return False


def grouped(scene: Scene, asks: Sequence[Ask]) -> Comparison:
    """The same layer without and with its groups."""
    layers = scene.convs
    if len(layers) != 1:
        raise not_understood("several layers with groups", "그룹이 있는 여러 층")
    new = layers[0]
    if new.cout is None:
        new.cout = scene.out_channels
    if any(token.kind == "EACH" and str(token.value).lower() == "per filter" for token in scene.tokens):
        raise not_understood("the cost of one filter", "필터 하나의 비용")
    if not new.groups:
        raise missing("the number of groups", "그룹 수")
    keep_size(scene, new)
    old = new.copy()
    old.groups = 1
    sizes, channels = scene.input, scene.channels
    networks = Network((old,), sizes, channels), Network((new,), sizes, channels)
    return Comparison(*networks, "standard", "grouped", new_is_main=True)


HEADS = "heads"
"""The key in `scene.numbers` that says so: `flattened` and `pooled` then name the sides."""


def are_heads(scene: Scene) -> bool:
    """Whether nothing is told but a map, a dense layer of one width, and the two ways between them."""
    dense = scene.dense
    widths = {layer.cout for layer in dense} - {None}
    others = any(layer.is_conv or layer.is_pool for layer in scene.layers)
    told = scene.input is not None and scene.channels is not None and len(widths) == 1
    return told and scene.has("GAP") and not others and (scene.has("FLAT") or len(dense) > 1)


def heads(scene: Scene, asks: Sequence[Ask]) -> Comparison:
    """A dense layer behind the flattened map, and behind global average pooling, from what is told of either."""
    dense = next(layer for layer in scene.layers if layer.kind == "fc" and layer.cout is not None).copy()
    dense.cin = None
    dense.bias = next((layer.bias for layer in scene.layers if layer.kind == "fc" and layer.bias is not None), None)
    scene.numbers[HEADS] = True
    old = Network((dense,), scene.input, scene.channels)
    new = Network((Layer("gap", -1), dense.copy()), scene.input, scene.channels)
    return Comparison(old, new, "flatten", "gap")


def is_thin(kernel: Sizes | None) -> bool:
    """`3x1`, `1x7`."""
    return kernel is not None and len(kernel) == 2 and 1 in kernel and kernel != (1, 1)


PER_PIXEL = re.compile(
    r"per\s(?:output\s)?(?:pixel|value)|for\s(?:each|one)\s(?:output\s)?pixel|출력\s(?:한\s)?픽셀\s?(?:하나\s?)?당|화소당|픽셀당"
)
"""Where an image is named besides, its size says nothing."""


def spatial(scene: Scene, asks: Sequence[Ask]) -> Comparison:
    """KxK against Kx1 and 1xK; channels said of one hold for all."""
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


HALVES = ("depthwise", "pointwise")


def is_separable(scene: Scene) -> bool:
    """`depthwise separable`, or both halves, or a depthwise and a 1x1 convolution."""
    convs = scene.convs
    return scene.has("DWSEP") or (scene.has("DW") and (scene.has("PW") or (1, 1) in [x.kernel for x in convs]))


def depthwise_separable(scene: Scene, asks: Sequence[Ask]) -> Comparison:
    """A standard convolution against a depthwise one followed by a pointwise one, from whatever is said of either."""
    layers = scene.convs
    kernels = [layer for layer in layers if layer.is_wide]
    if not kernels:
        raise missing("the kernel size", "커널 크기")
    whole = [layer for layer in kernels if not (layer.depthwise or layer.grouping > 1)]
    main = (whole or kernels)[0].copy()
    if any(layer.kernel != main.kernel for layer in kernels):
        raise not_understood("several kernels in a separable convolution", "분리 합성곱의 여러 커널")
    main.groups, main.depthwise, main.repeat = None, False, 1
    fill(main, layers, ("cin", "cout", "stride", "pad", "bias"))
    main.same = main.same or (main.pad is None and any(layer.same for layer in layers))
    behind = [layer for layer in layers if layer.is_pointwise and layer.cout]
    if len(behind) == 1 and (main.cout == 1 or not whole):  # `one 5x5 filter for each channel; then 1x1 to 72`
        main.cout = behind[0].cout
    if main.cout is None:
        main.cout = scene.out_channels
    if main.cin is None and scene.channels is None and main.cout is not None and only_ratio(scene, asks):
        main.cin, main.bias = 1, False  # the ratio does not depend on it
    keep_size(scene, main)
    old = Network((main,), scene.input, scene.channels)
    new = Network(_halves(scene, main), scene.input, scene.channels)
    return Comparison(
        old, new, "standard", "separable", new_is_main=True, new_first=_is_named_first(scene), halves=HALVES
    )


def _is_named_first(scene: Scene) -> bool:
    """`compare a depthwise separable convolution with the standard one`."""
    kinds = [token.kind for token in scene.tokens]
    return {"COMPARE", "DWSEP", "STANDARD"} <= set(kinds) and kinds.index("DWSEP") < kinds.index("STANDARD")


def _halves(scene: Scene, main: Layer) -> tuple[Layer, Layer]:
    first, second = main.copy(), main.copy()
    first.depthwise, first.cout = True, main.cin
    second.kernel, second.stride, second.pad = (1,) * len(main.need_kernel()), None, (0,)
    second.same, second.cin = False, main.cin
    said = _bias_of_halves(scene)
    for layer, half in ((first, "DW"), (second, "PW")):
        if said:
            layer.bias = said.get(half, not said[next(iter(said))])
    return first, second


_HEADING = STOPS | {"COMMA", "AND", "LP", "DIMS", "DW", "PW"}


def _bias_of_halves(scene: Scene) -> dict[str, bool]:
    """`the depthwise part carries no bias, the pointwise part does`; Keras' layer has one only behind both."""
    for token in scene.tokens:
        if token.kind == "CALL" and token.value.kind == "separable":
            return {"DW": False, "PW": bool(token.value.fields.get("bias", True))}
    for edit in scene.edits:
        if edit.what == "biased":
            only = {one.kind for one in edit.targets}
            return {"DW": "dw" in only, "PW": "pw" in only}
    found: dict[str, bool] = {}
    if sum(token.kind == "BIAS" for token in scene.tokens) > 1 and not scene.has("EXCL"):
        return found  # both are said to have some
    for one in scene.found:
        if one.role not in ("bias", "nobias"):
            continue
        head = kind_at(scene.tokens, start_of(scene.tokens, one.first + 1, _HEADING) - 1)
        if head in ("DW", "PW"):
            found[head] = one.role == "bias"
    return found
