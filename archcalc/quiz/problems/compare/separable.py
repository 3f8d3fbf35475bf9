"""A standard convolution against a depthwise one followed by a pointwise one."""

from __future__ import annotations

from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.asks.find import find_asks
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.compare.comparison import Comparison, fill, keep_size
from archcalc.quiz.problems.compare.onlyratio import only_ratio
from archcalc.quiz.problems.network import Network
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import STOPS, start_of
from archcalc.quiz.text.token import kind_at

HALVES = ("depthwise", "pointwise")


def is_separable(scene: Scene) -> bool:
    """`depthwise separable`, or both halves, or a depthwise and a 1x1 convolution."""
    convs = scene.convs
    return scene.has("DWSEP") or (scene.has("DW") and (scene.has("PW") or (1, 1) in [x.kernel for x in convs]))


def depthwise_separable(scene: Scene) -> Comparison:
    """Both sides, from whatever is said of either."""
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
    if main.cin is None and scene.channels is None and main.cout is not None and only_ratio(scene, find_asks(scene)):
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
