"""Korean letters, and whether a text is Korean."""

from __future__ import annotations

import re

HANGUL = "가-힣"
"""The syllables, as a range of a character class."""
_SYLLABLE = re.compile(f"[{HANGUL}]")


def is_korean(text: str) -> bool:
    """Whether a text has Korean letters; formulas and code in it may be in any script.

    >>> is_korean("Conv2d(3, 8, 3)의 파라미터 수"), is_korean("params of Conv2d(3, 8, 3)")
    (True, False)
    """
    return bool(_SYLLABLE.search(text))
