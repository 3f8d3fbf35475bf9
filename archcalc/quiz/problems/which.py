"""Of which layers a quantity is asked: `of conv1 and conv2 each`, `합성곱층 전체의`, `layers 1 and 3 together`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from archcalc.quiz.answers import not_understood
from archcalc.quiz.asks.find import Ask, asking
from archcalc.quiz.problems.network import Walked, is_depthwise_chain
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.token import Token

_NAMES = frozenset({"CONVNAME", "FCNAME", "POOLNAME", "LAYERNAME"})
_CONVS = frozenset({"CONV", "CONVLAYER", "TRANS"})
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
    if len(walked) < 2:
        return None
    first, last = span_of(scene, ask, asks)
    tokens = scene.tokens
    kinds = _kinds_of_ask(tokens[first : last + 1])
    each = bool(kinds & {"LABELLED"}) or (
        "EACH" in kinds and bool(kinds & (_NAMES | _CONVS | {"ORD", "LAYER", "THEN"}))
    )
    each = each or _each_of_a_kind(tokens[first : last + 1])
    if "TOTAL" in kinds and "EACH" in kinds and not _total_follows(tokens[first : last + 1]):
        each = False
    found = _mentioned(scene, walked, first, last)
    if None in found:
        raise not_understood("which layer is meant", "어느 층인지")
    places = tuple(dict.fromkeys(place for place in found if place is not None))
    if not places and each:
        places = tuple(range(len(walked)))
    if not places or (_is_of_all(tokens, ask.place) and not each):
        return None
    alone = [token for token in tokens[first : last + 1] if token.kind in _NAMES | {"ORD"}]
    each = each or (len(places) == len(alone) > 1 and "TOTAL" not in kinds)
    total = each and (_total_follows(tokens[first : last + 1]) or _sum_follows(scene, ask, asks))
    return Which(places, each, total)


_OF_ALL = ("총 ", "총", "전체", "total ", "all the ", "모든 ")


def _is_of_all(tokens: list[Token], place: int) -> bool:
    """`총 파라미터 수`, `total number of parameters`: of the network, whatever layers stand beside."""
    return str(tokens[place].value).lower().startswith(_OF_ALL)


def _kinds_of_ask(tokens: list[Token]) -> set[str]:
    """The kinds of tokens of an ask; `각 16개` only says of which layers the number is."""
    following = [*tokens[1:], None]
    return {
        one.kind
        for one, after in zip(tokens, following, strict=True)
        if not (one.kind == "EACH" and after is not None and after.kind == "NUM")
    }


def _each_of_a_kind(tokens: list[Token]) -> bool:
    """`each fully connected layer`, `완전연결층 각각`."""
    return any({one.kind, two.kind} in ({"EACH", "FC"}, {"LABELLED", "FC"}) for one, two in pairwise(tokens))


def span_of(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> tuple[int, int]:
    """First and last place of the tokens that belong to an ask: what precedes it in Korean, what follows in English."""
    sentence = next((one for one in asking(scene) if one.first <= ask.place <= one.last), None)
    low, high = (sentence.first, sentence.last) if sentence else (0, len(scene.tokens) - 1)
    before = [one.place for one in asks if low <= one.place < ask.place]
    behind = [one.place for one in asks if ask.place < one.place <= high]
    first = max([low, *(place + 1 for place in before)])
    last = min([high, *(place - 1 for place in behind)])
    tokens = scene.tokens
    if scene.language == "ko":
        if before:
            parted = [at for at in range(max(before) + 1, ask.place) if tokens[at].kind in _JOINTS | {"COMPUTE"}]
            first = parted[0] + 1 if parted else first
        ends = (_JOINTS if behind else _JOINTS - {"AND"}) | {"COMPUTE"}
        joint = next((at for at in range(ask.place + 1, last + 1) if tokens[at].kind in ends), last + 1)
        return first, joint - 1
    if before:
        joints = [at for at in range(first, ask.place) if tokens[at].kind in _JOINTS | {"COMPUTE"}]
        first = joints[-1] + 1 if joints else first
    if behind:
        joints = [at for at in range(ask.place + 1, last + 1) if tokens[at].kind in _JOINTS | {"COMPUTE"}]
        last = joints[-1] - 1 if joints else last
    return first, last


def _total_follows(tokens: list[Token]) -> bool:
    """`각 층의 파라미터 수와 합`: the sum besides the parts."""
    kinds = [token.kind for token in tokens]
    each = [at for at, kind in enumerate(kinds) if kind in ("LABELLED", "EACH")]
    total = [at for at, kind in enumerate(kinds) if kind == "TOTAL"]
    joined = [at for at, kind in enumerate(kinds) if kind in ("AND", "COMMA")]
    return bool(each and total) and any(each[0] < at < total[-1] for at in joined)


def _sum_follows(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> bool:
    """`파라미터 수를 각각 구하고 합하라`: the sum is asked behind the last quantity of the sentence."""
    sentence = next((one for one in asking(scene) if one.first <= ask.place <= one.last), None)
    if sentence is None or any(ask.place < one.place <= sentence.last for one in asks):
        return False
    behind = scene.tokens[ask.place + 1 : sentence.last + 1]
    each = next((at for at, token in enumerate(behind) if token.kind in ("EACH", "LABELLED")), len(behind))
    return any(token.kind in ("TOTAL", "SUMOF") for token in behind[each:])


def _mentioned(scene: Scene, walked: Sequence[Walked], first: int, last: int) -> list[int | None]:
    used = {at for one in scene.found for at in range(one.first, one.last + 1)}
    starts = {one.layer.start for one in walked}
    tokens = scene.tokens
    found: list[int | None] = []
    at, depth = first, 0
    while at <= last:
        token = tokens[at]
        depth += (token.kind == "LP") - (token.kind == "RP")
        heads = _heads(tokens, at, starts)
        if token.kind == "FCNAME" or (token.kind in _NAMES and at not in used and not heads):
            found.append(_named(walked, token))
        elif token.kind == "ORD" and _noun(scene, at) == "BLOCK":
            pass  # `the second block of VGG-16`: no layer
        elif token.kind == "ORD" and at not in used and not heads:
            introduced = _introduced(tokens, at, walked)
            counted = _counted(walked, int(token.value), _noun(scene, at))
            found.append(counted if introduced is None else introduced)
        elif token.kind == "WHICH" and at not in used:
            found += [_counted(walked, number, "") for number in token.value]
        elif token.kind == "LASTONE" and at + 1 <= last and tokens[at + 1].kind in _CONVS | set(POOLS) | {"FC"}:
            of_kind = _of_kind(walked, tokens[at + 1].kind)
            found.append(of_kind[-1] if of_kind else None)
        elif token.kind == "DIMS" and token.start not in starts and tokens[at + 1 : at + 2]:
            found += _of_kernel(walked, token, tokens[at + 1].kind)
        elif _is_kind(tokens, at, used, depth):
            found += _of_kind(walked, token.kind)
        at += 1
    return found


def _of_kernel(walked: Sequence[Walked], token: Token, behind: str) -> list[int | None]:
    """`the 3x3 conv`: the one layer with this kernel, named once more."""
    having: list[int | None] = [place for place, one in enumerate(walked) if one.layer.kernel == token.value]
    return having if len(having) == 1 and behind in _CONVS | {"LAYER"} else []


def _is_kind(tokens: list[Token], at: int, used: set[int], depth: int) -> bool:
    """Whether all layers of a kind are meant: `after each pool`, `합성곱층 전체의`."""
    if tokens[at].kind in POOLS:
        return at > 0 and tokens[at - 1].kind in ("EACH", "FOLLOWS", "ALL")
    kinds = ("CONVLAYER", "FC", "CONV")
    return tokens[at].kind in kinds and at not in used and depth <= 0 and _is_all(tokens, at)


def _heads(tokens: list[Token], at: int, starts: set[int]) -> bool:
    """Whether a name stands before a layer's own description, rather than naming it again."""
    for token in tokens[at + 1 : at + 5]:
        if token.kind in ("STOP", "ASK"):
            return False
        if token.start in starts:
            return True
    return False


