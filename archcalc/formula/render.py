"""Expressions as text, LaTeX and Python: a template and a binding level for each function.

An operand is put in brackets where it binds less tightly than its place asks for. Brackets that change
neither the value nor the reading are dropped: `a + (b − c)` is `a + b − c`, but `a − (b − c)` stays, and
`(C_in/G)·K` keeps its brackets so that the quotient is seen.
"""

from __future__ import annotations

import operator

from archcalc.formula.expression import Expression, Letter, Number, Operation, as_expression
from archcalc.formula.helpers import ceil_div, exact_div, gcd, maximum, minimum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# How tightly a text binds. LOOSE stands alone only where something else encloses it: min( , ), the whole.
LOOSE, SIGNED, SUM, QUOTIENT, PRODUCT, ATOM = range(6)


class Form:
    """How a function is written: its template, how tightly the result binds, what each operand must bind."""

    __slots__ = ("level", "needs", "template")

    def __init__(self, template: str, level: int, *needs: int) -> None:
        self.template = template
        self.level = level
        self.needs = needs


class Style:
    """A way of writing: the forms of all functions, brackets, the minus sign, and how a letter looks."""

    __slots__ = ("bracket", "forms", "letter", "minus")

    def __init__(
        self, forms: dict[Callable[..., Any], Form], bracket: str, minus: str, letter: Callable[[str], str]
    ) -> None:
        self.forms = forms
        self.bracket = bracket
        self.minus = minus
        self.letter = letter


def _latex_letter(name: str) -> str:
    """`C_in` -> `C_{in}`, `P_start_h` -> `P_{start,h}`, `MACs` upright."""
    letter, _, subscript = name.partition("_")
    letter = letter if len(letter) == 1 else f"\\text{{{letter}}}"
    return f"{letter}_{{{subscript.replace('_', ',')}}}" if subscript else letter


_TEXT = Style(
    {
        operator.add: Form("{} + {}", SUM, SIGNED, SUM),
        operator.sub: Form("{} − {}", SUM, SIGNED, QUOTIENT),
        operator.neg: Form("−{}", SIGNED, QUOTIENT),
        operator.mul: Form("{}·{}", PRODUCT, PRODUCT, PRODUCT),
        operator.floordiv: Form("⌊{}/{}⌋", ATOM, PRODUCT, ATOM),
        operator.mod: Form("{} mod {}", LOOSE, ATOM, ATOM),
        ceil_div: Form("⌈{}/{}⌉", ATOM, PRODUCT, ATOM),
        exact_div: Form("{}/{}", QUOTIENT, PRODUCT, ATOM),
        minimum: Form("min({}, {})", ATOM, LOOSE, LOOSE),
        maximum: Form("max({}, {})", ATOM, LOOSE, LOOSE),
        gcd: Form("gcd({}, {})", ATOM, LOOSE, LOOSE),
    },
    bracket="({})",
    minus="−",
    letter=str,
)

_LATEX = Style(
    {
        operator.add: Form("{} + {}", SUM, SIGNED, SUM),
        operator.sub: Form("{} - {}", SUM, SIGNED, QUOTIENT),
        operator.neg: Form("-{}", SIGNED, QUOTIENT),
        operator.mul: Form(r"{} \cdot {}", PRODUCT, PRODUCT, PRODUCT),
        operator.floordiv: Form(r"\left\lfloor \frac{{{}}}{{{}}} \right\rfloor", ATOM, LOOSE, LOOSE),
        operator.mod: Form(r"{} \bmod {}", LOOSE, ATOM, ATOM),
        ceil_div: Form(r"\left\lceil \frac{{{}}}{{{}}} \right\rceil", ATOM, LOOSE, LOOSE),
        exact_div: Form(r"\frac{{{}}}{{{}}}", ATOM, LOOSE, LOOSE),
        minimum: Form(r"\min\left({}, {}\right)", ATOM, LOOSE, LOOSE),
        maximum: Form(r"\max\left({}, {}\right)", ATOM, LOOSE, LOOSE),
        gcd: Form(r"\gcd\left({}, {}\right)", ATOM, LOOSE, LOOSE),
    },
    bracket=r"\left({}\right)",
    minus="-",
    letter=_latex_letter,
)

