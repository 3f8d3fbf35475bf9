"""Channels of branches that are put side by side: `192 (1x1), 208 (3x3), 48 (5x5) and 64 channels, concatenated`."""

from __future__ import annotations

from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token

_OTHERS = (
    "FILTER",
    "CONV",
    "CONVLAYER",
    "CALL",
    "ARROW",
    "GROWTH",
    "FC",
    "MATRIX",
    "VECTOR",
    "STRIDE",
    "PARAMS",
    "MACS",
)
_JOINTS = frozenset({"COMMA", "AND", "SLASH", "PLUS"})
_FAMILIES = ("inception", "googlenet", "googlelenet")


def is_concatenated(scene: Scene) -> bool:
    """Whether branches are put side by side: it is said, or they are those of an Inception module."""
    named = any(token.kind == "NETWORK" and str(token.value).startswith(_FAMILIES) for token in scene.tokens)
    return scene.has("CONCAT") or named


def label_joined(scene: Scene, index_of: dict[int, int]) -> None:
    """Keep the channels of each branch; the kernels in brackets behind them only name the branches."""
    if not is_concatenated(scene) or scene.has(*_OTHERS):
        return
    counts, aside = _row(scene.tokens)
    others = [token for token in scene.tokens if token.kind == "NUM" and token not in counts]
    if len(counts) < 2 or others:
        return
    scene.numbers["joined"] = tuple(token.value for token in counts)
    starts = {token.start for token in (*counts, *aside)}
    scene.found = [one for one in scene.found if one.token.start not in starts]
    for token in (*counts, *aside):
        scene.found.append(Found("skip", token, -9, index_of[token.start], index_of[token.start]))
    scene.found.sort(key=lambda one: (one.token.start, one.match))


def _row(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Numbers with joints between them, and the sizes in brackets behind each."""
    counts: list[Token] = []
    aside: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.kind == "LP") - (token.kind == "RP")
        if depth > 0 and counts:
            aside += [token] if token.kind == "DIMS" else []
        elif token.kind == "NUM" and isinstance(token.value, int):
            counts.append(token)
        elif counts and token.kind not in _JOINTS | {"RP"}:
            break
    return counts, aside
