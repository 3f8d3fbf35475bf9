"""Of which layers a quantity is asked: `of conv1 and conv2 each`, `합성곱층 전체의`, `layers 1 and 3 together`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from archcalc.quiz.answers import not_understood
from archcalc.quiz.asks.entries import entry_of
from archcalc.quiz.network import Walked
from archcalc.quiz.problems.eachof import kinds_of_ask, says_each, shared_span, shared_words
from archcalc.quiz.problems.mentioned import Mention, mentioned
from archcalc.quiz.problems.placewords import CONVS, NAMES, told_behind, told_in_spans
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import sentence_of
from archcalc.quiz.text.stretches import end_of
from archcalc.quiz.text.token import Token, kind_at

_JOINTS = frozenset({"STOP", "ASK", "COMMA", "AND", "ITEM", "SLASH"})
_COUNTS = frozenset({"PARAMS", "WEIGHTS", "MACS", "FLOPS", "MULTS", "BIASES", "ADDS", "OPS"})


class Which(NamedTuple):
    """The places of layers in the walk, and whether each is asked for itself, the sum of all besides."""

    places: tuple[int, ...]
    each: bool
    total: bool


def which(scene: Scene, walked: Sequence[Walked], ask: Ask, asks: Sequence[Ask]) -> Which | None:
    """The layers of an ask; None if it is about the network as a whole.

    Raises:
        Refused: a layer is named that is not there.
    """
    first, last = span_of(scene, ask, asks)
    tokens = scene.tokens
    if len(walked) == 1 and ask.kind in _COUNTS and _names_a_later(tokens, first, last, walked[0].layer.start):
        raise not_understood("which layer is meant", "어느 층인지")
    if len(walked) < 2:
        return None
    told = _told_where_asked(scene, walked, ask, asks)
    if told is not None:
        return told
    part = tokens[first : last + 1]
    kinds = kinds_of_ask(part)
    each = _is_each(scene, ask, asks, part) or says_each(scene.words(first, last))
    found = mentioned(scene, walked, first, last)
    shared = None if found or each or "TOTAL" in kinds else shared_span(scene, ask, asks)
    if shared is not None:
        found = mentioned(scene, walked, *shared)
        each = says_each(shared_words(scene, ask, asks))
    if ask.kind in _COUNTS:
        found = [one for one in found if not one.in_front]
    if any(None in one.places for one in found):
        raise not_understood("which layer is meant", "어느 층인지")
    places = _in_order_named(found)
    _refuse_other_sums(part, len(places) or sum(one.layer.is_weighted for one in walked))
    if not places and each:
        places = tuple(range(len(walked)))
    if not places or (_is_of_all(tokens, ask.place) and not each):
        return None
    apart = len(places) > 1 and {one.places[0] for one in found if one.single} == set(places)
    last_item = _total_is_last(part, (["AND"], ["COMMA"]) if apart else (["AND"],))
    summed = "TOTAL" in kinds or bool(_SUMMED.search(scene.words(first, last).lower() + _behind(scene, ask)))
    each = each or last_item or (apart and not summed)
    total = last_item or (each and (_total_follows(part) or _sum_follows(scene, ask, asks)))
    return Which(places, each, total)


def _told_where_asked(scene: Scene, walked: Sequence[Walked], ask: Ask, asks: Sequence[Ask]) -> Which | None:
    """`parameters of a 1x1 conv 64→16, and of a 3x3 conv 16→32`: layers that are told where they are asked about."""
    if ask.kind not in _COUNTS:
        return None
    alike = [one for one in asks if one.kind == ask.kind]
    if told := told_in_spans(scene, walked, [span_of(scene, one, asks) for one in alike]):
        return Which((told[alike.index(ask)],), each=False, total=False)
    listed = told_behind(scene, walked, ask) if len(alike) == 1 else ()
    return Which(listed, each=True, total=False) if listed else None


def _is_each(scene: Scene, ask: Ask, asks: Sequence[Ask], part: list[Token]) -> bool:
    """Whether a word for each stands with the layers, and no sum of them is asked instead."""
    kinds = kinds_of_ask(part)
    if "TOTAL" in kinds and "EACH" in kinds and not _total_follows(part):
        return False
    if ask.kind == "RF":
        return "LABELLED" in kinds
    layers = bool(kinds & (NAMES | CONVS | {"ORD", "LAYER", "THEN"}))
    each = "LABELLED" in kinds or ("EACH" in kinds and layers)
    return each or _each_of_a_kind(part) or _told_in_turn(scene, ask, asks)


def _refuse_other_sums(part: list[Token], count: int) -> None:
    """`conv1 + conv2`: as many layers as signs add up.

    Raises:
        Refused: there are more, or fewer.
    """
    added = sum(token.kind == "AND" and token.value == "+" for token in part)
    if added and count != added + 1:
        raise not_understood("which layers are added up", "어느 층들을 더하는지")


_SUMMED = re.compile(r"더하면|더한|합하면|합한|합친|together|in sum|altogether")


def _behind(scene: Scene, ask: Ask) -> str:
    """What stands right behind a quantity: `파라미터 수를 모두 더하면`."""
    end = scene.tokens[ask.place].end
    return scene.body[end : end + 12]


def _in_order_named(found: list[Mention]) -> tuple[int, ...]:
    """The places in the order of the text; `the last two layers fc7 and fc8` names each only once."""
    singles = {one.places[0] for one in found if one.single}
    several = [one for one in found if one.single or not set(one.places) <= singles]
    return tuple(dict.fromkeys(place for one in several for place in one.places if place is not None))


def _names_a_later(tokens: list[Token], first: int, last: int, start: int) -> bool:
    """`the second layer`, `the second one`, not `in the second case`, nor `두 번째 합성곱층(3×3, 64→64)` told by it."""
    for at in range(first, last + 1):
        if tokens[at].kind == "ORD" and tokens[at].value > 1 and kind_at(tokens, at + 1) != "WORD":
            opened = end_of(tokens, at + 1, ("LP",))
            closed = min(end_of(tokens, at, ("RP",)), last)
            if opened >= min(at + 4, last) or not tokens[opened].start < start < tokens[closed].start:
                return True
    return False


_OF_ALL = ("총 ", "총", "전체", "total ", "all the ", "모든 ")


def _is_of_all(tokens: list[Token], place: int) -> bool:
    """`총 파라미터 수`, `total number of parameters`: of the network, whatever layers stand beside."""
    before = tokens[place - 1] if place else tokens[place]
    said = before.kind == "TOTAL" and str(before.value) in ("총", "전체")
    return said or str(tokens[place].value).lower().startswith(_OF_ALL)


def _each_of_a_kind(tokens: list[Token]) -> bool:
    """`each fully connected layer`, `완전연결층 각각`."""
    return any({one.kind, two.kind} in ({"EACH", "FC"}, {"LABELLED", "FC"}) for one, two in pairwise(tokens))


_IN_TURN = re.compile(r"[은는이가을를]?\s?(?:차례로|차례대로|순서대로)\s?몇")


def _told_in_turn(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> bool:
    """`세 합성곱의 가중치는 차례로 몇 개`: one number for each layer, where nothing else is asked."""
    return len(asks) == 1 and bool(_IN_TURN.match(scene.body, scene.tokens[ask.place].end))


_AS_A_CLAUSE = re.compile(r"\S{0,2}(?:다면|라면|으면|면|고|며|는데|지만)[,\s]")


def _behind_biases(scene: Scene, first: int, last: int) -> int:
    """`모든 conv와 Dense에 bias가 있다면 파라미터는`: what is asked begins behind the clause about biases."""
    for at in range(last - 1, first, -1):
        told = scene.tokens[at].kind in ("INCL", "EXCL") and scene.tokens[at - 1].kind == "BIAS"
        if told and _AS_A_CLAUSE.match(scene.body, scene.tokens[at].end):
            return at + 1
    return first


def span_of(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> tuple[int, int]:
    """First and last place of the tokens that belong to an ask: what precedes it in Korean, what follows in English."""
    own = entry_of(scene, ask, asks)
    if own is not None:
        return own
    sentence = sentence_of(scene, ask.place)
    low, high = sentence.first, sentence.last
    before = [one.place for one in asks if low <= one.place < ask.place]
    behind = [one.place for one in asks if ask.place < one.place <= high]
    first = max([low, *(place + 1 for place in before)])
    last = min([high, *(place - 1 for place in behind)])
    tokens = scene.tokens
    if scene.language == "ko":
        first = _behind_biases(scene, first, ask.place)
        if before:
            parted = [at for at in range(max(before) + 1, ask.place) if tokens[at].kind in _JOINTS | {"COMPUTE"}]
            first = parted[0] + 1 if parted else first
        ends = (_JOINTS if behind else _JOINTS - {"AND"}) | {"COMPUTE"}
        return first, min(end_of(tokens, ask.place + 1, ends) - 1, last)
    if before:
        joints = [at for at in range(first, ask.place) if tokens[at].kind in _JOINTS | {"COMPUTE"}]
        first = _with_names_before(tokens, first, joints[-1] + 1) if joints else first
    elif tokens[ask.place - 1].kind == "COMPUTE" and tokens[ask.place - 2].kind == "COLON":
        first = ask.place  # `if I swap the one for the other: how many does the other have`
    if behind:
        joints = [at for at in range(ask.place + 1, last + 1) if tokens[at].kind in _JOINTS | {"COMPUTE"}]
        items = [at for at in joints if tokens[at].kind == "ITEM"]  # `(a) ... (b) ...`
        last = (items[:1] or joints[-1:])[0] - 1 if joints else last
    return first, last


def _with_names_before(tokens: list[Token], low: int, first: int) -> int:
    """`H and W of enc1's, enc2's and dec1's output`: all names of a list in front of what is asked of them."""
    while first - 2 >= low and kind_at(tokens, first - 1) in ("AND", "COMMA") and tokens[first - 2].kind in NAMES:
        first -= 2
    return first


def _total_follows(tokens: list[Token]) -> bool:
    """`각 층의 파라미터 수와 합`: the sum besides the parts."""
    kinds = [token.kind for token in tokens]
    each = [at for at, kind in enumerate(kinds) if kind in ("LABELLED", "EACH")]
    total = [at for at, kind in enumerate(kinds) if kind == "TOTAL" or _is_whole(kinds, at)]
    joined = [at for at, kind in enumerate(kinds) if kind in ("AND", "COMMA")]
    return bool(each and total) and any(each[0] < at < total[-1] for at in joined)


def _is_whole(kinds: list[str], at: int) -> bool:
    """`for each of them and for the block`: the block as an item of its own is the sum."""
    behind = kinds[at + 1] if at + 1 < len(kinds) else "STOP"
    return kinds[at] in ("BLOCK", "NETWORK") and kinds[at - 1] == "AND" and behind in ("STOP", "ASK")


def _total_is_last(tokens: list[Token], joints: tuple[list[str], ...]) -> bool:
    """`of the first layer, of the second, and in total`: an item of its own behind those named."""
    kinds = [token.kind for token in tokens if token.kind not in ("ASK", "STOP")]
    told = next((at for at in range(1, len(kinds)) if kinds[at - 1 : at + 1] == ["TOTAL", "COLON"]), len(kinds))
    kinds = kinds[:told]  # `... and the whole network: 3x3 conv with ...`
    return kinds[-1:] == ["TOTAL"] and kinds[-2:-1] in joints


def _sum_follows(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> bool:
    """`파라미터 수를 각각 구하고 합하라`: the sum is asked behind the last quantity of the sentence."""
    sentence = sentence_of(scene, ask.place)
    if any(ask.place < one.place <= sentence.last for one in asks):
        return False
    behind = scene.tokens[ask.place + 1 : sentence.last + 1]
    each = next((at for at, token in enumerate(behind) if token.kind in ("EACH", "LABELLED")), len(behind))
    before = {token.kind for token in scene.tokens[max(sentence.first, ask.place - 2) : ask.place]}
    said = says_each(scene.words(sentence.first, ask.place))
    each = 0 if "LABELLED" in before or said or _told_in_turn(scene, ask, asks) else each
    return any(token.kind in ("TOTAL", "SUMOF") for token in behind[each:])
