"""The whole behind its parts in a list: `of conv1, of conv2 and of the entire network` asks for the sum."""

from __future__ import annotations

from archcalc.quiz.text.layerwords import Rule
from archcalc.quiz.text.token import Token, kind_at, last_kind

_ALL_OF = ("whole", "entire", "complete", "full")
_NOUNS = ("network", "net", "model", "stack", "cnn", "architecture", "chain", "pair", "thing", "sequential", "system")
_PARTS = frozenset(
    {"DW", "PW", "ORD", "LASTONE", "CONVNAME", "FCNAME", "POOLNAME", "LAYERNAME", "CONVLAYER", "FC", "CONV"}
)
_ENDS = frozenset({"STOP", "ASK", "RP", "COLON"})


def _whole_listed(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`the depthwise layer, the pointwise layer and the block`, `(iii) the whole`: the sum of those."""
    token = tokens[index]
    if not _names_whole(tokens, index) or kind_at(tokens, index + 1, "STOP") not in _ENDS:
        return None
    before = kept[-2:-1] if str(kept[-1].value if kept else "").lower() in _ALL_OF else kept[-1:]
    if not before or before[0].kind not in ("AND", "ITEM") or not _lists_parts(kept):
        return None
    if before[0] is not kept[-1]:
        kept.pop()
    return [token._replace(kind="TOTAL")]


def _names_whole(tokens: list[Token], index: int) -> bool:
    """`the block`, `the entire network`, and `the whole` where no noun follows."""
    token = tokens[index]
    word = str(token.value).lower() if token.kind == "WORD" else ""
    return (
        token.kind == "BLOCK"
        or word in _NOUNS
        or word == "everything"
        or (word == "whole" and not _names_noun(tokens, index + 1))
    )


def _names_noun(tokens: list[Token], index: int) -> bool:
    return kind_at(tokens, index) in ("BLOCK", "DWSEP", "NETWORK", "WORD", "LAYER")


def _whole_first(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`How many weights have the block, the depthwise and the pointwise layer?`: the sum in front of its parts."""
    ahead = [one.kind for one in tokens[index + 1 : index + 7]]
    listed = ahead[:1] == ["COMMA"] and ahead[1:2] and ahead[1] in ("DW", "PW") and {"DW", "PW"} <= set(ahead)
    asked = kept and kept[-1].kind in ("WEIGHTS", "PARAMS", "MACS", "MULTS", "FLOPS", "COMPUTE", "COLON")
    word = str(kept[-1].value if kept else "").lower() in _ALL_OF
    if not listed or not (asked or word) or not _names_whole(tokens, index):
        return None
    if word:
        kept.pop()
    return [tokens[index]._replace(kind="TOTAL")]


def _lists_parts(kept: list[Token]) -> bool:
    """Whether a part is named in the sentence, behind the word that asks."""
    for token in reversed(kept):
        if token.kind in ("STOP", "ASK", "COMPUTE"):
            return False
        if token.kind in _PARTS:
            return True
    return False


def _every_part(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`깊이별 층, 점별 층, 블록 전체의 파라미터 수`: `the whole block` is one item of the list."""
    token = tokens[index]
    named = last_kind(kept) == "BLOCK" or str(kept[-1].value if kept else "") in ("망", "모델", "네트워크", "신경망")
    listed = named and kind_at(kept, len(kept) - 2) in ("COMMA", "AND")
    if token.kind != "TOTAL" or not listed or not _lists_parts(kept):
        return None
    kept.pop()
    return [token]


WHOLE_RULES: tuple[Rule, ...] = (_whole_listed, _whole_first, _every_part)
