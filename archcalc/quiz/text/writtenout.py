"""Layers told in short, written out: stages told once for all, lists passed several times, chains of channels."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.text.numerals import FEW, ORDINALS

_ORDINALS = ORDINALS[:5]
_NUMERALS = ("one", "two", "three", "four", "five")
_TOLD = re.compile(
    r"\b(?:each|every)\s(?P<noun>stage|block|level)\s?(?::|has|consists\sof|contains|applies|runs|does|uses|comprises|is)\s"
    r"(?P<inner>[^.?!;]+)[.;](?=\s|$)",
    re.IGNORECASE,
)
_ITEM = (
    rf"(?:the\s)?(?:NOUN\s(?:[1-5]|{'|'.join(_NUMERALS)})|(?:{'|'.join(_ORDINALS)})\sNOUN|"
    rf"(?:[2-5]|{'|'.join(_NUMERALS[1:])})\s(?:such\s)?NOUNs)(?![\d\w])"
)
_ASKED = (
    r"\b(?:after|behind|following)\s(?:the\s)?(?:(?:max\s|average\s)?pool(?:ing)?\s(?:step\s|layer\s)?(?:of|in)\s|end\sof\s)?"
    rf"(?P<items>{_ITEM}(?:(?:,\s(?:and\s)?|\sand\s)(?:after\s)?{_ITEM})*)"
)
_GROWING = re.compile(r"doubl|twice|halv|half|each time|previous|param|weight|mac|flop|multipl", re.IGNORECASE)


def stages_written_out(text: str) -> str:
    """The text with the layers of each stage, where only what comes out of stages is asked; other text as it is.

    >>> stages_written_out("Each block has a 3x3 conv and a 2x2 pool. 32x32 input. Size after block 2?")
    'a 3x3 conv and a 2x2 pool, then a 3x3 conv and a 2x2 pool. 32x32 input. Size after the second pooling?'
    """
    told = _TOLD.search(text)
    if told is None or _GROWING.search(text):
        return text
    noun, inner = told["noun"].lower(), told["inner"]
    if inner.lower().count("pool") != 1 or "conv" in inner.lower().split("pool")[1]:
        return text
    head, behind = text[: told.start()], text[told.end() - 1 :]
    asked = list(re.finditer(_ASKED.replace("NOUN", noun), behind, re.IGNORECASE))
    if len(asked) != 1 or re.search(rf"\b{noun}", head, re.IGNORECASE):
        return text
    places = [
        _place(item.group()) for item in re.finditer(_ITEM.replace("NOUN", noun), asked[0]["items"], re.IGNORECASE)
    ]
    items = [f"the {_ORDINALS[place]} pooling" for place in places]
    named = " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]
    behind = f"{behind[: asked[0].start()]}after {named}{behind[asked[0].end() :]}"
    if re.search(rf"\b{noun}", behind, re.IGNORECASE):
        return text
    return head + ", then ".join([inner] * (max(places) + 1)) + behind


def _place(item: str) -> int:
    """`stage 2`, `the second stage`: counted from nought."""
    words = item.lower().split()
    for names in (_ORDINALS, _NUMERALS, "12345"):
        for place, name in enumerate(names):
            if name in words:
                return place
    raise AssertionError(item)


_NUMBER = r"(?P<count>두|세|네|다섯|[2-9])"
_TIMES = r"(?P<times>twice|(?:two|three|four|five|[2-9])\stimes)"
_KOREAN = re.compile(
    rf"\s?(?:블록|묶음|구조|조합|단위|모듈|쌍)?(?:을|를|이|가)?\s?(?:총\s|연속으로\s|연달아\s)?{_NUMBER}\s?번\s?"
    r"(?:연속(?:으로)?\s|연달아\s)?(?:반복|되풀이)"
)
_ENGLISH = re.compile(rf"\s?(?:block|unit|pattern|group|sequence)?\s?(?:is\s|are\s)?(?:repeated|repeats)\s{_TIMES}")
_SIZED = re.compile(r"\d{1,2}\s?[x×*]\s?\d{1,2}")
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
    return [part for part in _JOINT.split(inner) if _SIZED.search(part)]


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
