"""Anchors: what stands for a layer of its own."""

from __future__ import annotations

from typing import Any

from archcalc.quiz.answers import contradiction
from archcalc.quiz.assembly.anchor import Anchor, pool_kind
from archcalc.quiz.assembly.bare import add_bare
from archcalc.quiz.assembly.calls import layer_of_call
from archcalc.quiz.assembly.restated import merged
from archcalc.quiz.assembly.segments import clause
from archcalc.quiz.layers import Layer
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.roles.rows import FIRST_MATCH
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.stretches import STOPS, end_of, kinds_among, opening, outside, past, start_of
from archcalc.quiz.text.token import Token, kind_at
from archcalc.quiz.text.weightshapes import of_weights

_NAMES = frozenset({"CONVNAME", "POOLNAME", "FCNAME", "LAYERNAME"})


def find_anchors(scene: Scene) -> list[Anchor]:
    """What stands for a layer, in the order of the text: sizes of kernels, widths, code, names without a number."""
    anchors: list[Anchor] = []
    for one in scene.found:
        layer = _layer_of(scene, one, scene.place(one.token))
        if layer is not None:
            anchors.append(Anchor(layer, one.first, one.last, one.match, scene.place(one.token)))
    for index, token in enumerate(scene.tokens):
        if token.kind == "CALL":
            made = layer_of_call(scene, token)
            if made:
                made.name = _variable(scene, index)
                anchors.append(Anchor(made, index))
    _drop_restated(scene, anchors)
    anchors = [anchor for anchor in anchors if not _names_branch(scene, anchors, anchor)]
    anchors.sort(key=lambda anchor: anchor.layer.start)
    add_bare(scene, anchors)
    anchors.sort(key=lambda anchor: anchor.layer.start)
    return merged(scene, anchors)


def _layer_of(scene: Scene, one: Found, index: int) -> Layer | None:
    """The layer that a number with its role stands for."""
    if (
        one.role == "kernel"
        or (one.role == "field" and one.token.kind == "DIMS" and _is_filter_size(scene, one))
        or (one.role == "filters" and one.token.kind == "COUNTED")
    ):
        return _windowed(scene, one, index)
    if one.role in ("joinch", "joinmap"):
        return _joining(one)
    if one.role in ("units", "units2", "units3") and _is_dense(scene, one):
        before = scene.tokens[max(0, one.first - 1) : index]
        name = next((str(token.value) for token in before if token.kind == "FCNAME"), "")
        return Layer("fc", one.token.start, cout=one.token.value, name=name)
    return None


def _joining(one: Found) -> Layer:
    """U-Net: `concatenation with the 256-channel skip map`: maps put beside those that arrive."""
    layer, value = Layer("join", one.token.start), one.token.value
    layer.kernel, layer.cout = (None, value) if isinstance(value, int) else (value[:-1], value[-1])
    return layer


def _variable(scene: Scene, index: int) -> str:
    """`conv1 = nn.Conv2d(...)`: the name in front of a call."""
    before = scene.tokens[max(0, index - 2) : index]
    named = len(before) == 2 and before[0].kind in _NAMES and before[1].kind == "EQ"
    return str(before[0].value) if named else ""


def _drop_restated(scene: Scene, anchors: list[Anchor]) -> None:
    """`a (1, 7) kernel: Conv2d(..., kernel_size=(1, 7))`: what the one call says is no second layer."""
    calls = [anchor for anchor in anchors if anchor.layer.framework]
    if len(calls) != 1:
        return
    said = calls[0].layer
    for anchor in [one for one in anchors if one is not calls[0]]:
        layer = anchor.layer
        if (
            layer.is_pool == said.is_pool
            and layer.kernel == said.kernel
            and layer.cout in (None, said.cout)
            and layer.stride in (None, said.stride)
        ):
            anchors.remove(anchor)


