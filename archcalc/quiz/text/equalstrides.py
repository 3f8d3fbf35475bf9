"""Poolings whose windows lie side by side: `stride equal to the window`, `창 크기와 스트라이드가 같은`."""

from __future__ import annotations

import re

_WINDOW = r"(?:pool(?:ing)?\s)?(?:window|kernel|pool|filter)(?:'s)?(?:\s(?:size|width|side))?"
_ENGLISH = re.compile(
    rf"[(,]?\s?\b(?:and\s|with\s)?(?:an?\s|the\s)?stride\s(?:is\s|being\s|that\sis\s)?"
    rf"(?:equal\sto|the\ssame\sas|as\slarge\sas|equals|=)\s(?:the\s|its\s)?{_WINDOW}(?![\w\s]*\d)\)?|"
    rf"\bwith\s(?:equal|the\ssame)\s{_WINDOW}\sand\sstride\b",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"(?:창|윈도우|필터|커널|풀링\s?창)(?:의)?\s?(?:크기)?[와과]\s(?:스트라이드|보폭)[가이]\s(?:서로\s)?(?:같은|동일한)|"
    r"(?:스트라이드|보폭)[가이]\s(?:창|윈도우|필터|커널|풀링\s?창)(?:의)?\s?(?:크기)?[와과]\s(?:같은|동일한)"
)
_POOLED = re.compile(r"pool|풀링")
_CONVOLVED = re.compile(r"conv|합성곱|컨볼루션")


def without_equal_strides(text: str) -> str:
    """The text with such words as ones for windows that do not overlap; beside convolutions it stays as it is.

    >>> without_equal_strides("A 4x4 pooling with a stride equal to the window size halves nothing.")
    'A 4x4 pooling non-overlapping  halves nothing.'
    """
    lower = text.lower()
    if not _POOLED.search(lower) or _CONVOLVED.search(lower):
        return text
    return _KOREAN.sub("겹치지 않는", _ENGLISH.sub(" non-overlapping ", text))
