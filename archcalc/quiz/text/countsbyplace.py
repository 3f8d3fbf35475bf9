"""Filters told layer by layer, and all else of them at once: `the first has 16 filters, the second 32; all are 3x3`."""

from __future__ import annotations

import re

from archcalc.quiz.text.numerals import KOREAN_ORDINALS, ORDINALS

_NOUN = r"(?:filters?|kernels?|output channels|channels|feature maps)"
_LAYER = r"(?:\s(?:conv(?:olution(?:al)?)?\s?)?(?:layer|one|conv(?:olution)?))?"
_HAS = r"(?:\s(?:has|uses|with|having|contains))?"
_JOINT = r"(?:,?\sand\s|,\s|;\s)(?:the\s)?"


def _english(names: tuple[str, ...], number: int) -> re.Pattern[str]:
    first = (
        rf"(?:the\s)?{names[0]}{_LAYER}(?:\s(?:of|in)\s(?:a|the)\s\w+)?\s(?:has|uses|with|having|contains)\s"
        rf"(?P<n0>\d{{1,4}})\s(?P<noun>{_NOUN})"
    )
    behind = "".join(
        rf"{_JOINT}{names[at]}{_LAYER}{_HAS}\s(?P<n{at}>\d{{1,4}})(?:\s{_NOUN})?(?![\d\sx×]*\d)"
        for at in range(1, number)
    )
    return re.compile(first + behind, re.IGNORECASE)


_NAMED = ("conv[\\s_]?1", "conv[\\s_]?2", "conv[\\s_]?3", "conv[\\s_]?4")
_ENGLISH = [(number, _english(names, number)) for number in (4, 3, 2) for names in (ORDINALS, _NAMED)]
_ORDINALS_KO = tuple(rf"{word}\s?번째" for word in KOREAN_ORDINALS)
_LAYER_KO = r"\s?(?:합성곱|컨볼루션|conv)?\s?(?:층|레이어)?(?:은|는|이|가|의)?\s"


def _korean(number: int) -> re.Pattern[str]:
    first = rf"{_ORDINALS_KO[0]}{_LAYER_KO}(?:필터(?:\s?수)?(?:는|가|를)?\s|커널\s)(?P<n0>\d{{1,4}})개?"
    behind = "".join(
        rf"(?:,\s|,?\s?이고\s?|\s?를?\s?쓰고\s|\s)(?:그리고\s)?{_ORDINALS_KO[at]}{_LAYER_KO}(?:필터(?:\s?수)?(?:는|가|를)?\s)?(?P<n{at}>\d{{1,4}})개?"
        for at in range(1, number)
    )
    return re.compile(first + behind + r"(?:를|을)?\s?(?:이고|이며|쓰고|사용하고|이다|쓴다|사용한다|를 쓰며|씩)?")


_KOREAN = [(number, _korean(number)) for number in (4, 3, 2)]
_WORDS = {2: "two", 3: "three", 4: "four"}
_WORDS_KO = {2: "두", 3: "세", 4: "네"}
_SIZE = re.compile(r"\d\s?[x×]\s?\d")


def counts_in_a_row(text: str) -> str:
    """The text with such a list as one row of counts; other text as it is.

    >>> counts_in_a_row("The first conv layer has 16 filters, the second 32; all are 3x3.")
    'Two conv layers have 16 and 32 filters; all are 3x3.'
    """
    for number, form in _ENGLISH:
        found = form.search(text)
        if found and not _SIZE.search(found.group()):
            counts = [found[f"n{at}"] for at in range(number)]
            word = _WORDS[number].capitalize() if found.start() == 0 else _WORDS[number]
            row = f"{word} conv layers have {', '.join(counts[:-1])} and {counts[-1]} filters"
            return text[: found.start()] + row + text[found.end() :]
    for number, form in _KOREAN:
        found = form.search(text)
        if found and not _SIZE.search(found.group()):
            listed = ", ".join(found[f"n{at}"] for at in range(number))
            row = f"{_WORDS_KO[number]} 합성곱층의 필터 수가 {listed}이고"
            return text[: found.start()] + row + text[found.end() :]
    return text
