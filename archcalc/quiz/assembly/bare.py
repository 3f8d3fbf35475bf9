"""Layers that need no number: batch normalization, global pooling, flattening, a lone convolution."""

from __future__ import annotations

import itertools
import re

from archcalc.formula import prod
from archcalc.quiz.assembly.anchor import Anchor, pool_kind, pools_of
from archcalc.quiz.assembly.pools import listed_pools
from archcalc.quiz.layers import Layer
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.stretches import end_of
from archcalc.quiz.text.token import kind_at


def add_bare(scene: Scene, anchors: list[Anchor]) -> None:
    """Layers that need no number: batch normalization, global pooling, flattening, and a lone convolution."""
    in_list = scene.has("ARROW", "DASH", "CALL", "THEN") or len(anchors) > 1
    denied = {one.token.start for one in scene.roles("nobn")}
    for index, token in enumerate(scene.tokens):
        heads = scene.kinds_in(index - 2, index - 1)
        if heads == ["CONV", "DASH"] and not any(anchor.index < index for anchor in anchors):
            continue  # `a Conv-BN-ReLU block`: what is told of it follows
        if (
            token.start not in denied
            and token.kind in ("BN", "GAP")
            and (in_list or (token.kind == "GAP" and anchors))
            and _is_layer_mention(scene, index)
            and not (token.kind == "GAP" and _is_pooled_whole(anchors, index))
        ):
            anchors.append(Anchor(Layer(token.kind.lower(), token.start), index))
    anchors += _pooled_to_dense(scene, anchors)
    anchors += _pooled_again(scene, anchors)
    anchors += listed_pools(scene, anchors)
    anchors += _written_kernel(scene, anchors)
    if not anchors:
        anchors += _chained(scene) if scene.roles("chain") else _lone(scene)


_COMPARED = (
    *("VERSUS", "COMPARE", "BEFOREAFTER", "EACH", "CHANGE", "EXCL", "RATIO", "PERCENT"),
    *("SAVED", "INSTEAD", "MATRIX"),
)


