"""Words whose meaning hangs on their neighbours: `split over two GPUs`, `2x2 max`, `stride s = 2`."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.quiz.text.token import Token, kind_at, last_kind

Rule = Callable[[list[Token], list[Token], int], "list[Token] | None"]
"""Sees the tokens read so far, all tokens and the place; gives what stands in its place, None leaves it."""


def both_dropped(kept: list[Token]) -> list[Token]:
    """Neither the token at the place nor the one kept before it, as in `no groups`."""
    kept.pop()
    return []


_NAMED = ("CONV", "CONVLAYER", "LAYER", "FILTER", "POOL", "MAXPOOL", "AVGPOOL")


def _same_kind(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`a 3x3 convolution ..., and a 5x5 one`: a layer of the kind named before."""
    token = tokens[index]
    if token.kind != "WNUM" or token.value != 1 or last_kind(kept) != "DIMS" or token.end - token.start != 3:
        return None
    named = [one for one in kept if one.kind in _NAMED]
    behind = kind_at(tokens, index + 1)
    of_zeros = behind in ("PAD", "ZEROS", "CH", "STRIDE", "BIAS", "GRAY")  # `3 × 3 with one ring of zeros`
    return [token._replace(kind=named[-1].kind)] if named and not of_zeros else None


_PARTED = ("split", "divided", "spread", "distributed", "across", "나누", "나뉘", "분할")


