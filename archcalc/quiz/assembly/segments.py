"""Stretches of a text that speak of one layer."""

from __future__ import annotations

from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token, kind_at

BREAKS = frozenset(
    {"ARROW", "STOP", "ASK", "ORD", "THEN", "DASH", "CALL", "PLUS", "CONVNAME", "POOLNAME", "FCNAME", "ITEM", "BRANCH"}
)
"""Kinds of tokens behind which another layer may begin."""


def segment(scene: Scene, index: int) -> tuple[int, int]:
    low = high = index
    tokens = scene.tokens
    while low > 0 and not breaks(tokens, low - 1):
        low -= 1
    while high + 1 < len(tokens) and not breaks(tokens, high + 1):
        high += 1
    return low, high


def breaks(tokens: list[Token], index: int) -> bool:
    """Whether a token ends a segment; an arrow between two numbers of channels does not."""
    if tokens[index].kind != "ARROW":
        return tokens[index].kind in BREAKS
    before, after = kind_at(tokens, index - 1), kind_at(tokens, index + 1)
    return not (before in ("NUM", "CH", "CIN") and after == "NUM")


def says_all(scene: Scene, low: int, high: int) -> bool:
    return any(token.kind in ("ALL", "EACH") for token in scene.tokens[low : high + 1])


def kinds_of_segment(scene: Scene, index: int) -> frozenset[str]:
    low, high = segment(scene, index)
    return frozenset(token.kind for token in scene.tokens[low : high + 1])


def clause(scene: Scene, one: Found) -> list[Token]:
    first, last = one.first, one.last
    stops = BREAKS | {"COMMA", "AND"}
    others = {other.token.start for other in scene.found if other.role == "kernel" and other.match != one.match}
    while first > 0 and scene.tokens[first - 1].kind not in stops and scene.tokens[first - 1].start not in others:
        first -= 1
    while (
        last + 1 < len(scene.tokens)
        and scene.tokens[last + 1].kind not in stops
        and scene.tokens[last + 1].start not in others
    ):
        last += 1
    return scene.tokens[first : last + 1]
