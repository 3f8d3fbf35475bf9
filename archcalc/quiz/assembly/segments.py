"""Stretches of a text that speak of one layer, and which layers or kind of layers they speak of."""

from __future__ import annotations

from archcalc.quiz.assembly.anchor import Anchor, convs_of, pools_of
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.stretches import STOPS, between, kinds_among, opening, start_of, stretch
from archcalc.quiz.text.token import Token, kind_at

BREAKS = frozenset(
    {"ARROW", "STOP", "ASK", "ORD", "THEN", "DASH", "CALL", "PLUS", "CONVNAME", "POOLNAME", "FCNAME", "ITEM", "BRANCH"}
)
"""Kinds of tokens behind which another layer may begin."""
_CLAUSE = BREAKS | {"COMMA", "AND"}


def segment(scene: Scene, index: int) -> range:
    """The places around one up to where another layer may begin."""
    cuts = [at for at, token in enumerate(scene.tokens) if token.kind in BREAKS and breaks(scene.tokens, at)]
    return between(range(len(scene.tokens)), index, cuts)


def breaks(tokens: list[Token], index: int) -> bool:
    """Whether a token ends a segment; an arrow between two numbers of channels does not."""
    if tokens[index].kind != "ARROW":
        return tokens[index].kind in BREAKS
    before, after = kind_at(tokens, index - 1), kind_at(tokens, index + 1)
    return not (before in ("NUM", "CH", "CIN") and after == "NUM")


def kinds_of_segment(scene: Scene, index: int) -> frozenset[str]:
    """What the stretch of a place speaks of."""
    return frozenset(scene.tokens[at].kind for at in segment(scene, index))


def clause(scene: Scene, one: Found) -> list[Token]:
    """The tokens of a match and around it, to a comma or where another kernel stands."""
    others = [scene.place(two.token) for two in scene.roles("kernel") if two.match != one.match]
    first, last = (between(stretch(scene.tokens, at, _CLAUSE), at, others) for at in (one.first, one.last))
    return scene.tokens[first.start : last.stop]


_CONVS = frozenset({"CONV", "CONVLAYER"})
_DENSE = frozenset({"FC"})
_SUBJECTS = _CONVS | set(POOLS) | _DENSE


def bracket_owner(scene: Scene, anchors: list[Anchor], index: int) -> Anchor | None:
    """`3x3 conv (p=1, 8 ch)`: what stands in brackets behind a layer is about that layer.

    Brackets that name a kind of layers themselves (`(convs: stride 1; pools: stride 2)`) belong to no single one.
    """
    opened = opening(scene.tokens, index)
    if opened is None or any(opened < anchor.index for anchor in anchors if anchor.index < index):
        return None
    if subject(scene, anchors, index, opened) or kinds_among(scene.tokens[opened:index]) & {"ALL", "EACH"}:
        return None
    ahead = range(opened - 1, segment(scene, opened).start - 1, -1)
    return next((anchor for place in ahead for anchor in anchors if anchor.covers(place)), None)


def in_legend(scene: Scene, anchors: list[Anchor], index: int) -> bool:
    """`(conv: stride 1 / pool: stride 2)`: said in brackets of a kind of which there are several layers."""
    opened = opening(scene.tokens, index)
    kinds = subject(scene, anchors, index, opened) if opened is not None else frozenset()
    return bool(kinds) and len(_like(anchors, kinds)) > 1


def _like(anchors: list[Anchor], kinds: frozenset[str]) -> list[Anchor]:
    """The layers of the kind that is named."""
    if kinds & set(POOLS):
        return pools_of(anchors)
    return [anchor for anchor in anchors if anchor.layer.kind == "fc"] if kinds & _DENSE else convs_of(anchors)


def subject(scene: Scene, anchors: list[Anchor], index: int, low: int = 0) -> frozenset[str]:
    """The kind of layers named last before a token in its stretch, where no layer of its own stands between."""
    for place in range(index - 1, max(low, start_of(scene.tokens, index, STOPS | {"THEN", "ITEM"})) - 1, -1):
        if any(anchor.covers(place) for anchor in anchors):
            return frozenset()
        kind = scene.tokens[place].kind
        if kind in _SUBJECTS:
            return frozenset({kind, "ALL"})
    return frozenset()


def said_of_kind(scene: Scene, anchors: list[Anchor], inside: list[Anchor], index: int) -> bool:
    """Whether a kind of layers is named between several such layers and what is said: it is about all of them."""
    kinds = subject(scene, anchors, index)
    if not kinds or any(anchor.index > index for anchor in inside):
        return False
    return len(_like(inside, kinds)) > 1


def is_of_plural(scene: Scene, one: Found) -> bool:
    """`no biases in the convs`, `biases in all layers`: what is said of more than one layer."""
    behind = kind_at(scene.tokens, one.last + 1)
    return behind in ("CONV", "CONVLAYER", "LAYER") and scene.word(one.last + 1).endswith("s")


def kinds_named(scene: Scene, one: Found) -> frozenset[str]:
    """The kind that `no biases in the convs` names: nothing is said of the others."""
    said = one.role in ("bias", "nobias") and is_of_plural(scene, one)
    kind = scene.tokens[one.last + 1].kind if said else ""
    return frozenset({kind, "ALL"}) if kind in _SUBJECTS else frozenset()
