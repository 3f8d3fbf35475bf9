"""The sentences of a question, and which of them ask."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.quiz.scene import Scene
from archcalc.quiz.token import Token

ASKING = frozenset({"ASK", "COMPUTE", "CHANGE", "COMPARE", "MILLIONS", "EOK"})
_NAMED = frozenset(
    ["OUTPUT", "OUTMAP", "PARAMS", "WEIGHTS", "BIASES", "MACS", "FLOPS", "MULTS", "ADDS", "COUT", "RF", "FLAT"]
    + ["ELEMENTS", "NEURONS", "PERNEURON", "MEM", "CONNECTIONS", "UNITS", "PADDEDSHAPE", "EFFK", "RATIO", "PERCENT"]
)
_BESIDE = frozenset(
    ["SIZE", "SPATIAL", "CH", "MAP", "LAYER", "CONVLAYER", "CONV", "TOTAL", "EACH", "LABELLED", "ALL", "AND", "COMMA"]
    + ["SLASH", "PLUS", "INCL", "EXCL", "BIAS", "LP", "RP", "COLON", "AXES", "LETTERS", "VALUES", "NFILT", "DASH"]
    + ["KB", "MB", "GB", "KIB", "MIB", "GIB", "STOP", "LABEL", "OR", "INPUT", "THEN", "FC", "TRANS", "FILTER"]
)


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
                asks = any(one.kind in ASKING for one in part) or (first > 0 and _names_only(part))
                found.append(Sentence(first, index, asks))
            first = index + 1
    return found


def _names_only(part: list[Token]) -> bool:
    """`Output shape; parameter count.`, `(2) 파라미터 수`: names of quantities without a verb or a number."""
    words = [token for token in part if token.kind == "WORD"]
    named = any(token.kind in _NAMED for token in part)
    return named and len(words) <= 1 and all(token.kind in _NAMED | _BESIDE for token in part if token.kind != "WORD")


def asking(scene: Scene) -> list[Sentence]:
    """The sentences that ask; the last one if none does so openly."""
    found = sentences(scene.tokens)
    return [one for one in found if one.asks] or found[-1:]
