"""What is swept: `width=0.25:2:0.05`, `groups=1,2,4,8`, `input=3x128x128,3x160x160`, read exactly."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, NamedTuple

from archcalc.errors import Fault, Source, SpecError, UsageError, shown

MOST_VALUES = 1_000_000  # of one range
_NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?"
_RANGE = re.compile(rf"\s*({_NUMBER})\s*:\s*({_NUMBER})\s*(?::\s*({_NUMBER})\s*)?")
_EXAMPLE = "for example width=0.25:2:0.05 (from, to, step) or groups=1,2,4,8"


class Axis(NamedTuple):
    """A knob, `resolution`, `input` or `batch`, and the values it takes."""

    name: str
    values: tuple[Any, ...]


def parse_axis(text: str) -> Axis:
    """`NAME=VALUES`: values and ranges with commas between them.

    Raises:
        UsageError: it is not that, or a range has a step of 0, no values, or too many.
    """
    name, equals, rest = text.partition("=")
    name = name.strip()
    if not equals or not name or not rest.strip():
        raise UsageError(Fault(f"--over '{shown(text)}' says no values", hint=_EXAMPLE))
    values: list[Any] = []
    for part in _parts(text, rest):
        values += _range(text, part) if isinstance(part, str) and ":" in part else [part]
    if not values:
        raise UsageError(Fault(f"--over '{shown(text)}' says no values", hint=_EXAMPLE))
    return Axis(name, tuple(values))


def _parts(text: str, rest: str) -> list[Any]:
    """The values between the commas, read as a spec would read them; a range is still a text."""
    from archcalc.spec.events import read_nodes
    from archcalc.spec.values import read_constant

    if _RANGE.fullmatch(rest):
        return [rest]
    try:
        parts = read_constant(read_nodes(Source("--over", f"[{rest}]")))
    except SpecError as error:
        raise UsageError(Fault(f"--over '{shown(text)}': {error.faults[0].message}", hint=_EXAMPLE)) from None
    if not isinstance(parts, list) or any(part is None or isinstance(part, dict) for part in parts):
        raise UsageError(Fault(f"--over '{shown(text)}' has a value that is none", hint=_EXAMPLE))
    return parts


def _range(text: str, part: str) -> list[int] | list[float]:
    found = _RANGE.fullmatch(part)
    if found is None:
        raise UsageError(Fault(f"'{shown(part.strip())}' of --over '{shown(text)}' is no range", hint=_EXAMPLE))
    digits = [found[1], found[2], found[3] or "1"]
    start, stop, step = map(Fraction, digits)
    what = f"the range {shown(part.strip())}"
    if step == 0:
        raise UsageError(f"{what} has a step of 0")
    count = (stop - start) // step + 1
    if count < 1:
        turn = "it goes down: give it a negative step" if step > 0 else "it goes up: give it a positive step"
        raise UsageError(Fault(f"{what} is empty", hint=turn))
    if count > MOST_VALUES:
        raise UsageError(Fault(f"{what} has more than {MOST_VALUES:,} values", hint="take a larger step"))
    grid = [start + step * index for index in range(count)]
    if all(number.lstrip("+-").isdecimal() for number in digits):
        return [int(value) for value in grid]
    return [_decimal(value, what) for value in grid]


def _decimal(value: Fraction, what: str) -> float:
    """The float that denotes the decimal: the engine takes it back for the decimal it is."""
    nearest = float(value)
    if Fraction(repr(nearest)) != value:
        raise UsageError(f"{what} has numbers of more than 15 digits")
    return nearest
