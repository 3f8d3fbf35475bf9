"""The formulas of the calculator's layers, recorded from the operations that the rest of the program runs.

A layer is analysed once with settings that bring out all its letters; what `archcalc explain` derives for it is
what the page calculates with.
"""

from __future__ import annotations

from functools import cache

from archcalc.analysis import analyze
from archcalc.calc.chain import read_chain
from archcalc.calculator.kinds import OPERATIONS
from archcalc.explain import Derivation, explain_layers
from archcalc.formula import effective_kernel, formula_of

_INPUT = "4x9x8"
_SETTINGS = {"C_out": 6, "K": 3, "S": 2, "P": 1, "D": 1, "O": 1}


@cache
def recorded_layers() -> dict[str, tuple[Derivation, ...]]:
    """The derivations of each operation, in an order in which each finds the letters it needs.

    A convolution's depend on whether it is grouped and whether it has a bias: `conv grouped bias`.
    """
    found = {}
    for operation, words in OPERATIONS.items():
        for grouped in ("", " grouped") if "{G}" in words else ("",):
            for bias in ("", " bias") if "{bias}" in words else ("",):
                layer = words.format(**_SETTINGS, G=2 if grouped else 1, bias="" if bias else " nobias")
                found[f"{operation}{grouped}{bias}"] = _recorded(layer)
    return found


def _recorded(layer: str) -> tuple[Derivation, ...]:
    (explained,) = explain_layers(analyze(read_chain(f"{_INPUT} -> {layer}")))
    span = Derivation("effective kernel", "K_eff", formula_of(effective_kernel).closed_form())
    return (*explained.derivations, span)
