"""Words whose meaning hangs on their neighbours: `no dilation`, `padding x`, `a dense 7x7 layer`.

Most are told by `rewrites.txt`; here are those that look at a whole sentence, or count.
"""

from __future__ import annotations

from archcalc.quiz.text.rewrites import rewritten
from archcalc.quiz.text.token import Token, kind_at, last_kind


def respelled(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with every such word as what it means."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        computed = next((found for rule in _RULES if (found := rule(kept, tokens, index))), None)
        changed = [*kept, *computed] if computed else rewritten(kept, tokens, index, text)
        if changed is None:
            kept.append(token)
        else:
            kept = changed
    return kept


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


def _channels_dashed(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`four 3x3 convs with channels 3-32-32-64`: the channels from layer to layer, no widths of dense ones."""
    token = tokens[index]
    if token.kind != "CHAIN" or last_kind(kept) != "CH" or not any(one.kind == "DIMS" for one in tokens):
        return None
    arrow = Token("ARROW", "→", token.start, token.start)
    spelled = [part for value in token.value for part in (arrow, token._replace(kind="NUM", value=value))]
    return spelled[1:]


_RULES = (_same_kind, _taken_in_windows, _channels_dashed)
