"""Exact numbers: a whole number is an `int`, any other a `Fraction`; decimals are read digit by digit."""

from __future__ import annotations

import re
from fractions import Fraction

Number = int | Fraction
Matrix = tuple[tuple[Number, ...], ...]
Maps = tuple[Matrix, ...]  # a matrix for each channel

MAX_DIGITS = 40  # characters of one entry: more is no number that anyone works with by hand

# Denominators end at 999: the least common multiple of all of them has 433 digits, so that no sum of fractions,
# however long, grows beyond what Python prints (4,300 digits).

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?|[+-]?\d+/0*[1-9]\d{0,2}", re.ASCII | re.IGNORECASE)


def read_number(text: str) -> Number | None:
    """`3`, `-0.25`, `.5`, `1e-3`, `1/9` as the exact number; None if it is none.

    >>> read_number("0.1") * 10
    1
    """
    plain = text.replace("−", "-")  # the sign that books, and our own worked lines, write
    if len(plain) > MAX_DIGITS or not _NUMBER.fullmatch(plain):
        return None
    return exact(Fraction(plain))


def exact(value: Number) -> Number:
    """The one inner spelling of a number: an int where it is whole."""
    whole = isinstance(value, Fraction) and value.denominator == 1
    return int(value) if whole else value


def mean(values: list[Number]) -> Number:
    """The exact mean."""
    return exact(Fraction(sum(values)) / len(values))


def number_text(value: Number) -> str:
    """`4`, `0.04`, `-1/3`: a decimal where there is a finite one; reads back to the same number."""
    value = exact(value)
    if isinstance(value, int):
        return str(value)
    places = _decimal_places(value.denominator)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def worked_text(value: Number) -> str:
    """A number inside a worked line: with the minus sign of books, in brackets where it is signed or a quotient."""
    text = signed_text(value)
    return f"({text})" if value < 0 or "/" in text else text


def signed_text(value: Number) -> str:
    """A number that stands alone on its side of a worked line: with the minus sign of books."""
    return number_text(value).replace("-", "−")


def json_number(value: Number) -> int | float | str:
    """A number as JSON can hold it: as digits where they are exact, else as text (`1/3`)."""
    if isinstance(value, int):
        return value
    try:
        near = float(value)
    except OverflowError:
        return number_text(value)
    return near if Fraction(repr(near)) == value else number_text(value)


def _decimal_places(denominator: int) -> int | None:
    """Digits after the point of a fraction with this denominator; None if they never end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
