"""Quantities that are asked for themselves, and those that only say of what another is asked."""

from __future__ import annotations

from archcalc.quiz.asked import COSTS, Ask
from archcalc.quiz.scene import Scene

_JOINERS = frozenset(
    [
        "AND",
        "COMMA",
        "STOP",
        "ASK",
        "COMPUTE",
        "COMPARE",
        "PLUS",
        "EACH",
        "SLASH",
        "THEN",
        "VERSUS",
        "TOTAL",
        "DASH",
        "COLON",
        "ITEM",
    ]
)

_SECONDARY = frozenset({"OUTPUT", "COUT", "WEIGHTS", "FLAT", "ELEMENTS"})


def joined_asks(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """Without quantities that only say of what another is asked: `the neurons of the output`."""
    kept: list[Ask] = []
    for ask in asks:
        previous = kept[-1] if kept else None
        if previous and previous.kind in ("RATIO", "PERCENT") and ask.kind in COSTS:  # noqa: SIM102
            if not {"AND", "STOP", "COMPUTE", "ASK"} & _kinds_between(scene, previous.place, ask.place, used):
                continue
        measured = ask.kind in ("RATIO", "PERCENT") and previous is not None and previous.kind in COSTS | {"ELEMENTS"}
        if measured and previous and not _joins(scene, previous.place, ask.place, used):
            kept.pop()
            kept.append(ask)
            continue
        if previous and not _joins(scene, previous.place, ask.place, used):
            if ask.kind in _SECONDARY and scene.language == "en":
                continue
            if previous.kind in _SECONDARY and scene.language == "ko":
                kept.pop()
        kept.append(ask)
    return kept


def _kinds_between(scene: Scene, one: int, two: int, used: set[int]) -> set[str]:
    return {scene.tokens[index].kind for index in range(one + 1, two) if index not in used}


def _joins(scene: Scene, one: int, two: int, used: set[int]) -> bool:
    between = [scene.tokens[index] for index in range(one + 1, two) if index not in used]
    return any(
        token.kind in _JOINERS or (token.kind == "WORD" and str(token.value).endswith(("고", "며")))
        for token in between
    )


def tidied(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """Without repetitions: MSE in words and in brackets, size and shape of one output."""
    kept: list[Ask] = []
    for ask in asks:
        if kept and kept[-1].kind == ask.kind and ask.kind not in COSTS:
            continue
        kept.append(ask)
    return kept
