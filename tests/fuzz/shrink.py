"""Makes a spec smaller as long as it shows the same kind of fault: what a person reads is the spec, not its seed."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

Spec = dict[str, Any]
Path = tuple[Any, ...]

MOST = 3000
"""Specs that are tried at most."""


def shrunk(spec: Spec, fails: Callable[[Spec], bool]) -> Spec:
    """The smallest spec found that still fails; `fails` must hold for `spec`."""
    tries = 0
    found = True
    while found:
        found = False
        for smaller in smaller_specs(spec):
            tries += 1
            if tries > MOST:
                return spec
            if _size(smaller) < _size(spec) and fails(smaller):
                spec, found = smaller, True
                break
    return spec


def smaller_specs(spec: Spec) -> Iterator[Spec]:
    """Every spec that is one step smaller, the large steps first."""
    places = sorted(_places(spec), key=lambda place: -_size(_at(spec, place)))
    for place in places:  # without it
        if place not in (("input",), ("layers",)):
            yield _changed(spec, place)
    for place in places:  # with a part of it in its place
        value = _at(spec, place)
        if len(place) < 2:
            continue
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield _changed(spec, place, part)
        if isinstance(value, str) and place[0] != "input" and "$" in value:
            yield from (_changed(spec, place, number) for number in (1, 2, 4, 8, "$in"))
        if type(value) is int and value > 0:
            yield from (_changed(spec, place, number) for number in dict.fromkeys((0, 1, 2, value // 2, value - 1)))
    sizes = [int(size) for size in str(spec["input"]).split("x")]
    for axis, size in enumerate(sizes):
        for number in dict.fromkeys((1, 2, size // 2, size - 1)):
            if 1 <= number < size:
                smaller = [*sizes[:axis], number, *sizes[axis + 1 :]]
                yield spec | {"input": "x".join(map(str, smaller)) if len(sizes) > 1 else number}
        if len(sizes) > 1 and axis:
            rest = sizes[:axis] + sizes[axis + 1 :]
            yield spec | {"input": "x".join(map(str, rest)) if len(rest) > 1 else rest[0]}


def _size(value: Any) -> int:
    """How much there is to read, and how large the numbers are."""
    if isinstance(value, dict):
        return sum(8 + _size(inner) for inner in value.values())
    if isinstance(value, list):
        return 2 + sum(2 + _size(inner) for inner in value)
    if isinstance(value, str) and value.replace("x", "").isdigit():
        return sum(8 + int(size) for size in value.split("x"))
    return abs(value) if type(value) is int else 5 + len(str(value)) if value is not None else 0


def _places(value: Any, at: Path = ()) -> Iterator[Path]:
    """The paths of everything inside."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*at, key)
        yield from _places(part, (*at, key))


def _at(value: Any, place: Path) -> Any:
    for key in place:
        value = value[key]
    return value


_GONE = object()


def _changed(spec: Spec, place: Path, value: Any = _GONE) -> Spec:
    """The spec with another value at a place, or without it."""
    spec = copy.deepcopy(spec)
    holder = _at(spec, place[:-1])
    if value is _GONE:
        del holder[place[-1]]
    else:
        holder[place[-1]] = copy.deepcopy(value)
    return spec
