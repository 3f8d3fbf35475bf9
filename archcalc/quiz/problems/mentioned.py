"""The layers that a stretch of text names: `conv2`, `the second pooling`, `합성곱층 전체의`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from archcalc.quiz.asks.infront import is_asked_of, is_in_front, is_left, is_passed
from archcalc.quiz.network import Walked
from archcalc.quiz.problems.placewords import (
    CONVS,
    NAMES,
    is_before_and_after,
    is_inner,
    is_network,
    is_reached,
    is_the_end,
    is_told,
    names_block,
    several,
    side_of,
)
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.stretches import past
from archcalc.quiz.text.token import Token, kind_at

_PASSED = CONVS | {"GAP", *POOLS}
_BEFORE = re.compile(r"(?:i\.e\.|that is),?\s(?:right\s|just\s)?before\sthe\s$")


class Mention(NamedTuple):
    """The places of the layers that a word names, None for one that is not there; `single` where it names just one.

    `in_front`: of `right before the pooling`, which names a map only, and no layer whose cost is asked.
    """

    places: tuple[int | None, ...]
    single: bool = True
    in_front: bool = False


def mentioned(scene: Scene, walked: Sequence[Walked], first: int, last: int) -> list[Mention]:
    used = scene.covered()
    starts = {one.layer.start for one in walked}
    tokens = scene.tokens
    found: list[Mention] = []
    at, depth = first, 0
    while at <= last:
        token, known = tokens[at], len(found)
        depth += (token.kind == "LP") - (token.kind == "RP")
        heads = _heads(tokens, at, starts)
        if token.kind in ("ORD", "LASTONE") and _BEFORE.search(scene.body[: token.start].lower()):
            at += 2  # `after the second pooling, i.e. before the last conv`: the same place once more
            continue
        if token.kind in NAMES and is_inner(tokens, at):
            pass  # `pw(dw(x))`: what leaves the outer one
        elif token.kind == "FCNAME" or (token.kind in NAMES and at not in used and not heads):
            found.append(Mention((_named(walked, token),)))
        elif token.kind == "ORD" and _noun(scene, at) == "BLOCK" and not _is_module(scene, at):
            pass  # `the second block of VGG-16`: no layer
        elif token.kind == "ORD" and is_told(scene, at, used):
            pass  # `the second one with stride 2`: what a layer is like
        elif token.kind == "ORD" and at not in used and not heads:
            found += _ordered(scene, at, walked)
        elif token.kind == "WHICH" and at not in used:
            found += [Mention((_counted(walked, number, ""),)) for number in token.value]
        elif token.kind == "LASTONE" and at < last:
            found += _last_ones(scene, at, walked)
        elif found and is_the_end(tokens, at) and _layers(walked):
            found.append(Mention((_layers(walked)[-1],)))
        elif token.kind == "WORD" and (side := side_of(scene, at)) is not None and len(walked) == 2:
            found.append(Mention((side,)))
        elif token.kind == "DIMS" and token.start not in starts and tokens[at + 1 : at + 2]:
            found += _of_kernel(walked, token, tokens[at + 1].kind)
        elif _is_kind(tokens, at, used, depth):
            of_kind = tuple(layers_of_kind(walked, token.kind))
            found.append(Mention(of_kind, len(of_kind) == 1))
        elif at not in used and (token.kind in _PASSED or (token.kind == "FLAT" and is_in_front(scene, at))):
            found += _passed(scene, at, layers_of_kind(walked, token.kind))
        if len(found) > known and is_in_front(scene, at):
            found[known:] = [_before(one) for one in found[known:]]
        at += 1
    return found


def _before(named: Mention) -> Mention:
    """`GAP 직전의`: the layer in front of the only one named; the map in front of the first layer is the input's."""
    place = named.places[0]
    return Mention((place - 1 if len(named.places) == 1 and place else None,), in_front=True)


def _ordered(scene: Scene, at: int, walked: Sequence[Walked]) -> list[Mention]:
    """`the second pooling`; `the first two layers` are the first and the second."""
    tokens, noun = scene.tokens, _noun(scene, at)
    number = int(tokens[at].value)
    count = several(tokens, at)
    if number == 1 and count > 1:
        return [Mention((_counted(walked, one, noun),)) for one in range(1, count + 1)]
    introduced = _introduced(tokens, at, walked)
    return [Mention((_counted(walked, number, noun) if introduced is None else introduced,))]


_ENDS = frozenset({"LAYER", "WNUM", "AND", "COMMA", "ASK", "STOP", "INCL", "RP"})


def _last_ones(scene: Scene, at: int, walked: Sequence[Walked]) -> list[Mention]:
    """`the last pooling`, `after the last one`, `마지막 층`, `the last two layers`; not `the final output`."""
    behind = kind_at(scene.tokens, at + 1, "STOP")
    if behind in CONVS | set(POOLS) | {"FC"}:
        of_kind = layers_of_kind(walked, behind)
        return [Mention((of_kind[-1] if of_kind else None,))]
    count = several(scene.tokens, at)
    if (behind not in _ENDS and count == 1) or not _layers(walked) or count > len(_layers(walked)):
        return []
    return [Mention((place,)) for place in _layers(walked)[-count:]]


