"""Attributes of a layer that a question may change: their names in both languages, and how their values are told."""

from __future__ import annotations

import re

SIZE = r"\d{1,4}\s?[x×*]\s?\d{1,4}"
NUMBER = r"\d{1,5}(?![\d.]*\d|\s?[x×*]\s?\d)"
VALUE = rf"(?:{SIZE}|{NUMBER})"
NAMES = {
    "stride": r"stride|스트라이드|보폭",
    "padding": r"(?:zero[\s-])?padding|패딩",
    "dilation": r"dilation(?:\srate)?|팽창률|dilation",
    "input channels": r"(?:(?:number|count)\sof\s)?input\s(?:channels|maps|feature\smaps)|"
    r"입력\s?(?:의\s)?채널(?:\s?(?:수|개수))?",
    "filters": r"(?:number|count)\sof\s(?:filters|kernels|output\s(?:channels|maps))|(?:filter|kernel)\scount|filters|"
    r"output\schannels|(?:필터|커널)(?:의)?(?:\s?(?:수|개수))?|출력\s?(?:의\s)?채널(?:\s?(?:수|개수))?",
    "neurons": r"(?:(?:number|count)\sof\s)?(?:hidden\s|output\s)?(?:neurons|units)|"
    r"(?:은닉\s|출력\s)?(?:뉴런|노드|유닛)(?:\s?(?:수|개수))?",
    "groups": r"(?:(?:number|count)\sof\s)?groups|그룹(?:의)?(?:\s?(?:수|개수))?",
    "kernel size": r"(?:kernel|filter|window)(?:\ssize)?|kernels|(?:커널|필터)(?:의)?(?:\s?크기)?",
    "input size": r"(?:input|spatial|image)\s(?:size|resolution)|resolution|"
    r"입력(?:의|\s영상의|\s이미지의)?\s?(?:공간\s?)?(?:해상도|크기)|해상도",
}
_SIZED = ("kernel size", "input size")
"""What may be told as a size, `3x3`; all else is a single number."""
ATTRIBUTE = "|".join(f"(?:{names})" for names in NAMES.values())


def attribute_of(words: str, value: str) -> str:
    """Which attribute the words name: `filters` with a size are kernels, with a number they are counted."""
    sized = re.fullmatch(SIZE, value) is not None
    named = [
        name
        for name, names in NAMES.items()
        if re.fullmatch(names, words.removesuffix("s")) or re.fullmatch(names, words)
    ]
    return next((name for name in named if not sized or name in _SIZED), "")


_IN_KOREAN = {
    "stride": "스트라이드 {}",
    "padding": "패딩 {}",
    "dilation": "팽창률 {}",
    "input channels": "입력 {}채널",
    "filters": "필터 {}개",
    "neurons": "뉴런 {}개",
    "groups": "그룹 {}개",
    "kernel size": "{} 커널",
    "input size": "입력 {}",
}
_COUNTED = ("input channels", "filters", "neurons", "groups")


def told(name: str, value: str, of: str, korean: bool) -> str:
    """The attribute with one of its values, as a description of what it belongs to tells it.

    >>> told("stride", "2", "the layer", korean=False), told("filters", "8", "", korean=True)
    ('the layer with stride 2', '필터 8개')
    """
    if name == "bias":
        return {"with bias": "편향 있음", "no bias": "편향 없음"}[value] if korean else value
    squared = name in _SIZED and re.fullmatch(r"\d+", value)
    value = f"{value}x{value}" if squared else value
    if korean:
        return _IN_KOREAN[name].format(value)
    if name == "input size":
        return f"{of} on a {value} input".strip()
    said = f"with {value} {name}" if name in _COUNTED else f"with {name} {value}"
    return f"{of} {said}".strip()
