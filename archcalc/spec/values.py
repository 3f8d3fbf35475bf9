"""From nodes to values: constants by YAML 1.2's rules, expressions compiled, both with their place."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from archcalc.errors import Fault, SpecError, did_you_mean, shown
from archcalc.spec.arithmetic import ArithmeticFault, Expression, compile_expression
from archcalc.spec.model import Value, at_offset
from archcalc.spec.nodes import ListNode, MapNode, Node, ScalarNode
from archcalc.spec.scalars import NumberTooLarge, parse_scalar, trap


def read_value(node: Node, numeric: bool = True) -> Value:
    """The value of a node.

    A text with a `$` is an expression; where numbers are expected (`numeric`), any text that is not a
    single word is one as well. Sizes such as `1x7` are words.

    Raises:
        SpecError: a mapping, or an expression that cannot be read.
    """
    if isinstance(node, ScalarNode):
        found = _scalar(node, numeric)
        if isinstance(found, Expression):
            return _folded(Value(None, node.place, ((None, found, node.place),)))
        return Value(found, node.place)
    if isinstance(node, ListNode):
        return _list(node, numeric)
    raise SpecError(Fault("a value is expected here, not a mapping", node.place))


def read_constant(node: Node) -> Any:
    """Plain data: scalars, lists and mappings without expressions."""
    if isinstance(node, ScalarNode):
        return _plain(node)
    if isinstance(node, ListNode):
        return [read_constant(item) for item in node.items]
    assert isinstance(node, MapNode)
    return {key.text: read_constant(item) for key, item in node.items}


def read_text(node: Node, what: str) -> str:
    """A text, or a number taken as its text."""
    if not isinstance(node, ScalarNode):
        raise SpecError(Fault(f"{what} is a text", node.place))
    return node.text


def unknown_names(value: Value, known: Collection[str]) -> list[Fault]:
    """A fault for each variable of a value that is not among the known ones."""
    faults = []
    for expression, place in value.expressions:
        for name in sorted(expression.names - set(known)):
            hint = did_you_mean(f"${name}", [f"${variable}" for variable in sorted(known)], "variables")
            fault = ArithmeticFault(f"unknown variable '${name}'", expression.position(name), len(name) + 1, hint)
            faults.append(at_offset(place, expression.text, fault))
    return faults


def _plain(node: ScalarNode) -> Any:
    text = node.text
    if node.plain and text[:1] in ("0", "-", "+") and len(text) > 1:
        digits = text.lstrip("+-")
        if digits[0:1] == "0" and len(digits) > 1 and digits.isdecimal():
            meant = digits.lstrip("0") or "0"
            message = f"'{shown(text)}' begins with a 0, which some readers of YAML take for base 8"
            raise SpecError(Fault(message, node.place, f"write {shown(meant)}"))
    try:
        return parse_scalar(text, node.plain)
    except NumberTooLarge as error:
        raise SpecError(Fault(str(error), node.place)) from None


def _scalar(node: ScalarNode, numeric: bool) -> Any:
    value = _plain(node)
    if isinstance(value, float) and value - value != 0:
        raise SpecError(Fault(f"'{node.text}' is no number to calculate with", node.place))
    if not isinstance(value, str) or not _is_expression(value, numeric):
        return value
    hint = trap(value) if node.plain else ""
    try:
        return compile_expression(value)
    except ArithmeticFault as fault:
        raise SpecError(at_offset(node.place, value, fault)._replace(hint=hint or fault.hint)) from None


def _is_expression(text: str, numeric: bool) -> bool:
    if "$" in text:
        return True
    return numeric and not text.replace("_", "").replace("×", "x").isalnum()


def _list(node: ListNode, numeric: bool) -> Value:
    constant: list[Any] = []
    expressions = []
    for index, item in enumerate(node.items):
        if isinstance(item, ListNode):
            inner = read_value(item, numeric)
            if not inner.is_constant:
                raise SpecError(Fault("expressions are not read two lists deep", item.place))
            constant.append(inner.constant)
            continue
        if not isinstance(item, ScalarNode):
            raise SpecError(Fault("a value is expected here, not a mapping", item.place))
        found = _scalar(item, numeric)
        if isinstance(found, Expression):
            expressions.append((index, found, item.place))
            found = None
        constant.append(found)
    return _folded(Value(constant, node.place, tuple(expressions)))


def _folded(value: Value) -> Value:
    """Expressions without names are computed once, here."""
    if value.is_constant or any(expression.names for expression, _ in value.expressions):
        return value
    return Value(value.within({}), value.place)
