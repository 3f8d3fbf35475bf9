"""What stands around a question on an exam paper: its number, its marks. Blanked letter for letter, positions stay."""

from __future__ import annotations

import re

from archcalc.quiz.text.lexicon import LEXICON
from archcalc.quiz.text.sidenames import LABELS

_HEADING = re.compile(
    r"\s*[\[(<【]?\s?(?P<words>(?:[A-Za-z가-힣]{1,24}\.?\s?){0,2})(?P<number>\d{1,3}(?:\s?[.-]\s?\d{1,3}){0,2})?\s?번?"
    r"\s?(?P<part>\(?[a-z]\)?(?![A-Za-z]))?(?:[\])>】.:]{1,2}(?=\s))",
)
_NAMED = re.compile(
    r"\s*[\[(<【]?\s?(?P<words>problem|exercise|question|task|quiz|q|문제|문항|예제|연습\s?문제|과제)\.?\s?"
    r"(?P<number>\d{1,3}(?:\s?[.-]\s?\d{1,3}){0,2})(?:\s?번)?\s?(?P<part>\([a-z]\)|[a-z](?![a-z]))?(?=[\s.:)\]])[.:)\]】>]*",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"\((?:slide|p\.|pp\.|page|see slide|슬라이드|쪽|페이지)\s?\d{1,3}\s?\)|"
    r"[\[(]\s?\d{1,3}(?:\.\d)?\s?(?:[Mm]arks?|[Pp]oints?|pts?\.?|P\.?|점|배점)\s?[\])]|[\[(]\s?배점\s?:?\s?\d{1,3}\s?점?\s?[\])]"
)


def without_margins(text: str) -> str:
    """`Problem 1b. ... [5 marks]`, `문제 3. ... (4점)` without number and marks."""
    text = _MARKS.sub(lambda found: " " * len(found.group()), text)
    heading = _NAMED.match(text) or _HEADING.match(text)
    if heading and (heading["number"] or heading["part"]) and not _says_something(heading):
        text = " " * heading.end() + text[heading.end() :]
    return text


def _says_something(heading: re.Match[str]) -> bool:
    """Whether words before a number belong to the question: `Layer 1: ...`, `conv 3) ...`."""
    if heading.re is _NAMED:
        return False
    if any(LABELS.match(word.strip(". ").lower()) for word in heading["words"].split()):
        return True  # `Option 1: ... Option 2: ...`
    return any(LEXICON.match(word.strip(". ").lower(), 0) for word in heading["words"].split())