def _names_branch(scene: Scene, anchors: list[Anchor], anchor: Anchor) -> bool:
    """`the 5x5 branch has 16 1x1 filters and then 32 5x5 filters`: the first size only says which branch."""
    if "BRANCH" not in kinds_among(scene.tokens[anchor.first : anchor.last + 2]):
        return False
    further = end_of(scene.tokens, anchor.last + 2, ("BRANCH",))
    end = further - 1 if _heads_branch(anchors, further) else len(scene.tokens)
    own = [one for one in anchors if anchor.index < one.index < end]
    again = any(one.layer.kernel == anchor.layer.kernel for one in own)
    counted = any(one.role == "filters" and one.match == anchor.match for one in scene.found)
    return again and not counted and len(own) > 1


def _heads_branch(anchors: list[Anchor], at: int) -> bool:
    """Whether a word for a branch, if there is one, stands with a kernel that names it, and layers follow."""
    named = any(one.index in (at - 1, at + 1) for one in anchors)
    return named and any(one.index > at + 1 for one in anchors)


def _is_filter_size(scene: Scene, one: Found) -> bool:
    """`10 filters with receptive field 5x5`: where no receptive field is asked, it is the filter's size."""
    before = kind_at(scene.tokens, one.first - 1)
    shared = scene.has("SHARED", "UNSHARED")  # `12×12×1 → 8 maps; RF = 3×3`
    return (before in ("FILTER", "NUM", "UNITS") or shared) and not scene.has("LAYERS")


def _is_dense(scene: Scene, one: Found) -> bool:
    kinds = scene.kinds_of(one)
    flattened = scene.has("FLAT") and "UNITS" in kinds
    return bool(kinds & {"FC", "FCNAME"}) or scene.has("FC", "FCNAME") or flattened


def _windowed(scene: Scene, one: Found, index: int) -> Layer:
    """The convolution or pooling that a kernel stands for."""
    layer = Layer(_kind_near(scene, one), one.token.start)
    value: Any = one.token.value
    if one.token.kind == "STEPPED":
        value, stride = value
        layer.stride = (stride,) * len(value)
    elif one.token.kind == "COUNTED":
        layer.cout, value = value
    if isinstance(value, tuple):
        if scene.axes == 1 and len(value) == 2 and value[0] == 1:  # `1×3 필터` of a signal
            value = value[1:]
        if len(value) == 4 and scene.axes == 2:
            layer.cout, layer.cin, value = of_weights(value)
        if len(value) > scene.axes:
            layer.depth, value = value[scene.axes], value[: scene.axes]
        layer.kernel = value
    elif isinstance(value, int):
        layer.kernel = (value,) * scene.axes
    else:
        raise contradiction(f"a kernel of {value}", f"커널 크기 {value}")
    kinds = kinds_among(scene.tokens[one.first : one.last + 2])
    beside = kinds | set(scene.kinds_in(one.first - 1, one.first - 1))
    layer.counted = bool(beside & {"CONV", "CONVLAYER", "LAYER", "BOTTLENECK"}) and not beside & {"FILTER", "KSIZE"}
    layer.depthwise = "DW" in kinds and "DWSEP" not in kinds
    before = scene.tokens[max(0, one.first - 4) : index]
    named = [str(t.value) for t in before if t.kind in _NAMES]
    layer.name = named[-1] if named else _before_bracket(scene.tokens, one.first)
    return layer


def _before_bracket(tokens: list[Token], at: int) -> str:
    """`conv1 (32 filters, k=7)`: the name in front of the brackets that a place stands in."""
    opened = opening(tokens, at) or 0
    return str(tokens[opened - 1].value) if kind_at(tokens, opened - 1) in _NAMES else ""


