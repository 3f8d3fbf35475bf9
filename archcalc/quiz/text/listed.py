"""Rows and entries that are numbered: `row 1: 4 2 7`, `첫째 행은 1 2 3`, `x1 = 2, x2 = -1`."""

from __future__ import annotations

import re
from fractions import Fraction

from archcalc.quiz.text.lexicon import LEXICON
from archcalc.quiz.text.matrices import read_row
from archcalc.quiz.text.token import Source, Token

_NUMBER = r"-?(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})"
_NUMBERS = rf"{_NUMBER}(?:[ \t]*,[ \t]*{_NUMBER}|[ \t]+{_NUMBER}){{1,19}}"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_KOREAN = ("첫", "두", "세", "네", "다섯", "여섯", "둘", "셋", "넷")
_LABEL = (
    rf"(?:(?:row|r|line)\s?\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s?(?:행|줄|row)|(?:{'|'.join(_ORDINALS)})\srow|"
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
    found: list[list[int | Fraction]] = []
    at = end = position
    row = _ROW.match(lower, position)
    while row:
        values = read_row(row.group(1))
        if not values or (found and len(values) != len(found[0])):
            return None
        found.append(values)
        end = row.end()
        at = (_BETWEEN.match(lower, end) or row).end()
        row = _ROW.match(lower, at)
    return Token("MATRIX", found, position, end) if len(found) > 1 else None


_INDEXED = re.compile(rf"(?<![a-z])((?:[a-zŷ]|logit|score)_?)([01])\s?[=:]\s?({_NUMBER})")


def entries(source: Source, position: int) -> Token | None:
    """`z1 = 1, z2 = 3, z3 = 2`: a vector, told entry by entry."""
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


_NAMED = re.compile(rf"(?:p\()?(?:class\s)?([a-z가-힣]+)\)?\s?[:=(]?\s?({_NUMBER})\)?(?![\d.]*\d|[a-z가-힣])")
_COMMA = re.compile(r"\s?(?:,|/|;|\n)?\s?(?:and\s|및\s|그리고\s)?")


def named_entries(source: Source, position: int) -> Token | None:
    """`cat 0.2, dog 0.7, bird 0.1`: a vector whose entries have the names of classes."""
    lower = source.lower
    if not source.about_vectors or (position and lower[position - 1].isalnum()):
        return None
    names, values, end = [], [], position
    found = _NAMED.match(lower, position)
    while found and not LEXICON.match(lower, found.start(1)):
        names.append(found.group(1))
        values.append(found.group(2))
        end = found.end()
        found = _NAMED.match(lower, (_COMMA.match(lower, end) or found).end())
    row = read_row(" ".join(values))
    several = len(names) > 1 and len(set(names)) == len(names)
    return Token("VECTOR", row, position, end) if several and row else None
