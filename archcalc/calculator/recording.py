"""The formulas of the calculator's layers, recorded from the operations that the rest of the program runs.

A layer is analysed once with settings that bring out all its letters; what `archcalc explain` derives for it,
with the counts that its FLOPs consist of, is what the page calculates with.
"""

from __future__ import annotations

from functools import cache

from archcalc.analysis import Row, analyze
from archcalc.calc.chain import read_chain
from archcalc.calculator.kinds import OPERATIONS
from archcalc.explain import Derivation, explain_layers
from archcalc.explain.derive import COST_LETTERS
from archcalc.explain.letters import in_letters, input_letters, output_letters
from archcalc.formula import effective_kernel, exact_div, formula_of, letter, transposed_field
from archcalc.formula.expression import as_expression

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
    derived = explained.derivations
    flops = next(place for place, derivation in enumerate(derived) if derivation.quantity == "FLOPs")
    span = Derivation("effective kernel", "K_eff", formula_of(effective_kernel).closed_form())
    return (*derived[:flops], *_counts(explained.row), *derived[flops:], *_transposed_field(explained.row), span)


def _counts(row: Row) -> list[Derivation]:
    """The entries of the cost beside the multiply-adds, which the FLOPs name by letters."""
    cost = in_letters(row.operation).cost(input_letters(row.inputs), output_letters(row.output))
    return [
        Derivation("count", COST_LETTERS[name], as_expression(entry))
        for name, entry in zip(cost._fields, cost, strict=True)
        if name != "mul_add" and getattr(row.cost, name)
    ]


def _transposed_field(row: Row) -> list[Derivation]:
    """The receptive field of a transposed convolution, in the formula's exact form for g = gcd(D, S)."""
    if row.operation.key != "conv_transpose":
        return []
    common = letter("g")
    field = formula_of(transposed_field).closed_form(
        D=as_expression(1),
        S=as_expression(exact_div(letter("S"), common)),
        j=as_expression(letter("j") * exact_div(letter("D"), common)),
    )
    return [Derivation("receptive field", "r_out", field)]