def _pooled_to_dense(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """`a 7x7x512 map is reduced by global average pooling and fed to a dense layer`: nothing but these two."""
    places = [index for index, token in enumerate(scene.tokens) if token.kind == "GAP"]
    if len(places) != 1 or scene.has(*_COMPARED) or {anchor.layer.kind for anchor in anchors} != {"fc"}:
        return []
    index = places[0]
    ahead = index < min(anchor.index for anchor in anchors)
    return [Anchor(Layer("gap", scene.tokens[index].start), index)] if ahead and scene.has("DIMS") else []


def _written_kernel(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """A convolution whose kernel is written out as a matrix: no size of it needs to be told."""
    written = sum(token.kind == "MATRIX" for token in scene.tokens) > 1
    if not written or any(anchor.layer.is_conv for anchor in anchors):
        return []
    kind = "transposed" if scene.has("TRANS") else "conv"
    for kinds in (("CONV", "CONVOLVE", "CONVLAYER", "TRANS"), ("FILTER",)):
        for index, token in enumerate(scene.tokens):
            if token.kind in kinds:
                return [Anchor(Layer(kind, token.start), index), *_named_pools(scene, anchors)]
    return [] if scene.has(*POOLS, "GAP", "FC") else [Anchor(Layer(kind))]


def _named_pools(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """Pooling beside it whose window is not told as a size: `then max pooling with size 2`."""
    if any(anchor.layer.is_pool for anchor in anchors):
        return []
    named = [end_of(scene.tokens, 0, (kind,)) for kind in ("MAXPOOL", "AVGPOOL") if scene.has(kind)]
    return [Anchor(Layer(scene.tokens[at].kind.lower(), scene.tokens[at].start), at) for at in named]


def _pooled_again(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """`max-pooled again in the same way`: the pooling before, behind another layer."""
    made = []
    for index, token in enumerate(scene.tokens):
        before = [anchor for anchor in anchors if anchor.index < index]
        pools = pools_of(before)
        again = kind_at(scene.tokens, index + 1) in ("LIKEWISE", "AGAIN")
        sized = kind_at(scene.tokens, index + 2) in ("DIMS", "NUM") or any(a.covers(index) for a in anchors)
        if token.kind in POOLS and again and not sized and pools and before[-1] is not pools[-1]:
            layer = pools[-1].layer.copy()
            layer.start, layer.like_previous = token.start, True
            made.append(Anchor(layer, index))
    return made


def _chained(scene: Scene) -> list[Anchor]:
    """`784-100-10`: one fully connected layer between each two widths."""
    told = scene.roles("chain")[0]
    widths = told.token.value
    made: list[Layer] = []
    names = [str(token.value) for token in scene.tokens if token.kind == "FCNAME"]
    dashed = "-" in scene.body[told.token.start : told.token.end]  # not `FC 3000 → 10`, which takes 3000
    led = dashed and "FC" in (kind_at(scene.tokens, told.first), kind_at(scene.tokens, told.first - 1))
    if (led or len(names) == len(widths)) and _takes_map(scene, widths[0]):
        made.append(Layer("fc", cout=widths[0]))
    for before, after in itertools.pairwise(widths):
        made.append(Layer("fc", len(made), cin=before, cout=after))
    if len(names) == len(made):
        for layer, name in zip(made, names, strict=True):
            layer.name = name
    return [Anchor(layer) for layer in made]


def _is_pooled_whole(anchors: list[Anchor], index: int) -> bool:
    """`... → GAP → FC 10. GAP 이후의 벡터 길이는?`: what has been pooled as a whole already is not pooled again."""
    before = [anchor.layer for anchor in anchors if anchor.index < index]
    last = max((one.start for one in before if one.kind == "gap"), default=None)
    return last is not None and not any(one.start > last and one.kernel is not None for one in before)


_SPOKEN_OF = re.compile(r"[은는]\s")


def _takes_map(scene: Scene, width: int) -> bool:
    """`7×7×512 → FC 4096-4096-1000`: a map enters that is not as long as the first width, which is that of a layer."""
    volumes = [token.value for token in scene.tokens if token.kind == "DIMS" and len(token.value) == 3]
    return len(volumes) == 1 and prod(volumes[0]) != width


_JOINED_TO = ("own", "plus", "followed by", "along with")
"""`a 1x1 conv plus BN`, `with its own BN`."""
_CONV_WITH = re.compile(r"\bconv(?:olution)?(?:\slayer)?(?![a-z])[^.;:]{0,30}\swith\s(?:a\s|its\s)?$")
"""`the shortcut is a 1x1 conv 64→128 with BN`: of one layer, not of `convs`."""
_PUT = re.compile(r"[이가을를]\s?(?:붙|뒤따|따라|달려|두|놓)")


def _is_layer_mention(scene: Scene, index: int) -> bool:
    """A mention in a list of layers, not in a sentence about them (`BN learns two numbers per channel`)."""
    if _PUT.match(scene.body, scene.tokens[index].end):  # `각 conv 뒤에는 BN이 붙고`
        return True
    if _SPOKEN_OF.match(scene.body, scene.tokens[index].end):  # `BN은 채널당 2개`
        return False
    if kind_at(scene.tokens, index + 1) == "LEARNED":  # `..., bn learns a scale and a shift`
        return False
    before = scene.body[: scene.tokens[index].start].lower()
    if (index and str(scene.tokens[index - 1].value).lower() in _JOINED_TO) or _CONV_WITH.search(before):
        return True
    if scene.kinds_in(index + 1, index + 3) == ["LP", "NUM", "RP"]:  # `BatchNorm(24)`
        return True
    beside = {kind_at(scene.tokens, index + step) for step in (-1, 1)}
    if scene.tokens[index].kind == "GAP" and "CALL" in beside and beside <= {"CALL", "RELU", "BN", "FLAT", *POOLS}:
        return True  # `Conv2D(32, 3) > GlobalAveragePooling2D > Dense(5)`
    pooled = index > 0 and scene.tokens[index].kind == "GAP"  # batch norms are rather spoken of than listed
    listed = pooled and scene.tokens[index - 1].kind == "STOP" and scene.tokens[index - 1].value in (";", "\n")
    before = "COMMA" if listed else kind_at(scene.tokens, index - 1, "STOP")
    after = kind_at(scene.tokens, index + 1, "STOP")
    if before == after == "STOP":  # an entry of its own
        return True
    if pooled and before == "DIMS" and scene.tokens[index + 1 : index + 2][0].kind in ("CALL", "FC"):
        return True  # `7×7×1280에 GlobalAveragePooling2D를 하고 Dense(5)를 붙여`
    return before in ("ARROW", "DASH", "COMMA", "THEN", "AND", "PLUS", "TO", "RP", "ORD", "SLASH", "ITEM") or (
        after in ("ARROW", "DASH", "THEN")
    )


def _lone(scene: Scene) -> list[Anchor]:
    """The one layer that a text without sizes of layers speaks of."""
    kind = _lone_kind(scene)
    pointwise = kind == "conv" and scene.has("PW") and not scene.has("DW", "DWSEP")
    return [Anchor(Layer(kind, kernel=(1,) * scene.axes if pointwise else None))] if kind else []


def _lone_kind(scene: Scene) -> str:
    if scene.has("BN") and not scene.has("CONV", "CONVLAYER"):
        return "bn"
    if scene.has("GAP"):
        return "gap"
    if scene.has("FC", "UNITS", "UNITSIN", "UNITSOUT") and not scene.has("CONV", "CONVLAYER", "FILTER", *POOLS):
        return "fc"
    if scene.has(*POOLS) and not scene.has("CONV", "CONVLAYER", "FILTER"):
        return pool_kind(scene.kinds)
    if scene.has("TRANS"):
        return "transposed"
    if scene.has("CONV", "CONVLAYER", "FILTER", "DWSEP", "DW", "PW", "GROUPED", "STRIDE", "PAD", "DIL", "NFILT"):
        return "conv"
    return ""
