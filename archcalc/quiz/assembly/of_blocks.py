"""What is said of a block as a whole, and of which of its layers it is true: groups, a stride, biases."""

from __future__ import annotations

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.anchor import Anchor, convs_of, weighted_of
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Row, Scene
from archcalc.quiz.text.stretches import STOPS, kinds_among, start_of, stretch
from archcalc.quiz.text.token import kind_at

_BLOCKS = frozenset({"BLOCK", "UNITS", "BOTTLENECK", "POOL"})
_REACH = 4


def meant_of_block(scene: Scene, anchors: list[Anchor], one: Found) -> list[Anchor] | None:
    """The layers that a statement about their block is about; None for a statement of another kind.

    Raises:
        Refused: it could be about several.
    """
    convs = convs_of(anchors)
    own = any(anchor.match == one.match or anchor.covers(one.first) for anchor in anchors)
    if one.role in ("bias", "nobias") and not own:
        weighted = weighted_of(anchors)
        return weighted if _closes_list(scene, weighted, one) else None
    if len(convs) < 2 or own:
        return None
    if one.role in _WINDOWED and one.last < convs[0].first and _is_of_plural(scene, one):
        return convs
    if one.role in _WINDOWED and (row := _row_before(scene, anchors, one)) is not None:
        return [anchor for anchor in convs if anchor.layer.start in row.starts]
    if one.last >= convs[0].first and not _stands_alone(scene, anchors, one):
        return None
    if one.role == "groups":
        return _grouped(scene, convs, one)
    if one.role == "stride" and one.token.value not in (1, (1, 1)) and one.last < convs[0].first:
        return _strided(scene, convs, one)
    return None


_WINDOWED = frozenset({"same", "nopad", "pad", "stride"})


def _is_of_plural(scene: Scene, one: Found) -> bool:
    """`'same' convolutions throughout the block: ...`: said of all convolutions before any of them is told."""
    ends = (one.first - 1, one.first, one.last, one.last + 1)
    named = [at for at in ends if kind_at(scene.tokens, at) in ("CONV", "CONVLAYER")]
    return any(str(scene.tokens[at].value).lower().endswith("s") for at in named)


_APART = frozenset({"RP", "LAYER", "CONVLAYER", "MAP", "INPUT", "BLOCK", "BRANCH"})


def _row_before(scene: Scene, anchors: list[Anchor], one: Found) -> Row | None:
    """`(1x1, 64; 3x3, 64; 1x1, 256) on this map, stride 1`: a row that is closed, and then something said of it."""
    for row in scene.rows:
        between = scene.tokens[row.last + 1 : one.first]
        kinds = kinds_among(between)
        if "LP" in kinds and between[0].kind == "LP":
            continue  # `1x1, 256 (stride 1)`: of the last layer
        inside = any(row.last < anchor.index < one.first for anchor in anchors)
        if row.last < one.first and not inside and not kinds & {"STOP", "ASK"} and kinds & _APART:
            return row
    return None


def _stands_alone(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """Whether a statement stands in a sentence without layers."""
    sentence = stretch(scene.tokens, one.first)
    return not any(anchor.index in sentence for anchor in anchors)


def _grouped(scene: Scene, convs: list[Anchor], one: Found) -> list[Anchor] | None:
    """Those that are called grouped; a cardinality is that of the one layer with a window."""
    called = [anchor for anchor in convs if "GROUPED" in _kinds_of(scene, convs, anchor)]
    if called:
        return called
    words = {str(token.value).lower() for token in scene.tokens[one.first : one.last + 1]}
    resnext = any(token.kind == "NETWORK" and str(token.value).startswith("resnext") for token in scene.tokens)
    if not resnext and not any(word.startswith(("cardinality", "카디널리티")) for word in words):
        return None
    wide = [anchor for anchor in convs if anchor.layer.is_wide]
    if len(wide) != 1:
        raise not_understood("which layer is grouped", "어느 층을 그룹으로 나누는지")
    return wide


def _kinds_of(scene: Scene, convs: list[Anchor], anchor: Anchor) -> frozenset[str]:
    """The kinds of tokens that describe a layer, to where the next one begins."""
    later = [other.first for other in convs if other.first > anchor.index]
    end = min([*later, anchor.index + _REACH])
    return kinds_among(scene.tokens[anchor.first : max(end, anchor.last + 1)])


def _strided(scene: Scene, convs: list[Anchor], one: Found) -> list[Anchor] | None:
    """`a stride-2 block`: the depthwise layer strides; elsewhere a layer must say so itself."""
    deep = [anchor for anchor in convs if anchor.layer.depthwise]
    if len(deep) == 1:
        return deep
    near = scene.tokens[max(0, one.first - _REACH) : one.last + 1 + _REACH]
    if not kinds_among(near) & _BLOCKS:
        return None
    raise not_understood("which layer has the stride", "어느 층의 스트라이드인지")


def _closes_list(scene: Scene, weighted: list[Anchor], one: Found) -> bool:
    """Whether biases are spoken of behind a list of layers, apart from the last one of them.

    `..., 1x1 256, no biases.`, `FC 256→16과 FC 16→256 두 층이고 편향은 없다`: all layers are meant.
    """
    tokens = scene.tokens
    low = start_of(tokens, one.first)
    kinds = [token.kind for token in tokens[low : one.first]]
    listed = [anchor for anchor in weighted if low <= anchor.index < one.first]
    others = sum(other.role in ("bias", "nobias") for other in scene.found) > 1
    placed = kinds_among(tokens[one.last + 1 : one.last + _REACH]) & {"ORD", "LASTONE"}
    if len(listed) < 2 or others or placed or kinds.count("LP") != kinds.count("RP"):
        return False
    if listed[-1].layer.kind == "fc" and listed[-1].match == listed[-2].match:
        return True  # `두 완전연결층 512→32, 32→512에는`
    if scene.language == "ko":
        return scene.body[one.token.end : one.token.end + 1] in ("은", "는")
    apart = kind_at(tokens, one.first - 1) == "COMMA" and kind_at(tokens, one.last + 1, "STOP") in STOPS
    return apart and "INCL" not in kinds_among(tokens[one.first : one.last + 1])
