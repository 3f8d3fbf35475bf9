"""Roles to a scene: anchors become layers, attributes go to the layer they stand with."""

from __future__ import annotations

import itertools
from typing import Any

from archcalc.quiz.answers import contradiction, not_understood
from archcalc.quiz.calls import layer_of_call
from archcalc.quiz.inputs import place_input, place_output, place_side
from archcalc.quiz.layers import Layer
from archcalc.quiz.patterns import Found
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.tokens import Token

BREAKS = frozenset({"ARROW", "STOP", "ASK", "ORD", "THEN", "DASH", "CALL", "PLUS", "CONVNAME", "POOLNAME", "FCNAME"})
_POOL = ("MAXPOOL", "AVGPOOL", "POOL", "POOLNAME")
_ATTRIBUTES = frozenset(
    [
        "stride",
        "pad",
        "dil",
        "dils",
        "groups",
        "filters",
        "cin",
        "cout",
        "ch",
        "bias",
        "nobias",
        "nopad",
        "same",
        "repeat",
        "padtotal",
        "outpad",
        "kernel",
        "unitsin",
        "keepch",
    ]
)


class Anchor:
    """A layer in the making: the layer, and the tokens it came from."""

    def __init__(self, layer: Layer, first: int, last: int, match: int, index: int | None = None) -> None:
        self.layer = layer
        self.index = first if index is None else index  # of the token it is known by
        self.first = first
        self.last = last
        self.match = match


def assemble(scene: Scene) -> None:
    """Fill the scene from its roles."""
    index_of = {token.start: index for index, token in enumerate(scene.tokens)}
    _label_leftovers(scene, index_of)
    anchors = _anchors(scene, index_of)
    scene.numbers["kernels"] = [a.layer.kernel for a in anchors if a.layer.kernel]
    for one in scene.found:
        _place_shape(scene, one)
    _attach(scene, anchors, index_of)
    scene.layers = [anchor.layer for anchor in anchors]
    _finish(scene)
    placed = {one.token.start for one in scene.found}
    scene.unplaced = [
        token
        for token in scene.tokens
        if token.kind in NUMERIC and token.start not in placed and not (token.kind == "WNUM" and token.value == 1)
    ]


def _place_shape(scene: Scene, one: Found) -> None:
    role, value = one.role, one.token.value
    if role == "in":
        place_input(scene, one.token)
    elif role == "out":
        place_output(scene, value)
    elif role in ("side", "outside"):
        place_side(scene, role, value)
    elif role == "maps":
        scene.channels = scene.channels or (value if value != 1 else None)
    elif role == "batch":
        if scene.axes == 1 and scene.tokens[one.last].kind == "SAMPLES":
            place_side(scene, "side", value)
        elif isinstance(value, int) and value > 0:
            scene.batch = value
    elif role in ("given", "bits", "bytes", "border", "padborder", "letter", "chain"):
        scene.numbers[role] = value


# Sizes without a word beside them.


def _label_leftovers(scene: Scene, index_of: dict[int, int]) -> None:
    """Sizes that no pattern knew: the first large one is the input, small square ones are kernels."""
    placed = {one.token.start for one in scene.found}
    has_input = any(one.role == "in" for one in scene.found)
    fresh = 10_000
    for token in scene.tokens:
        if token.start in placed:
            continue
        role = ""
        if token.kind == "DIMS":
            stated = _is_stated_output(scene, index_of[token.start])
            role = "out" if stated else _leftover_role(scene, token, has_input)
        elif token.kind in ("STEPPED", "COUNTED"):
            role = "kernel" if token.kind == "STEPPED" else "filters"
        if role:
            fresh += 1
            index = index_of[token.start]
            scene.found.append(Found(role, token, fresh, index, index))
            has_input = has_input or role == "in"
    scene.found.sort(key=lambda one: (one.token.start, one.match))


def _is_stated_output(scene: Scene, index: int) -> bool:
    """`The output of a 5x5 convolution ... is 20x20.`: the last size of a sentence that begins with the output."""
    tokens = scene.tokens
    if index + 1 < len(tokens) and tokens[index + 1].kind not in ("STOP", "COMMA", "AND", "WORD"):
        return False
    start = index
    while start > 0 and tokens[start - 1].kind not in ("STOP", "ASK"):
        start -= 1
    return tokens[start].kind in ("OUTPUT", "OUTMAP") and start != index


