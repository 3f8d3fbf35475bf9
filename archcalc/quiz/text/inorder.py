"""Layers told by their places, brought into order: one in front of another, filters layer by layer, earlier outputs."""

from __future__ import annotations

import re

from archcalc.quiz.text.hangul import is_korean
from archcalc.quiz.text.numerals import KOREAN_ORDINALS, ORDINALS, place_of

_SIDES = r"\d{1,2}\s?[x×*]\s?\d{1,2}"
_ENTRY = rf"(?:{_SIDES}(?:,\s\d{{1,4}})?[^,;:()→\n]{{0,24}}?(?:\(\d{{1,4}}\))?|\d{{1,4}}\s{_SIDES}[^,;:()→\n]{{0,16}}?)"
_MODULE = re.compile(r"inception|인셉션|googlenet", re.IGNORECASE)
_IN_FRONT_KO = re.compile(
    rf"(?P<entry>{_ENTRY})\s?\((?:그\s)?(?:앞에(?:는)?|먼저|앞단에?|축소)\s?:?\s?(?P<front>{_SIDES}[^()]{{0,24}})\)|"
    rf"(?P<entry2>{_ENTRY})\s?\((?P<front2>{_SIDES}[^()]{{0,20}}?)"
    r"(?:로 줄인 (?:뒤|후|다음)|을 거친 뒤|를 거친 뒤|\s?(?:뒤|후|다음))\)"
)
_IN_FRONT = re.compile(
    rf"(?P<entry>{_ENTRY})\s?\((?:preceded by|after|behind|with|reduced by|following)\s(?:an?\s)?"
    rf"(?P<front>(?:\d{{1,4}}\s)?{_SIDES}[^()]{{0,30}}?)(?:\s(?:in front|before it|first))?\)",
    re.IGNORECASE,
)


