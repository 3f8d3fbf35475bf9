"""Attributes of a layer that are asked for: `what padding`, `which stride`."""

from __future__ import annotations

from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking

_UNKNOWNS = frozenset(
    [
        "PAD",
        "PADTOTAL",
        "STRIDE",
        "KSIZE",
        "NFILT",
        "DIL",
        "GROUP",
        "CIN",
        "SIZE",
        "SPATIAL",
        "INPUT",
        "FILTER",
        "CH",
        "MAP",
        "SIDE",
        "LAYER",
        "UNITS",
        "ZEROS",
    ]
)


def _meant(scene: Scene, index: int) -> str:
    """What is asked of an attribute: zeros are padding, and `how deep` an input is are its channels."""
    kind = scene.tokens[index].kind
    opener = str(scene.tokens[index - 1].value).lower() if index else ""
    if kind == "INPUT" and opener == "how deep":
        return "CIN"
    return "PAD" if kind == "ZEROS" else kind


def unknowns(scene: Scene, used: set[int]) -> list[Ask]:
    """An attribute that is asked for: `what padding`, `필터의 한 변 길이 F를 구하라`."""
    found: list[Ask] = []
    for sentence in asking(scene):
        for index in range(sentence.first, sentence.last + 1):
            kind = scene.tokens[index].kind
            if kind in _UNKNOWNS and index not in used:
                found.append(Ask(_meant(scene, index), index))
    sized = [ask for ask in found if ask.kind in ("SIZE", "SPATIAL")]
    main = [
        ask for ask in found if ask.kind in ("PAD", "PADTOTAL", "STRIDE", "KSIZE", "DIL", "NFILT", "INPUT", "FILTER")
    ]
    return found if main or not sized else sized[:1]
