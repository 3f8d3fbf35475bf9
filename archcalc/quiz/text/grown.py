"""Dense blocks: `4k` and `k` maps are told by the growth rate."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Token, kind_at

_MULTIPLE = re.compile(r"(\d{1,2})\s?k", re.IGNORECASE)
_COUNTED = frozenset({"CH", "MAP", "FILTER", "NFILT", "COUT", "OUTMAP"})


def spelled_growth(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with `4k channels` and `k maps` as the numbers they are where a growth rate is said."""
    rate = _rate(tokens)
    if rate is None:
        return tokens
    spelled: list[Token] = []
    for index, token in enumerate(tokens):
        shown = text[token.start : token.end]
        times = _MULTIPLE.fullmatch(shown) if token.kind == "NUM" else None
        if times:
            spelled.append(token._replace(value=int(times.group(1)) * rate))
        elif token.kind == "WORD" and shown.lower() == "k" and kind_at(tokens, index + 1) in _COUNTED:
            spelled.append(token._replace(kind="NUM", value=rate))
        elif token.kind == "FC" and str(token.value).lower().startswith("dense"):
            spelled.append(token._replace(kind="LAYER" if "layer" in str(token.value).lower() else "WORD"))
        else:
            spelled.append(token)
    return spelled


def _rate(tokens: list[Token]) -> int | None:
    """The number behind `growth rate`, or in front of it."""
    for index, token in enumerate(tokens):
        if token.kind == "GROWTH":
            beside = [*tokens[index + 1 : index + 4], *tokens[max(0, index - 1) : index]]
            numbers = [one.value for one in beside if one.kind == "NUM" and isinstance(one.value, int)]
            if numbers:
                return int(numbers[0])
    return None
