"""Numbers as people write them in an answer: `14 124`, `1.025M`, `142만 608`, `11/40`, `98 KiB`, `72.1%`.

A text may be read in several ways (`13,4` is a number of a European or two numbers); an answer is right if one of
the readings is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from archcalc.quiz.text.numerals import SCALES

_SIGNIFICANT = 3
"""So many digits a rounded number needs."""


class Number(NamedTuple):
    """A number as written, and half a unit of its last place if that is no unit of one."""

    value: Fraction
    rounding: Fraction = Fraction(0)


_SPACES = re.compile(r"[\u00a0\u2007\u2009\u202f]")
_WIDE = str.maketrans("０１２３４５６７８９，．：；（）×✕∗·−–", "0123456789,.:;()xx**--")
_PLAIN = r"(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d{1,2})?"
_FACTORS = SCALES | {"g": 10**9}
_FACTORS |= {"kib": 2**10, "mib": 2**20, "gib": 2**30, "kb": 2**10, "mb": 2**20, "gb": 2**30}
_COUNTED = r"(?:flops?|macs?|params?|parameters|weights|개|회|번)"
_TOKEN = re.compile(
    rf"(?P<sign>(?<![\d)\]])-)?(?P<number>{_PLAIN})(?:\s*(?P<scale>thousand|million|billion|백만|[천만억]"
    rf"|[kmg]i?b(?![a-z])|[kmg](?={_COUNTED}|\s?{_COUNTED}|[^a-z]|$)))?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_FRACTION = re.compile(rf"(?<![\d.])(-?(?:{_PLAIN}))\s*/\s*({_PLAIN})(?![\d.])", re.IGNORECASE)


def tidied(text: str) -> str:
    """The answer with ordinary digits and signs, without what was worked out on the way or stands in brackets."""
    plain = _SPACES.sub(" ", text).translate(_WIDE).strip()
    outside = re.sub(r"\([^()]*\)", " ", plain)
    plain = outside if re.search(r"\d", outside) else plain
    sides = [side for side in re.split(r"[=≈]", plain) if re.search(r"\d", side)]
    results = [side for side in sides if not re.search(r"\d\s*[*+]\s*\d", side)] or sides
    return results[-1] if results else plain


def readings(text: str) -> Iterator[list[Number]]:
    """The numbers of an answer, in each way that it may be read; exact ones of fractions, scales put in."""
    plain = tidied(text)
    grouped = (re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d])"), re.compile(r"(?<![\d.])\d{1,3}(?: \d{3})+(?![\d])"))
    seen: list[list[Number]] = []
    for commas, spaces, fractions, shares in product((True, False), (False, True), (True, False), (False, True)):
        read = grouped[0].sub(lambda found: found.group().replace(",", ""), plain) if commas else plain
        read = _PERCENT.sub(r"\1e-2", read) if shares else read
        read = grouped[1].sub(lambda found: found.group().replace(" ", ""), read) if spaces else read
        numbers = _numbers(read, fractions)
        if numbers not in seen:
            seen.append(numbers)
            yield numbers


def _numbers(text: str, fractions: bool) -> list[Number]:
    if fractions:
        found = _FRACTION.search(text)
        if found and Fraction(found.group(2)):
            exact = Number(Fraction(found.group(1)) / Fraction(found.group(2)))
            return [*_numbers(text[: found.start()], True), exact, *_numbers(text[found.end() :], True)]
    numbers: list[Number] = []
    last: re.Match[str] | None = None
    for found in _TOKEN.finditer(text):
        number = _number(found)
        if last is not None and _continues(last, found, text):
            numbers[-1] = Number(numbers[-1].value + number.value, number.rounding)
        else:
            numbers.append(number)
        last = found
    return numbers


def _continues(last: re.Match[str], found: re.Match[str], text: str) -> bool:
    """Whether a number goes on with its lower part: `142만 608`, `1억 3835만`."""
    high, low = (_KOREAN.get(one["scale"] or "", 1) for one in (last, found))
    return low < high and not text[last.end() : found.start()].strip() and not found["sign"]


_KOREAN = {unit: SCALES[unit] for unit in ("천", "만", "억")}


def _number(found: re.Match[str]) -> Number:
    scale = (found["scale"] or "").lower()
    factor = Fraction(_FACTORS.get(scale, 1))
    digits = Decimal(found["number"])
    places = -int(digits.as_tuple().exponent)
    value = Fraction(digits) * factor * (-1 if found["sign"] else 1)
    rounded = len(digits.as_tuple().digits) >= _SIGNIFICANT or places >= _SIGNIFICANT
    return Number(value, factor / Fraction(10) ** places / 2 if rounded and (scale or places) else Fraction(0))