def _kind_near(scene: Scene, one: Found) -> str:
    """Convolution, pooling or transposed convolution, by the words in its clause, else by those of the text."""
    inside = [token.kind for token in scene.tokens[one.first : one.last + 1]]
    around = [token.kind for token in clause(scene, one)]
    roles = {other.role for other in scene.found if other.match == one.match}
    if any("pool" in word or "풀링" in word for word in _window_words(scene, one)):
        return pool_kind(inside + around)
    named = _named_kind(scene, one) or _kind_behind(scene, one)
    if named:
        return named
    if "filters" in roles and "TRANS" not in inside and not scene.has("TRANS"):
        return "conv"
    if "CONVNAME" in inside:
        return "transposed" if "TRANS" in around else "conv"
    if one.match >= FIRST_MATCH and not {*POOLS, "TRANS", "POOLNAME"} & set(inside):
        return "conv"  # of a row in which poolings are called so
    for kinds in (inside, around):
        if any(kind in kinds for kind in POOLS) and not (
            kinds is around and any(k in inside for k in ("CONV", "FILTER", "CONVLAYER")) and "CONV" in around
        ):
            return pool_kind(kinds)
        if "TRANS" in kinds:
            return "transposed"
        if any(kind in kinds for kind in ("CONV", "CONVLAYER", "DWSEP", "DW", "PW", "GROUPED", "DIL")):
            return "conv"
    headed = _kind_of_entry(scene, one)
    if headed:
        return headed
    pools, convs = scene.has(*POOLS), scene.has("CONV", "CONVLAYER", "CALL", "DWSEP")
    several = len({other.token.start for other in scene.found if other.role == "kernel"}) > 1
    convs = convs or ("FILTER" in inside and several)
    if pools and not convs and not _pools_elsewhere(scene, one):
        return pool_kind(scene.kinds)
    return "transposed" if scene.has("TRANS") and not pools else "conv"


def _named_kind(scene: Scene, one: Found) -> str:
    """`conv1 | 5x5 | 12` in a table where poolings are named: the name in the entry says what the layer is."""
    place = past(scene.tokens, one.first - 1, ("KSIZE", "EQ", "COLON"), -1)
    kind = kind_at(scene.tokens, place)
    listed = kind_at(scene.tokens, place - 1) == "ITEM"
    return "conv" if kind == "CONVNAME" and listed and not scene.has("TRANS") else ""


_KINDS = {"CONV": "conv", "CONVLAYER": "conv", "TRANS": "transposed"}


def _kind_behind(scene: Scene, one: Found) -> str:
    """`3×3 필터 10개(보폭 2, 패딩 1)의 합성곱층`: in Korean the layer stands behind what it has, brackets aside."""
    if scene.language != "ko" or not scene.has("TRANS") or not scene.has("CONV", "CONVLAYER"):
        return ""
    behind = outside(scene.tokens[one.last + 1 : one.last + 16])
    clause = behind[: end_of(behind, 0, STOPS | {"COMMA", "ARROW", "DIMS", "AND", "ITEM", "CALL"})]
    return next((_KINDS[token.kind] for token in clause if token.kind in _KINDS), "")


def _kind_of_entry(scene: Scene, one: Found) -> str:
    """`③ ConvT, 커널 4, 보폭 2`: the head of an entry of a list says what the layer is."""
    head = past(scene.tokens, start_of(scene.tokens, one.first, STOPS | {"ITEM"}), ("COMMA", "ORD"))
    return _KINDS.get(scene.tokens[head].kind, "") if head < one.first else ""


def _pools_elsewhere(scene: Scene, one: Found) -> bool:
    """`1×1 128개 후 3×3 192개, ... 3×3 최대 풀링`: each pooling named stands with another window."""
    others = [other for other in scene.found if other.role == "kernel" and other.match != one.match]
    pools = [at for at, token in enumerate(scene.tokens) if token.kind in POOLS]
    return all(any(other.first <= at <= other.last for other in others) for at in pools)


def _window_words(scene: Scene, one: Found) -> list[str]:
    """The words for a window in a match: `pooling window` says what it belongs to."""
    inside = scene.tokens[max(0, one.first - 1) : one.last + 1]
    return [str(token.value).lower() for token in inside if token.kind == "KSIZE"]