def _passed(scene: Scene, at: int, only: list[int]) -> list[Mention]:
    """`after the pool`, `reaches the pool`, `before and after pooling`, where there is one layer of the kind."""
    if len(only) != 1:
        return [Mention((None,), in_front=True)] if is_in_front(scene, at) else []
    if only[0] and is_before_and_after(scene, at):
        return [Mention((only[0] - 1,)), Mention((only[0],))]
    left = (scene.tokens[at].kind == "GAP" and is_left(scene, at)) or is_asked_of(scene, at)
    named = left or is_passed(scene, at) or is_reached(scene, at) or is_in_front(scene, at)
    return [Mention((only[0],))] if named else []


def _is_module(scene: Scene, at: int) -> bool:
    """`nn.Conv2d(...) followed by nn.Conv2d(...): parameters of the first module`: in code a module is a layer."""
    calls = [token for token in scene.tokens if token.kind == "CALL"]
    return len(calls) > 1 and scene.word(at + 1).startswith(("module", "모듈"))


def _of_kernel(walked: Sequence[Walked], token: Token, behind: str) -> list[Mention]:
    """`the 3x3 conv`: the one layer with this kernel, named once more."""
    having = [place for place, one in enumerate(walked) if one.layer.kernel == token.value]
    return [Mention((having[0],))] if len(having) == 1 and behind in CONVS | {"LAYER"} else []


def _is_kind(tokens: list[Token], at: int, used: set[int], depth: int) -> bool:
    """Whether all layers of a kind are meant: `after each pool`, `합성곱층 전체의`."""
    if tokens[at].kind in POOLS:
        before = at - 1 - (kind_at(tokens, at - 1) == "WNUM")
        return before >= 0 and tokens[before].kind in ("EACH", "FOLLOWS", "ALL", "LABELLED")
    kinds = ("CONVLAYER", "FC", "CONV")
    if any(token.kind == "ORD" for token in tokens[at + 1 : at + 4]) and is_network(tokens[at]):
        return False  # `완전연결 신경망에서 첫 번째 층의`
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
    return kind in ("CONVLAYER", "FC") or behind[:1] == ["LAYER"] or behind == ["WNUM", "EACH"]


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
    if re.search(r"conv|합성곱|컨볼루션", scene.body[tokens[at].start : tokens[at].end].lower()):
        return "CONV"  # `conv 2`, `the second conv layer`
    for token in tokens[at + 1 : at + 3]:
        if token.kind in CONVS | set(POOLS) | {"FC", "BLOCK"}:
            return token.kind
        if token.kind not in ("LAYER", "NUM", "UNITS", "ORD"):
            break
    if names_block(tokens, at):
        return "BLOCK"
    return _noun_of_list(scene, at)


def _noun_of_list(scene: Scene, at: int) -> str:
    """`after the first and the second pooling`: the noun behind the last ordinal of a list is that of all."""
    tokens = scene.tokens
    if scene.body[tokens[at].start : tokens[at].end].lower().endswith(("layer", "층")):
        return ""
    place = past(tokens, at + 1, ("AND", "COMMA"))
    return _noun(scene, place) if place > at + 1 and kind_at(tokens, place, "STOP") == "ORD" else ""


def _counted(walked: Sequence[Walked], number: int, noun: str) -> int | None:
    places = layers_of_kind(walked, noun) if noun else _layers(walked)
    places = _layers(walked) if noun == "BLOCK" else places
    return places[number - 1] if 0 < number <= len(places) else None


def _layers(walked: Sequence[Walked]) -> list[int]:
    return [at for at, one in enumerate(walked) if one.layer.is_conv or one.layer.is_pool or one.layer.kind == "fc"]


def layers_of_kind(walked: Sequence[Walked], kind: str) -> list[int]:
    if kind in POOLS:
        return [at for at, one in enumerate(walked) if one.layer.is_pool]
    if kind == "FLAT":  # or the first dense layer
        return [at for at, one in enumerate(walked) if one.layer.kind in ("flatten", "fc")][:1]
    if kind in ("FC", "FCNAME", "GAP"):
        return [at for at, one in enumerate(walked) if one.layer.kind == ("gap" if kind == "GAP" else "fc")]
    return [at for at, one in enumerate(walked) if one.layer.is_conv]


def _named(walked: Sequence[Walked], token: Token) -> int | None:
    """A layer by its name; `conv2` is the second convolution where no layer has a name."""
    found = [at for at, one in enumerate(walked) if one.layer.name and one.layer.name == token.value]
    if len(found) == 1:
        return found[0]
    kind = {"FCNAME": "FC", "POOLNAME": "POOL", "CONVNAME": "CONV"}.get(token.kind, "")
    of_kind = layers_of_kind(walked, kind) if kind else []
    digits = "".join(letter for letter in str(token.value) if letter.isdigit() or letter == "_")
    if kind == "FC" and len(of_kind) == 1:
        return of_kind[0]
    unnamed = not any(one.layer.name for one in walked)
    if unnamed and digits.isdigit() and 0 < int(digits) <= len(of_kind):
        return of_kind[int(digits) - 1]
    return None
