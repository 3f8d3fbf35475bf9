"""Expressions as JavaScript over BigInt, for pages that calculate in the browser.

`to_javascript` is what an expression comes to, `to_javascript_text` what `to_text` writes of it with values put
in. Both are source over the letters, which are BigInts there (exact at any size, as Python's ints are), and over
the functions of `HELPERS`.
"""

from __future__ import annotations

import operator

from archcalc.formula.expression import Expression, Letter, Number, Operation, as_expression
from archcalc.formula.helpers import ceil_div, exact_div, gcd, maximum, minimum
from archcalc.formula.render import ATOM, LOOSE, PRODUCT, SIGNED, SUM, Form, to_text

HELPERS = """\
// BigInt's own / and % round towards zero; formulas round down.
function floorDiv(a, b) {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function floorMod(a, b) {
  return a - floorDiv(a, b) * b;
}

function ceilDiv(a, b) {
  return -floorDiv(-a, b);
}

function exactDiv(a, b) {
  if (a % b !== 0n) throw new RangeError(`${a} is not divisible by ${b}`);
  return a / b;
}

function minimum(a, b) {
  return a <= b ? a : b;
}

function maximum(a, b) {
  return a >= b ? a : b;
}

function gcd(a, b) {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

// A number as formulas write it: with a true minus sign, and in brackets where it is an operand.
function written(number) {
  return String(number).replace("-", "−");
}

function operand(number) {
  return number < 0n ? `(${written(number)})` : String(number);
}
"""
"""What the sources call."""

_FORMS = {
    operator.add: Form("{} + {}", SUM, SIGNED, SUM),
    operator.sub: Form("{} - {}", SUM, SIGNED, PRODUCT),
    operator.neg: Form("-{}", SIGNED, ATOM),
    operator.mul: Form("{} * {}", PRODUCT, PRODUCT, ATOM),
    operator.floordiv: Form("floorDiv({}, {})", ATOM, LOOSE, LOOSE),
    operator.mod: Form("floorMod({}, {})", ATOM, LOOSE, LOOSE),
    ceil_div: Form("ceilDiv({}, {})", ATOM, LOOSE, LOOSE),
    exact_div: Form("exactDiv({}, {})", ATOM, LOOSE, LOOSE),
    minimum: Form("minimum({}, {})", ATOM, LOOSE, LOOSE),
    maximum: Form("maximum({}, {})", ATOM, LOOSE, LOOSE),
    gcd: Form("gcd({}, {})", ATOM, LOOSE, LOOSE),
}


def to_javascript(expression: int | Expression) -> str:
    """What the expression comes to: `floorDiv(H + 2n * P - D * (K - 1n) - 1n, S) + 1n`."""
    return _write(as_expression(expression))


def to_javascript_text(expression: int | Expression) -> str:
    """The working as a template literal: `⌊(${operand(H)} + 2·${operand(P)})/${operand(S)}⌋`.

    Each letter is given a negative mark as its value, `to_text` writes the expression with the marks put in, and
    the marks are replaced: where one came out in brackets, a negative value of the letter will need them.
    """
    recorded = as_expression(expression)
    marks = {name: -(10**30 + place) for place, name in enumerate(letter_names(recorded))}
    marked = recorded.evaluate(**{name: Letter(name, mark) for name, mark in marks.items()})  # type: ignore[arg-type]
    text = to_text(marked, values=True)
    for name, mark in marks.items():
        written = to_text(mark)
        text = text.replace(f"({written})", f"${{operand({name})}}").replace(written, f"${{written({name})}}")
    return f"`{text}`"


def letter_names(expression: int | Expression) -> tuple[str, ...]:
    """The letters of an expression, each once, in the order in which they appear."""
    leaves = as_expression(expression).leaves()
    return tuple(dict.fromkeys(leaf.name for leaf in leaves if isinstance(leaf, Letter)))


def _write(node: Expression) -> str:
    if isinstance(node, Operation):
        form = _FORMS[node.function]
        texts = [_operand(operand, need) for operand, need in zip(node.operands, form.needs, strict=True)]
        return form.template.format(*texts)
    assert isinstance(node, (Letter, Number))
    return node.name if isinstance(node, Letter) else f"{node.number}n"


def _operand(node: Expression, need: int) -> str:
    text = _write(node)
    return f"({text})" if _level(node) < need else text


def _level(node: Expression) -> int:
    if isinstance(node, Operation):
        return _FORMS[node.function].level
    return LOOSE if isinstance(node, Number) and node.number < 0 else ATOM
