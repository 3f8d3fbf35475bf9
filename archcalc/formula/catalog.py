"""The catalog of formulas: `@formula` enters a function under its name and leaves it as it is.

A formula's docstring is part of the catalog. Its first line is the summary; then, in this order,

    Letters:
        H: input size (elements)
        S: stride (elements)
    Source: where the formula can be looked up; may run over
        several lines, to the end of the docstring.

Anything may stand between the summary and the letters: a reason, an example. Parameters that take one number
per axis are annotated `tuple[int, ...]`.
"""

from __future__ import annotations

from archcalc.formula.expression import Expression, Letter, as_expression
from archcalc.formula.letters import tuple_length, tuple_letters
from archcalc.formula.render import to_latex, to_text, to_worked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Function = TypeVar("Function", bound=Callable[..., int])
    Value = int | Expression | tuple[int | Expression, ...]


class Formula:
    """A formula with everything that can be said of it. Calling it calls the function."""

    __slots__ = ("function", "name", "parameters")

    def __init__(self, function: Callable[..., int]) -> None:
        code = function.__code__
        self.function = function
        self.name: str = function.__name__
        self.parameters: tuple[str, ...] = code.co_varnames[: code.co_argcount]

    def __call__(self, *numbers: int | tuple[int, ...], **named: int | tuple[int, ...]) -> int:
        return self.function(*numbers, **named)

    def __repr__(self) -> str:
        return f"<formula {self.name}({', '.join(self.parameters)})>"

    @property
    def summary(self) -> str:
        """The first line of the docstring."""
        return _lines(self.function)[0]

    @property
    def letters(self) -> dict[str, str]:
        """Parameter -> its meaning and unit."""
        block = _block(_lines(self.function), "Letters:", "Source:")
        pairs = (line.partition(": ") for line in block)
        return {name: meaning for name, _, meaning in pairs}

    @property
    def source(self) -> str:
        """Where the formula can be looked up."""
        return " ".join(_block(_lines(self.function), "Source:"))

    def takes_tuple(self, parameter: str) -> bool:
        """Whether a parameter takes one number per axis."""
        return str(self.function.__annotations__[parameter]).startswith("tuple")

    def closed_form(self, axes: int = 2, **parts: Value) -> Expression:
        """The formula in letters, for a layer with `axes` spatial axes.

        `parts` stand in for letters: `closed_form(P=2 * Letter("P"))` writes a symmetric padding as 2·P.
        """
        return self.record(**{name: self._plain_letters(name, axes) for name in self.parameters} | parts)

    def text(self, axes: int = 2, **parts: Value) -> str:
        """The closed form as text: `⌊(H + P − D·(K − 1) − 1)/S⌋ + 1`."""
        return to_text(self.closed_form(axes, **parts))

    def latex(self, axes: int = 2, **parts: Value) -> str:
        """The closed form as LaTeX."""
        return to_latex(self.closed_form(axes, **parts))

    def worked(self, **values: Value) -> str:
        """The formula with values put in and what it comes to: `⌊(32 + 0 − 1·(5−1) − 1)/1⌋ + 1 = 28`."""
        return to_worked(self.record(**values))

    def record(self, **values: Value) -> Expression:
        """The recorded formula: a number becomes the letter that carries it, an expression stays as it is."""
        return as_expression(self.function(**{name: _lettered(name, value) for name, value in values.items()}))

    def _plain_letters(self, parameter: str, axes: int) -> Value:
        if not self.takes_tuple(parameter):
            return Letter(parameter)
        return tuple(Letter(name) for name in tuple_letters(parameter, tuple_length(parameter, axes)))


FORMULAS: dict[str, Formula] = {}


def formula(function: Function) -> Function:
    """Enter a function into `FORMULAS`; it is returned unchanged, so that calling it costs nothing more."""
    name = function.__name__
    if name in FORMULAS:
        first = FORMULAS[name].function.__module__
        raise ValueError(f"two formulas are called {name}: in {first} and in {function.__module__}")
    FORMULAS[name] = Formula(function)
    return function


def formula_of(function: Callable[..., int]) -> Formula:
    """The catalog entry of a function: `formula_of(window_output).text()`."""
    return FORMULAS[function.__name__]


def _lettered(name: str, value: Value) -> Expression | tuple[Expression, ...]:
    if isinstance(value, tuple):
        names = tuple_letters(name, len(value))
        return tuple(_letter(part, number) for part, number in zip(names, value, strict=True))
    return _letter(name, value)


def _letter(name: str, value: int | Expression) -> Expression:
    return value if isinstance(value, Expression) else Letter(name, value)


def _lines(function: Callable[..., int]) -> list[str]:
    """The docstring's lines without indentation; one empty line if there is none, as under `python -OO`."""
    return [line.strip() for line in (function.__doc__ or "").strip().splitlines()] or [""]


def _block(lines: list[str], start: str, end: str | None = None) -> list[str]:
    """The lines of a block of the docstring, what follows the heading on its own line included."""
    block: list[str] = []
    inside = False
    for line in lines:
        if end and line.startswith(end):
            break
        if line.startswith(start):
            inside, line = True, line.removeprefix(start).strip()
        if inside and line:
            block.append(line)
    return block
