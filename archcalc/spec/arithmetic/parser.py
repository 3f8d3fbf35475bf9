"""From tokens to closures."""

from __future__ import annotations

from typing import NoReturn

from archcalc.errors import did_you_mean
from archcalc.spec.arithmetic import closures
from archcalc.spec.arithmetic.closures import Part
from archcalc.spec.arithmetic.functions import ARITHMETIC, COMPARISONS, FUNCTIONS
from archcalc.spec.arithmetic.tokens import Token, tokens_of
from archcalc.spec.arithmetic.values import DEEPEST, TOO_LARGE, Number, Run, Span, bounded, decimal

_BINDING = {"if": 1, "or": 2, "and": 3, "+": 6, "-": 6, "*": 7, "/": 7, "//": 7, "%": 7, "**": 9, "[": 10}
_BINDING |= dict.fromkeys(COMPARISONS, 5)
_NOT, _COMPARISON, _UNARY = 4, 5, 8


class Parser:
    """A Pratt parser: each operator knows how tightly it binds, brackets begin anew."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names: set[str] = set()
        self.tokens = list(tokens_of(text))
        self.at = 0
        self.level = 0

    def whole(self) -> Run:
        part = self.expression()
        token = self.tokens[self.at]
        if token.kind != "end":
            self.refuse(token, "an operator is missing before")
        return part.run

    def expression(self, binding: int = 0) -> Part:
        """The longest part from here whose operators bind more tightly than `binding`."""
        self.level += 1
        if self.level > DEEPEST:
            self.too_deep(self.tokens[self.at].span)
        left = self.prefix(self.next())
        while (sign := self.operator()) and _BINDING[sign] > binding:
            left = self.infix(left, sign)
        self.level -= 1
        return left

    def next(self) -> Token:
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

    def prefix(self, token: Token) -> Part:
        kind, text, span = token
        if kind == "number":
            return Part(closures.constant(self.number(token)), span)
        if kind == "name":
            return self.name(token)
        if kind == "text":
            return Part(closures.constant(text[1:-1]), span)
        if kind == "word":
            return self.word(token)
        if text == "-":
            operand = self.expression(_UNARY)
            return self.part(closures.negation(operand), Span(span.start, operand.span.end), operand)
        if text == "(":
            inside = self.expression()
            return inside._replace(span=self.close(")", span))
        if text == "[":
            items = self.items("]")
            return self.part(closures.listing(items), self.close("]", span), *items)
        return self.refuse(token, "a number or a name is missing before")

    def number(self, token: Token) -> Number:
        text, span = token.text, token.span
        if len(text) > 40:
            raise span.fault("this number has too many digits")
        if text.isdecimal():
            return bounded(int(text), span, "this number")
        if abs(int(text.lower().partition("e")[2] or 0)) > 18:
            raise span.fault(f"this number {TOO_LARGE if 'e-' not in text.lower() else 'is too small'}")
        return bounded(decimal(text), span, "this number")

    def name(self, token: Token) -> Part:
        if self.tokens[self.at].text == "(":
            raise token.span.fault(f"'${token.text}' is called like a function", f"write {token.text}(...)")
        self.names.add(token.text)
        return Part(closures.variable(token.text, token.span), token.span)

    def word(self, token: Token) -> Part:
        word, span = token.text, token.span
        if word in ("true", "false"):
            return Part(closures.constant(word == "true"), span)
        if word == "not":
            operand = self.expression(_NOT)
            return self.part(closures.opposite(operand), Span(span.start, operand.span.end), operand)
        if word in ("and", "or", "in", "if", "else"):
            return self.refuse(token, "a number or a name is missing before")
        if self.tokens[self.at].text == "(":
            return self.call(token)
        if word in FUNCTIONS:
            raise span.fault(f"'{word}' is a function", f"write {FUNCTIONS[word].usage}")
        if word in ("True", "False"):
            raise span.fault(f"unknown word '{word}'", f"write {word.lower()}")
        raise span.fault(f"unknown word '{word}'", f"write ${word} for a name, '{word}' in quotes for a text")

    def call(self, token: Token) -> Part:
        if token.text not in FUNCTIONS:
            hint = did_you_mean(token.text, FUNCTIONS, "functions")
            raise token.span.fault(f"unknown function '{token.text}'", hint)
        opening = self.next().span
        parts = self.items(")")
        span = Span(token.span.start, self.close(")", opening).end)
        return self.part(closures.call(token.text, parts, span), span, *parts)

    def items(self, closing: str) -> list[Part]:
        parts: list[Part] = []
        while self.tokens[self.at][:2] not in (("sign", closing), ("end", "")):
            parts.append(self.expression())
            if not self.skip(","):
                break
        return parts

    def close(self, bracket: str, opening: Span) -> Span:
        token = self.next()
        if token.kind == "sign" and token.text == bracket:
            return Span(opening.start, token.span.end)
        if token.kind != "end":
            self.refuse(token, f"'{bracket}' or an operator is missing before")
        # YAML has cut `{conv: max($a, 8)}` at the comma long before we see it.
        hint = "inside { } and [ ] of YAML an expression with a comma or brackets needs quotes"
        raise opening.fault(f"'{self.text[opening.start]}' is never closed", hint)

    # what may follow a part

    def infix(self, left: Part, sign: str) -> Part:
        token = self.next()
        if sign == "[":
            index = self.expression()
            span = Span(left.span.start, self.close("]", token.span).end)
            return self.part(closures.element(left, index), span, left, index)
        if sign == "if":
            return self.choice(left, token)
        if sign == "not in":
            self.next()
        # `2 ** 3 ** 2` is 2 ** 9, all others group from the left; `2 ** -1` has its minus on the right
        right = self.expression(_UNARY - 1 if sign == "**" else _BINDING[sign])
        span = Span(left.span.start, right.span.end)
        if sign in ARITHMETIC:
            return self.part(closures.binary(sign, left, right, span), span, left, right)
        if sign in COMPARISONS:
            self.refuse_chain()
            return self.part(closures.comparison(sign, left, right), span, left, right)
        return self.part(closures.junction(sign, left, right), span, left, right)

    def choice(self, then: Part, token: Token) -> Part:
        condition = self.expression(_BINDING["if"])
        if not self.skip("else"):
            raise token.span.fault("'if' has no 'else'", "write: a if condition else b")
        otherwise = self.expression()
        span = Span(then.span.start, otherwise.span.end)
        return self.part(closures.choice(condition, then, otherwise), span, condition, then, otherwise)

    def part(self, run: Run, span: Span, *inside: Part) -> Part:
        depth = 1 + max((part.depth for part in inside), default=0)
        if depth > DEEPEST:
            self.too_deep(span)
        return Part(run, span, depth)

    # what cannot be

    def refuse_chain(self) -> None:
        sign = self.operator()
        if sign in COMPARISONS:
            raise self.tokens[self.at].span.fault("comparisons do not chain", "write: a < b and b < c")

    def refuse(self, token: Token, missing: str) -> NoReturn:
        if token.kind != "end":
            shown = self.text[token.span.start : token.span.end]
            if shown in (")", "]") and "operator" in missing:
                raise token.span.fault(f"this '{shown}' closes nothing")
            raise token.span.fault(f"{missing} '{shown}'")
        if len(self.tokens) == 1:
            raise token.span.fault("an empty expression")
        raise token.span.fault("the expression ends too early: a number or a name is missing")

    def too_deep(self, span: Span) -> NoReturn:
        raise span.fault(f"an expression has at most {DEEPEST} levels of brackets and operators")
