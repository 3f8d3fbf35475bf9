"""Repeats as loops: modules that are equal, or differ in numbers that grow evenly."""

from __future__ import annotations

from archcalc.export.pytorch.code import Call, Code, Each, Fused, Text, sequential

SPELLED_OUT = 2
"""Modules in a row up to which each is written, rather than a loop."""


def looped(iterations: list[list[Code]]) -> list[Code]:
    """The modules of all iterations, equal ones and those that grow evenly as loops."""
    units = [sequential(codes) for codes in iterations if codes]
    result: list[Code] = []
    while units:
        count, loop = _longest_loop(units)
        result += [loop] if loop is not None else units[:count]
        units = units[count:]
    if len(iterations) == 1 and iterations[0]:
        return iterations[0]
    return result


def _longest_loop(units: list[Code]) -> tuple[int, Each | None]:
    """How many units the next loop makes, and the loop; a single unit without one."""
    count = next((n for n, unit in enumerate(units) if unit != units[0]), len(units))
    if count > SPELLED_OUT:
        return count, Each(units[0], f"for _ in range({count})")
    if count > 1:
        return count, None
    for count in range(len(units), SPELLED_OUT, -1):
        found = series(units[:count], "i")
        if found is not None:
            return count, Each(found, f"for i in range({count})")
    return 1, None


def series(codes: list[Code], variable: str) -> Code | None:
    """The code that gives `codes` as `variable` counts 0, 1, 2, ..., if they differ in nothing but such numbers."""
    first = codes[0]
    if all(code == first for code in codes):
        return first
    if isinstance(first, Text):
        return _numbers([code.text if isinstance(code, Text) else "" for code in codes], variable)
    if isinstance(first, Call):
        calls = [code for code in codes if isinstance(code, Call) and _alike(code, first)]
        merged = _columns([(*call.arguments, *(value for _, value in call.keywords)) for call in calls], variable)
        if len(calls) < len(codes) or merged is None:
            return None
        names = [name for name, _ in first.keywords]
        count = len(first.arguments)
        return Call(first.function, merged[:count], tuple(zip(names, merged[count:], strict=True)))
    if isinstance(first, Fused):
        fused = [code for code in codes if isinstance(code, Fused) and code.activation == first.activation]
        main = series([code.main for code in fused], variable)
        norms = [code.norm for code in fused if code.norm]
        norm = series(list(norms), variable) if norms else None
        if len(fused) == len(codes) and isinstance(main, Call) and (norm is None) == (first.norm is None):
            return Fused(main, norm if isinstance(norm, Call) else None, first.activation)
    return None


def _alike(call: Call, other: Call) -> bool:
    """Whether two calls differ in the values of their arguments only."""
    return (
        call.function == other.function
        and len(call.arguments) == len(other.arguments)
        and [name for name, _ in call.keywords] == [name for name, _ in other.keywords]
    )


def _columns(rows: list[tuple[Code, ...]], variable: str) -> tuple[Code, ...] | None:
    """The arguments of several calls, each as a series."""
    merged = [series(list(column), variable) for column in zip(*rows, strict=True)]
    found = tuple(code for code in merged if code is not None)
    return found if len(found) == len(merged) else None


def _numbers(texts: list[str], variable: str) -> Text | None:
    """`64 + 32 * i`."""
    if not all(text.isdecimal() for text in texts):
        return None
    start, step = int(texts[0]), int(texts[1]) - int(texts[0])
    if step < 1 or any(int(text) != start + step * index for index, text in enumerate(texts)):
        return None
    growth = variable if step == 1 else f"{step} * {variable}"
    return Text(f"{start} + {growth}" if start else growth)
