"""Words that name a layer by its place: `the former`, `at the end`, `the first residual block`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from archcalc.quiz.network import Walked
from archcalc.quiz.quantities import COSTS, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import sentence_of
from archcalc.quiz.text.token import Token, kind_at

NAMES = frozenset({"CONVNAME", "FCNAME", "POOLNAME", "LAYERNAME"})
CONVS = frozenset({"CONV", "CONVLAYER", "TRANS"})
_END = frozenset({"end", "끝", "finally"})


def is_the_end(tokens: list[Token], at: int) -> bool:
    """`after the first conv, after the second pool and at the end`: the last item of a list is the last layer."""
    place = at - 1
    while place > 0 and (tokens[place].kind == "AT" or str(tokens[place].value).lower() == "very"):
        place -= 1
    named = str(tokens[at].value).lower() in _END and tokens[place].kind in ("AND", "COMMA")
    return named and kind_at(tokens, at + 1, "STOP") in ("STOP", "ASK", "COMMA", "LP")


_FORMER, _LATTER = ("former", "전자"), ("latter", "후자")


def side_of(scene: Scene, at: int) -> int | None:
    """0 for `the former`, `앞 층`, 1 for `the latter`, `뒤 층`; `뒤의 크기` only looks back."""
    word = scene.word(at)
    if word in ("앞", "뒤") and kind_at(scene.tokens, at + 1, "STOP") in CONVS | {"LAYER"}:
        return int(word == "뒤")
    return 0 if word.startswith(_FORMER) else 1 if word.startswith(_LATTER) else None


_OF_BLOCK = frozenset({"WORD", "BOTTLENECK", "SHORTCUT"})


def names_block(tokens: list[Token], at: int) -> bool:
    """`the first residual block`, `the first bottleneck block`: an ordinal of blocks, not of layers."""
    for token in tokens[at + 1 : at + 4]:
        if token.kind == "BLOCK" or (token.kind == "BOTTLENECK" and str(token.value).lower().endswith("block")):
            return True
        if token.kind not in _OF_BLOCK:
            return False
    return False


def several(tokens: list[Token], at: int) -> int:
    """How many are counted behind `first` or `last`: 2 in `the first two layers`, 1 in `the last of five layers`."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is None or behind.start > tokens[at].end + 1:
        return 1
    return int(behind.value) if behind.kind == "WNUM" else _COUNTS.get(str(behind.value).lower(), 1)


_COUNTS = {"두": 2, "세": 3, "네": 4, "two": 2, "three": 3, "four": 4}


_INTO_EN = (
    r"\b(?:enter(?:s|ing)?|reach(?:es|ing)?|arriv(?:es?|ing) at|(?:go(?:es|ing)?|com(?:es|ing)|pass(?:es|ed|ing)|fed|"
    r"feeds?|handed|sent|given|presented|delivered|flows?|flowing)(?: (?:on|in|over))? ?(?:to|into)(?! (?:be|the end))|"
    r"(?:input|inputs)(?: (?:shape|size|volume|tensor|map))?(?: (?:of|to|for|that)))(?![a-z])"
    r"|\b(?:does|do|will|must)\b[^,.?]*\b(?:get|receive|take(?: in)?|see|work on|act on|operate on)\b"
)
_INTO_KO = (
    r"(?:에|으?로)(?:는)?\s?(?:들어가|들어오|입력되|전달되|전해지|도달하|넘어가|넘겨지|주어지)(?!기)|"
    r"(?:층|합성곱|conv|풀링|fc|pool\S*)(?:의|에\s?대한)\s입력(?!\s?채널)|[이가은는]\s(?:받는|입력으로)"
)
INTO = re.compile(f"{_INTO_EN}|{_INTO_KO}")
"""A map on its way into a layer."""
_DOES = re.compile(r"\b(?:does|do|will|must) the $")
_RECEIVES = re.compile(r"(?: layer)? (?:get|receive|take(?: in)?|see)(?![a-z])")
_AT_LAYER = re.compile(rf"(?:{_INTO_EN}) (?:the |a |our |next )*$")


