"""The expressions of the spec language: `$out // 4`, `make_divisible($width * 32, 8)`, `$index == 0`.

A text is compiled once to nested closures and then evaluated in about a microsecond; nothing of Python is
reachable from it. Names begin with `$`, functions do not.

Arithmetic is exact. `0.7 * 10` is 7, so that `floor` never loses one to a float's rounding; `/` gives a
whole number when it divides and a fraction otherwise; a float that comes from outside counts as the shortest
decimal that denotes it (0.1 is 1/10). The channels of published width multipliers were computed in floats,
where 0.35 * 720 is a hair below 252 and make_divisible gives 248; exactly it is 252, which gives 256. No
channel count in the tables of MobileNet, MnasNet, EfficientNet and GhostNet is such a case; a test compares.

From tight to loose: `a[i]`, `**`, unary `-`, `* / // %`, `+ -`, comparisons and `in`, `not`, `and`, `or`,
`a if condition else b`.
"""

from __future__ import annotations

from functools import lru_cache

from archcalc.spec.arithmetic.values import LONGEST, ArithmeticFault, Run, Span

__all__ = ["ArithmeticFault", "Expression", "compile_expression"]


class Expression:
    """A compiled expression; `names` are the names it reads, without their `$`."""

    __slots__ = ("evaluate", "names", "text")

    def __init__(self, text: str, evaluate: Run, names: frozenset[str]) -> None:
        self.text = text
        self.evaluate = evaluate
        self.names = names

    def position(self, name: str) -> int:
        """Where `$name` first stands in the text."""
        from archcalc.spec.arithmetic.tokens import tokens_of

        return next(token.span.start for token in tokens_of(self.text) if token[:2] == ("name", name))


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Expression:
    """Read an expression, or raise the ArithmeticFault that says what is wrong with it."""
    if len(text) > LONGEST:
        raise ArithmeticFault(f"an expression has at most {LONGEST} characters, this one {len(text)}", 0)
    from archcalc.spec.arithmetic.parser import Parser  # on first use: many specs have no expressions

    parser = Parser(text)
    try:
        return Expression(text, parser.whole(), frozenset(parser.names))
    except RecursionError:  # the caller's own stack was nearly full
        parser.too_deep(Span(0, len(text)))
