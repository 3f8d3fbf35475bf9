"""Code laid out over lines, exactly as `ruff format` (and Black) would leave it."""

from __future__ import annotations

from archcalc.export.pytorch.code import Call, Choice, Code, Each, Fused, Infix, Listing, Text

WIDTH = 88
"""Characters of a line: what formatters take unless told otherwise."""


def flat(code: Code) -> str:
    """The code on one line."""
    if isinstance(code, Text):
        return code.text
    if isinstance(code, Call):
        return f"{code.function}({', '.join(_arguments_flat(code))})"
    if isinstance(code, Listing):
        comma = "," if code.brackets == "()" and len(code.items) == 1 else ""
        return f"{code.brackets[0]}{', '.join(map(flat, code.items))}{comma}{code.brackets[1]}"
    if isinstance(code, Each):
        return f"*[{flat(code.item)} {code.clause}]"
    if isinstance(code, Choice):
        return f"{flat(code.then)} if {code.condition} else {flat(code.otherwise)}"
    if isinstance(code, Infix):
        return f" {code.sign} ".join(map(flat, code.parts))
    assert not isinstance(code, Fused), "fused code is written out before it is laid out"
    raise TypeError(type(code))


def lines(code: Code, indent: int, before: str = "", after: str = "") -> list[str]:
    """The code between `before` and `after`, over as few lines as fit the width."""
    flat_text = " " * indent + before + flat(code) + after
    if len(flat_text) <= WIDTH or isinstance(code, Text):
        return [flat_text]
    if isinstance(code, Call):
        return _call(code, indent, before, after)
    if isinstance(code, Listing):
        inner = [line for item in code.items for line in lines(item, indent + 4, "", ",")]
        return _enclosed(inner, indent, before + code.brackets[0], code.brackets[1] + after)
    if isinstance(code, Each):
        inner = _body(flat(code.item) + " " + code.clause, indent + 4) or [
            *lines(code.item, indent + 4),
            " " * (indent + 4) + code.clause,
        ]
        return _enclosed(inner, indent, f"{before}*[", f"]{after}")
    if before.endswith(("= ", "return ")) and not before.endswith("(") and _is_statement(before):
        inner = _body(flat(code), indent + 4) or _operands(code, indent + 4)
        return _enclosed(inner, indent, f"{before}(", f"){after}")
    return _operands(code, indent, before, after)


def signature(name: str, parameters: list[str], returns: str, indent: int) -> list[str]:
    """The head of a function."""
    head, tail = f"def {name}(", f") -> {returns}:"
    line = " " * indent + head + ", ".join(parameters) + tail
    if len(line) <= WIDTH:
        return [line]
    inner = _body(", ".join(parameters), indent + 4) or [" " * (indent + 4) + f"{p}," for p in parameters]
    return _enclosed(inner, indent, head, tail)


def _is_statement(before: str) -> bool:
    # `name=` of an argument has no space; an assignment has.
    return before.endswith((" = ", "return "))


def _arguments_flat(call: Call) -> list[str]:
    named = [f"{name}={flat(value)}" for name, value in call.keywords]
    return [*map(flat, call.arguments), *named]


def _call(call: Call, indent: int, before: str, after: str) -> list[str]:
    arguments = _arguments_flat(call)
    if not arguments:
        return [" " * indent + f"{before}{call.function}(){after}"]
    inner = _body(", ".join(arguments), indent + 4)
    if inner is None:
        comma = "," if len(arguments) > 1 else ""
        inner = []
        for argument in call.arguments:
            inner += lines(argument, indent + 4, "", comma)
        for name, value in call.keywords:
            inner += lines(value, indent + 4, f"{name}=", comma)
    return _enclosed(inner, indent, f"{before}{call.function}(", f"){after}")


def _operands(code: Code, indent: int, before: str = "", after: str = "") -> list[str]:
    """A choice or sum over several lines, an operand on each."""
    if isinstance(code, Choice):
        return [
            *lines(code.then, indent, before),
            " " * indent + f"if {code.condition}",
            *lines(code.otherwise, indent, "else ", after),
        ]
    assert isinstance(code, Infix)
    first, *rest = code.parts
    result = lines(first, indent, before)
    for index, part in enumerate(rest):
        result += lines(part, indent, f"{code.sign} ", after if index == len(rest) - 1 else "")
    return result


def _body(text: str, indent: int) -> list[str] | None:
    """What stands inside of brackets on a line of its own, if it fits."""
    return [" " * indent + text] if indent + len(text) <= WIDTH else None


def _enclosed(inner: list[str], indent: int, opening: str, closing: str) -> list[str]:
    return [" " * indent + opening, *inner, " " * indent + closing]
