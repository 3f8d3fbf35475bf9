"""What is said not to be there: `그룹 없음`, `합성곱 없이 바로 노드 500개와 완전연결`."""

from __future__ import annotations

from archcalc.quiz.text.layerwords import Rule, both_dropped
from archcalc.quiz.text.token import Token, kind_at, last_kind

_WINDOWED = ("CONV", "CONVLAYER", "FILTER", "CALL", "KSIZE")


def _ungrouped(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`(S=1, 그룹 없음)`, `no groups`: what holds anyway, where no other grouping is spoken of."""
    if {tokens[index].kind, last_kind(kept)} != {"GROUP", "EXCL"}:
        return None
    kinds = [one.kind for one in tokens]
    counted = kind_at(tokens, index + 1) in ("NUM", "WNUM", "EQ")
    compared = kinds.count("GROUP") + kinds.count("GROUPED") > 1 or {"VERSUS", "SAVED"} & set(kinds)
    return None if counted or compared else both_dropped(kept)


def _unconvolved(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`without any convolution`: the only convolution that a text of dense layers names is one that is not there."""
    kinds = [one.kind for one in tokens]
    alone = "FC" in kinds and sum(kind in _WINDOWED for kind in kinds) == 1
    denied = {tokens[index].kind, last_kind(kept)} in ({"CONV", "EXCL"}, {"CONVLAYER", "EXCL"})
    return both_dropped(kept) if alone and denied else None


DENIED_RULES: tuple[Rule, ...] = (_ungrouped, _unconvolved)
