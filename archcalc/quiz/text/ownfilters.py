"""Filters that belong to one channel, one neuron or one design each: `each of the 24 maps gets its own 5x5 filter`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Token, kind_at

_CHANNELS = frozenset({"CH", "CIN", "MAP", "INPUT"})
_WINDOWS = frozenset({"FILTER", "KSIZE", "ONEFILTER"})
_SINGLE = ("own", "separate", "single", "private", "dedicated", "전용", "자기만의", "따로")
_SINGLE_BEFORE = re.compile(r"(?<![a-z])(?:own|separate|single|private|dedicated|distinct|one|1)\s$")
_ENDS = frozenset({"STOP", "ASK", "THEN"})
_REACH = 7


def with_own_filters(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with such a filter as a depthwise one, and `뉴런 1개의` as each neuron."""
    tokens = [_each_neuron(tokens, at, text) for at in range(len(tokens))]
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        single = token.kind == "NUM" and token.value == 1 and kept and kept[-1].kind == "DW"
        if single and at and tokens[at - 1].kind in _WINDOWS:
            continue
        own = token.kind in _WINDOWS and kind_at(tokens, at - 1) == "DIMS" and _is_of_one_channel(tokens, at, text)
        kept.append(token._replace(kind="DW") if own else token)
    return kept


def _each_neuron(tokens: list[Token], at: int, text: str) -> Token:
    """`뉴런 1개의 입력 연결 수`: of each neuron."""
    token = tokens[at]
    one = token.kind == "NUM" and token.value == 1 and text[token.start : token.end].rstrip().endswith(("개", "개의"))
    behind = kind_at(tokens, at + 1)
    neuron = kind_at(tokens, at - 1) == "UNITS" and behind in ("INPUT", "CONNECTIONS", "UNITSIN", "SEE", "VALUES")
    return token._replace(kind="EACH") if one and neuron else token


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
