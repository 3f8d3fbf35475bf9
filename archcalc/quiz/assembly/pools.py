"""Poolings that stand elsewhere than they are told: named in a list, behind one of several layers, between them."""

from __future__ import annotations

import re

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.anchor import Anchor, convs_of, pools_of, split, split_all
from archcalc.quiz.layers import WINDOW, Layer
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.numerals import place_of
from archcalc.quiz.text.token import kind_at

_LISTING = frozenset({"COMMA", "ARROW", "DASH", "THEN"})
_PARTING = frozenset({"STOP", "ASK", "LP", "COLON"})


def listed_pools(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """Anchors for the names, where one pooling with a window is told behind all of them."""
    sized = pools_of(anchors)
    if len(sized) != 1 or scene.has("CALL"):
        return []
    bare = [at for at in range(sized[0].first) if _is_listed(scene, anchors, at)]
    if not bare or not any(scene.tokens[at].kind in _PARTING for at in range(bare[-1], sized[0].first + 1)):
        return []
    scene.numbers["pool told"] = sized[0].layer
    return [Anchor(Layer(sized[0].layer.kind, scene.tokens[at].start), at) for at in bare]


def _is_listed(scene: Scene, anchors: list[Anchor], at: int) -> bool:
    """Whether a name stands in a list of layers, behind a convolution."""
    if scene.tokens[at].kind not in POOLS or any(anchor.covers(at) for anchor in anchors):
        return False
    beside = {kind_at(scene.tokens, at - 1), kind_at(scene.tokens, at + 1, "STOP")}
    return bool(beside & _LISTING) and any(anchor.layer.is_conv and anchor.index < at for anchor in anchors)


def without_told_pool(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """The anchors with what is told handed to each name of the list, and without the pooling that tells it."""
    told = scene.numbers.get("pool told")
    if told is None:
        return anchors
    for anchor in anchors:
        if anchor.layer.is_pool and anchor.layer.kernel is None:
            anchor.layer.take(told, WINDOW)
    return [anchor for anchor in anchors if anchor.layer is not told]


_BEHIND_ONE = re.compile(
    r"(?P<place>첫|두|세|네)\s?번째\s?(?:합성곱|컨볼루션|conv)?\s?(?:층|레이어)?\s?(?:바로\s)?(?:뒤|다음|후)(?:에|의)?\s[^.,]{0,14}?(?:풀링|pool)|"
    r"pool\w*\s?(?:\([^)]*\)\s)?(?:right\s|only\s|placed\s)?(?:after|behind|following)\s(?:the\s)?(?P<place2>first|second|third|fourth)\b"
)


def pooled_behind(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """`3×3 합성곱 네 층과 두 번째 층 뒤의 2×2 풀링`, `... with a 2x2 pool after the second`: put where it is said."""
    told = _BEHIND_ONE.search(scene.body.lower())
    pools = pools_of(anchors)
    repeated = convs_of(anchors)
    if told is None or len(pools) != 1 or len(anchors) != 2 or not repeated or pools[0].layer.repeat != 1:
        return anchors
    place = place_of(told["place"] or told["place2"])
    if not 1 <= place <= repeated[0].layer.repeat:
        raise not_understood("where the pooling stands", "풀링의 위치")
    convs = split(anchors, repeated[0], repeated[0].layer.repeat)
    return [*convs[:place], pools[0], *convs[place:]]


_IN_BETWEEN = re.compile(
    r"between (?:them|each|every|consecutive|successive|neighbou?ring|any two|the (?:conv\w*|layers|three|two|four)\b)|"
    r"in between|사이사이|(?:그|층|합성곱|컨볼루션|레이어)\s?사이(?:에|의|마다)"
)


def pooled_between(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """`3×3 합성곱 세 층과 그 사이의 2×2 풀링`, `... with a 2x2 pool between each pair`: behind all but the last."""
    pools = pools_of(anchors)
    convs = convs_of(anchors)
    number = sum(anchor.layer.repeat for anchor in convs)
    if len(pools) != 1 or number < 2 or not _IN_BETWEEN.search(scene.body.lower()):
        return anchors
    if len(anchors) > len(convs) + 1 or pools[0].layer.repeat not in (1, number - 1):
        raise not_understood("where the pooling stands", "풀링의 위치")
    pools[0].layer.repeat = 1
    first, *later = split_all(anchors)
    return [first, *(one for anchor in later for one in (pools[0].copy(), anchor))]


def refuse_placed_pools(scene: Scene, anchors: list[Anchor]) -> None:
    """`three conv layers, with a 2x2 pool after the first`: such a place in the order is not read."""
    pools = [anchor.index for anchor in anchors if anchor.layer.is_pool]
    for at, token in enumerate(scene.tokens[:-1]):
        placed = token.value == "after" and scene.tokens[at + 1].kind == "ORD"
        if placed and any(0 < at - index < 8 for index in pools) and len(anchors) == 2:
            raise not_understood("where the pooling stands", "풀링의 위치")
