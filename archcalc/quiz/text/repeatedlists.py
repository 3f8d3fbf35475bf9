"""A list of layers in brackets that is passed several times: `[3×3 conv, 2×2 pool]을 두 번 반복`, written out."""

from __future__ import annotations

import re

from archcalc.quiz.text.numerals import FEW

_NUMBER = r"(?P<count>두|세|네|다섯|[2-9])"
_TIMES = r"(?P<times>twice|(?:two|three|four|five|[2-9])\stimes)"
_KOREAN = re.compile(
    rf"\s?(?:블록|묶음|구조|조합|단위|모듈|쌍)?(?:을|를|이|가)?\s?(?:총\s|연속으로\s|연달아\s)?{_NUMBER}\s?번\s?"
    r"(?:연속(?:으로)?\s|연달아\s)?(?:반복|되풀이)"
)
_ENGLISH = re.compile(rf"\s?(?:block|unit|pattern|group|sequence)?\s?(?:is\s|are\s)?(?:repeated|repeats)\s{_TIMES}")
_KERNEL = re.compile(r"\d{1,2}\s?[x×*]\s?\d{1,2}")
_JOINT = re.compile(r",|→|->|-(?=\s)|\+")
_PAIRS = {"[": "]", "(": ")"}


def written_out(text: str) -> str:
    """The text with such a list as often as it is passed; other text as it is.

    >>> written_out("[3×3 conv, 2×2 pool]을 두 번 반복하면?")
    '3×3 conv, 2×2 pool, 3×3 conv, 2×2 pool을 차례로 적용하면?'
    """
    for start, end in _brackets(text):
        inner, behind = text[start + 1 : end], text[end + 1 :]
        korean, english = _KOREAN.match(behind), _ENGLISH.match(behind)
        found = korean or english
        if found is None or len(_entries(inner)) < 2:
            continue
        word = found.group("count") if korean else found.group("times").split()[0]
        count = (FEW | {"twice": 2}).get(word) or int(word)
        joint = " → " if "→" in inner or "->" in inner else ", "
        tail = "을 차례로 적용" if korean else " are applied in turn"
        return text[:start] + joint.join([inner.strip()] * count) + tail + behind[found.end() :]
    return text


def _brackets(text: str) -> list[tuple[int, int]]:
    """Where brackets open and close, the first ones to open first."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for place, letter in enumerate(text):
        if letter in _PAIRS:
            opened.append(place)
        elif letter in _PAIRS.values() and opened and _PAIRS[text[opened[-1]]] == letter:
            found.append((opened.pop(), place))
    return sorted(found)


def _entries(inner: str) -> list[str]:
    """The layers of a list, those with a kernel."""
    return [part for part in _JOINT.split(inner) if _KERNEL.search(part)]
