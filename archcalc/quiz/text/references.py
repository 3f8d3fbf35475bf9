"""Entries of a list that a later one speaks of: `(c) the quotient (a)/(b)`, `(3) (1)을 (2)로 나눈 값`, `③ ② ÷ ①`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_LABEL = r"(?:\((?:[1-9]|[a-e]|i{1,3}|iv|[가나다라마ㄱ-ㅁ])\)|[①-⑧⑴-⑻])"
_RATIO = re.compile(
    rf"(?:(?:the\s)?(?:ratio|quotient|factor)(?:\sof)?\s)?"
    rf"(?:{_LABEL}\s?(?:/|÷|:|divided\sby|over)\s?{_LABEL}(?:의\s?(?:비율|비|값)|\sto\s)?|"
    rf"{_LABEL}(?:을|를|의\s값을)?\s?{_LABEL}(?:으로|로|의\s값으로)\s?나눈\s?(?:값|몫|비율|비)|"
    rf"{_LABEL}[은는이가]?\s?{_LABEL}의\s?몇\s?배|(?<=ratio\sof\s){_LABEL}\sto\s{_LABEL})"
)
_MARK = re.compile(_LABEL)


def reference(source: Source, position: int) -> Token | None:
    """A relation between two labelled entries: a ratio is asked, and the labels begin no entries of their own."""
    if source.lower[position] not in "(①②③④⑤⑥⑦⑧⑴⑵⑶⑷⑸⑹⑺⑻trqf":
        return None
    found = _RATIO.match(source.lower, position)
    if not found or source.lower[position - 1 : position].isalnum():
        return None
    return Token("RATIO", source.cased[position : found.end()], position, found.end())
