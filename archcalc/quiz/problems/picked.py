"""Which layers a quantity is asked of: all, or those that the asking sentence names."""

from __future__ import annotations

from archcalc.quiz.answers import not_understood
from archcalc.quiz.asks import Ask
from archcalc.quiz.problems.network import Walked
from archcalc.quiz.problems.state import State
from archcalc.quiz.token import Token


def picked(state: State, ask: Ask) -> list[Walked]:
    """The layers that a quantity is asked of: all, or the one named in the asking sentence (`FC6의 파라미터 수`)."""
    named = named_layer(state, ask)
    return state.walked if named is None else [state.walked[named]]


def named_layer(state: State, ask: Ask) -> int | None:
    """The place of the layer that the asking sentence names: `of conv2`, `두 번째 층의`."""
    if len(state.walked) < 2:
        return None
    tokens = state.scene.tokens
    first = last = ask.place
    while first > 0 and tokens[first - 1].kind not in ("STOP", "ASK", "COMMA", "AND"):
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].kind not in ("STOP", "ASK", "COMMA", "AND"):
        last += 1
    used = {i for one in state.scene.found for i in range(one.first, one.last + 1)}
    starts = {one.layer.start for one in state.walked}
    names = [
        t
        for i, t in enumerate(tokens[first : last + 1], first)
        if t.kind in ("CONVNAME", "ORD", "FCNAME", "POOLNAME", "LAYERNAME")
        and i not in used
        and not _heads(tokens, i, starts)
    ]
    names += [t for i, t in enumerate(tokens[first : last + 1], first) if t.kind == "FCNAME" and i in used]
    if not names:
        return None
    if named_together(state, ask):
        raise not_understood("which layer is meant", "어느 층인지")
    places = {place_of(state, token.kind, token.value) for token in names}
    if len(places) != 1 or None in places:
        raise not_understood("which layer is meant", "어느 층인지")
    return places.pop()


def _heads(tokens: list[Token], index: int, starts: set[int]) -> bool:
    """Whether an ordinal stands before a layer's own description, rather than naming it again."""
    return any(token.start in starts for token in tokens[index + 1 : index + 5])


def place_of(state: State, kind: str, value: object) -> int | None:
    walked = state.walked
    if kind == "ORD":
        convs = [i for i, one in enumerate(walked) if one.layer.is_conv or one.layer.is_pool or one.layer.kind == "fc"]
        number = int(str(value)) - 1
        return convs[number] if number < len(convs) else None
    dense = [i for i, one in enumerate(walked) if one.layer.kind == "fc"]
    if kind == "FCNAME" and len(dense) == 1:
        return dense[0]
    found = [i for i, one in enumerate(walked) if one.layer.name and one.layer.name == value]
    return found[0] if len(found) == 1 else None


def named_together(state: State, ask: Ask) -> list[int]:
    """The places of the layers named in the asking sentence, where there are several: `of conv1 and conv2`."""
    from archcalc.quiz.asks import asking

    used = {i for one in state.scene.found for i in range(one.first, one.last + 1)}
    starts = {one.layer.start for one in state.walked}
    tokens = state.scene.tokens
    for sentence in asking(state.scene):
        if not sentence.first <= ask.place <= sentence.last:
            continue
        span = range(sentence.first, sentence.last + 1)
        names = [
            tokens[i] for i in span if tokens[i].kind == "CONVNAME" and i not in used and not _heads(tokens, i, starts)
        ]
        places = [place_of(state, token.kind, token.value) for token in names]
        if len({token.value for token in names}) > 1:
            if None in places:
                raise not_understood("which layer is meant", "어느 층인지")
            return [place for place in dict.fromkeys(places) if place is not None]
    return []