def _leftover_role(scene: Scene, token: Token, has_input: bool) -> str:
    sizes = token.value
    spatial = sizes[: scene.axes]
    windowed = scene.has("CONV", "CONVLAYER", "RF", "DWSEP", "FILTER", "DIL", *_POOL, "KSIZE", "TRANS", "DW", "LAYER")
    if scene.has("RF", "LAYERS") and any(one.role == "kernel" for one in scene.found) and scene.has("LAYERS"):
        return "field"
    if len(sizes) >= 3 and not has_input and max(sizes) > 11:
        return "in"
    if len(sizes) == scene.axes and windowed and max(spatial) <= 11 and (len(set(spatial)) == 1 or 1 in spatial):
        return "kernel"
    if not has_input and len(sizes) >= 2 and max(sizes) >= 12:
        return "in"
    if len(sizes) >= 3 and not has_input:
        return "in"
    return ""


# Anchors: what stands for a layer of its own.


def _anchors(scene: Scene, index_of: dict[int, int]) -> list[Anchor]:
    anchors: list[Anchor] = []
    for one in scene.found:
        index = index_of[one.token.start]
        if (
            one.role == "kernel"
            or (one.role == "field" and one.token.kind == "DIMS" and _is_filter_size(scene, one))
            or (one.role == "filters" and one.token.kind == "COUNTED")
        ):
            anchors.append(_kernel_anchor(scene, one, index))
        elif one.role in ("units", "units2", "units3") and _is_dense(scene, one):
            layer = Layer("fc", one.token.start)
            layer.cout = one.token.value
            before = scene.tokens[max(0, one.first - 1) : index]
            layer.name = next((str(t.value) for t in before if t.kind == "FCNAME"), "")
            anchors.append(Anchor(layer, one.first, one.last, one.match, index))
    for index, token in enumerate(scene.tokens):
        if token.kind == "CALL":
            made = layer_of_call(scene, token)
            if made:
                anchors.append(Anchor(made, index, index, -1))
    anchors.sort(key=lambda anchor: anchor.layer.start)
    _add_bare(scene, anchors)
    anchors.sort(key=lambda anchor: anchor.layer.start)
    return _merged(scene, anchors)


def _is_filter_size(scene: Scene, one: Found) -> bool:
    """`10 filters with receptive field 5x5`: where no receptive field is asked, it is the filter's size."""
    before = scene.tokens[one.first - 1].kind if one.first else ""
    return before in ("FILTER", "NUM", "UNITS") and not scene.has("LAYERS")


def _is_dense(scene: Scene, one: Found) -> bool:
    kinds = {token.kind for token in scene.tokens[one.first : one.last + 1]}
    return bool(kinds & {"FC", "FCNAME"}) or scene.has("FC", "FCNAME")


def _kernel_anchor(scene: Scene, one: Found, index: int) -> Anchor:
    layer = Layer(_kind_near(scene, one), one.token.start)
    value: Any = one.token.value
    if one.token.kind == "STEPPED":
        value, stride = value
        layer.stride = (stride,) * len(value)
    elif one.token.kind == "COUNTED":
        layer.cout, value = value
    if isinstance(value, tuple):
        if len(value) == 4 and scene.axes == 2 and scene.language and value[2] == value[3]:
            layer.cout, layer.cin, value = value[0], value[1], value[2:]
        if len(value) > scene.axes:
            layer.depth, value = value[scene.axes], value[: scene.axes]
        layer.kernel = value
    elif isinstance(value, int):
        layer.kernel = (value,) * scene.axes
    else:
        raise contradiction(f"a kernel of {value}", f"커널 크기 {value}")
    kinds = {token.kind for token in scene.tokens[one.first : one.last + 2]}
    layer.depthwise = "DW" in kinds and "DWSEP" not in kinds
    before = scene.tokens[max(0, one.first - 4) : index]
    named = [str(t.value) for t in before if t.kind in ("CONVNAME", "POOLNAME", "FCNAME", "LAYERNAME")]
    layer.name = named[-1] if named else ""
    return Anchor(layer, one.first, one.last, one.match, index)


