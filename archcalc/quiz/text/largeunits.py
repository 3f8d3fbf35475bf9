"""Units that a count is given in besides: `in millions`, `몇 억`, `____ M`, and what they are worth (`1억 = 10^8`)."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_POWER = r"10\s?(?:\^|\*\*)\s?8|10\^|100\s?million|hundred\smillions?|100,000,000|1e8|1\s?만\s?의\s?1?\s?만\s?배"
_WORTH = re.compile(
    rf"\(?1\s?억(?:은|는)?\s?(?:=|:|is|equals|means)?\s?(?:{_POWER})(?:이다|개)?\)?|"
    r"\(?1\s?m(?:은|는)?\s?(?:=|:|is|equals|means)\s?(?:10\s?(?:\^|\*\*)\s?6|10\^|1,?000,?000|1e6|백만)(?:이다|개)?\)?"
)
_GLOSS = rf"(?:\s?\(\s?(?:(?:억|eok|m|=|,|{_POWER}|10\s?\^\s?6)\s?)+\))?"
_EOK = re.compile(
    r"(?:(?:in|into)\s)?(?:units?\sof\s|multiples\sof\s)?"
    r"(?:(?<![가-힣\d])(?:몇\s?)?억(?=\s?(?:단위|개|으로|로|인|이|은|\(|[).,?;=]|is|are|$))|(?<![a-z])eok(?![a-z])|"
    rf"(?<![a-z\d])(?<!\d\s)hundred\smillions?(?![a-z])|(?<=in\s)hundred\smillions?){_GLOSS}(?:\s?단위)?(?:으?로)?"
)
_MILLIONS = re.compile(
    rf"몇\s?백만(?=\s?(?:개|인|이|\())(?:\s?개)?{_GLOSS}|몇\s?m(?=\s?(?:인|이|개|\(|\?))|(?<=[_□▢]\s)m(?![a-z0-9=])|(?<=\s[)\]]\s)m(?![a-z0-9=])|"
    r"(?<![a-z])in\sm(?=\s?(?:[,;?)]|\.(?:\s|$)|$))|(?<![a-z])(?:in\s)?units?\sof\s(?:a\s)?(?:millions?|m)(?![a-z])|"
    r"(?<![a-z])how\smany\s(?:m|millions?)(?=\s(?:is|are|of)|\s?[?,)])"
)
_HEADS = "(1한몇억인iemuh"


def large_unit(source: Source, position: int) -> Token | None:
    """`몇 억 개`, `in units of 억`, `____ M`: the count once more in that unit; what the unit is worth says nothing."""
    lower = source.lower
    if lower[position] not in _HEADS or lower[position - 1 : position].isalnum():
        return None
    worth = _WORTH.match(lower, position)
    if worth:
        return Token("IGN", worth.group(), position, worth.end())
    for kind, pattern in (("EOK", _EOK), ("MILLIONS", _MILLIONS)):
        found = pattern.match(lower, position)
        if found and found.group().strip():
            return Token(kind, source.cased[position : found.end()], position, found.end())
    return None
