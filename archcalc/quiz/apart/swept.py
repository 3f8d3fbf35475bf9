"""One attribute with several values in turn: `with stride 1, with stride 2`, `dilation을 1, 2, 4로`."""

from __future__ import annotations

import re

from archcalc.quiz.apart.cuts import IN_A_ROW, TOGETHER, TOLD_APART, Cut

_SIZE = r"\d{1,4}\s?[x×*]\s?\d{1,4}(?:\s?[x×*]\s?\d{1,4})?(?![\d@])"
_NUMBER = r"\d{1,5}(?![\d.]*\d|\s?[x×*]\s?\d)"
_PRECISION = r"(?:float(?:32|16|64)|int8)"
_VALUE = rf"(?:{_SIZE}|{_NUMBER}|{_PRECISION})"
_ATTRIBUTE = (
    r"(?:strides?|padding|pad|dilation|dilation rate|rate|groups?|kernel|kernel size|filter size|batch|batch size|"
    r"스트라이드|보폭|패딩|팽창률|그룹|그룹 수|커널|필터|배치|[kspdgrn])"
)
_SET = r"(?:\s?(?:=|:|of|을|를|이|가|은|는|만)\s?|\s)"
_LEAD = r"(?:(?:once|and|or|with|for|when|after|at|using|the|a|an|just|또는|그리고)\s)*"
_TAIL = r"(?:\s?(?:일|인|쓸)\s?(?:때|경우)|인|일)?"
_JOINT = (
    r"(?:(?:이고|인데)?,?\s?다른\s하나는\s|,?\s(?:and\s)?the other\s(?:with\s|has\s)?|\s?,\s?(?:and\s|or\s|then\s)?|"
    r"\s(?:and|or|vs\.?|versus)\s|\s?[와과]\s|\s?또는\s|\s?→\s?|\?\s|\s?/\s)"
)
_FIRST = re.compile(rf"(?<![\w.])(?P<name>{_ATTRIBUTE})(?P<set>{_SET})(?P<value>{_VALUE})(?P<tail>{_TAIL})")
_BARE = re.compile(rf"(?<![\w.×x*])(?P<value>{_SIZE}|{_PRECISION})(?P<tail>{_TAIL})")


_COUNTED = r"(?!\s?(?:filters?|kernels?|channels?|units|layers|maps?|ch\b|개|장|채널|필터|층|번))"
"""`stride 1, 16 filters`: another number."""


def sweeps(text: str) -> list[Cut]:
    """All lists of values of one attribute, or of sizes alone, that are asked for, or told apart.

    >>> [one.parts for one in sweeps("output with stride 1, with stride 2 and with stride 3?")]
    [('stride 1', 'stride 2', 'stride 3')]
    """
    lower = text.lower()
    firsts = [*_FIRST.finditer(lower), *_BARE.finditer(lower)]
    found = [one for first in firsts if (one := _followed(text, lower, first)) is not None]
    kept: list[Cut] = []
    for one in sorted(found, key=lambda one: (len(one.before), len(one.behind))):
        if not kept or len(one.before) >= len(text) - len(kept[-1].behind):
            kept.append(one)
    return [one for one in kept if _are_variants(lower, one)]


_ASKS = re.compile(r"\?|what|how|give|state|compute|구하|얼마|몇|쓰시오|인가")


def _are_variants(text: str, one: Cut) -> bool:
    """Whether the values are told apart or asked for, and not those of the layers of one network."""
    if _are_factors(one) or IN_A_ROW.search(text) or TOGETHER.search(text):
        return False
    asked = max(one.before.rfind(mark) for mark in (". ", "? ", "\n")) + 1
    end = min((at for mark in (". ", "?") if (at := one.behind.find(mark)) >= 0), default=len(one.behind))
    sentence = one.before[asked:] + "".join(one.parts) + one.behind[: end + 1]
    asked_for = _ASKS.search(sentence.lower()) and not _counts_layers(text, len(one.parts))
    return bool(TOLD_APART.search(text) or asked_for)


_COUNTS = {2: "두|two|2", 3: "세|three|3", 4: "네|four|4", 5: "다섯|five|5"}


def _counts_layers(text: str, number: int) -> bool:
    """`dilation 1, 2, 3인 3×3 합성곱 세 층`: as many layers as values, which is one network of them all."""
    words = _COUNTS.get(number)
    if words is None:
        return False
    noun = r"(?:합성곱\s?|컨볼루션\s?|conv\s?)?"
    korean = rf"(?<![가-힣\d])(?:{words})\s?(?:개(?:의)?\s?)?{noun}(?:층|레이어)|합성곱\s(?:{words})\s?개"
    english = rf"\b(?:{words})\s(?:\S+\s){{0,3}}?(?:layers|convs|convolutions)\b"
    return bool(re.search(f"{korean}|{english}", text))


def _are_factors(one: Cut) -> bool:
    """`7×1과 1×7`: two kernels in place of one, no two variants."""
    sizes = [re.findall(r"\d+", part) for part in one.parts]
    return len(sizes) == 2 and sizes[0] == sizes[1][::-1] and "1" in sizes[0]


def _followed(text: str, lower: str, first: re.Match[str]) -> Cut | None:
    """The list that begins here: values of one form, each with the attribute named again or left out."""
    groups = first.groupdict()
    head = first.group()[: first.start("value") - first.start()]
    again = rf"(?:{re.escape(groups['name'])}{_SET})?" if "name" in groups else ""
    tail = groups["tail"] or ""
    form = next(one for one in (_SIZE, _PRECISION, _NUMBER) if re.fullmatch(one, groups["value"]))
    counted = "" if form == _SIZE else _COUNTED
    following = re.compile(rf"{_JOINT}{_LEAD}{again}(?P<value>{form}){counted}(?P<tail>{_TAIL})")
    entries, end = [text[first.start() : first.end("value")]], first.end("value")
    at = following.match(lower, first.end())
    axes = len(re.findall(r"[x×*]", groups["value"]))
    while at and len(re.findall(r"[x×*]", at.group("value"))) == axes:
        entries.append(head + text[at.start("value") : at.end("value")])
        end, tail = at.end(), at.group("tail") or tail
        at = following.match(lower, at.end())
    values = {entry[len(head) :].replace(" ", "") for entry in entries}
    if len(entries) < 2 or len(values) < len(entries):
        return None
    parts = tuple(entry + tail for entry in entries)
    return Cut(text[: first.start()], parts, text[end:], parts)
