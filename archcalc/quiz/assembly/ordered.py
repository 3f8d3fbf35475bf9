"""What is said of single layers of a repeated one: `two 7x7 layers, the first with stride 2, the second with 1`."""

from __future__ import annotations

from itertools import pairwise

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.anchor import Anchor, convs_of, split
from archcalc.quiz.assembly.attributes import set_attribute
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token, kind_at

_ROLES = frozenset({"stride", "pad", "dil", "filters", "nopad", "same"})
_NOUNS = frozenset({"LAYER", "CONVLAYER", "CONV"})
_BOUNDS = _NOUNS | {"STOP", "ASK", "COMMA", "AND", "EACH", "ALL"}
_JOINTS = frozenset({"AND", "COMMA", "SLASH"})
_COUNTS = frozenset({"WNUM", "REPEAT"})
_FIRST, _LAST = ("처음", "앞", "초기"), ("뒤", "끝", "후반")
_REST = ("other", "rest", "remaining", "나머지")
Places = tuple[int, ...]
REST: Places = (0,)
"""`the others`: the layers that no ordinal names."""


def told_in_order(scene: Scene, anchors: list[Anchor]) -> dict[Found, Places]:
    """Attributes of the one repeated layer that ordinals in their clause give to some of its repetitions."""
    if len(anchors) != 1 or not anchors[0].layer.is_conv:
        return {}
    _set_aside_parts(scene)
    counts = [one.token.value for one in scene.roles("repeat")]
    if not counts:
        return {}
    count, found = max(counts), dict[Found, Places]()
    for one in scene.found:
        if one.role in _ROLES and (places := _places(scene, one, anchors[0].last, count) or _kept(scene, one, found)):
            found[one] = places
    return {one: _rest(one, found, count) if places == REST else places for one, places in found.items()}


def _set_aside_parts(scene: Scene) -> None:
    """`the first two`, `앞의 두 층`: a part of the layers is counted there, and no layer repeated."""
    tokens = scene.tokens
    parts = [at for at, token in enumerate(tokens) if token.kind in _COUNTS and _heads_part(tokens, at - 1)]
    scene.replace([Found("skip", tokens[at], -4, at, at) for at in parts])


def _heads_part(tokens: list[Token], at: int) -> bool:
    """Whether the number behind a place counts what is named there: `first two`, not `the first layer has two`."""
    if at < 0 or tokens[at + 1].start - tokens[at].end > 1:
        return False
    return _is_first(tokens[at]) or _is_last(tokens[at]) or _is_rest(tokens[at])


def _is_first(token: Token) -> bool:
    return (token.kind == "ORD" and token.value == 1) or (token.kind == "WORD" and str(token.value).startswith(_FIRST))


def _is_last(token: Token) -> bool:
    return token.kind == "LASTONE" or (token.kind == "WORD" and str(token.value).startswith(_LAST))


def _is_rest(token: Token) -> bool:
    return token.kind == "WORD" and str(token.value).lower().startswith(_REST)


def _places(scene: Scene, one: Found, last: int, count: int) -> Places:
    """The layers that head the clause of an attribute, or stand right behind it; empty if there are none."""
    for at in range(one.first - 1, last, -1):
        named = _named(scene.tokens, at, count)
        if named:
            return named
        if scene.tokens[at].kind in _BOUNDS and not (
            scene.tokens[at].kind in _NOUNS and _named(scene.tokens, at - 1, count)
        ):
            break
    return _named_behind(scene.tokens, one.last + 1, count)


def _named_behind(tokens: list[Token], at: int, count: int) -> Places:
    """`stride 2 in the first and the third`: the list that begins at a place."""
    if kind_at(tokens, at) not in ("ORD", "LASTONE"):
        return ()
    while at + 2 < len(tokens) and tokens[at + 1].kind in _JOINTS and tokens[at + 2].kind in ("ORD", "LASTONE"):
        at += 2
    return _named(tokens, at + (kind_at(tokens, at + 1) in _COUNTS), count)