def _is_all(tokens: list[Token], at: int) -> bool:
    """`합성곱층 전체의`, `of the conv layers`: a kind of layers, not the network or the word in passing."""
    kind = tokens[at].kind
    behind = [token.kind for token in tokens[at + 1 : at + 3]]
    before = [token.kind for token in tokens[max(0, at - 2) : at]]
    if "ORD" in before or "LASTONE" in before or "INPUT" in behind[:1]:
        return False
    return kind in ("CONVLAYER", "FC") or behind[:1] == ["LAYER"]


def _introduced(tokens: list[Token], at: int, walked: Sequence[Walked]) -> int | None:
    """The layer that the same ordinal introduced: `the first layer has 20 5x5 filters, the second layer 40 ...`."""
    for place in range(at):
        if tokens[place].kind == "ORD" and tokens[place].value == tokens[at].value:
            starts = {token.start for token in tokens[place + 1 : place + 5]}
            found = [number for number, one in enumerate(walked) if one.layer.start in starts]
            return found[0] if len(found) == 1 else None
    return None


def _noun(scene: Scene, at: int) -> str:
    """The kind of layer an ordinal counts: `the second conv`, `conv 2`; empty for layers of any kind."""
    tokens = scene.tokens
    if scene.body[tokens[at].start : tokens[at].end].lower().startswith("conv"):
        return "CONV"
    for token in tokens[at + 1 : at + 3]:
        if token.kind in _CONVS | set(POOLS) | {"FC", "BLOCK"}:
            return token.kind
        if token.kind not in ("LAYER", "NUM", "UNITS", "ORD"):
            break
    return ""


