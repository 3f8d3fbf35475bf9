"""Stretches of a text that speak of one layer."""

from __future__ import annotations

from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import between, stretch
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
