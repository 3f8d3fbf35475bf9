"""Pooling of a given matrix told by its tiles: `every disjoint 2×2 block becomes its mean`, `2×2 구역마다 최댓값만`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Token, kind_at

_TILE = re.compile(r"(?:blocks?|tiles?|cells?|patch(?:es)?|squares?|regions?|areas?|구역|블록|타일|칸|영역)(?![a-z])")
_APART = re.compile(
    r"non-?\s?overlapping|disjoint|do not overlap|without overlap|side by side|next to each other|"
    r"겹치지\s않|겹침\s?없이"
)
_MEAN = re.compile(r"(?:arithmetic )?mean(?![a-z])|averag|평균")
_MOST = re.compile(r"(?:largest|greatest|highest|biggest|best|maximum|max)(?![a-z])|최댓값|최대값|가장\s큰")
_OTHERS = re.compile(
    r"min(?:imum)?(?![a-z])|smallest|lowest|median|sum(?![a-z])|second|최솟값|최소값|가장\s작은|중앙값|합"
)
_SAID = frozenset({"VERSUS", "PICK", "KEEP", "BLOCK", "REGION", "AVGPOOL", "MAXPOOL", "PARALLEL", "LOGITS"})
_OPERATED = frozenset({"CONV", "FILTER", "CONVLAYER", "AVGFILTER", "POOL", "SOFTMAX", "MSE", "CE", "STRIDE", "PIXSTEP"})


def tiled(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with the tiles as the window of a pooling, which moves by its own size."""
    lower = text.lower()
    matrices = [token for token in tokens if token.kind == "MATRIX"]
    if len(matrices) != 1 or not _APART.search(lower) or _OTHERS.search(lower):
        return tokens
    mean, most = bool(_MEAN.search(lower)), bool(_MOST.search(lower))
    places = [at for at in range(len(tokens)) if _is_tile(tokens, at, lower)]
    if mean == most or len(places) != 1 or _is_operated(tokens):
        return tokens
    noun = Token("AVGPOOL" if mean else "MAXPOOL", "tile", tokens[places[0]].end, tokens[places[0]].end)
    kept = [token for token in tokens if token.kind not in _SAID or _picks_entry(token)]
    at = kept.index(tokens[places[0]])
    return [*kept[: at + 1], noun, *kept[at + 1 :]]


def _is_tile(tokens: list[Token], at: int, lower: str) -> bool:
    """Whether a square size stands right before a word for a tile."""
    token = tokens[at]
    return (
        token.kind == "DIMS"
        and len(set(token.value)) == 1
        and kind_at(tokens, at + 1) != "FILTER"
        and bool(_TILE.match(lower[token.end :].lstrip()))
    )


def _picks_entry(token: Token) -> bool:
    """`the entry in the bottom right`: one of the result, not what each tile becomes."""
    return token.kind == "PICK" and not _MOST.search(str(token.value).lower())


def _is_operated(tokens: list[Token]) -> bool:
    """Whether another operation, or a step of its own, is spoken of; `detector` alone is a device."""
    kinds = {token.kind for token in tokens if str(token.value).lower() != "detector"}
    return bool(kinds & _OPERATED)
