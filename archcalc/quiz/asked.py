"""What asking is made of: the quantities, an ask and its place, the sentences that ask."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.quiz.scene import Scene
from archcalc.quiz.token import Token

QUANTITIES = frozenset(
    [
        "PARAMS",
        "WEIGHTS",
        "BIASES",
        "MACS",
        "FLOPS",
        "MULTS",
        "ADDS",
        "OPS",
        "RF",
        "EFFK",
        "MEM",
        "KIB",
        "MIB",
        "GIB",
        "KB",
        "MB",
        "GB",
        "CONNECTIONS",
        "NEURONS",
        "PERNEURON",
        "RATIO",
        "PERCENT",
        "ELEMENTS",
        "MILLIONS",
        "SOFTMAX",
        "MSE",
        "SSE",
        "CE",
        "LAYERS",
        "PADDEDSHAPE",
        "COUT",
        "FLAT",
        "OUTPUT",
    ]
)
ASKING = frozenset({"ASK", "COMPUTE", "CHANGE", "COMPARE", "MILLIONS", "EOK"})
COSTS = frozenset({"PARAMS", "WEIGHTS", "MACS", "FLOPS", "MULTS", "ADDS", "OPS"})


class Ask(NamedTuple):
    """One asked quantity and where it stands."""

    kind: str
    place: int


class Sentence(NamedTuple):
    """Tokens `first` to `last`, and whether something is asked in them."""

    first: int
    last: int
    asks: bool


def sentences(tokens: list[Token]) -> list[Sentence]:
    """The sentences of a text."""
    found, first = [], 0
    for index, token in enumerate(tokens):
        if token.kind in ("STOP", "ASK") or index == len(tokens) - 1:
            part = tokens[first : index + 1]
            if part and not (len(part) == 1 and part[0].kind == "STOP"):
                found.append(Sentence(first, index, any(one.kind in ASKING for one in part)))
            first = index + 1
    return found


_CLEAR = COSTS | {"RF", "FLAT", "RATIO", "PERCENT", "CONNECTIONS", "MEM"}


def asking(scene: Scene) -> list[Sentence]:
    """The sentences that ask; the last one if none does so openly."""
    found = sentences(scene.tokens)
    openly = [one for one in found if one.asks]
    if openly or not found or any(token.kind in _CLEAR for token in scene.tokens[found[-1].first :]):
        return openly or found[-1:]
    return [one for one in found if scene.tokens[one.first].kind in _CLEAR | {"TOTAL"}][:1] or found[-1:]
