"""Rows and entries that are numbered: `row 1: 4 2 7`, `첫째 행은 1 2 3`, `x1 = 2, x2 = -1`."""

from __future__ import annotations

import re

from archcalc.quiz.text.lexicon import LEXICON
from archcalc.quiz.text.matrices import equal_rows, read_row
from archcalc.quiz.text.numerals import ORDINALS
from archcalc.quiz.text.token import Source, Token

_NUMBER = r"-?(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})"
_SPACED, _LISTED = rf"{_NUMBER}(?:[ \t]+{_NUMBER}){{1,19}}", rf"{_NUMBER}(?:[ \t]*,[ \t]*{_NUMBER}){{1,19}}"
_NUMBERS = rf"(?:{_SPACED}|{_LISTED})(?![\d.]*\d|[ \t]?(?:행|줄|row))"
_KOREAN = ("첫", "두", "세", "네", "다섯", "여섯", "둘", "셋", "넷")
_LABEL = (
    rf"(?:(?:row|r|line)\s?\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s?(?:행|줄|row)|(?:{'|'.join(ORDINALS)})\srow|"
    rf"(?:{'|'.join(_KOREAN)})\s?번?째\s?(?:행|줄))"
)
_ROW = re.compile(
    rf"(?:the\s)?{_LABEL}\s?(?:is|are|of|은|는|이|가)?\s*[:=]?\s*[\[(]?\s*({_NUMBERS})\s*[\])]?(?:이고|이며|이다)?"
)
_BETWEEN = re.compile(r"\s*(?:[,;./|]\s*)?(?:and\s|그리고\s)?\s*")


def rows(source: Source, position: int) -> Token | None:
    """`row 1: 4 2 7 / row 2: 3 9 5`: a matrix, told row by row."""
    lower = source.lower
    if position and lower[position - 1].isalnum():
        return None
    found = equal_rows(
        _ROW.match(lower, position),
        lambda row: row.group(1),
        lambda row: _ROW.match(lower, (_BETWEEN.match(lower, row.end()) or row).end()),
    )
    return Token("MATRIX", found.rows, position, found.last.end()) if found else None


_BARRED = re.compile(
    rf"[ \t]*(\|(?:[ \t]*{_NUMBER}[ \t]*\|){{2,20}}[ \t]*)(?:\n|$)(?:[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*\n)?"
)


def barred(source: Source, position: int) -> Token | None:
    """Lines of numbers between bars: a matrix as a table."""
    lower = source.lower
    headed = lower[:position].rstrip(" \t").removesuffix("\n").rstrip(" \t").endswith("|")
    if lower[position] != "|" or headed:
        return None
    found = equal_rows(
        _BARRED.match(lower, position),
        lambda line: line.group(1).strip(" \t|").replace("|", " "),
        lambda line: _BARRED.match(lower, line.end()),
    )
    return Token("MATRIX", found.rows, position, found.last.end(1)) if found else None


_BARS = re.compile(rf"\|(?:[ \t]*{_NUMBER}[ \t]*\|){{1,20}}[ \t]*{_NUMBER}[ \t]*(?=\n|$)")


def barred_row(source: Source, position: int) -> Token | None:
    """`정답 | 1 | 0 | 0`: a vector behind its name, in a line without a bar at its ends."""
    found = _BARS.match(source.lower, position) if source.about_vectors else None
    row = read_row(found.group().strip(" \t|").replace("|", " ")) if found else None
    return Token("VECTOR", row, position, found.end()) if found and row else None


_INDEXED = re.compile(rf"(?<![a-z])((?:[a-zŷ]|logit|score|class|클래스)[_ ]?)([01])\s?[=:]\s?({_NUMBER})")


def entries(source: Source, position: int) -> Token | None:
    """`z1 = 1, z2 = 3, z3 = 2`, `class 0: 1.5, class 1: 0.2`: a vector, told entry by entry."""
    first = _INDEXED.match(source.lower, position) if source.about_vectors else None
    if not first:
        return None
    values, end = [first.group(3)], first.end()
    number = int(first.group(2))
    while True:
        number += 1
        following = re.compile(
            rf"(?:이고|이며)?\s?(?:,|;|와|과|and|및)?\s?(?:and\s)?{re.escape(first.group(1))}{number}\s?[=:]\s?({_NUMBER})"
        ).match(source.lower, end)
        if not following:
            break
        values.append(following.group(1))
        end = following.end()
    row = read_row(" ".join(values))
    return Token("VECTOR", row, position, end) if row and len(row) > 1 else None


_NAMED = re.compile(
    rf"(?:p\()?(?:class\s)?([a-z가-힣]+)\)?\s?[:=(]?\s?({_NUMBER})\)?(?![\d.]*\d|[a-z]|\s?개)(?:이고|이며|의|로)?"
)
_EXAMPLE = frozenset({"y", "t", "p", "ŷ", "yhat"})
"""`y = 1, p = 0.8`: the label and the probability of one example, no classes."""
_COMMA = re.compile(r"\s?(?:,|/|;|\n)?\s?(?:and\s|및\s|그리고\s)?")


def named_entries(source: Source, position: int) -> Token | None:
    """`cat 0.2, dog 0.7, bird 0.1`: a vector whose entries have the names of classes."""
    lower = source.lower
    if not source.about_vectors or (position and lower[position - 1].isalnum()):
        return None
    names, values, end = [], [], position
    found = _NAMED.match(lower, position)
    while found and not (LEXICON.match(lower, found.start(1)) and not _is_short(source, found)):
        names.append(found.group(1))
        values.append(found.group(2))
        end = found.end()
        found = _NAMED.match(lower, (_COMMA.match(lower, end) or found).end())
    row = read_row(" ".join(values))
    several = len(names) > 1 and not set(names) <= _EXAMPLE and len(set(names)) == len(names)
    return Token("VECTOR", row, position, end) if several and row else None


def _is_short(source: Source, found: re.Match[str]) -> bool:
    """`배`, `개`, `A`: a word this short may name a class, whatever else it means."""
    name = source.cased[found.start(1) : found.end(1)]
    return len(name) == 1 and ("가" <= name <= "힣" or name in "ABCDE")
