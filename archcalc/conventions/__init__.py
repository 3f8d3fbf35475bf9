"""Counting conventions: what people mean by one number for the work of a layer.

Nobody agrees on it, so every printed number carries the name of its convention. A convention weighs the entries of
a layer's `Cost`; where a tool counts an operation in a way that no weights express, a quirk says how and why.
To add one: write it in `papers` or `tools` and name it here.
"""

from __future__ import annotations

from archcalc.conventions.base import Convention, Quirk
from archcalc.conventions.papers import CONNECTIONS, FLOPS, MACS
from archcalc.errors import Fault, UsageError, did_you_mean

_TOOLS = ("torch", "fvcore", "torchinfo", "thop")
NAMES = ("macs", "flops", "connections", *_TOOLS)
"""Names of all conventions, in the order in which they are listed."""

_PAPERS = {found.name: found for found in (MACS, FLOPS, CONNECTIONS)}


def convention(name: str) -> Convention:
    """A convention by name.

    Raises:
        UsageError: there is none of that name.
    """
    if name in _PAPERS:
        return _PAPERS[name]
    if name in _TOOLS:
        from archcalc.conventions import tools

        found: Convention = getattr(tools, name.upper())
        return found
    raise UsageError(Fault(f"there is no convention '{name}'", hint=did_you_mean(name, NAMES, "conventions")))


def conventions() -> list[Convention]:
    """All conventions."""
    return [convention(name) for name in NAMES]


__all__ = ["FLOPS", "MACS", "NAMES", "Convention", "Quirk", "convention", "conventions"]
