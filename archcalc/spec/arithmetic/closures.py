"""One function for each form of expression: it returns the closure that computes it in a scope."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from archcalc.errors import did_you_mean
from archcalc.spec.arithmetic.functions import ANY_NUMBER, ARITHMETIC, COMPARISONS, FUNCTIONS
from archcalc.spec.arithmetic.values import LARGEST, Run, Scope, Span, Value, bounded, exact, is_number, shown


class Part(NamedTuple):
    """A part of an expression: what computes it, where it stands, how many levels it has."""

    run: Run
    span: Span
    depth: int = 1


def constant(value: Value) -> Run:
    return lambda scope: value


def variable(name: str, span: Span) -> Run:
    def run(scope: Scope) -> Value:
        try:
            value = scope[name]
        except KeyError:
            raise span.fault(f"unknown name '${name}'", _known_names(name, scope)) from None
        if value.__class__ is int and -LARGEST <= value <= LARGEST:
            return value
        return exact(value, span)

    return run


def _known_names(name: str, scope: Scope) -> str:
    return did_you_mean(f"${name}", [f"${known}" for known in scope], "names")


def binary(sign: str, left: Part, right: Part, span: Span) -> Run:
    compute, run_left, run_right = ARITHMETIC[sign], left.run, right.run

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
        return bounded(result, span)

    return run


def _demand_numbers(what: str, *operands: tuple[Value, Span]) -> None:
    for value, span in operands:
        if not is_number(value):
            raise span.fault(f"'{what}' calculates with numbers, but this is {shown(value)}")


def comparison(sign: str, left: Part, right: Part) -> Run:
    compare, run_left, run_right = COMPARISONS[sign], left.run, right.run

    def equality(scope: Scope) -> Value:
        return compare(run_left(scope), run_right(scope))

    def order(scope: Scope) -> Value:
        a, b = run_left(scope), run_right(scope)
        _demand_numbers(sign, (a, left.span), (b, right.span))
        return compare(a, b)

    def membership(scope: Scope) -> Value:
        a, b = run_left(scope), run_right(scope)
        if not isinstance(b, list):
            raise right.span.fault(f"'{sign}' looks into a list, but this is {shown(b)}")
        return compare(a, b)

    if sign.endswith("in"):
        return membership
    return equality if sign in ("==", "!=") else order


def _truth(what: str, part: Part) -> Callable[[Scope], bool]:
    """A condition: nothing but true and false will do, `0` and `''` are likely mistakes."""
    run_part, span = part.run, part.span

    def run(scope: Scope) -> bool:
        value = run_part(scope)
        if value.__class__ is bool:
            return value
        raise span.fault(f"'{what}' needs true or false, but this is {shown(value)}", "compare it: x != 0")

    return run


def negation(part: Part) -> Run:
    def run(scope: Scope) -> Value:
        value: Any = part.run(scope)
        if value.__class__ is not int:
            _demand_numbers("-", (value, part.span))
        return -value  # type: ignore[no-any-return]

    return run


def junction(word: str, left: Part, right: Part) -> Run:
    first, second = _truth(word, left), _truth(word, right)
    if word == "and":
        return lambda scope: first(scope) and second(scope)
    return lambda scope: first(scope) or second(scope)


def opposite(part: Part) -> Run:
    condition = _truth("not", part)
    return lambda scope: not condition(scope)


def choice(condition: Part, then: Part, otherwise: Part) -> Run:
    test, run_then, run_otherwise = _truth("if", condition), then.run, otherwise.run
    return lambda scope: run_then(scope) if test(scope) else run_otherwise(scope)


def element(part: Part, index: Part) -> Run:
    def run(scope: Scope) -> Value:
        items, at = part.run(scope), index.run(scope)
        if not isinstance(items, list):
            raise part.span.fault(f"'[...]' takes an item of a list, but this is {shown(items)}")
        if not isinstance(at, int) or isinstance(at, bool):
            raise index.span.fault(f"an index must be a whole number, but this is {shown(at)}")
        if not -len(items) <= at < len(items):
            raise index.span.fault(f"index {at} is out of range: the list has {counted(len(items), 'item')}")
        return items[at]

    return run


def listing(parts: Sequence[Part]) -> Run:
    runs = [part.run for part in parts]
    return lambda scope: [run(scope) for run in runs]


def call(name: str, parts: Sequence[Part], span: Span) -> Run:
    compute, usage, fewest, most = FUNCTIONS[name]
    if not fewest <= len(parts) <= most:
        raise span.fault(f"{name} cannot take {counted(len(parts), 'argument')}", f"write {usage}")

    def run(scope: Scope) -> Value:
        values = [(part.run(scope), part.span) for part in parts]
        if most == ANY_NUMBER and len(values) == 1:
            values = _spread(*values[0])
        _demand_numbers(name, *values)
        try:
            return bounded(compute(*[value for value, _ in values]), span)
        except ValueError as reason:
            raise span.fault(str(reason)) from None

    return run


def _spread(value: Value, span: Span) -> list[tuple[Value, Span]]:
    """The items of a list as arguments; an empty list stays, to be refused as what it is."""
    return [(item, span) for item in value] if isinstance(value, list) and value else [(value, span)]


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