_INTO_KO_LAYER = re.compile(
    r"\s?(?:층|레이어|계층)?(?:(?:에|으?로)(?:는)?\s?(?:들어가|들어오|입력되|전달되|넘어가)(?!기)|[이가]\s받는)"
)


def is_reached(scene: Scene, at: int) -> bool:
    """`the map that reaches the pooling layer`: the only layer of its kind."""
    before, behind = scene.before(at), scene.behind(at)
    if scene.language == "ko":
        return bool(_INTO_KO_LAYER.match(behind))
    return bool(_AT_LAYER.search(before)) or bool(_DOES.search(before) and _RECEIVES.match(behind))


_BOTH_SIDES = re.compile(r"before and after (?:the )?$")


def is_before_and_after(scene: Scene, at: int) -> bool:
    """`the size before and after the pooling`: both maps."""
    return bool(_BOTH_SIDES.search(scene.before(at)))


_ASKED_OF = re.compile(r"\b(?:of|after|behind|for|by|in|from|at)\s(?:the\s)?$")
_ATTRIBUTES = frozenset({"STRIDE", "DIL", "PAD", "KSIZE"})


def is_told(scene: Scene, at: int, used: set[int]) -> bool:
    """`the second one with stride 2`: the place of a layer that is described, not asked about."""
    if scene.language == "ko" or _ASKED_OF.search(scene.before(at)):
        return False
    for place in range(at + 1, min(at + 4, len(scene.tokens))):
        kind = scene.tokens[place].kind
        if kind in _ATTRIBUTES:
            return place in used
        if kind not in ("WNUM", "CONV", "CONVLAYER", "LAYER", "WORD"):
            return False
    return False


def is_inner(tokens: list[Token], at: int) -> bool:
    """Whether a name stands in the brackets of another one, as in code."""
    return at > 1 and tokens[at - 1].kind == "LP" and tokens[at - 2].kind in NAMES


def is_network(token: Token) -> bool:
    return str(token.value).lower().endswith(("망", "net", "network", "mlp", "퍼셉트론", "perceptron"))


_NEXT = re.compile(r"(?:,\s(?:and\s)?|\sand\s)(?=(?:of|for)\s)")


def told_in_spans(scene: Scene, walked: Sequence[Walked], spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The one layer that is told in each of several stretches, one for each ask of a kind; empty if it is not so."""
    if len(spans) < 2:
        return ()
    found = [
        _weighted_in(walked, scene.tokens[first].start, scene.tokens[last].end)
        for first, last in spans
        if first <= last
    ]
    places = tuple(some[0] for some in found if len(some) == 1)
    return places if len(places) == len(spans) == len(set(places)) else ()


def told_behind(scene: Scene, walked: Sequence[Walked], ask: Ask) -> tuple[int, ...]:
    """The layers that are told one by one behind what is asked of them, each with `of`; empty if there are not two."""
    if scene.language == "ko" or ask.kind not in COSTS:
        return ()
    start, end = scene.tokens[ask.place].end, scene.tokens[sentence_of(scene, ask.place).last].end
    if not re.match(r"\s(?:of|for)\s", scene.body[start:end]):
        return ()
    cuts = [start, *(start + one.start() for one in _NEXT.finditer(scene.body[start:end])), end]
    found = [_weighted_in(walked, low, high) for low, high in pairwise(cuts)]
    single = all(len(some) == 1 for some in found)
    return tuple(some[0] for some in found) if single and len(found) > 1 else ()


def _weighted_in(walked: Sequence[Walked], start: int, end: int) -> list[int]:
    """The places of the layers with weights that are told in a stretch of the text."""
    weighted = (at for at, one in enumerate(walked) if one.layer.is_weighted)
    return [at for at in weighted if start <= walked[at].layer.start < end]