def _named(tokens: list[Token], at: int, count: int) -> Places:
    """`the second`, `the last two`, `the first and the third`, whose last word stands at a place."""
    if at < 0:
        return ()
    several = tokens[at].kind in _COUNTS and _heads_part(tokens, at - 1)
    head, many = (at - 1, int(tokens[at].value)) if several else (at, 1)
    token = tokens[head]
    if _is_rest(token):
        return REST
    if token.kind == "LASTONE" or (several and _is_last(token)):
        places = tuple(range(count - many + 1, count + 1))
    elif token.kind == "ORD" and not several:
        places = (int(token.value),)
    elif several:
        places = tuple(range(1, many + 1))
    else:
        return ()
    before = _named(tokens, head - 2, count) if kind_at(tokens, head - 1) in _JOINTS else ()
    return (*before, *places) if before != REST else places


def _kept(scene: Scene, one: Found, found: dict[Found, Places]) -> Places:
    """`the first with stride 2 and padding 3`: a second attribute of the same layers."""
    before = next((other for other in found if other.last == one.first - 2), None)
    joined = kind_at(scene.tokens, one.first - 1) == "AND" and kind_at(scene.tokens, one.last + 1) not in (
        "ALL",
        "EACH",
    )
    return found[before] if before is not None and joined else ()


def _rest(one: Found, found: dict[Found, Places], count: int) -> Places:
    """The layers of which no other place of the text says the attribute."""
    named = {place for other, places in found.items() if other.role == one.role for place in places}
    return tuple(place for place in range(1, count + 1) if place not in named)


def set_in_order(scene: Scene, anchors: list[Anchor], told: dict[Found, Places]) -> None:
    """Make single layers of the repeated one, each with what is said of it."""
    if not told:
        return
    made = split(anchors, anchors[0], anchors[0].layer.repeat)
    for one, places in told.items():
        for place in places:
            if place > len(made):
                raise not_understood("which layer is meant", "어느 층인지")
            set_attribute(scene, made[place - 1].layer, one.role, one.token.value)


def split_pairs(scene: Scene, anchors: list[Anchor]) -> None:
    """`two 3x3 layers: the first from 16 to 32 channels, the second from 32 to 64`: one layer for each pair."""
    convs = convs_of(anchors)
    pairs = [
        (one, two)
        for one in scene.roles("cin")
        for two in scene.roles("cout")
        if one.match == two.match and one.first == two.first
    ]
    counts = {one.token.value for one in scene.roles("repeat")}
    chained = all(before[1].token.value == after[0].token.value for before, after in pairwise(pairs))
    if len(convs) != 1 or len(pairs) < 2 or not (len(pairs) in counts or (chained and not counts)):
        return
    made = split(anchors, convs[0], len(pairs))
    for anchor, (one, two) in zip(made, pairs, strict=True):
        anchor.layer.cin, anchor.layer.cout = one.token.value, two.token.value
        before = scene.tokens[max(0, one.first - 2) : one.first]
        anchor.layer.name = next((str(token.value) for token in before if token.kind == "CONVNAME"), "")
    taken = {one for pair in pairs for one in pair} | _told_behind_pairs(scene, made, [two for _, two in pairs])
    scene.rename(taken, "series")
    scene.rename(scene.roles("repeat"), "skip")


def _told_behind_pairs(scene: Scene, made: list[Anchor], ends: list[Found]) -> set[Found]:
    """Strides and paddings told behind each pair: `3→8 channels (stride 1), 8→16 channels (stride 2)`."""
    taken: set[Found] = set()
    bounds = [one.token.start for one in ends]
    for role in ("stride", "pad"):
        told = [one for one in scene.roles(role) if one.token.start > bounds[0]]
        owners = [sum(bound < one.token.start for bound in bounds) - 1 for one in told]
        if len(told) == len(made) and owners == list(range(len(made))):
            for anchor, one in zip(made, told, strict=True):
                set_attribute(scene, anchor.layer, role, one.token.value)
            taken |= set(told)
    return taken
