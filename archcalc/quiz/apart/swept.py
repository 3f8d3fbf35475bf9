"""One attribute with several values in turn: `with stride 1, with stride 2`, `dilation을 1, 2, 4로`."""

from __future__ import annotations

import re
from typing import NamedTuple

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


class Sweep(NamedTuple):
    """Where the list of values stands in the text, and what stands there in each variant."""

    start: int
    end: int
    entries: tuple[str, ...]


def sweeps(text: str) -> list[Sweep]:
    """All lists of values of one attribute, or of sizes alone.

    >>> [one.entries for one in sweeps("output with stride 1, with stride 2 and with stride 3?")]
    [('stride 1', 'stride 2', 'stride 3')]
    """
    lower = text.lower()
    found = [_followed(text, lower, first) for first in _FIRST.finditer(lower)]
    found += [_followed(text, lower, first) for first in _BARE.finditer(lower)]
    kept: list[Sweep] = []
    for one in sorted((one for one in found if one is not None), key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _followed(text: str, lower: str, first: re.Match[str]) -> Sweep | None:
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
    return Sweep(first.start(), end, tuple(entry + tail for entry in entries))
