"""Words whose meaning hangs on their clause: letters behind an input, denied dilations, verbs about who acts."""

from __future__ import annotations

from archcalc.quiz.text.layerwords import Rule
from archcalc.quiz.text.token import Token, kind_at, last_kind


def _filters_lettered(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`Input 20×20×6, K = 7×7, N = 40`: behind a whole input and a kernel, N counts the filters."""
    token = tokens[index]
    lettered = token.kind == "SIDE" and str(token.value).lower().startswith("n") and kind_at(tokens, index + 1) == "NUM"
    sizes = [one for one in kept if one.kind == "DIMS"]
    whole = any(len(one.value) == 3 for one in sizes)
    told = any(one.kind in ("NFILT", "COUT", "FILTER") for one in tokens)
    kernel = any(one.kind == "KSIZE" for one in tokens)
    return [token._replace(kind="NFILT")] if lettered and whole and kernel and not told else None


def _undilated(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`the first is not dilated`: a dilation of 1 of that layer."""
    token = tokens[index]
    if token.kind != "NODIL" or last_kind(kept) != "ORD":
        return None
    return [token._replace(kind="DIL", end=token.end - 1), Token("NUM", 1, token.end - 1, token.end)]


def _maker(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`앱을 만드는 지호는 48×48 영상을`: a verb about who acts, no result of a layer."""
    token, behind = tokens[index], tokens[index + 1 : index + 2]
    korean = token.kind == "GIVES" and "가" <= str(token.value)[:1] <= "힣"
    acts = bool(behind) and behind[0].kind == "WORD" and str(behind[0].value).endswith(("는", "은", "가"))
    return [token._replace(kind="WORD")] if korean and acts and last_kind(kept) not in ("DIMS", "NUM", "MAP") else None


def _dilated_layer(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`확장 합성곱층 여섯 개`: so many layers, no dilation of 6."""
    token = tokens[index]
    layer = token.kind == "WORD" and str(token.value) == "층" and last_kind(kept) == "DIL"
    return [token._replace(kind="CONVLAYER")] if layer else None


_OTHER_LOSSES = frozenset({"CE", "MSE", "SSE", "OTHERLOSS"})


def _loss_of_softmax(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`softmax of [1, 2, 3] and the loss if the last class is right`: the cross-entropy, where no other is named."""
    token = tokens[index]
    named = token.kind == "WORD" and str(token.value).lower().startswith(("loss", "손실"))
    kinds = {one.kind for one in tokens}
    scored = bool(kinds & {"SOFTMAX", "LOGITS"}) and bool(kinds & {"CLASS", "TARGET"})
    return [token._replace(kind="CE")] if named and scored and not kinds & _OTHER_LOSSES else None


_EXCEPTIONS = frozenset({"except", "excepting", "besides"})


def _excepted(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`all strides are 1 except the pooling with stride 2`: what follows is about another layer."""
    word = tokens[index].kind == "WORD" and str(tokens[index].value).lower() in _EXCEPTIONS
    behind = [one.kind for one in tokens[index + 1 : index + 5]]
    valued = {"STRIDE", "DIL", "PAD", "KSIZE"} & set(behind) and {"NUM", "DIMS"} & set(behind)
    return [tokens[index]._replace(kind="THEN")] if word and valued else None


CLAUSE_RULES: tuple[Rule, ...] = (_loss_of_softmax, _filters_lettered, _undilated, _maker, _dilated_layer, _excepted)
