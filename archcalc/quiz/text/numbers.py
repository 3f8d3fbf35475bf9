"""Numbers with the words that count them: `12개의`, `세 번`, `-2`."""

from __future__ import annotations

import re

from archcalc.quiz.text.numerals import NUMBER, read_number, read_spelled
from archcalc.quiz.text.token import Source, Token

_COUNTER = re.compile(
    r"\s?(?:개|장|겹|칸(?!씩|\s?이동|\s?움직)|종류|가지)(?![가-힣]*층)(?:씩의|씩|짜리|의|인|로|를|을|가|이|은|는|만|와|과|이고|이며)?"
)
_REPEATED = re.compile(
    r"\s?(?:번|회|차례|층(?=[을를]?\s?(?:쌓|연속|이어|거치|겹))|겹)(?!째|\s?(?:클래스|레이블|라벨))(?:의|을|만)?"
)


def number(source: Source, position: int) -> Token | None:
    """`3`, `-2`, `three`, `3개의`, `3번`: a number with what counts it, as one token."""
    lower = source.lower
    negative = (
        lower[position] == "-" and NUMBER.match(lower, position + 1) and not lower[position - 1 : position].isalnum()
    )
    found = read_number(lower, position + bool(negative)) or (None if negative else read_spelled(lower, position))
    if not found:
        long = re.compile(r"\d+").match(lower, position)
        return Token("BADNUM", long.group(), position, long.end()) if long else None
    value, end = found
    if lower[end : end + 1] == "-" and lower[end + 1 : end + 2].isalpha():
        end += 1
    counter = _COUNTER.match(lower, end)
    if counter:
        end = counter.end()
        joined = lower[end - 1] in "와과"
        written = "NUM" if lower[position + bool(negative)].isdigit() else "WNUM"
        return Token(written, -value if negative else value, position, end - joined)
    repeated = _REPEATED.match(lower, end)
    if repeated:
        return Token("REPEAT", value, position, repeated.end())
    written = "NUM" if lower[position + bool(negative)].isdigit() else "WNUM"
    return Token(written, -value if negative else value, position, end)
