"""An independent reader of what `archcalc.formula.render` writes: text or LaTeX -> the number it says.

It knows school arithmetic (brackets, · and / before + and −, floor and ceiling brackets, min, max, gcd, mod) and
nothing of the package. Divisions are exact fractions until a ⌊ ⌋ or ⌈ ⌉ rounds them.
"""

import math
import re
from fractions import Fraction

_TOKEN = re.compile(r"\s*(\\frac|\d+|[A-Za-z]\w*|[⌊⌋⌈⌉(){},+−·/=])")
_FROM_LATEX = [
    (r"\left", ""),
    (r"\right", ""),
    (r"\lfloor", "⌊"),
    (r"\rfloor", "⌋"),
    (r"\lceil", "⌈"),
    (r"\rceil", "⌉"),
    (r"\cdot", "·"),
    (r"\bmod", "mod"),
    (r"\min", "min"),
    (r"\max", "max"),
    (r"\gcd", "gcd"),
    ("-", "−"),
]


def parse_worked(text: str) -> int:
    """The right-hand side of a worked line, after checking that the left-hand side comes to it."""
    left, right = text.split(" = ")
    assert read_text(left) == read_text(right), text
    return read_text(right)


def read_text(text: str, letters: dict[str, int] | None = None) -> int:
    """The whole number that a rendered text stands for."""
    reader = _Reader(text, letters or {})
    value = reader.loose()
    assert reader.next is None, f"{text}: {reader.next} is left over"
    assert value.denominator == 1, f"{text}: comes to {value}"
    return int(value)


def read_latex(latex: str, letters: dict[str, int]) -> int:
    """The same for LaTeX; `C_{in}` is looked up as `C_in`."""
    text = re.sub(r"_\{([^}]*)\}", lambda match: "_" + match[1].replace(",", "_"), latex)
    for command, sign in _FROM_LATEX:
        text = text.replace(command, sign)
    return read_text(text, letters)


class _Reader:
    """Recursive descent, one method per level; `next` is the token ahead."""

    def __init__(self, text: str, letters: dict[str, int]) -> None:
        self.tokens = _TOKEN.findall(text)
        assert "".join(self.tokens) == re.sub(r"\s", "", text), f"{text}: unknown signs"
        self.letters = letters

    @property
    def next(self) -> str | None:
        return self.tokens[0] if self.tokens else None

    def take(self, *wanted: str) -> str:
        token = self.tokens.pop(0)
        assert not wanted or token in wanted, f"{token} where {wanted} was expected"
        return token

    def loose(self) -> Fraction:
        value = self.sum()
        if self.next == "mod":
            self.take()
            value %= self.factor()
        return value

    def sum(self) -> Fraction:
        negative = self.next == "−" and self.take()
        value = -self.product() if negative else self.product()
        while self.next in ("+", "−"):
            sign = self.take()
            value = value + self.product() if sign == "+" else value - self.product()
        return value

    def product(self) -> Fraction:
        value = self.factor()
        while self.next in ("·", "/"):
            sign = self.take()
            value = value * self.factor() if sign == "·" else value / self.factor()
        return value

    def factor(self) -> Fraction:
        token = self.take()
        if token == "(":
            return self.until(")")
        if token == "⌊":
            return Fraction(math.floor(self.until("⌋")))
        if token == "⌈":
            return Fraction(math.ceil(self.until("⌉")))
        if token == r"\frac":
            return self.braces() / self.braces()
        if token in ("min", "max"):
            return self.pair(min if token == "min" else max)
        if token == "gcd":
            return self.pair(lambda a, b: Fraction(math.gcd(int(a), int(b))))
        return Fraction(int(token) if token.isdigit() else self.letters[token])

    def until(self, end: str) -> Fraction:
        value = self.loose()
        self.take(end)
        return value

    def braces(self) -> Fraction:
        self.take("{")
        return self.until("}")

    def pair(self, function) -> Fraction:
        self.take("(")
        first = self.until(",")
        return function(first, self.until(")"))
