"""Channels of branches that are put side by side: `192 (1x1), 208 (3x3), 48 (5x5) and 64 channels, concatenated`."""

from __future__ import annotations

from archcalc.quiz.roles.sizes import LARGEST_KERNEL
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import depths, kinds_among
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
_LAYERED = frozenset({"FILTER", "CONV", "CONVLAYER", "CALL", "ARROW", "FC", "PARAMS", "MACS", "WEIGHTS", "MULTS"})
_JOINTS = frozenset({"COMMA", "AND", "SLASH", "PLUS"})
_FAMILIES = ("inception", "googlenet", "googlelenet")


def is_concatenated(scene: Scene) -> bool:
    """Whether branches are put side by side: it is said, or they are those of an Inception module."""
    named = any(token.kind == "NETWORK" and str(token.value).startswith(_FAMILIES) for token in scene.tokens)
    return scene.has("CONCAT") or named


def label_joined(scene: Scene) -> None:
    """Keep the channels of each branch; the kernels in brackets behind them only name the branches."""
    if not is_concatenated(scene):
        return
    counts, aside = _row(scene.tokens) if not scene.has(*_OTHERS) else ([], [])
    if any(token.kind == "NUM" and token not in counts for token in scene.tokens):
        counts, aside = _of_branches(scene.tokens)
    if len(counts) < 2:
        return
    scene.numbers["joined"] = tuple(token.value for token in counts)
    scene.label("skip", [*counts, *aside])


def _of_branches(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """`64 maps from the 1x1 branch, 128 from the 3x3 branch`: one number and a branch in each entry."""
    entries: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in _JOINTS or token.kind == "STOP":
            entries.append([])
        else:
            entries[-1].append(token)
    counts: list[Token] = []
    aside: list[Token] = []
    for entry in entries:
        kinds = kinds_among(entry)
        numbers = [token for token in entry if token.kind == "NUM" and isinstance(token.value, int)]
        if kinds & _LAYERED:
            return [], []
        if kinds & {"BRANCH", "POOL"} and len(numbers) == 1 and "STRIDE" not in kinds:
            counts += numbers
            aside += [token for token in entry if token.kind == "DIMS" and max(token.value) <= LARGEST_KERNEL]
    return counts, aside


def _row(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Numbers with joints between them, and the sizes in brackets behind each."""
    counts: list[Token] = []
    aside: list[Token] = []
    for token, depth in zip(tokens, depths(tokens), strict=True):
        if depth > 0 and counts:
            aside += [token] if token.kind == "DIMS" else []
        elif token.kind == "NUM" and isinstance(token.value, int):
            counts.append(token)
        elif counts and token.kind not in _JOINTS | {"RP", "CH", "MAP"}:
            break
    return counts, aside
