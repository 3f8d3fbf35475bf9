"""A depthwise convolution told by its filters: `채널마다 7×7 필터 한 장씩`, `각 채널에 3×3 필터 하나를`."""

from __future__ import annotations

from archcalc.quiz.text.layerwords import Rule
from archcalc.quiz.text.token import Token, kind_at, last_kind

_CHANNELS = ("CH", "CIN")


def _one_for_each(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`채널마다` in front of a single filter with its size: the filter works on one channel."""
    kinds = [kind_at(tokens, at) for at in range(index, index + 5)]
    each = (kinds[0] in _CHANNELS and kinds[1] == "EACH") or (kinds[0] == "EACH" and kinds[1] in _CHANNELS)
    if not each or kinds[2] != "DIMS" or kinds[3] not in ("FILTER", "ONEFILTER"):
        return None
    single = kinds[4] not in ("NUM", "WNUM") or tokens[index + 4].value == 1
    return [tokens[index]._replace(kind="DW", value="채널마다")] if single else None


def _read_as_one(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """The rest of such a phrase, which says nothing more; `one` in `one 5x5 filter per channel`."""
    ahead = [one.kind for one in tokens[index + 1 : index + 3]]
    if ahead == ["DIMS", "DW"] and tokens[index].kind == "WNUM" and tokens[index].value == 1:
        return []
    token, before = tokens[index], [one.kind for one in kept[-3:]]
    if before[-1:] == ["DW"] and kept[-1].value == "채널마다" and token.kind in ("EACH", *_CHANNELS):
        return []
    if token.kind == "ONEFILTER" and before[-2:] == ["DW", "DIMS"]:
        return [token._replace(kind="FILTER")]
    counted = token.kind == "WNUM" and token.value == 1 and last_kind(kept) == "FILTER"
    return [] if counted and before == ["DW", "DIMS", "FILTER"] else None


RULES: tuple[Rule, ...] = (_one_for_each, _read_as_one)