def _split_over_devices(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """AlexNet's `split over two GPUs`: as many groups."""
    if str(tokens[index].value).lower() not in ("gpu", "gpus"):
        return None
    if kept and kept[-1].kind == "WORD" and kept[-1].value in ("두", "네"):
        kept[-1] = kept[-1]._replace(kind="WNUM", value={"두": 2, "네": 4}[kept[-1].value])
    if last_kind(kept) not in ("NUM", "WNUM"):
        return None
    near = [*tokens[max(0, index - 4) : index], *tokens[index + 1 : index + 4]]
    parted = any(str(one.value).lower().startswith(_PARTED) for one in near)
    return [tokens[index]._replace(kind="GROUP")] if parted else None


def _projected(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`a linear 1x1 projection` behind a depthwise layer: a layer of the chain, neither dense nor a shortcut."""
    token = tokens[index]
    if token.kind not in ("FC", "SHORTCUT") or not any(one.kind == "DW" for one in tokens):
        return None
    if token.kind == "FC" and str(token.value).lower() == "linear" and kind_at(tokens, index + 1) == "DIMS":
        return []
    projection = token.kind == "SHORTCUT" and str(token.value).lower() in ("projection", "projections")
    return [token._replace(kind="WORD")] if projection else None


_LETTERED = frozenset({"STRIDE", "PAD", "DIL", "GROUP", "CH", "CIN", "COUT", "KSIZE"})


def _letter_again(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`stride s = 2`: the letter says the word again."""
    token = tokens[index]
    lettered = token.kind in _LETTERED and str(token.value)[1:].strip() in ("=", ":")
    return [] if lettered and last_kind(kept) == token.kind else None


def _back(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`from 68 back to 272`: it says nothing of the numbers."""
    idle = tokens[index].kind == "WORD" and str(tokens[index].value).lower() == "back"
    return [] if idle and kind_at(tokens, index + 1) in ("TO", "ARROW") else None


def _again_so_many(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`(again 4 groups)`: nothing is to be done once more."""
    again = tokens[index].kind == "LIKEWISE" and str(tokens[index].value).lower() == "again"
    return [] if again and last_kind(kept) == "LP" else None


_AHEAD = frozenset({"CONV", "CONVLAYER", "MAXPOOL", "AVGPOOL", "POOL", "DW", "PW", "RP", "CH"})


def _behind(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`최대 풀링 뒤 1×1`: the next layer follows."""
    token = tokens[index]
    after = token.kind == "WORD" and str(token.value) in ("뒤", "뒤로") and kind_at(tokens, index + 1) == "DIMS"
    return [token._replace(kind="THEN")] if after and last_kind(kept) in _AHEAD else None


POOLED = {
    "max": "MAXPOOL",
    "avg": "AVGPOOL",
    "average": "AVGPOOL",
    "mean": "AVGPOOL",
    "최대": "MAXPOOL",
    "평균": "AVGPOOL",
}


def _pooled(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`2x2 max` in a table or a list: a pooling."""
    token = tokens[index]
    kind = POOLED.get(str(token.value).lower()) if token.kind == "WORD" else None
    if kind is None or last_kind(kept) not in ("DIMS", "STEPPED"):
        return None
    behind = kind_at(tokens, index + 1, "STOP")
    return (
        [token._replace(kind=kind)] if behind in ("STOP", "COMMA", "SLASH", "ARROW", "DASH", "LP", "STRIDE") else None
    )


def _identity(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`the shortcut is the identity`, `지름길은 항등 연결이다`: nothing lies on it."""
    token = tokens[index]
    near = tokens[index + 1 : index + 4]
    ends = next((at for at, one in enumerate(near) if one.kind in ("STOP", "ASK", "COMMA", "DIMS", "CONV")), len(near))
    same = any(one.kind == "SKIP" or str(one.value).lower() in ("identity", "항등") for one in near[:ends])
    return [token._replace(kind="SKIP", value="identity")] if token.kind == "SHORTCUT" and same else None


_TAKEN = {"maximum": "MAXPOOL", "max": "MAXPOOL", "mean": "AVGPOOL", "average": "AVGPOOL"}
_TAKEN |= dict.fromkeys(("greatest", "largest", "biggest", "highest"), "MAXPOOL")
_MOVED = frozenset({"STRIDE", "PIXSTEP", "MOVE", "NOSTRIDE", "POOL", "MAXPOOL", "AVGPOOL"})
_APART = ("disjoint", "overlapping", "non-overlapping")
_FILTERED = frozenset({"MATRIX", "VECTOR", "CONV", "CONVLAYER", "FILTER", "AVGFILTER"})
_WINDOWS = ("window", "block", "patch", "region", "area", "neighbo", "square", "tile", "group")


def _taken_in_windows(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`the maximum is taken over 3x3 windows`, `every 2x2 block is replaced by its mean`: pooling."""
    token = tokens[index]
    word = str(token.value).lower()
    taken = token.kind == "WORD" and word in _TAKEN
    sized = bool(kept) and last_kind(kept) == "DIMS" and word.startswith(_WINDOWS)
    if not (taken or sized):
        return None
    part = _sentence(tokens, index)
    words = [str(one.value).lower() for one in part]
    behind = [two for one, two in zip(part, words[1:], strict=False) if one.kind == "DIMS"]
    pooled = any(one in _TAKEN for one in words) and any(one.startswith(_WINDOWS) for one in behind)
    moved = any(
        one.kind in _MOVED or str(one.value).lower() in _APART for one in tokens
    )  # else the windows may lie side by side or overlap
    whole = any(one.kind == "PATCHOF" for one in part) and not any(one.kind in _FILTERED - {"MATRIX"} for one in tokens)
    if not pooled or not moved or (any(one.kind in _FILTERED for one in part) and not whole):
        return None
    return [token._replace(kind=_TAKEN[word] if taken else "KSIZE")]


def _sentence(tokens: list[Token], index: int) -> list[Token]:
    """The tokens of the sentence around a place."""
    ends = [at for at, token in enumerate(tokens) if token.kind in ("STOP", "ASK")]
    low = max((at + 1 for at in ends if at < index), default=0)
    return tokens[low : min((at for at in ends if at >= index), default=len(tokens))]


def _named_pooling(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`once with max and once with average pooling`: both of them."""
    token = tokens[index]
    kind = POOLED.get(str(token.value).lower()) if token.kind == "WORD" else None
    behind = [one.kind for one in tokens[index + 1 : index + 6]]
    other = {"MAXPOOL": "AVGPOOL", "AVGPOOL": "MAXPOOL"}.get(kind or "", "")
    paired = other in behind and any(joint in behind[: behind.index(other)] for joint in ("AND", "COMMA", "SLASH"))
    return [token._replace(kind=kind)] if kind and paired else None


def _so_many_more(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`then two more 3x3 convs`: so many."""
    more = tokens[index].kind == "WORD" and str(tokens[index].value).lower() in (
        "more",
        "further",
        "additional",
        "other",
    )
    return [] if more and last_kind(kept) == "WNUM" and kind_at(tokens, index + 1) == "DIMS" else None


def _bias_free(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`bias-free parameters`: without biases, no parameters that are free."""
    token = tokens[index]
    free = token.kind == "PARAMS" and str(token.value).lower().startswith("free") and last_kind(kept) == "BIAS"
    return (
        [Token("EXCL", "free", token.start, token.start + 4), token._replace(start=token.start + 5)] if free else None
    )


def _produced(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`The convolution produced a 54x54 map.`: a verb."""
    verb = tokens[index].kind == "OUTPUT" and str(tokens[index].value).lower() == "produced"
    return [tokens[index]._replace(kind="GIVES")] if verb and kind_at(tokens, index + 1) == "DIMS" else None


LAYER_RULES: tuple[Rule, ...] = (
    _identity,
    _behind,
    _pooled,
    _again_so_many,
    _letter_again,
    _back,
    _split_over_devices,
    _projected,
    _same_kind,
    _taken_in_windows,
    _named_pooling,
    _so_many_more,
    _bias_free,
    _produced,
)