_PYTHON = Style(
    {
        operator.add: Form("{} + {}", SUM, SIGNED, SUM),
        operator.sub: Form("{} - {}", SUM, SIGNED, PRODUCT),
        operator.neg: Form("-{}", SIGNED, ATOM),
        operator.mul: Form("{} * {}", PRODUCT, PRODUCT, ATOM),
        operator.floordiv: Form("{} // {}", PRODUCT, PRODUCT, ATOM),
        operator.mod: Form("{} % {}", PRODUCT, PRODUCT, ATOM),
        ceil_div: Form("ceil_div({}, {})", ATOM, LOOSE, LOOSE),
        exact_div: Form("exact_div({}, {})", ATOM, LOOSE, LOOSE),
        minimum: Form("minimum({}, {})", ATOM, LOOSE, LOOSE),
        maximum: Form("maximum({}, {})", ATOM, LOOSE, LOOSE),
        gcd: Form("gcd({}, {})", ATOM, LOOSE, LOOSE),
    },
    bracket="({})",
    minus="-",
    letter=str,
)


def to_text(expression: int | Expression, values: bool = False) -> str:
    """`⌊(H + 2·P − D·(K − 1) − 1)/S⌋ + 1`; with `values`, what the letters carry in their place."""
    return _write(as_expression(expression), _TEXT, values)


def to_latex(expression: int | Expression, values: bool = False) -> str:
    r"""The same for a formula typesetter: `\left\lfloor \frac{H + 2 \cdot P}{S} \right\rfloor + 1`."""
    return _write(as_expression(expression), _LATEX, values)


def to_python(expression: int | Expression) -> str:
    """The same as Python source over the letters and the functions of `helpers`."""
    return _write(as_expression(expression), _PYTHON, values=False)


def to_worked(expression: int | Expression) -> str:
    """The expression with its values put in, and what it comes to: `⌊(32−5)/1⌋ + 1 = 28`."""
    recorded = as_expression(expression)
    return f"{to_text(recorded, values=True)} = {to_text(recorded.value)}"


def _write(node: Expression, style: Style, values: bool) -> str:
    if not isinstance(node, Operation):
        number = _shown_number(node, values)
        if number is not None:
            return str(number).replace("-", style.minus)
        assert isinstance(node, Letter)
        return style.letter(node.name)
    form = style.forms[node.function]
    texts = [_write(operand, style, values) for operand in node.operands]
    for place, (operand, need) in enumerate(zip(node.operands, form.needs, strict=True)):
        # The level of a sum hides its first sign: a + (−b + c) would read a + −b + c.
        signed_inside = place > 0 and need > LOOSE and texts[place].startswith(style.minus)
        if signed_inside or _level(operand, style, values) < need:
            texts[place] = _bracketed(texts[place], operand, style, values)
    return form.template.format(*texts)


def _level(node: Expression, style: Style, values: bool) -> int:
    if isinstance(node, Operation):
        return style.forms[node.function].level
    number = _shown_number(node, values)
    return LOOSE if number is not None and number < 0 else ATOM


def _bracketed(text: str, node: Expression, style: Style, values: bool) -> str:
    """In brackets; a sum of two numbers put in is set close, 1·(5−1), to read as the one thing it was."""
    if values and isinstance(node, Operation) and node.function in (operator.add, operator.sub):
        is_plain = not any(isinstance(operand, Operation) for operand in node.operands)
        text = text.replace(" ", "") if is_plain else text
    return style.bracket.format(text)


def _shown_number(leaf: Expression, values: bool) -> int | None:
    """The number a leaf is written as, None if it is written as a letter."""
    return leaf.value if values or isinstance(leaf, Number) else None