def _kind_near(scene: Scene, one: Found) -> str:
    """Convolution, pooling or transposed convolution, by the words in its clause, else by those of the text."""
    inside = [token.kind for token in scene.tokens[one.first : one.last + 1]]
    clause = [token.kind for token in _clause(scene, one)]
    roles = {other.role for other in scene.found if other.match == one.match}
    if "filters" in roles and "TRANS" not in inside and not scene.has("TRANS"):
        return "conv"
    if "CONVNAME" in inside:
        return "transposed" if "TRANS" in clause else "conv"
    for kinds in (inside, clause):
        if any(kind in kinds for kind in _POOL) and not (
            kinds is clause and any(k in inside for k in ("CONV", "FILTER", "CONVLAYER")) and "CONV" in clause
        ):
            return "maxpool" if "MAXPOOL" in kinds else "avgpool" if "AVGPOOL" in kinds else "pool"
        if "TRANS" in kinds:
            return "transposed"
        if any(kind in kinds for kind in ("CONV", "CONVLAYER", "DWSEP", "DW", "PW", "GROUPED", "DIL")):
            return "conv"
    pools, convs = scene.has(*_POOL), scene.has("CONV", "CONVLAYER", "CALL", "DWSEP")
    several = len({other.token.start for other in scene.found if other.role == "kernel"}) > 1
    convs = convs or ("FILTER" in inside and several)
    if pools and not convs:
        return "maxpool" if scene.has("MAXPOOL") else "avgpool" if scene.has("AVGPOOL") else "pool"
    return "transposed" if scene.has("TRANS") and not pools else "conv"


def _clause(scene: Scene, one: Found) -> list[Token]:
    first, last = one.first, one.last
    stops = BREAKS | {"COMMA", "AND"}
    others = {other.token.start for other in scene.found if other.role == "kernel" and other.match != one.match}
    while first > 0 and scene.tokens[first - 1].kind not in stops and scene.tokens[first - 1].start not in others:
        first -= 1
    while (
        last + 1 < len(scene.tokens)
        and scene.tokens[last + 1].kind not in stops
        and scene.tokens[last + 1].start not in others
    ):
        last += 1
    return scene.tokens[first : last + 1]


def _add_bare(scene: Scene, anchors: list[Anchor]) -> None:
    """Layers that need no number: batch normalization, global pooling, flattening, and a lone convolution."""
    in_list = scene.has("ARROW", "DASH", "CALL", "THEN") or len(anchors) > 1
    covered = [(anchor.first, anchor.last) for anchor in anchors]
    for index, token in enumerate(scene.tokens):
        inside = any(first <= index <= last for first, last in covered)
        if token.kind in ("BN", "GAP") and in_list and not inside and _is_layer_mention(scene, index):
            anchors.append(Anchor(Layer(token.kind.lower(), token.start), index, index, -1))
    if not anchors and scene.roles("chain"):
        anchors += _chained(scene)
    if not anchors and scene.has("BN") and not scene.has("CONV", "CONVLAYER"):
        anchors.append(Anchor(Layer("bn", 0), -1, -1, -1))
    if not anchors:
        kind = _lone_kind(scene)
        if kind:
            anchors.append(Anchor(Layer(kind, 0), -1, -1, -1))


def _chained(scene: Scene) -> list[Anchor]:
    """`784-100-10`: one fully connected layer between each two widths."""
    widths = scene.roles("chain")[0].token.value
    made = []
    for place, (before, after) in enumerate(itertools.pairwise(widths)):
        layer = Layer("fc", place)
        layer.cin, layer.cout = before, after
        made.append(Anchor(layer, -1, -1, -2))
    return made


def _is_layer_mention(scene: Scene, index: int) -> bool:
    """A mention in a list of layers, not in a sentence about them (`BN learns two numbers per channel`)."""
    before = scene.tokens[index - 1].kind if index else "STOP"
    after = scene.tokens[index + 1].kind if index + 1 < len(scene.tokens) else "STOP"
    return before in ("ARROW", "DASH", "COMMA", "THEN", "AND", "PLUS", "TO", "RP") or after in ("ARROW", "DASH")


def _lone_kind(scene: Scene) -> str:
    if scene.has("GAP"):
        return "gap"
    if scene.has("FC", "UNITS", "UNITSIN", "UNITSOUT") and not scene.has("CONV", "CONVLAYER", "FILTER", *_POOL):
        return "fc"
    if scene.has(*_POOL) and not scene.has("CONV", "CONVLAYER", "FILTER"):
        return "maxpool" if scene.has("MAXPOOL") else "avgpool" if scene.has("AVGPOOL") else "pool"
    if scene.has("TRANS"):
        return "transposed"
    if scene.has("CONV", "CONVLAYER", "FILTER", "DWSEP", "DW", "GROUPED", "STRIDE", "PAD", "DIL", "NFILT"):
        return "conv"

    return ""


