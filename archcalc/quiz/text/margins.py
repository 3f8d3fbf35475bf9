"""What stands around a question on an exam paper: its number, its marks. Blanked letter for letter, positions stay."""

from __future__ import annotations

import re

_NUMBER = r"\d{1,3}(?:\s?[.-]\s?\d{1,3}){0,2}"
_HEADING = re.compile(
    rf"\s*(?:(?:problem|exercise|question|task|quiz|ex|q|pb|prob)\.?\s?{_NUMBER}\s?(?:\([a-z]\)|[a-z](?![a-z]))?|"
    rf"(?:문제|문항|예제|연습\s?문제|과제|문)\s?{_NUMBER}(?:\s?번)?|[\[(<【]\s?(?:문제|문항|예제|과제)\s?{_NUMBER}\s?[\])>】])"
    r"(?=[\s.:)])[.:)]?",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"[\[(]\s?\d{1,3}(?:\.\d)?\s?(?:marks?|points?|pts?\.?|점|배점)\s?[\])]|[\[(]\s?배점\s?:?\s?\d{1,3}\s?점?\s?[\])]",
    re.IGNORECASE,
)


def without_margins(text: str) -> str:
    """`Problem 1b. ... [5 marks]`, `문제 3. ... (4점)` without number and marks."""
    heading = _HEADING.match(text)
    if heading:
        text = " " * heading.end() + text[heading.end() :]
    return _MARKS.sub(lambda found: " " * len(found.group()), text)
