"""Budgets: what a network may have at most, as options of several commands."""

from __future__ import annotations

from typing import Annotated

from archcalc.cli.commands import Option
from archcalc.cli.options import number_with_unit
from archcalc.errors import Fault, UsageError

MaxParameters = Annotated[str, Option("--max-parameters", metavar="N", help="Budget of parameters: 5M, 5000000.")]
MaxMacs = Annotated[str, Option("--max-macs", metavar="N", help="Budget of MACs for the whole batch: 300M, 4.1G.")]
MaxMemory = Annotated[
    str, Option("--max-memory", metavar="N", help="Budget of bytes, parameters and peak activations: 64MB.")
]


def budget_of(max_parameters: str, max_macs: str, max_memory: str) -> dict[str, int]:
    """Limits of figures, as the options give them."""
    given = {
        "parameters": number_with_unit(max_parameters, "--max-parameters") if max_parameters else None,
        "macs": number_with_unit(max_macs, "--max-macs") if max_macs else None,
        "memory_bytes": _bytes(max_memory) if max_memory else None,
    }
    return {name: limit for name, limit in given.items() if limit is not None}


def _bytes(text: str) -> int:
    """`64MB` is 64·10⁶ bytes, `64MiB` 64·2²⁰."""
    number = text.strip().removesuffix("B").removesuffix("b")
    if number[-1:].lower() != "i":
        return number_with_unit(number, "--max-memory")
    power = "KMGT".find(number[-2:-1].upper()) + 1
    if not power:
        raise UsageError(Fault(f"--max-memory '{text}' is no number", hint="for example 64MB or 64MiB"))
    return number_with_unit(number[:-2], "--max-memory") * int(1024**power)