def _counted(walked: Sequence[Walked], number: int, noun: str) -> int | None:
    places = _of_kind(walked, noun) if noun else _layers(walked)
    return places[number - 1] if 0 < number <= len(places) else None


def _layers(walked: Sequence[Walked]) -> list[int]:
    return [at for at, one in enumerate(walked) if one.layer.is_conv or one.layer.is_pool or one.layer.kind == "fc"]


def _of_kind(walked: Sequence[Walked], kind: str) -> list[int]:
    if kind in POOLS:
        return [at for at, one in enumerate(walked) if one.layer.is_pool]
    if kind in ("FC", "FCNAME"):
        return [at for at, one in enumerate(walked) if one.layer.kind == "fc"]
    return [at for at, one in enumerate(walked) if one.layer.is_conv]


def _named(walked: Sequence[Walked], token: Token) -> int | None:
    """A layer by its name; `conv2` is the second convolution where no layer has a name."""
    found = [at for at, one in enumerate(walked) if one.layer.name and one.layer.name == token.value]
    if len(found) == 1:
        return found[0]
    kind = {"FCNAME": "FC", "POOLNAME": "POOL", "CONVNAME": "CONV"}.get(token.kind, "")
    of_kind = _of_kind(walked, kind) if kind else []
    digits = "".join(letter for letter in str(token.value) if letter.isdigit() or letter == "_")
    if kind == "FC" and len(of_kind) == 1:
        return of_kind[0]
    unnamed = not any(one.layer.name for one in walked)
    if unnamed and digits.isdigit() and 0 < int(digits) <= len(of_kind):
        return of_kind[int(digits) - 1]
    return None


def label_of(walked: Sequence[Walked], place: int) -> str:
    """`conv2`, `fc1`: what a layer's own answer is called."""
    layer = walked[place].layer
    if layer.name:
        return layer.name
    if is_depthwise_chain([one.layer for one in walked]):
        return "depthwise" if layer.depthwise or layer.grouping > 1 else "pointwise"
    kind = "fc" if layer.kind == "fc" else "pool" if layer.is_pool else "conv"
    same = _of_kind(walked, {"fc": "FC", "pool": "POOL"}.get(kind, "CONV"))
    return f"{kind}{same.index(place) + 1}" if place in same else f"layer{place + 1}"