def _merged(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """Two mentions of one layer become one: same kernel, nothing that says 'and then' between them."""
    kept: list[Anchor] = []
    for anchor in anchors:
        previous = kept[-1] if kept else None
        if previous and _same_layer(scene, previous, anchor):
            previous.layer.depth = previous.layer.depth or anchor.layer.depth
            previous.layer.depthwise = previous.layer.depthwise or anchor.layer.depthwise
            if anchor.layer.cout is not None:
                previous.layer.cout = anchor.layer.cout
            previous.last = anchor.last
            continue
        kept.append(anchor)
    return kept


def _same_layer(scene: Scene, one: Anchor, two: Anchor) -> bool:
    if one.layer.kind != two.layer.kind or one.layer.kernel != two.layer.kernel or one.match == two.match == -1:
        return False
    if one.layer.kind == "fc":
        return False
    between = scene.tokens[one.last + 1 : two.first]
    kinds = {token.kind for token in between}
    if not kinds & {"STOP", "ASK", "STANDARD", "VERSUS", "OR"} and not scene.has("DWSEP"):
        return False
    if kinds & {"ARROW", "ORD", "THEN", "DASH", "CALL", "PLUS"} or (kinds == {"COMMA"} or kinds == {"AND"}):
        return False
    if one.layer.cout is not None and two.layer.cout is not None:
        return False
    chain = {token.kind for token in scene.tokens}
    return not (chain & {"ARROW"} and any(token.kind == "NUM" for token in between) and len(scene.roles("kernel")) > 2)


# Attributes.


def _attach(scene: Scene, anchors: list[Anchor], index_of: dict[int, int]) -> None:
    everywhere: list[tuple[Found, frozenset[str]]] = []
    for one in scene.found:
        if one.role not in _ATTRIBUTES or one.role == "kernel" or one.token.kind == "COUNTED":
            continue
        index = index_of[one.token.start]
        if _is_about_all(scene, anchors, one):
            continue
        target = _target(scene, anchors, one, index)
        if target is None:
            everywhere.append((one, _kinds_of_segment(scene, index)))
        else:
            set_attribute(scene, target.layer, one.role, one.token.value, one.token.kind)
    for one, kinds in everywhere:
        meant = _meant(anchors, kinds, one)
        if len(meant) > 1 and one.role == "repeat":
            raise not_understood("which layer is repeated", "어느 층이 반복되는지")
        if len(meant) > 1 and one.role in ("filters", "cin") and not kinds & {"ALL", "EACH"}:
            raise not_understood("which layer has these filters", "어느 층의 필터인지")
        for layer in meant:
            if not _is_set(layer, one.role):
                set_attribute(scene, layer, one.role, one.token.value, one.token.kind)
    _spread_dilations(scene, anchors)


def _is_about_all(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """`the four layers` counts layers already listed; `the last map has 256 channels` is about the whole."""
    if one.role == "repeat" and len(anchors) > 1 and one.token.value == len(anchors):
        return one.token.kind != "REPEAT" and not any(anchor.match == one.match for anchor in anchors)
    if one.role == "repeat" and len(anchors) > 1 and not any(anchor.match == one.match for anchor in anchors):
        convs = sum(anchor.layer.is_conv for anchor in anchors)
        if one.token.kind != "REPEAT" and one.token.value in (convs, len(anchors) - convs):
            return True
    first = scene.tokens[one.first]
    said = str(first.value or "")
    if (
        one.role == "cout"
        and len(anchors) > 1
        and first.kind == "OUTPUT"
        and any(w in said for w in ("마지막", "최종", "last", "final"))
    ):
        scene.out_channels = one.token.value
        return True
    return False


def _target(scene: Scene, anchors: list[Anchor], one: Found, index: int) -> Anchor | None:
    if len(anchors) == 1:
        return anchors[0]
    for anchor in anchors:
        if anchor.match == one.match or (anchor.first <= index <= anchor.last):
            return anchor
    low, high = _segment(scene, index)
    inside = [anchor for anchor in anchors if low <= anchor.index <= high]
    if not inside:
        return None
    if one.role in ("bias", "nobias") and _says_all(scene, low, high):
        return None
    if (
        one.role in ("groups", "stride", "pad", "nopad", "same")
        and len(inside) > 1
        and _heads_list(scene, index, inside)
    ):
        return None
    if len(inside) == 1 and inside[0].layer.kind != "fc":
        return inside[0]
    before = [anchor for anchor in inside if anchor.last < index]
    if one.role in ("cin", "ch") and not before:
        return inside[0]
    return before[-1] if before else inside[0]


def _heads_list(scene: Scene, index: int, inside: list[Anchor]) -> bool:
    """`g = 3 groups: a 1x1 ..., a 3x3 ...`: said before a colon, it is about all that follow."""
    first = min(anchor.first for anchor in inside)
    return index < first and any(token.kind == "COLON" for token in scene.tokens[index:first])


def _segment(scene: Scene, index: int) -> tuple[int, int]:
    low = high = index
    tokens = scene.tokens
    while low > 0 and not _breaks(tokens, low - 1):
        low -= 1
    while high + 1 < len(tokens) and not _breaks(tokens, high + 1):
        high += 1
    return low, high


def _breaks(tokens: list[Token], index: int) -> bool:
    """Whether a token ends a segment; an arrow between two numbers of channels does not."""
    if tokens[index].kind != "ARROW":
        return tokens[index].kind in BREAKS
    before, after = tokens[index - 1].kind if index else "", tokens[index + 1].kind if index + 1 < len(tokens) else ""
    return not (before in ("NUM", "CH", "CIN") and after == "NUM")


def _says_all(scene: Scene, low: int, high: int) -> bool:
    return any(token.kind in ("ALL", "EACH") for token in scene.tokens[low : high + 1])


def _kinds_of_segment(scene: Scene, index: int) -> frozenset[str]:
    low, high = _segment(scene, index)
    return frozenset(token.kind for token in scene.tokens[low : high + 1])


def _meant(anchors: list[Anchor], kinds: frozenset[str], one: Found) -> list[Layer]:
    """The layers that a statement about no layer in particular is about."""
    layers = [anchor.layer for anchor in anchors]
    convs = [layer for layer in layers if layer.is_conv]
    pools = [layer for layer in layers if layer.is_pool]
    if one.role in ("bias", "nobias"):
        return (
            convs
            if kinds & {"CONV", "CONVLAYER"} and "FC" not in kinds
            else [x for x in layers if x.is_conv or x.kind == "fc"]
        )
    if kinds & set(_POOL) and not kinds & {"CONV", "CONVLAYER", "FILTER"}:
        return pools
    if one.role in ("cin", "ch", "unitsin"):
        return layers[:1]
    if one.role == "cout":
        return convs[-1:]
    if kinds & {"CONV", "CONVLAYER", "FILTER"} and not kinds & set(_POOL):
        return convs
    return convs or pools if one.role in ("pad", "nopad", "same", "groups", "dil", "filters") else layers


def _is_set(layer: Layer, role: str) -> bool:
    if role in ("pad", "nopad", "same"):
        return layer.pad is not None or layer.same or layer.pad_total is not None
    if role in ("bias", "nobias"):
        return layer.bias is not None
    name = {"filters": "cout", "ch": "cin", "unitsin": "cin"}.get(role, role)
    return getattr(layer, name, None) is not None and name not in ("repeat", "dil")


def set_attribute(scene: Scene, layer: Layer, role: str, value: Any, kind: str = "") -> None:
    """Give a layer an attribute; two statements that disagree are a contradiction."""
    from archcalc.quiz.attributes import SETTERS

    SETTERS[role](scene, layer, value)


def _spread_dilations(scene: Scene, anchors: list[Anchor]) -> None:
    """`dilations 1, 2 and 4`: one layer for each."""
    values = [one.token.value for one in scene.roles("dils")]
    if not values:
        return
    convs = [anchor for anchor in anchors if anchor.layer.is_conv]
    if len(convs) == 1:
        place = anchors.index(convs[0])
        layer = convs[0].layer
        if layer.repeat not in (1, len(values)):
            raise contradiction(
                f"{layer.repeat} layers and {len(values)} dilations", f"층 {layer.repeat}개, 팽창률 {len(values)}개"
            )
        layer.repeat = 1
        copies = []
        for value in values:
            copy = layer.copy()
            copy.dilation = value
            copies.append(Anchor(copy, convs[0].first, convs[0].last, convs[0].match))
        anchors[place : place + 1] = copies
    elif len(convs) == len(values):
        for anchor, value in zip(convs, values, strict=True):
            anchor.layer.dilation = value


def _finish(scene: Scene) -> None:
    from archcalc.quiz.attributes import finish

    finish(scene)
