"""Budgets: what a network may have at most, as options of several commands."""

from __future__ import annotations

import re
from typing import Annotated

from archcalc.cli.commands import Option
from archcalc.errors import Fault, UsageError

MaxParameters = Annotated[str, Option("--max-parameters", metavar="N", help="Budget of parameters: 5M, 5000000.")]
MaxMacs = Annotated[str, Option("--max-macs", metavar="N", help="Budget of MACs for the whole batch: 300M, 4.1G.")]
MaxMemory = Annotated[
    str, Option("--max-memory", metavar="N", help="Budget of bytes, parameters and peak activations: 64MB.")
]


COUNTS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
BYTES = COUNTS | {
    **{f"{letter}B": size for letter, size in COUNTS.items()},
    **{f"{letter}IB": 1024**power for power, letter in enumerate("KMGT", 1)},
}
"""Units in capitals: 64MB is 64·10⁶ bytes, 64MiB 64·2²⁰."""


def budget_of(max_parameters: str, max_macs: str, max_memory: str) -> dict[str, int]:
    """Limits of figures, as the options give them."""
    given = {
        "parameters": _limit(max_parameters, "--max-parameters"),
        "macs": _limit(max_macs, "--max-macs"),
        "memory_bytes": _limit(max_memory, "--max-memory", BYTES, "64MB or 64MiB"),
    }
    return {name: limit for name, limit in given.items() if limit is not None}


_NUMBER = re.compile(r"(-?[\d.,_]{1,30})([a-z]*)", re.IGNORECASE)


def _limit(
    text: str, option: str, units: dict[str, int] = COUNTS, example: str = "300M, 1.5G or 25000000"
) -> int | None:
    """`300M`, `1.5G`, `60_000`, `60,000`: a whole number, exactly; None for an option that is not given.

    Raises:
        UsageError: it is none.
    """
    if not text:
        return None
    from fractions import Fraction

    read = _NUMBER.fullmatch(text.strip())
    factor = units.get(read[2].upper()) if read else None
    try:
        value = Fraction(re.sub("[,_]", "", read[1])) * factor if read and factor else None
    except ValueError:  # `1.2.3`
        value = None
    if value is None:
        raise UsageError(Fault(f"{option} '{text}' is no number", hint=f"for example {example}"))
    if value < 0 or value.denominator != 1:
        raise UsageError(f"{option} '{text}' is not a whole number")
    return int(value)
