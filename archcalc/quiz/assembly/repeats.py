"""Counts of layers: `3x3 conv 세 층` repeats a layer, `[1x1 → 3x3] 두 층` only counts those that are listed."""

from __future__ import annotations

import re

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.anchor import Anchor, convs_of, pools_of
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import depths, kinds_among
from archcalc.quiz.text.token import kind_at


def counts_listed(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """Whether a count is one of layers that stand in the text anyway, and repeats none of them."""
    own = any(anchor.match == one.match for anchor in anchors)
    if any(len(row.starts) == one.token.value and row.last < one.first for row in scene.rows) and not own:
        return True
    if one.token.kind == "REPEAT":
        return counted_behind(scene, anchors, one) is None and _looks_back(anchors, one)
    if _sums_up(scene, anchors, one) or _opens_sentence(scene, anchors, one):
        return True
    if counted_behind(scene, anchors, one) is not None or len(anchors) < 2:
        return False
    if _is_mention(scene, anchors, one) or one.token.value == len(anchors):
        return not own
    convs = sum(anchor.layer.is_conv for anchor in anchors)
    return not own and one.token.value in (convs, len(anchors) - convs)


_NAMING = frozenset({"CONV", "CONVLAYER", "FILTER", "LAYER", "CH"})
_OF_ONE = _NAMING | {
    "NUM",
    "ARROW",
    "PAD",
    "SAME",
    "VALID",
    "COMMA",
    "STRIDE",
    "BIAS",
    "INCL",
    "EXCL",
    "EACH",
    "MAP",
    "EQ",
}


_CLAUSE_ENDS = re.compile(r"[하되쓰두나치]면\s|때\s")


def counted_behind(scene: Scene, anchors: list[Anchor], one: Found) -> Anchor | None:
    """`3x3 conv 세 층`, `3×3 합성곱(32개씩) 두 층`: the layer right before the count, brackets aside."""
    before = [anchor for anchor in anchors if anchor.last < one.first]
    if not before or not before[-1].layer.is_conv or before[-1].layer.kernel is None:
        return None
    if _CLAUSE_ENDS.search(scene.body[scene.tokens[before[-1].last].end : one.token.start]):
        return None  # `... conv 3x3(20채널) 하면 두 층 합쳐서`: it counts what was told
    outside, inside = _parted_by_brackets(scene, before[-1], one.first)
    if inside:
        return before[-1] if not outside and inside <= _OF_ONE else None
    return before[-1] if outside <= _NAMING else None


def _parted_by_brackets(scene: Scene, anchor: Anchor, end: int) -> tuple[set[str], set[str]]:
    """The kinds of tokens behind a layer up to a place: those outside brackets, and those within."""
    kinds: tuple[set[str], set[str]] = (set(), set())
    begin = anchor.index + 1
    for place, depth in enumerate(depths(scene.tokens[begin:end]), begin):
        kind = scene.tokens[place].kind
        if kind not in ("LP", "RP") and (depth > 0 or place > anchor.last):
            kinds[depth > 0].add(kind)
    return kinds


def _is_mention(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """`한 층짜리가 세 층짜리의 몇 배`: a count that was said before, and stands beside no layer."""
    earlier = [other.token for other in scene.roles("repeat") if other.token.start < one.token.start]
    beside = any(anchor.match == one.match for anchor in anchors)
    return not beside and any(token.value == one.token.value for token in earlier)


_COMPARING = ("VERSUS", "COMPARE", "RATIO", "PERCENT", "EACH", "OR", "STANDARD", "SIDELABEL", "CHANGE", "LIKEWISE")


def _sums_up(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """`[1x1 → 3x3] 두 층`, `(1x3, 3x1) 두 층으로`: as many different layers as are listed right before."""
    count, at = one.token.value, scene.place(one.token)
    own = any(anchor.match == one.match for anchor in anchors)
    ahead = any(anchor.match == one.match and anchor.index > at for anchor in anchors)
    if not isinstance(count, int) or ahead:
        return False
    listed = [anchor for anchor in anchors if anchor.index < at][-count:] if count > 1 else []
    if len({anchor.layer.is_pool for anchor in listed}) > 1:
        return False
    kernels = {anchor.layer.kernel for anchor in listed}
    if len(listed) != count or (len(kernels) != count and (len(kernels) < 2 or count < 3)):
        return False  # `3x3, 3x3 두 층` may repeat
    if (own or len(kernels) != count) and _goes_on(scene, anchors, listed[0]):
        return False
    between = kinds_among(scene.tokens[listed[0].index + 1 : at])
    if own and count == 2 and not between & {"COMMA", "PLUS"}:
        if "AND" in between and len(anchors) == 2 and not scene.has(*_COMPARING):
            raise not_understood("which layers are repeated", "어느 층들이 반복되는지")
        return False  # `7×7 conv와 3×3 conv 두 층` of a comparison counts the second one
    thin = all(1 in (anchor.layer.kernel or ()) for anchor in listed)
    joints = {"ARROW", "COMMA", "THEN", "PLUS", *(("AND",) if thin or own else ())}
    return bool(between & joints) and not between & _PARTING


_PARTING = frozenset({"STOP", "ASK", "VERSUS", "PARAMS", "WEIGHTS", "SIDELABEL", "WNUM", "BLOCK", "BOTTLENECK"})
"""`1×1 → 3×3 병목 블록과, 3×3 합성곱 두 개`: another design begins behind such a word."""


def _opens_sentence(scene: Scene, anchors: list[Anchor], one: Found) -> bool:
    """`... 다음에 ...를 붙였습니다. 두 층 합쳐서 파라미터가 몇 개이고`: of as many layers as were told before."""
    before = [anchor for anchor in anchors if anchor.last < one.first]
    heads = kind_at(scene.tokens, one.first - 1) in ("STOP", "ASK")
    described = {kind_at(scene.tokens, at, "STOP") for at in (one.last + 1, one.last + 2)} & {"DIMS", "NUM", "CALL"}
    return heads and one.token.value == len(before) > 1 and not described


def _goes_on(scene: Scene, anchors: list[Anchor], first: Anchor) -> bool:
    """Whether the list that a layer stands in begins before it: `1x1, 3x3, 1x1, 3x3 세 층`."""
    before = [anchor for anchor in anchors if anchor.last < first.first]
    between = scene.tokens[before[-1].last + 1 : first.first] if before else []
    return bool(kinds_among(between) & {"COMMA", "ARROW", "PLUS"}) and not any(
        token.kind in ("STOP", "ASK") for token in between
    )


def _looks_back(anchors: list[Anchor], one: Found) -> bool:
    """`after the three poolings`, said behind as many of them."""
    pools = pools_of(anchors)
    convs = convs_of(anchors)
    behind = all(anchor.last < one.first for anchor in anchors)
    return behind and len(anchors) > 1 and one.token.value in (len(anchors), len(pools), len(convs))


_BLOCKS = re.compile(
    r"(?:[)\]]|풀링|pool|conv|합성곱)\s?(?:으로 된\s|의\s)?(?:블록|묶음|쌍)[이을를은]?\s?"
    r"(?:두|세|네|[2-9])\s?(?:개|번)|"
    r"(?:순서로|과정을|이것을|이를|조합을|둘을|구조를)\s?(?:모두\s)?(?:두|세|네|[2-9])\s?번"
)
"""`... - 2×2 pool 블록이 두 개 이어진다`: which of the layers make the block is not marked."""


def refuse_repeated_brackets(scene: Scene, anchors: list[Anchor]) -> None:
    """`[3×3 conv, 3×3 conv, 2×2 풀링]을 두 번 반복`: a repetition of several layers is not read.

    Raises:
        Refused: there is one.
    """
    if len(anchors) > 1 and _BLOCKS.search(scene.body.lower()):
        raise not_understood("which layers are repeated", "어느 층들이 반복되는지")
    times = {one.token.value for one in scene.roles("repeat") if one.token.kind == "REPEAT"}
    if len(anchors) == 1 and len(times) > 1:  # `3번 거치면 ..., 5번이면?`
        raise not_understood("how often the layer is repeated", "층이 몇 번 반복되는지")
    for one in scene.roles("repeat"):
        if one.token.kind != "REPEAT":
            continue  # `[1x1 → 3x3] 두 층` only counts them
        before = scene.body[: one.token.start].rstrip().removesuffix("을").removesuffix("를")
        opened = before.rfind("[")
        if before.endswith("]") and sum(opened < anchor.layer.start < one.token.start for anchor in anchors) > 1:
            raise not_understood("which layers are repeated", "어느 층들이 반복되는지")