_BARE_POOL = re.compile(
    rf"(?<![\w가-힣×])(?P<pool>(?:max|average|avg|맥스|최대|평균)?[\s-]?(?:pool(?:ing)?|풀링))\s?"
    rf"(?:followed by(?:\san?)?|then|→|->|뒤(?:에)?|후)\s?(?P<size>{_SIDES})",
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
    return _BARE_POOL.sub(_with_window, _IN_FRONT.sub(_turned, _IN_FRONT_KO.sub(_turned, text)))


def _turned(found: re.Match[str]) -> str:
    groups = {name: value for name, value in found.groupdict().items() if value}
    entry = groups.get("entry") or groups["entry2"]
    front = groups.get("front") or groups["front2"]
    return f"{front.strip()}→{entry.strip()}"


_SIZED_LAYER = re.compile(rf"{_SIDES}[^,;:/()→\n]{{0,12}}$")


def _with_window(found: re.Match[str]) -> str:
    """The pooling with a window, unless one stands in front of it."""
    if _SIZED_LAYER.search(found.string[: found.start()]):
        return found.group()
    return f"3x3 {found['pool']}→{found['size']}"


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
_COUNTS = [(number, _english(names, number)) for number in (4, 3, 2) for names in (ORDINALS, _NAMED)]
_ORDINALS_KO = tuple(rf"{word}\s?번째" for word in KOREAN_ORDINALS)
_OF_LAYER_KO = r"\s?(?:합성곱|컨볼루션|conv)?\s?(?:층|레이어)?(?:은|는|이|가|의)?\s"


def _korean(number: int) -> re.Pattern[str]:
    first = rf"{_ORDINALS_KO[0]}{_OF_LAYER_KO}(?:필터(?:\s?수)?(?:는|가|를)?\s|커널\s)(?P<n0>\d{{1,4}})개?"
    behind = "".join(
        rf"(?:,\s|,?\s?이고\s?|\s?를?\s?쓰고\s|\s)(?:그리고\s)?{_ORDINALS_KO[at]}{_OF_LAYER_KO}(?:필터(?:\s?수)?(?:는|가|를)?\s)?(?P<n{at}>\d{{1,4}})개?"
        for at in range(1, number)
    )
    return re.compile(first + behind + r"(?:를|을)?\s?(?:이고|이며|쓰고|사용하고|이다|쓴다|사용한다|를 쓰며|씩)?")


_COUNTS_KO = [(number, _korean(number)) for number in (4, 3, 2)]
_WORDS = {2: "two", 3: "three", 4: "four"}
_WORDS_KO = {2: "두", 3: "세", 4: "네"}
_KERNEL = re.compile(r"\d\s?[x×]\s?\d")


def counts_in_a_row(text: str) -> str:
    """The text with such a list as one row of counts; other text as it is.

    >>> counts_in_a_row("The first conv layer has 16 filters, the second 32; all are 3x3.")
    'Two conv layers have 16 and 32 filters; all are 3x3.'
    """
    for number, form in _COUNTS:
        found = form.search(text)
        if found and not _KERNEL.search(found.group()):
            counts = [found[f"n{at}"] for at in range(number)]
            word = _WORDS[number].capitalize() if found.start() == 0 else _WORDS[number]
            row = f"{word} conv layers have {', '.join(counts[:-1])} and {counts[-1]} filters"
            return text[: found.start()] + row + text[found.end() :]
    for number, form in _COUNTS_KO:
        found = form.search(text)
        if found and not _KERNEL.search(found.group()):
            listed = ", ".join(found[f"n{at}"] for at in range(number))
            row = f"{_WORDS_KO[number]} 합성곱층의 필터 수가 {listed}이고"
            return text[: found.start()] + row + text[found.end() :]
    return text


_VOLUME = r"\d{1,3}\s?[x×*]\s?\d{1,3}\s?[x×*]\s?\d{1,4}"
_NAME = r"(?:conv[\s_]?\d|pool[\s_]?\d|[CS]\d)"
_LAYER_KO = r"(?:합성곱|컨볼루션|conv|풀링)?\s?(?:층|레이어)"
_OUTPUT_KO = re.compile(
    rf"(?:{_NAME}(?:\s?층)?|(?P<place>첫|두|세)\s?번째\s{_LAYER_KO}|(?:풀링|합성곱)\s?층)(?:의)?\s출력(?:\s?(?:크기|특징\s?맵|맵))?"
    rf"(?:은|이|는|가)\s(?P<size>{_VOLUME})(?=이다|이고|이며|인데|입니다|일|\.)"
)
_LAYER_EN = r"(?:conv(?:olution(?:al)?)?\s|pooling\s)?layer"
_OWNER = (
    rf"(?:(?:the\s)?(?:output\sof\s)?(?:{_NAME}|(?:the\s)?(?P<place>first|second|third)\s{_LAYER_EN}|"
    r"the\s(?:pooling|conv\w*)\slayer))"
)
_OUTPUT = re.compile(
    rf"\b(?:the\s)?{_OWNER}\s(?:is|has\s(?:shape|size)|outputs|gives|produces|yields|returns)\s(?:an?\s)?"
    rf"(?P<size>{_VOLUME})(?:\s(?:map|volume))?",
    re.IGNORECASE,
)
_SIZED = re.compile(r"\d\s?[x×*]\s?\d")
_OTHERWISE = re.compile(
    r"\binput|입력|what padding|which (?:padding|stride|kernel)|패딩은|스트라이드는|"
    r"커널\s?크기는|필터\s?크기는|썼다|사용했다|receptive|수용",
    re.IGNORECASE,
)


def entering_by_name(text: str) -> str:
    """The text with such an output as the input; other text as it is.

    >>> entering_by_name("The output of conv1 is 26x26x32. conv2 has 64 3x3 filters.")
    'The input is 26x26x32. conv2 has 64 3x3 filters.'
    """
    korean = is_korean(text)
    found = (_OUTPUT_KO if korean else _OUTPUT).search(text)
    if found is None:
        return text
    before, behind = text[: found.start()], text[found.end() :]
    if _SIZED.search(before) or not _SIZED.search(behind) or _OTHERWISE.search(before + behind):
        return text
    if found["place"]:
        behind = _without_place(behind, found["place"].lower(), korean)
    return f"{before}{'입력은' if korean else 'The input is'} {found['size']}{behind}"


def _without_place(text: str, place: str, korean: bool) -> str:
    """`두 번째 층` behind a first one that is not described: the one layer there is."""
    following = (KOREAN_ORDINALS if korean else ORDINALS)[place_of(place)]
    if korean:
        return re.sub(rf"{following}\s?번째\s(?={_LAYER_KO})", "", text)
    return re.sub(rf"\b{following}\s(?={_LAYER_EN})", "", text, flags=re.IGNORECASE)
