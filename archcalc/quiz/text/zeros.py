"""Rows of zeros around a map: `0을 두 줄씩`, `one zero at each end`."""

from __future__ import annotations

import re

from archcalc.quiz.text.numerals import KOREAN_NUMBERS
from archcalc.quiz.text.token import Source, Token

_ZERO_ROWS = re.compile(r"(?:0|영)(?:을|를|값을|으로)?\s?(\d{1,3}|[가-힣]{1,2})\s?(?:줄|겹|칸|열|행|픽셀)(?:씩)?")


_ZERO_ROWS_ASKED = re.compile(
    r"(?:0|영)(?:을|를|으로\s된\s(?:행|열|줄)[을를]?)?\s?(?:각각\s)?(모두\s|총\s|합쳐\s|합해\s)?몇\s?(?:줄|겹|칸|열|행)(?:씩)?|"
    r"몇\s?(?:줄|겹|칸|픽셀|화소)씩\s?(?:0|영)[을를]"
)
_ZEROS_EACH = re.compile(
    r"(a|one|two|three|[1-9])\s(?:single\s)?zeros?\s(?:at|on|to)\s(?:each|both|either|every|all)(?![a-z])"
)


def zero_rows(source: Source, position: int) -> Token | None:
    """`0을 두 줄씩`, `one zero at each end`: padding, as short as `p2`."""
    asked = _ZERO_ROWS_ASKED.match(source.lower, position)
    if asked:  # `0을 몇 줄씩`
        return Token("PADTOTAL" if asked.group(1) else "PAD", asked.group(), position, asked.end())
    beside = _ZEROS_EACH.match(source.lower, position)
    if beside and not source.lower[position - 1 : position].isalnum():
        count = {"a": 1, "one": 1, "two": 2, "three": 3}.get(beside.group(1)) or int(beside.group(1))
        return Token("ATTACHED", ("PAD", count), position, beside.end())
    found = _ZERO_ROWS.match(source.lower, position)
    if not found or (position and source.lower[position - 1].isdigit()):
        return None
    rows = int(found.group(1)) if found.group(1).isdigit() else KOREAN_NUMBERS.get(found.group(1))
    return Token("ATTACHED", ("PAD", rows), position, found.end()) if rows else None
