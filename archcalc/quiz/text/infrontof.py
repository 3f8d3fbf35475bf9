"""Layers of a module with the one in front of each in brackets: `3×3 128개(앞에 1×1 96개)`."""

from __future__ import annotations

import re

_SIZE = r"\d{1,2}\s?[x×*]\s?\d{1,2}"
_ENTRY = rf"(?:{_SIZE}(?:,\s\d{{1,4}})?[^,;:()→\n]{{0,24}}?(?:\(\d{{1,4}}\))?|\d{{1,4}}\s{_SIZE}[^,;:()→\n]{{0,16}}?)"
_MODULE = re.compile(r"inception|인셉션|googlenet", re.IGNORECASE)
_KOREAN = re.compile(
    rf"(?P<entry>{_ENTRY})\s?\((?:그\s)?(?:앞에(?:는)?|먼저|앞단에?|축소)\s?:?\s?(?P<front>{_SIZE}[^()]{{0,24}})\)|"
    rf"(?P<entry2>{_ENTRY})\s?\((?P<front2>{_SIZE}[^()]{{0,20}}?)"
    r"(?:로 줄인 (?:뒤|후|다음)|을 거친 뒤|를 거친 뒤|\s?(?:뒤|후|다음))\)"
)
_ENGLISH = re.compile(
    rf"(?P<entry>{_ENTRY})\s?\((?:preceded by|after|behind|with|reduced by|following)\s(?:an?\s)?"
    rf"(?P<front>(?:\d{{1,4}}\s)?{_SIZE}[^()]{{0,30}}?)(?:\s(?:in front|before it|first))?\)",
    re.IGNORECASE,
)


_BARE_POOL = re.compile(
    rf"(?<![\w가-힣×])(?P<pool>(?:max|average|avg|맥스|최대|평균)?[\s-]?(?:pool(?:ing)?|풀링))\s?"
    rf"(?:followed by(?:\san?)?|then|→|->|뒤(?:에)?|후)\s?(?P<size>{_SIZE})",
    re.IGNORECASE,
)
"""A pooling branch whose window is not told keeps the size, as 3x3 with stride 1 does."""


def written_in_turn(text: str) -> str:
    """The text of a module with each such pair in the order in which the map passes it; other text as it is.

    >>> written_in_turn("Inception: 1×1 64개, 3×3 128개(앞에 1×1 96개)")
    'Inception: 1×1 64개, 1×1 96개→3×3 128개'
    """
    if not _MODULE.search(text):
        return text
    return _BARE_POOL.sub(_with_window, _ENGLISH.sub(_turned, _KOREAN.sub(_turned, text)))


def _turned(found: re.Match[str]) -> str:
    groups = {name: value for name, value in found.groupdict().items() if value}
    entry = groups.get("entry") or groups["entry2"]
    front = groups.get("front") or groups["front2"]
    return f"{front.strip()}→{entry.strip()}"


_SIZED = re.compile(rf"{_SIZE}[^,;:/()→\n]{{0,12}}$")


def _with_window(found: re.Match[str]) -> str:
    """The pooling with a window, unless one stands in front of it."""
    if _SIZED.search(found.string[: found.start()]):
        return found.group()
    return f"3x3 {found['pool']}→{found['size']}"
