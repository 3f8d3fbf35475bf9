"""The map in front of a layer or behind it, asked by the layer: `GAP 직전의 특징맵`, `before the pooling`."""

from __future__ import annotations

import re

from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.token import Token, kind_at

_HEADS = frozenset({"LAYER", "CONV", "CONVLAYER", "TRANS", "FC", "GAP", *POOLS})
_MAP_KO = (
    r"(?:최종\s|공간\s|출력\s)?(?:출력|특징|특성|피처|피쳐|feature|맵|크기|해상도|shape|텐서|모양|형태|차원|결과|채널)"
)
_FRONT_KO = re.compile(
    r"\s?(?:층|레이어|계층)?(?:(?:에|으?로)?\s?(?:들어가|들어오|넣|입력하|입력되|도달하)기|[을를]?\s?(?:거치|통과하|적용하|하)기)?\s?"
    rf"(?:바로\s)?(?:직전|앞|이전|전)(?:에서|에|의)?(?:\s나온|\s나오는|\s얻은)?\s{_MAP_KO}"
)
_FRONT_EN = re.compile(
    r"\b(?:shape|size|map|volume|tensor|resolution|dimensions|activations?|channels)s?\b[^,.;?]{0,30}?(?<!,)\s"
    r"(?:before|ahead of|prior to|in front of)\s(?:(?:it|they|entering|reaching|reaches|enters|applying|the)\s)*$"
)
_PAIRED = re.compile(r"before (?:and|or) after|after (?:and|or) before")


def is_in_front(scene: Scene, at: int) -> bool:
    """Whether the map in front of the layer that the tokens from here on name is asked.

    `두 번째 풀링 직전의 출력`: the ordinal and the noun behind it name the layer.
    """
    if scene.language == "ko":
        return bool(_FRONT_KO.match(scene.body, scene.tokens[_head(scene.tokens, at)].end))
    before = scene.before(at)
    return bool(_FRONT_EN.search(before)) and not _PAIRED.search(before[-60:])


def _head(tokens: list[Token], at: int) -> int:
    """The place of the last noun of a name: of `pooling` in `the second pooling`."""
    while kind_at(tokens, at + 1, "STOP") in _HEADS and tokens[at + 1].start <= tokens[at].end + 1:
        at += 1
    return at


_LEFT_KO = re.compile(
    rf"\s?(?:층|레이어|계층)?(?:[을를]\s(?:거친|통과한|지난)(?:\s(?:뒤|후))?|의)?(?:의|에)?\s(?:최종\s)?(?:출력|결과)|"
    rf"\s?(?:층|레이어|계층)?\s?(?:직후|이후|다음)(?:의)?\s{_MAP_KO}"
)
_LEFT_EN = re.compile(r"\boutput(?:\s(?:size|shape|volume|map|tensor|dimensions?))?\s(?:of|from)\s(?:the\s)?$")


def is_left(scene: Scene, at: int) -> bool:
    """`GAP를 거친 출력`, `the output size of the GAP layer`: the map behind a layer that others follow."""
    if scene.language == "ko":
        return bool(_LEFT_KO.match(scene.body, scene.tokens[_head(scene.tokens, at)].end))
    return bool(_LEFT_EN.search(scene.before(at)))


_SIZES_KO = r"(?:\s?(?:크기|형태|모양|해상도|shape|맵|특징\s?맵|볼륨|텐서|차원))"
_OWN_KO = re.compile(
    rf"\s?(?:층|레이어|계층)?의\s(?:최종\s)?출력{_SIZES_KO}*(?:의{_SIZES_KO})?(?:[은는이가을를와과,?]|\s(?:및|몇|얼마))"
)
_OWN_EN = re.compile(
    r"\b(?:output|resulting)\s(?:size|shape|volume|dimensions?|resolution)\s(?:of|from|after)\s(?:the\s)?$"
)


def is_asked_of(scene: Scene, at: int) -> bool:
    """`풀링층의 출력 크기는?`, `the output shape of the pooling layer`: what one layer gives, whatever follows it."""
    if scene.language == "ko":
        return bool(_OWN_KO.match(scene.body, scene.tokens[_head(scene.tokens, at)].end))
    before, behind = scene.before(at), scene.behind(at)
    if before.endswith("the ") and before.rstrip().endswith(("does the", "will the")):
        return bool(re.match(r"(?:\slayer)?\s(?:output|give|produce)(?![a-z])", behind))
    return bool(_OWN_EN.search(before))


_BEHIND = ("직후", "뒤", "후", "다음", "까지")


def is_passed(scene: Scene, at: int) -> bool:
    """`after the pool`, `pool 직후의`: a kind of layers that a map has passed."""
    tokens = scene.tokens
    behind = str(tokens[at + 1].value) if at + 1 < len(tokens) else ""
    return (at > 0 and tokens[at - 1].value == "after") or behind.startswith(_BEHIND)
