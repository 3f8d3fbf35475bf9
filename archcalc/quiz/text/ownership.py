"""Filters and weights of one's own: those of one channel (`its own 5x5 filter`) and those that no two units share."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token, kind_at

_CHANNELS = frozenset({"CH", "CIN", "MAP", "INPUT"})
_WINDOWS = frozenset({"FILTER", "KSIZE", "ONEFILTER"})
_SINGLE = ("own", "separate", "single", "private", "dedicated", "전용", "자기만의", "따로")
_SINGLE_BEFORE = re.compile(r"(?<![a-z])(?:own|separate|single|private|dedicated|distinct|one|1)\s$")
_ENDS = frozenset({"STOP", "ASK", "THEN"})
_REACH = 7


def with_own_filters(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with such a filter as a depthwise one."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        single = token.kind == "NUM" and token.value == 1 and kept and kept[-1].kind == "DW"
        if single and at and tokens[at - 1].kind in _WINDOWS:
            continue
        own = token.kind in _WINDOWS and kind_at(tokens, at - 1) == "DIMS" and _is_of_one_channel(tokens, at, text)
        kept.append(token._replace(kind="DW") if own else token)
    return kept


def _is_of_one_channel(tokens: list[Token], at: int, text: str) -> bool:
    """Whether `each channel` stands beside the filter in its sentence, and only one filter is meant."""
    before = tokens[max(0, at - _REACH) : at]
    stops = [place for place, one in enumerate(before) if one.kind in _ENDS]
    before = before[stops[-1] + 1 :] if stops else before
    behind = tokens[at + 1 : at + _REACH]
    behind = behind[: next((place for place, one in enumerate(behind) if one.kind in _ENDS), len(behind))]
    if _speaks_of_each_channel(before):
        return _is_single(tokens, at, text, [str(one.value).lower() for one in before])
    return _speaks_of_each_channel(behind[:5]) and _is_single_for_each(tokens, at, text, behind)


def _speaks_of_each_channel(window: list[Token]) -> bool:
    kinds = [one.kind for one in window]
    each = [place for place, kind in enumerate(kinds) if kind in ("EACH", "ALL")]
    return any(set(kinds[max(0, place - 1) : place + 5]) & _CHANNELS for place in each)


def _is_single_for_each(tokens: list[Token], at: int, text: str, behind: list[Token]) -> bool:
    """`a single 3x3 filter for each of the 32 channels`, `3×3 필터를 32채널 각각에 하나씩`."""
    last = behind[:5][-1].end
    korean = "하나씩" in text[tokens[at].end : last + 6] or "한 장씩" in text[tokens[at].end : last + 6]
    english = text[tokens[at].end :].lstrip().lower().startswith(("for each", "for every", "per "))
    return korean or (english and _SINGLE_BEFORE.search(text[: tokens[at - 1].start].lower()) is not None)


def _is_single(tokens: list[Token], at: int, text: str, words: list[str]) -> bool:
    """`its own 5x5 filter`, `9×9 필터 하나`, `필터를 한 장씩`."""
    behind = text[tokens[at].start : tokens[at].end + 8]
    korean = any(word in behind for word in ("하나", "한 장", "한 개", "1개", "1장"))
    return (
        korean
        or any(word in _SINGLE for word in words)
        or "own " in text[max(0, tokens[at].start - 16) : tokens[at].start]
    )


_OWN = frozenset({"own", "자기", "따로", "별도", "고유", "각자", "독립", "개별"})
_OWNERS = frozenset({"UNITS", "REGION", "LABELLED"})
_OWNED = frozenset({"WEIGHTS", "BIAS", "FILTER"})
_FARTHEST = 8


def owned_apart(tokens: list[Token], source: Source) -> list[Token]:
    """`each output unit had weights and a bias of its own`, `뉴런마다 자기 가중치와 편향`: no sharing."""
    kinds = [token.kind for token in tokens]
    for at, token in enumerate(tokens):
        if token.kind != "EACH" or not {*kinds[max(0, at - 1) : at], *kinds[at + 1 : at + 3]} & _OWNERS:
            continue
        last = _end_of_owned(tokens, at)
        if last:
            first = at - (at > 0 and kinds[at - 1] in _OWNERS)
            apart = Token("UNSHARED", "own weights", tokens[first].start, tokens[last].end)
            return [*tokens[:first], apart, *owned_apart(tokens[last + 1 :], source)]
    return tokens


def _end_of_owned(tokens: list[Token], at: int) -> int:
    """The last token of the stretch that names what is owned; 0 if it is not said to be one's own."""
    own = last = 0
    for place in range(at + 1, min(at + _FARTHEST, len(tokens))):
        token = tokens[place]
        if token.kind in ("STOP", "ASK", "PARAMS", "COMPUTE", "NUM"):
            break
        if str(token.value).lower().startswith(tuple(_OWN)):
            own = place
        elif token.kind in _OWNED:
            last = place
    return max(own, last) if own and last else 0
