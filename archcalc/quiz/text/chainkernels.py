"""Channels of a whole chain beside a list of its kernels: `512→128→512 (1x1, 3x3)`, written out layer by layer."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.text.numerals import FEW

_ARROW = r"\s?(?:→|->|–>|=>|(?<=\d)-(?=\d))\s?"
_CHANNELS = rf"(?P<chain>\d{{1,5}}(?:{_ARROW}\d{{1,5}}){{2,}})(?!{_ARROW}|[\dx×*]|\s?[x×*]\s?\d|-\d)"
_KERNEL = r"\d{1,2}\s?[x×*]\s?\d{1,2}(?!\s?[x×*]\s?\d)"
_KERNELS = (
    rf"(?P<kernels>{_KERNEL}(?:(?:,\s?(?:and\s)?|\sand\s|\s?[·/]\s?|{_ARROW}|\s?-\s?|[와과]\s|\s?,\s?){_KERNEL})+)"
)
_CONNECTING = (
    r"(?P<between>(?:\s|[,:()]|with|using|uses|by|via|of|has|kernels?|kernel\ssizes?|filters?|convolutions?|convs?|channels|"
    r"채널|커널|필터|합성곱|구조|블록|로|으로|을|를|의|인|은|는|이){0,8}?)"
)
_FORMS = (
    re.compile(rf"{_CHANNELS}{_CONNECTING}{_KERNELS}", re.IGNORECASE),
    re.compile(rf"{_KERNELS}{_CONNECTING}{_CHANNELS}", re.IGNORECASE),
)
_COUNTED = (
    re.compile(
        rf"(?P<kernels>{_KERNEL})\s?(?:합성곱|컨볼루션|conv)?\s?(?:층\s?)?(?P<count>두|세|네|[2-4])\s?(?:개|층|겹)?(?:의\s층)?\s?\(\s?{_CHANNELS}\)"
    ),
    re.compile(
        rf"(?P<count>two|three|four)\s(?P<kernels>{_KERNEL})\s(?:conv\w*|layers?)(?:\slayers?)?\s?\(?{_CHANNELS}\)?",
        re.IGNORECASE,
    ),
)
"""`3×3 합성곱 두 층(256→256→128)`: the same kernel, as often as there are layers."""
_BOTTLENECK = re.compile(
    rf"(?:bottleneck(?:\sblock)?|병목(?:\s?(?:구조|블록))?(?:\s?하나)?)\s?\(?\s?{_CHANNELS}", re.IGNORECASE
)
_BOTTLENECK_KERNELS = ("1x1", "3x3", "1x1")


def channels_with_kernels(text: str) -> str:
    """The text with such a chain written out; other text as it is.

    >>> channels_with_kernels("A block 64→16→64 (1x1, 3x3).")
    'A block (1x1 64→16, 3x3 16→64).'
    """
    for form in _FORMS:
        found = form.search(text)
        if found is None:
            continue
        widths, kernels = _widths(found["chain"]), re.findall(_KERNEL, found["kernels"])
        if len(widths) == len(kernels) + 1:
            listed = _listed(widths, kernels)
            opened = found["between"].count("(") - found["between"].count(")")
            return f"{text[: found.start()]}{'(' * max(opened, 0)}{listed}{')' * max(-opened, 0)}{text[found.end() :]}"
    return _with_usual_kernels(_with_counted_kernels(text))


def _with_counted_kernels(text: str) -> str:
    """The layers of one kernel written out, where another design is told besides."""
    for form in _COUNTED:
        found = form.search(text)
        if found is None or not re.search(_ARROW, text[: found.start()] + text[found.end() :]):
            continue
        widths = _widths(found["chain"])
        if FEW.get(found["count"].lower(), found["count"]) in (len(widths) - 1, str(len(widths) - 1)):
            listed = _listed(widths, [found["kernels"]] * (len(widths) - 1))
            return text[: found.start()] + listed + text[found.end() :]
    return text


def _with_usual_kernels(text: str) -> str:
    """`병목 구조(256→64→64→256)`: 1x1, 3x3 and 1x1, if no kernels are told."""
    found = _BOTTLENECK.search(text)
    if found is None:
        return text
    widths = _widths(found["chain"])
    told = len(re.findall(r"1\s?[x×*]\s?1", text))
    if told or len(widths) != 4 or widths[0] != widths[3] or widths[1] != widths[2]:
        return text
    return text[: found.start("chain")] + _listed(widths, _BOTTLENECK_KERNELS) + text[found.end("chain") :]


def _widths(chain: str) -> list[str]:
    return re.findall(r"\d+", chain)


def _listed(widths: list[str], kernels: list[str] | tuple[str, ...]) -> str:
    pairs = zip(kernels, pairwise(widths), strict=True)
    return ", ".join(f"{kernel} {one}→{two}" for kernel, (one, two) in pairs)
