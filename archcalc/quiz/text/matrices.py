"""Matrices and vectors as people write them: in brackets, as lines of numbers, with slashes between the rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from archcalc.quiz.text.token import Source, Token

_MATRIX_SIGNS = frozenset("[] ,;.0123456789/-\n\t")
_SQUARE = str.maketrans("(){}", "[][]")


def brackets(source: Source, position: int) -> Token | None:
    """`[[1, 2], [3, 4]]`, also in round or curly brackets: a matrix; `[1, 2]`: a vector."""
    nested = source.lower[position : position + 2] in ("((", "{{") or bool(_BRACED.match(source.lower, position))
    if source.lower[position] != "[" and not nested:
        return None
    text = source.lower[position : position + 3000]
    text = text.translate(_SQUARE) if nested else text
    depth = 0
    for end, sign in enumerate(text, 1):
        depth += (sign == "[") - (sign == "]")
        if not depth:
            return array(text[:end], position)
        if depth > 2 or sign not in _MATRIX_SIGNS:
            return None
    return None


_FACTOR = re.compile(r"\(?\s?(\d{1,4})\s?/\s?(\d{1,4})\s?\)?\s?[*x]?\s?(?=\[\s?\[|\[\s?-?\d[^\[\]]*;)")


def scaled(source: Source, position: int) -> Token | None:
    """`1/9 [[1, 1, 1], [1, 1, 1], [1, 1, 1]]`: a fraction in front of a matrix."""
    factor = _FACTOR.match(source.lower, position)
    token = brackets(source, factor.end()) if factor and int(factor.group(2)) else None
    if not factor or token is None or token.kind != "MATRIX":
        return None
    share = Fraction(int(factor.group(1)), int(factor.group(2)))
    return token._replace(value=[[share * value for value in row] for row in token.value], start=position)


_WRAPPER = re.compile(r"(?<![a-z])(?:np|numpy|jnp|torch|tf)\.(?:as)?(?:array|tensor|constant|floattensor)\(\s*")


def wrapped(source: Source, position: int) -> Token | None:
    """`np.array([[1, 2], [3, 4]])`: the matrix."""
    wrapper = _WRAPPER.match(source.lower, position)
    token = brackets(source, wrapper.end()) if wrapper else None
    closed = re.compile(r"\s*(?:,\s*dtype[^()]{0,20})?\)").match(source.lower, token.end) if token else None
    if not token or not closed:
        return None
    shaped = _RESHAPED.match(source.lower, closed.end())
    token = token._replace(start=position, end=shaped.end() if shaped else closed.end())
    single = token.kind == "VECTOR" and len(token.value) == 1
    return token._replace(kind="NUM", value=token.value[0]) if single else token


_RESHAPED = re.compile(r"(?:\.(?:float|double|reshape|view|unsqueeze|to)\([^()]{0,30}\))*")
_BRACED = re.compile(r"\{\s*-?\d+(?:\.\d+)?(?:\s*,\s*-?\d+(?:\.\d+)?)+\s*\}")


def array(text: str, position: int) -> Token | None:
    rows = re.findall(r"\[([^\[\]]*)\]", text)
    values = [read_row(part) for row in rows for part in re.split(r";|\s/\s", row)]
    if not values or any(not row for row in values):
        return None
    end = position + len(text)
    if text.count("[") > 1 or len(values) > 1:
        even = len({len(row or ()) for row in values}) == 1
        return Token("MATRIX", values, position, end) if even else Token("BADCODE", None, position, end)
    return Token("VECTOR", values[0], position, end)


_SPACED = re.compile(r"\(\s*(-?\d+(?:\.\d+)?(?:[ \t]+-?\d+(?:\.\d+)?){1,19})\s*\)")
_PARENTHESISED = re.compile(r"\(\s*(-?\d+(?:\.\d+)?(?:\s*,\s*-?\d+(?:\.\d+)?){1,19})\s*\)")


def parenthesised(source: Source, position: int) -> Token | None:
    """A vector in round brackets; with whole positive numbers only it is a size, which another reader takes."""
    spaced = _SPACED.match(source.lower, position)
    if spaced:
        return Token("VECTOR", read_row(spaced.group(1)), position, spaced.end())
    found = _PARENTHESISED.match(source.lower, position)
    if not found or not re.search(r"[.-]", found.group()):
        return None
    return Token("VECTOR", read_row(found.group(1)), position, found.end())


Row = list[int | Fraction]


class Rows(NamedTuple):
    """Rows of one length that follow one another, and the match of the last of them."""

    rows: list[Row]
    last: re.Match[str]


def equal_rows(
    first: re.Match[str] | None,
    numbers: Callable[[re.Match[str]], str],
    following: Callable[[re.Match[str]], re.Match[str] | None],
) -> Rows | None:
    """At least two rows from the first match on, each with its numbers and the match behind it.

    Returns None where there is one row only, or rows of several lengths.
    """
    rows: list[Row] = []
    found = last = first
    while found:
        row = read_row(numbers(found))
        if not row or (rows and len(row) != len(rows[0])):
            return None
        rows.append(row)
        last, found = found, following(found)
    return Rows(rows, last) if last and len(rows) > 1 else None


def read_row(text: str) -> Row | None:
    """The numbers of a row, parted by commas or blanks; None if anything else stands there."""
    parts = [part for part in re.split(r"[,\s]+", text.strip()) if part]
    values: Row = []
    for part in parts:
        part = part.removesuffix(".")  # `3.` of code
        if not re.fullmatch(r"-?(?:\d{1,12}(?:\.\d{1,12})?|\.\d{1,12})(?:/\d{1,6})?", part):
            return None
        try:
            value = Fraction(part)
        except (ValueError, ZeroDivisionError):
            return None
        values.append(int(value) if value.denominator == 1 else value)
    return values


_CELL = r"-?\d+(?:\.\d+)?(?:/\d{1,3})?"
_INLINE = re.compile(rf"{_CELL}(?:[ ,]+{_CELL})+(?:\s*[/;|]\s*{_CELL}(?:[ ,]+{_CELL})+)+")
_BLANKS = re.compile(rf"{_CELL}(?: {_CELL})+(?:\s*,\s*{_CELL}(?: {_CELL})+)+")


def inline(source: Source, position: int) -> Token | None:
    """`1 2 0 / 0 1 3 / 2 1 1`: rows parted by slashes, bars or semicolons; `1 2 0, 0 1 3` by commas."""
    if source.lower[position] not in "-0123456789":
        return None
    blanks = _BLANKS.match(source.lower, position)
    found = blanks or _INLINE.match(source.lower, position)
    if not found or len(found.group()) > 2000:
        return None
    rows = [read_row(part) for part in re.split(r"," if blanks else r" / |[;|]|(?<!\d)/|/(?!\d)", found.group())]
    if not all(rows) or len({len(row or ()) for row in rows}) != 1:
        return None
    return Token("MATRIX", rows, position, found.end())


_RULED = re.compile(r"[ \t]*-{3,}[- \t]*")
"""A line drawn between the rows."""


def rows(source: Source, position: int) -> Token | None:
    """Lines of numbers: a matrix written as a table."""
    lower = source.lower
    if not (lower[position].isdigit() or lower[position] == "-"):
        return None
    if position and lower[max(0, position - 30) : position].rstrip(" \t")[-1:] not in ("\n", ":", "："):
        return None
    found: list[list[int | Fraction]] = []
    end = at = position
    while at < len(lower) and len(found) < 30:
        line_end = lower.find("\n", at)
        line_end = len(lower) if line_end < 0 else line_end
        line = lower[at:line_end]
        if found and _RULED.fullmatch(line):
            at = line_end + 1
            continue
        values = read_row(line.strip().strip("|").rstrip(";")) if len(line) < 300 else None
        if not values or len(values) < 2 or (found and len(values) != len(found[0])):
            break
        found.append(values)
        end, at = line_end, line_end + 1
    return Token("MATRIX", found, position, end) if len(found) >= 2 else None
