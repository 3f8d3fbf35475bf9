"""Matrices told row by row in running text: `first row 1 2 3, then 0 1 2, last row 1 1 0`, `윗줄은 모두 -1, ...`."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from archcalc.quiz.text.matrices import Row, equal_rows, read_row
from archcalc.quiz.text.numerals import FEW
from archcalc.quiz.text.token import Source, Token

_N = r"-?\d{1,6}(?:\.\d{1,4})?"
_SPACED, _LISTED = rf"{_N}(?:[ \t]+{_N}){{1,11}}", rf"{_N}(?:\s?,\s?{_N}){{1,11}}"
_LABEL = (
    r"(?:the\s)?(?:first|second|third|fourth|fifth|sixth|last|final|top|middle|bottom|upper|lower|next)"
    r"(?:\s(?:row|line|one))\s?(?:is|are|reads|has|:|=)?\s*|"
    r"(?:맨\s?)?(?:첫|두|세|네|다섯|여섯|둘|셋|넷|마지막|윗|아랫|가운뎃|가운데|중간|위|아래)(?:\s?번째|째)?\s?(?:줄|행)"
    r"(?:은|는|이|엔|에는)?\s?[:=]?\s*"
)
_BRACKETED = re.compile(rf"\(\s*({_SPACED}|{_LISTED})\s*\)")
_ROW = re.compile(
    rf"({_LABEL})?(?:(?:all|모두|전부|다)\s({_N})(?!\d)|({_LISTED}|{_SPACED}))(?![\d.]*\d|\s?[x*@%]\s?\d)"
)
_PLAIN = re.compile(rf"({_SPACED})(?![\d.]*\d|\s?[x*@%,]\s?\d)")
_BETWEEN = re.compile(r"\s*(?:[,;/|]\s*)?(?:(?:and|then|그리고|다음은)\s+){0,2}")
_OF_ROWS = re.compile(r"rows?|lines?|grid|줄|행|위에서|화솟값|격자")
_SAME = re.compile(
    rf"all\s(two|three|four|five)\srows\s(?:are|read)\s({_SPACED}|{_LISTED})|(두|세|네|다섯)\s(?:줄|행)\s(?:모두|다|전부)\s({_SPACED})"
)
NEAR = 48
"""How far before a row a word may say that rows follow."""


_OPENING = frozenset("(-0123456789tfslmbuna첫두세네다여둘셋넷마윗아가중위맨")
"""What a row or its name can begin with."""


@lru_cache(maxsize=4)
def _speaks_of_rows(lower: str) -> bool:
    return bool(re.search(r"then|" + _OF_ROWS.pattern, lower))


def told_rows(source: Source, position: int) -> Token | None:
    """A matrix whose rows have names, stand in brackets, or follow one another with `then`."""
    lower = source.lower
    if lower[position] not in _OPENING or (position and lower[position - 1].isalnum()) or not _speaks_of_rows(lower):
        return None
    same = _SAME.match(lower, position)
    if same:
        row = read_row(same.group(2) or same.group(4))
        return Token("MATRIX", [row] * FEW[same.group(1) or same.group(3)], position, same.end()) if row else None
    for found in (_bracketed(lower, position), _labelled(lower, position), _followed(lower, position)):
        if found:
            return Token("MATRIX", found[0], position, found[1])
    return None


def _bracketed(lower: str, position: int) -> tuple[list[Row], int] | None:
    """`rows (1, 0, 2), (0, 1, 3) and (2, 2, 0)`."""
    if lower[position] != "(" or not _OF_ROWS.search(lower[max(0, position - NEAR) : position]):
        return None
    found = equal_rows(
        _BRACKETED.match(lower, position),
        lambda row: row.group(1),
        lambda row: _BRACKETED.match(lower, (_BETWEEN.match(lower, row.end()) or row).end()),
    )
    return (found.rows, found.last.end()) if found else None


def _labelled(lower: str, position: int) -> tuple[list[Row], int] | None:
    """`first row 1 2 3 0, then 0 1 2 1, last row 1 1 0 2`; `윗줄은 모두 -1` is as long as there are rows."""
    rows: list[Row | int | Fraction] = []
    labels, at, end = 0, position, position
    found = _ROW.match(lower, at)
    while found and (rows or found.group(1)):
        labels += found.group(1) is not None
        read = read_row(found.group(2) or found.group(3))
        if not read or (found.group(2) and not found.group(1)):
            break
        rows.append(read[0] if found.group(2) else read)
        end = found.end()
        between = _BETWEEN.match(lower, end)
        found = _ROW.match(lower, (between or found).end())
        if found and not found.group(1) and not (between and between.group().strip()):
            break
    if len(rows) < 2 or labels < 2:
        return None
    filled = [row if isinstance(row, list) else [row] * len(rows) for row in rows]
    return (filled, end) if len({len(row) for row in filled}) == 1 else None


def _followed(lower: str, position: int) -> tuple[list[Row], int] | None:
    """`7 2 0 5 1, then 1 3 6 2 4, then 0 8 1 3 2`."""
    near = "then" in lower[position : position + NEAR]
    found = equal_rows(
        _PLAIN.match(lower, position) if near and lower[position] in "-0123456789" else None,
        lambda row: row.group(1),
        lambda row: _PLAIN.match(lower, _parted(lower, row.end())),
    )
    if not found or len(found.rows) < 3 or len(found.rows[0]) < 3 or "then" not in lower[position : found.last.end()]:
        return None
    return found.rows, found.last.end()


def _parted(lower: str, end: int) -> int:
    """Where the row behind a comma or a `then` begins; the end of the text where neither stands there."""
    between = _BETWEEN.match(lower, end)
    return between.end() if between and between.group().strip() else len(lower)


_BARS = re.compile(rf"([ \t]*{_N}(?:[ \t]*\|[ \t]*{_N}){{1,11}}[ \t]*)(?:\n|$)")


def bar_lines(source: Source, position: int) -> Token | None:
    """Lines such as `0 | 6 | 2 | 1`: a table without bars at its ends."""
    lower = source.lower
    if lower[position] not in "-0123456789" or lower[:position].rstrip(" \t")[-1:] not in ("\n", ":", ""):
        return None
    lines = lower[:position].rstrip().split("\n")
    while len(lines) > 1 and _BARS.fullmatch(lines[-1] + "\n"):
        lines.pop()
    if "|" in lines[-1]:  # the heading of a table of layers
        return None
    found = equal_rows(
        _BARS.match(lower, position),
        lambda line: line.group(1).replace("|", " "),
        lambda line: _BARS.match(lower, line.end()),
    )
    return Token("MATRIX", found.rows, position, found.last.end(1)) if found else None


def digit_rows(source: Source, position: int) -> Token | None:
    """`rows 4130, 2012, 0311, 1202 (single digits)`: one digit for each entry."""
    lower = source.lower
    if not lower[position].isdigit() or not re.search(r"digit|한\s?자리", lower):
        return None
    if not re.search(r"(?:rows?|줄|행)(?:은|는|이|are|is)?\s?[:=]?\s?$", lower[max(0, position - 12) : position]):
        return None
    found = re.match(r"\d{2,6}(?:\s?[,/]\s?\d{2,6})+", lower[position : position + 200])
    parts = re.findall(r"\d+", found.group()) if found else []
    if not found or len({len(part) for part in parts}) > 1:
        return None
    return Token("MATRIX", [[int(digit) for digit in part] for part in parts], position, position + len(found.group()))
