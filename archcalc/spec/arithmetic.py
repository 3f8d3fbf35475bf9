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

import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Union

from archcalc.errors import did_you_mean

if TYPE_CHECKING:
    import re
    from fractions import Fraction

LARGEST = 10**18  # of a value
FINEST = 10**60  # of a fraction's denominator: a few decimals multiplied, never a runaway power
LONGEST = 1000  # characters
DEEPEST = 100  # levels of brackets and operators: Python's own stack stays far away

_TOO_LARGE = "is too large: numbers go up to 10**18"

Number = Union[int, "Fraction"]
Value = Union[int, "Fraction", bool, str, None, "list[Value]"]
Scope = Mapping[str, Any]
Run = Callable[[Scope], Value]


class ArithmeticFault(Exception):  # noqa: N818 -- the caller, who knows the place, makes an errors.Fault of it
    """What is wrong with an expression, and where in its text: `width` characters from `offset` on."""

    def __init__(self, message: str, offset: int, width: int = 1, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.width = max(1, width)
        self.hint = hint


class Expression:
    """A compiled expression; `names` are the names it reads, without their `$`."""

    __slots__ = ("evaluate", "names", "text")

    def __init__(self, text: str, evaluate: Run, names: frozenset[str]) -> None:
        self.text = text
        self.evaluate = evaluate
        self.names = names


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Expression:
    """Read an expression, or raise the ArithmeticFault that says what is wrong with it."""
    if len(text) > LONGEST:
        raise ArithmeticFault(f"an expression has at most {LONGEST} characters, this one {len(text)}", 0)
    parser = _Parser(text)
    try:
        return Expression(text, parser.whole(), frozenset(parser.names))
    except RecursionError:  # the caller's own stack was nearly full
        parser.too_deep(_Span(0, len(text)))


# --- values ---------------------------------------------------------------------------------------------


class _Span(NamedTuple):
    """A stretch of the expression's text."""

    start: int
    end: int

    def fault(self, message: str, hint: str = "") -> ArithmeticFault:
        return ArithmeticFault(message, self.start, self.end - self.start, hint)


def _exact(value: Any, span: _Span, level: int = 0) -> Value:
    """A value from outside as the exact arithmetic knows it."""
    kind = value.__class__
    if kind is str or kind is bool or value is None:
        return value  # type: ignore[no-any-return]
    if kind is list or kind is tuple:
        if level == DEEPEST:  # a Python caller can pass a list that holds itself
            raise span.fault(f"a list has at most {DEEPEST} levels")
        return [_exact(item, span, level + 1) for item in value]
    if kind is float:
        if not math.isfinite(value):
            raise span.fault(f"{value} is not a number to calculate with")
        value = int(value) if value.is_integer() else _decimal(repr(value))
    if not _is_number(value):
        raise span.fault(f"a {kind.__name__} is not a value to calculate with")
    return _bounded(value, span, "this value")


@lru_cache(maxsize=256)
def _decimal(digits: str) -> Number:
    from fractions import Fraction  # 1.5 ms to import: only for those who need it

    return Fraction(digits)


def _is_number(value: object) -> bool:
    if isinstance(value, int):
        return not isinstance(value, bool)
    if value is None or isinstance(value, str | list | dict):
        return False
    from fractions import Fraction

    return isinstance(value, Fraction)


def _bounded(value: Number, span: _Span, what: str = "the result") -> Number:
    """The value, as an int if it is whole, unless it is out of bounds."""
    if value.denominator == 1:
        value = value.numerator
    elif value.denominator > FINEST:
        raise span.fault(f"{what} has too many digits after its decimal point")
    if not -LARGEST <= value <= LARGEST:
        raise span.fault(f"{what} {_TOO_LARGE}")
    return value


def _shown(value: Value) -> str:
    """A value as a message names it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text '{value}'" if len(value) <= 40 else "a text"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return str(value)


# --- operators and functions ----------------------------------------------------------------------------


def _divide(a: Number, b: Number) -> Number:
    if isinstance(a, int) and isinstance(b, int):
        quotient, rest = divmod(a, b)
        if not rest:
            return quotient
    from fractions import Fraction

    return Fraction(a) / b


def _power(a: Number, b: Number) -> Number:
    if not isinstance(b, int):
        raise ValueError(f"the exponent of '**' must be a whole number, not {b}")
    # The size of the result is known before it is computed.
    bits = max(abs(a.numerator).bit_length(), a.denominator.bit_length()) - 1
    if bits * abs(b) > FINEST.bit_length():
        raise ValueError(f"the result {_TOO_LARGE}")
    if a == 0 and b < 0:
        raise ValueError("0 has no negative power")
    return a**b if b >= 0 else _divide(1, a**-b)


def _make_divisible(v: Number, divisor: Number = 8, min_value: Number | None = None) -> Number:
    """The multiple of `divisor` nearest to `v`, but never more than a tenth below it.

    `int(v + divisor / 2)` and `new < 0.9 * v` of MobileNet's reference code, in exact arithmetic:
    https://github.com/tensorflow/models/blob/master/research/slim/nets/mobilenet/mobilenet.py
    """
    if divisor <= 0:
        raise ValueError(f"the divisor of make_divisible must be positive, not {divisor}")
    above, below = v.numerator, v.denominator
    twice = 2 * above + divisor * below  # (v + divisor / 2) * 2 * below
    nearest = twice // (2 * below) if twice >= 0 else -(-twice // (2 * below))
    new = max(min_value or divisor, nearest // divisor * divisor)
    return new + divisor if 10 * new * below < 9 * above else new


class _Function(NamedTuple):
    """A function of the language: how it computes, how it is called, how many arguments it takes."""

    compute: Callable[..., Number]
    usage: str
    fewest: int = 1
    most: int = 1


_ANY_NUMBER = LONGEST
_FUNCTIONS = {
    "min": _Function(lambda *values: min(values), "min(a, b, ...) or min(list)", most=_ANY_NUMBER),
    "max": _Function(lambda *values: max(values), "max(a, b, ...) or max(list)", most=_ANY_NUMBER),
    "floor": _Function(math.floor, "floor(x)"),
    "ceil": _Function(math.ceil, "ceil(x)"),
    "round": _Function(round, "round(x)"),  # from the middle to the even neighbour, as Python does
    "abs": _Function(abs, "abs(x)"),
    "make_divisible": _Function(_make_divisible, "make_divisible(v, divisor, min_value)", most=3),
}
_ARITHMETIC: dict[str, Callable[[Any, Any], Number]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": _power,
}
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda a, b: a in b,
    "not in": lambda a, b: a not in b,
}
_BINDING = {"if": 1, "or": 2, "and": 3, "+": 6, "-": 6, "*": 7, "/": 7, "//": 7, "%": 7, "**": 9, "[": 10}
_BINDING |= dict.fromkeys(_COMPARISONS, 5)
_NOT, _COMPARISON, _UNARY = 4, 5, 8


# --- closures: one function per form of expression ------------------------------------------------------


class _Part(NamedTuple):
    """A part of an expression: what computes it, where it stands, how many levels it has."""

    run: Run
    span: _Span
    depth: int = 1


def _constant(value: Value) -> Run:
    return lambda scope: value


def _name(name: str, span: _Span) -> Run:
    def run(scope: Scope) -> Value:
        try:
            value = scope[name]
        except KeyError:
            raise span.fault(f"unknown name '${name}'", _known_names(name, scope)) from None
        if value.__class__ is int and -LARGEST <= value <= LARGEST:
            return value
        return _exact(value, span)

    return run


def _known_names(name: str, scope: Scope) -> str:
    return did_you_mean(f"${name}", [f"${known}" for known in scope], "names")


def _binary(sign: str, left: _Part, right: _Part, span: _Span) -> Run:
    compute, run_left, run_right = _ARITHMETIC[sign], left.run, right.run

    def run(scope: Scope) -> Value:
        a, b = run_left(scope), run_right(scope)
        if not (a.__class__ is int and b.__class__ is int):
            _demand_numbers(sign, (a, left.span), (b, right.span))
        try:
            result = compute(a, b)
        except ZeroDivisionError:
            raise right.span.fault(f"division by zero: the right side of '{sign}' is 0") from None
        except ValueError as reason:
            raise span.fault(str(reason)) from None
        if result.__class__ is int and -LARGEST <= result <= LARGEST:
            return result
        return _bounded(result, span)

    return run


def _demand_numbers(what: str, *operands: tuple[Value, _Span]) -> None:
    for value, span in operands:
        if not _is_number(value):
            raise span.fault(f"'{what}' calculates with numbers, but this is {_shown(value)}")


def _comparison(sign: str, left: _Part, right: _Part) -> Run:
    compare, run_left, run_right = _COMPARISONS[sign], left.run, right.run

    def equality(scope: Scope) -> Value:
        return compare(run_left(scope), run_right(scope))

    def order(scope: Scope) -> Value:
        a, b = run_left(scope), run_right(scope)
        _demand_numbers(sign, (a, left.span), (b, right.span))
        return compare(a, b)

    def membership(scope: Scope) -> Value:
        a, b = run_left(scope), run_right(scope)
        if not isinstance(b, list):
            raise right.span.fault(f"'{sign}' looks into a list, but this is {_shown(b)}")
        return compare(a, b)

    if sign.endswith("in"):
        return membership
    return equality if sign in ("==", "!=") else order


def _truth(what: str, part: _Part) -> Callable[[Scope], bool]:
    """A condition: nothing but true and false will do, `0` and `''` are likely mistakes."""
    run_part, span = part.run, part.span

    def run(scope: Scope) -> bool:
        value = run_part(scope)
        if value.__class__ is bool:
            return value
        raise span.fault(f"'{what}' needs true or false, but this is {_shown(value)}", "compare it: x != 0")

    return run


def _negation(part: _Part) -> Run:
    def run(scope: Scope) -> Value:
        value: Any = part.run(scope)
        if value.__class__ is not int:
            _demand_numbers("-", (value, part.span))
        return -value  # type: ignore[no-any-return]

    return run


def _junction(word: str, left: _Part, right: _Part) -> Run:
    first, second = _truth(word, left), _truth(word, right)
    if word == "and":
        return lambda scope: first(scope) and second(scope)
    return lambda scope: first(scope) or second(scope)


def _opposite(part: _Part) -> Run:
    condition = _truth("not", part)
    return lambda scope: not condition(scope)


def _choice(condition: _Part, then: _Part, otherwise: _Part) -> Run:
    test, run_then, run_otherwise = _truth("if", condition), then.run, otherwise.run
    return lambda scope: run_then(scope) if test(scope) else run_otherwise(scope)


def _element(part: _Part, index: _Part) -> Run:
    def run(scope: Scope) -> Value:
        items, at = part.run(scope), index.run(scope)
        if not isinstance(items, list):
            raise part.span.fault(f"'[...]' takes an item of a list, but this is {_shown(items)}")
        if not isinstance(at, int) or isinstance(at, bool):
            raise index.span.fault(f"an index must be a whole number, but this is {_shown(at)}")
        if not -len(items) <= at < len(items):
            raise index.span.fault(f"index {at} is out of range: the list has {_count(len(items), 'item')}")
        return items[at]

    return run


def _list(parts: Sequence[_Part]) -> Run:
    runs = [part.run for part in parts]
    return lambda scope: [run(scope) for run in runs]


def _call(name: str, parts: Sequence[_Part], span: _Span) -> Run:
    compute, usage, fewest, most = _FUNCTIONS[name]
    if not fewest <= len(parts) <= most:
        raise span.fault(f"{name} cannot take {_count(len(parts), 'argument')}", f"write {usage}")

    def run(scope: Scope) -> Value:
        values = [(part.run(scope), part.span) for part in parts]
        if most == _ANY_NUMBER and len(values) == 1:
            values = _spread(*values[0])
        _demand_numbers(name, *values)
        try:
            return _bounded(compute(*[value for value, _ in values]), span)
        except ValueError as reason:
            raise span.fault(str(reason)) from None

    return run


def _spread(value: Value, span: _Span) -> list[tuple[Value, _Span]]:
    """The items of a list as arguments; an empty list stays, to be refused as what it is."""
    return [(item, span) for item in value] if isinstance(value, list) and value else [(value, span)]


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


# --- from text to tokens --------------------------------------------------------------------------------


class _Token(NamedTuple):
    kind: str  # number, name, word, text, sign or end
    text: str
    span: _Span


_SPELLINGS = {  # what hands used to other notations write
    "×": "write '*'",
    "·": "write '*'",
    "÷": "write '/'",
    "−": "write '-'",
    "^": "write '**' for a power",
    "=": "write '==' to compare",
    "≠": "write '!='",
    "≤": "write '<='",
    "≥": "write '>='",
    "!": "write 'not' or '!='",
    "&": "write 'and'",
    "|": "write 'or'",
    "$": "a name follows '$', such as $out",
    "'": "this quote is never closed",
    '"': "this quote is never closed",
}


@lru_cache(maxsize=1)
def _token_pattern() -> re.Pattern[str]:
    import re

    return re.compile(  # on first use: compiling it costs more than many a whole command's arithmetic
        r"""(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)
        | \$(?P<name>[^\W\d]\w*)
        | (?P<word>[^\W\d]\w*)
        | (?P<text>'[^']*'|"[^"]*")
        | (?P<sign>\*\*|//|[<>=!]=|[-+*/%<>()\[\],])
        | (?P<space>\s+)""",
        re.VERBOSE,
    )


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    match = _token_pattern().match
    while position < len(text):
        found = match(text, position)
        if found is None:
            letter = text[position]
            shown = letter if letter.isprintable() else ascii(letter)[1:-1]
            raise ArithmeticFault(f"cannot read '{shown}' here", position, hint=_SPELLINGS.get(letter, ""))
        kind, start, position = found.lastgroup or "", position, found.end()
        if kind != "space":
            yield _Token(kind, found[kind], _Span(start, position))
    yield _Token("end", "", _Span(len(text), len(text) + 1))


# --- from tokens to closures ----------------------------------------------------------------------------


class _Parser:
    """A Pratt parser: each operator knows how tightly it binds, brackets begin anew."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names: set[str] = set()
        self.tokens = list(_tokens(text))
        self.at = 0
        self.level = 0

    def whole(self) -> Run:
        part = self.expression()
        token = self.tokens[self.at]
        if token.kind != "end":
            self.refuse(token, "an operator is missing before")
        return part.run

    def expression(self, binding: int = 0) -> _Part:
        """The longest part from here whose operators bind more tightly than `binding`."""
        self.level += 1
        if self.level > DEEPEST:
            self.too_deep(self.tokens[self.at].span)
        left = self.prefix(self.next())
        while (sign := self.operator()) and _BINDING[sign] > binding:
            left = self.infix(left, sign)
        self.level -= 1
        return left

    def next(self) -> _Token:
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def skip(self, text: str) -> bool:
        """Go past a sign or word, if it is the next token."""
        token = self.tokens[self.at]
        if token.text != text or token.kind not in ("sign", "word"):
            return False
        self.at += 1
        return True

    def operator(self) -> str:
        """The operator that comes next, without going past it; empty if none does."""
        token = self.tokens[self.at]
        if token.kind not in ("sign", "word"):
            return ""
        if token.text == "not" and self.tokens[self.at + 1][:2] == ("word", "in"):
            return "not in"
        return token.text if token.text in _BINDING else ""

    # what a part may begin with

    def prefix(self, token: _Token) -> _Part:
        kind, text, span = token
        if kind == "number":
            return _Part(_constant(self.number(token)), span)
        if kind == "name":
            return self.name(token)
        if kind == "text":
            return _Part(_constant(text[1:-1]), span)
        if kind == "word":
            return self.word(token)
        if text == "-":
            operand = self.expression(_UNARY)
            return self.part(_negation(operand), _Span(span.start, operand.span.end), operand)
        if text == "(":
            inside = self.expression()
            return inside._replace(span=self.close(")", span))
        if text == "[":
            items = self.items("]")
            return self.part(_list(items), self.close("]", span), *items)
        return self.refuse(token, "a number or a name is missing before")

    def number(self, token: _Token) -> Number:
        text, span = token.text, token.span
        if len(text) > 40:
            raise span.fault("this number has too many digits")
        if text.isdecimal():
            return _bounded(int(text), span, "this number")
        if abs(int(text.lower().partition("e")[2] or 0)) > 18:
            raise span.fault(f"this number {_TOO_LARGE if 'e-' not in text.lower() else 'is too small'}")
        return _bounded(_decimal(text), span, "this number")

    def name(self, token: _Token) -> _Part:
        if self.tokens[self.at].text == "(":
            raise token.span.fault(f"'${token.text}' is called like a function", f"write {token.text}(...)")
        self.names.add(token.text)
        return _Part(_name(token.text, token.span), token.span)

    def word(self, token: _Token) -> _Part:
        word, span = token.text, token.span
        if word in ("true", "false"):
            return _Part(_constant(word == "true"), span)
        if word == "not":
            operand = self.expression(_NOT)
            return self.part(_opposite(operand), _Span(span.start, operand.span.end), operand)
        if word in ("and", "or", "in", "if", "else"):
            return self.refuse(token, "a number or a name is missing before")
        if self.tokens[self.at].text == "(":
            return self.call(token)
        if word in _FUNCTIONS:
            raise span.fault(f"'{word}' is a function", f"write {_FUNCTIONS[word].usage}")
        if word in ("True", "False"):
            raise span.fault(f"unknown word '{word}'", f"write {word.lower()}")
        raise span.fault(f"unknown word '{word}'", f"write ${word} for a name, '{word}' in quotes for a text")

    def call(self, token: _Token) -> _Part:
        if token.text not in _FUNCTIONS:
            hint = did_you_mean(token.text, _FUNCTIONS, "functions")
            raise token.span.fault(f"unknown function '{token.text}'", hint)
        opening = self.next().span
        parts = self.items(")")
        span = _Span(token.span.start, self.close(")", opening).end)
        return self.part(_call(token.text, parts, span), span, *parts)

    def items(self, closing: str) -> list[_Part]:
        parts: list[_Part] = []
        while self.tokens[self.at][:2] not in (("sign", closing), ("end", "")):
            parts.append(self.expression())
            if not self.skip(","):
                break
        return parts

    def close(self, bracket: str, opening: _Span) -> _Span:
        token = self.next()
        if token.kind == "sign" and token.text == bracket:
            return _Span(opening.start, token.span.end)
        if token.kind != "end":
            self.refuse(token, f"'{bracket}' or an operator is missing before")
        # YAML has cut `{conv: max($a, 8)}` at the comma long before we see it.
        hint = "inside { } and [ ] of YAML an expression with a comma or brackets needs quotes"
        raise opening.fault(f"'{self.text[opening.start]}' is never closed", hint)

    # what may follow a part

    def infix(self, left: _Part, sign: str) -> _Part:
        token = self.next()
        if sign == "[":
            index = self.expression()
            span = _Span(left.span.start, self.close("]", token.span).end)
            return self.part(_element(left, index), span, left, index)
        if sign == "if":
            return self.choice(left, token)
        if sign == "not in":
            self.next()
        # `2 ** 3 ** 2` is 2 ** 9, all others group from the left; `2 ** -1` has its minus on the right
        right = self.expression(_UNARY - 1 if sign == "**" else _BINDING[sign])
        span = _Span(left.span.start, right.span.end)
        if sign in _ARITHMETIC:
            return self.part(_binary(sign, left, right, span), span, left, right)
        if sign in _COMPARISONS:
            self.refuse_chain()
            return self.part(_comparison(sign, left, right), span, left, right)
        return self.part(_junction(sign, left, right), span, left, right)

    def choice(self, then: _Part, token: _Token) -> _Part:
        condition = self.expression(_BINDING["if"])
        if not self.skip("else"):
            raise token.span.fault("'if' has no 'else'", "write: a if condition else b")
        otherwise = self.expression()
        span = _Span(then.span.start, otherwise.span.end)
        return self.part(_choice(condition, then, otherwise), span, condition, then, otherwise)

    def part(self, run: Run, span: _Span, *inside: _Part) -> _Part:
        depth = 1 + max((part.depth for part in inside), default=0)
        if depth > DEEPEST:
            self.too_deep(span)
        return _Part(run, span, depth)

    # what cannot be

    def refuse_chain(self) -> None:
        sign = self.operator()
        if sign in _COMPARISONS:
            raise self.tokens[self.at].span.fault("comparisons do not chain", "write: a < b and b < c")

    def refuse(self, token: _Token, missing: str) -> NoReturn:
        if token.kind != "end":
            shown = self.text[token.span.start : token.span.end]
            if shown in (")", "]") and "operator" in missing:
                raise token.span.fault(f"this '{shown}' closes nothing")
            raise token.span.fault(f"{missing} '{shown}'")
        if len(self.tokens) == 1:
            raise token.span.fault("an empty expression")
        raise token.span.fault("the expression ends too early: a number or a name is missing")

    def too_deep(self, span: _Span) -> NoReturn:
        raise span.fault(f"an expression has at most {DEEPEST} levels of brackets and operators")
