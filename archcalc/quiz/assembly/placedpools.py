"""Where one pooling stands among convolutions told together: `a 2x2 pool after the second`, `풀링이 사이사이에`."""

from __future__ import annotations

import re

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.anchor import Anchor, convs_of, pools_of, split
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.numerals import place_of

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
    split(anchors, repeated[0], repeated[0].layer.repeat)
    convs = convs_of(anchors)
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
    for anchor in [one for one in convs if one.layer.repeat > 1]:
        split(anchors, anchor, anchor.layer.repeat)
    pools[0].layer.repeat = 1
    wired: list[Anchor] = []
    for anchor in convs_of(anchors):
        one = pools[0]
        wired += [one.copy()] if wired else []
        wired.append(anchor)
    return wired


def refuse_placed_pools(scene: Scene, anchors: list[Anchor]) -> None:
    """`three conv layers, with a 2x2 pool after the first`: such a place in the order is not read."""
    pools = [anchor.index for anchor in anchors if anchor.layer.is_pool]
    for at, token in enumerate(scene.tokens[:-1]):
        placed = token.value == "after" and scene.tokens[at + 1].kind == "ORD"
        if placed and any(0 < at - index < 8 for index in pools) and len(anchors) == 2:
            raise not_understood("where the pooling stands", "풀링의 위치")
