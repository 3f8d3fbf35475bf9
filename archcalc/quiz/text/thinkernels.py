"""A square kernel parted into two one-dimensional ones that are not told by their sizes: `two 1D kernels` for 9x9."""

from __future__ import annotations

import re

from archcalc.quiz.text.hangul import is_korean

_SQUARE = re.compile(r"(?<![\dx×*])(\d{1,2})(\s?[x×*]\s?|\s?by\s?)\1(?!\s?[x×*]\s?\d|\d)", re.IGNORECASE)
_THIN = re.compile(r"(?<![\dx×*])(?:1\s?[x×*]\s?(?!1(?!\d))\d{1,2}|(?!1\s?[x×*])\d{1,2}\s?[x×*]\s?1)(?![\dx×*])")
_LINES = r"(?:kernels?|filters?|passes|convolutions?|vectors|blurs|filterings|parts)"
_FLAT = r"(?:one[\s-]dimensional|1[\s-]?d)"
_ENGLISH = (
    rf"(?:the\s|its\s)?two\s(?:separate\s|consecutive\s|successive\s)?{_FLAT}\s{_LINES}",
    rf"{_FLAT}\s{_LINES}\s(?:along|in)\s(?:both|the two|each)\s\w+",
    rf"(?:a|one)\s(?:vertical|column|horizontal|row)(?:\s{_FLAT})?(?:\s(?:vector|{_LINES}))?\s?"
    rf"(?:and|times|followed\sby|then|plus)\s(?:a\s|an\s|one\s)?(?:vertical|column|horizontal|row)(?:\s{_FLAT})?(?:\s(?:vector|{_LINES}))?",
    rf"{_FLAT}\s(?:row|horizontal)\sand\s(?:column|vertical)\s{_LINES}",
)
_KOREAN = (
    r"(?:두\s?개의\s|두\s)?(?:1차원|일차원)\s(?:필터|커널|합성곱)\s?(?:두\s?개|둘|2개)?",
    r"(?:가로|수평|행)\s?(?:방향)?\s?(?:필터|벡터)?(?:와|과|,|·)\s?(?:세로|수직|열)\s?(?:방향)?\s?(?:의\s)?(?:1차원\s)?(?:필터|벡터|커널)",
    r"(?:세로|수직|열)\s?(?:방향)?\s?(?:필터|벡터)?(?:와|과|,|·)\s?(?:가로|수평|행)\s?(?:방향)?\s?(?:의\s)?(?:1차원\s)?(?:필터|벡터|커널)",
)
_PAIRS = re.compile("|".join((*_ENGLISH, *_KOREAN)), re.IGNORECASE)
_IMPLIED = re.compile(r"공간(?:적|적으로)?\s?(?:분할|분리)|spatially\ssepara\w+|spatial\ssepara\w+", re.IGNORECASE)


def with_thin_kernels(text: str) -> str:
    """The text with the sizes of the two; other text, and one that tells them, as it is.

    >>> with_thin_kernels("A 9x9 blur as two 1D filters.")
    'A 9x9 blur as 9x1 and 1x9 filters.'
    """
    sides = {one.group(1) for one in _SQUARE.finditer(text)} - {"1"}
    if len(sides) > 2 or _THIN.search(text):
        return text
    kernels = sorted(side for side in sides if int(side) < _LARGEST)
    pair, implied = _PAIRS.search(text), _IMPLIED.search(text)
    if len(kernels) != 1 or (pair is None and implied is None):
        return text
    side, korean = kernels[0], is_korean(text)
    if pair is not None:
        said = f"{side}×1과 1×{side} 필터" if korean else f"{side}x1 and 1x{side} filters"
        return text[: pair.start()] + said + text[pair.end() :]
    assert implied is not None
    said = f"({side}×1과 1×{side})" if korean else f" ({side}x1 and 1x{side})"
    return text[: implied.end()] + said + text[implied.end() :]


_LARGEST = 32
"""A side above it is that of a picture."""
