"""What a layer in front gives, told by its name, is what enters the layer that is described behind it.

`The output of conv1 is 26x26x32. conv2 has 64 3x3 filters.`, `첫 번째 합성곱층의 출력은 30×30×16이다. 두 번째 ...`
"""

from __future__ import annotations

import re

from archcalc.quiz.text.hangul import is_korean
from archcalc.quiz.text.numerals import KOREAN_ORDINALS, ORDINALS, place_of

_VOLUME = r"\d{1,3}\s?[x×*]\s?\d{1,3}\s?[x×*]\s?\d{1,4}"
_NAME = r"(?:conv[\s_]?\d|pool[\s_]?\d|[CS]\d)"
_LAYER_KO = r"(?:합성곱|컨볼루션|conv|풀링)?\s?(?:층|레이어)"
_KOREAN = re.compile(
    rf"(?:{_NAME}(?:\s?층)?|(?P<place>첫|두|세)\s?번째\s{_LAYER_KO}|(?:풀링|합성곱)\s?층)(?:의)?\s출력(?:\s?(?:크기|특징\s?맵|맵))?"
    rf"(?:은|이|는|가)\s(?P<size>{_VOLUME})(?=이다|이고|이며|인데|입니다|일|\.)"
)
_LAYER_EN = r"(?:conv(?:olution(?:al)?)?\s|pooling\s)?layer"
_OWNER = (
    rf"(?:(?:the\s)?(?:output\sof\s)?(?:{_NAME}|(?:the\s)?(?P<place>first|second|third)\s{_LAYER_EN}|"
    r"the\s(?:pooling|conv\w*)\slayer))"
)
_ENGLISH = re.compile(
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
    found = (_KOREAN if korean else _ENGLISH).search(text)
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
