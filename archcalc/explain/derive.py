"""Derivations: how each number of a layer, and each total, comes about."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.analysis import Analysis, Row
from archcalc.conventions import FLOPS
from archcalc.explain.letters import (
    AXIS_LETTERS,
    field_letters,
    in_letters,
    input_letters,
    is_expression,
    output_letters,
)
from archcalc.formula import Expression, elements, letter, total
from archcalc.formula.expression import Letter, as_expression
from archcalc.graph import INPUT, Graph
from archcalc.ops import BUFFER
from archcalc.receptive import Receptive, input_field

COST_LETTERS = {
    "mul_add": "MACs",
    "bias": "biases",
    "add": "additions",
    "mul": "multiplications",
    "div": "divisions",
    "compare": "comparisons",
    "exp": "exponentials",
}


class Derivation(NamedTuple):
    """How one number comes about: what it is, its symbol, and the recorded expression (value included)."""

    quantity: str
    symbol: str
    expression: Expression

    @property
    def value(self) -> int:
        return self.expression.value

    def letters(self) -> dict[str, int]:
        """The letters of the expression and their values, in the order in which they appear."""
        found = {}
        for leaf in self.expression.leaves():
            if isinstance(leaf, Letter) and leaf.number is not None:
                found[leaf.name] = leaf.number
        return found


class LayerExplanation(NamedTuple):
    """All derivations of one layer."""

    row: Row
    derivations: tuple[Derivation, ...]

    def letters(self) -> dict[str, int]:
        """All letters of the derivations and their values."""
        found: dict[str, int] = {}
        for derivation in self.derivations:
            found |= derivation.letters()
        return found


class Total(NamedTuple):
    """A total as the sum of the layers, or groups of layers, that have a share in it."""

    quantity: str
    terms: tuple[tuple[str, int], ...]

    @property
    def value(self) -> int:
        return sum(value for _, value in self.terms)


def explain_layers(analysis: Analysis, names: set[str] | None = None) -> list[LayerExplanation]:
    """Explanations of the layers called `names`, or of all. Counts are per sample."""
    before = _fields_before(analysis.graph, analysis.layers)
    return [
        LayerExplanation(row, tuple(_derivations(row, field)))
        for row, field in zip(analysis.layers, before, strict=True)
        if names is None or row.name in names
    ]


def explain_totals(analysis: Analysis, most: int = 12) -> list[Total]:
    """The totals as sums; more than `most` layers are taken together by the first part of their names."""
    shares = {
        "parameters": [(row.name, row.parameters) for row in analysis.layers],
        "MACs": [(row.name, row.macs) for row in analysis.layers],
        "FLOPs": [(row.name, row.flops) for row in analysis.layers],
    }
    return [Total(quantity, _grouped(terms, most)) for quantity, terms in shares.items()]


def _grouped(terms: list[tuple[str, int]], most: int) -> tuple[tuple[str, int], ...]:
    terms = [(name, value) for name, value in terms if value]
    if len(terms) <= most:
        return tuple(terms)
    groups: dict[str, int] = {}
    for name, value in terms:
        stage = name.partition(".")[0]
        groups[stage] = groups.get(stage, 0) + value
    return tuple(groups.items())


def _fields_before(graph: Graph, rows: tuple[Row, ...]) -> list[tuple[Receptive, ...]]:
    first = input_field(graph.input[1:])
    return [
        tuple(first if source == INPUT else rows[source].receptive for source in node.inputs) for node in graph.nodes
    ]


def _derivations(row: Row, before: tuple[Receptive, ...]) -> list[Derivation]:
    twin = in_letters(row.operation)
    inputs = input_letters(row.inputs)
    output = output_letters(row.output)
    found = _output(row, twin.output_shape(*inputs))
    if row.parameters:
        sizes = [elements(tensor.shape) for tensor in twin.tensors(*inputs) if tensor.kind != BUFFER]
        found.append(Derivation("parameters", "parameters", as_expression(total(sizes))))
    if row.cost.mul_add:
        found.append(Derivation("MACs", "MACs", as_expression(twin.cost(inputs, output).mul_add)))
    if any(row.cost):
        found.append(Derivation("FLOPs", "FLOPs", _flops(row)))
    return found + _receptive(row, before)


def _output(row: Row, shape: tuple[int, ...]) -> list[Derivation]:
    """The sizes that a formula gives; what is the same as before, or a field as it stands, needs none."""
    names = ["C_out" if len(row.output) > 1 else "N_out"]
    names += [f"{name}_out" for name in AXIS_LETTERS[len(row.output) - 1]]
    return [
        Derivation("output", name, as_expression(size))
        for name, size in zip(names, shape, strict=True)
        if is_expression(size) and not isinstance(size, Letter)
    ]


def _flops(row: Row) -> Expression:
    weights = zip(row.cost._fields, row.cost, FLOPS.weights, strict=True)
    terms = [(letter(COST_LETTERS[name], entry), weight) for name, entry, weight in weights if entry]
    return as_expression(total([symbol if weight == 1 else weight * symbol for symbol, weight in terms]))


def _receptive(row: Row, before: tuple[Receptive, ...]) -> list[Derivation]:
    """Size and jump of the receptive field along the first axis, where they change and one input has them.

    Fractions of a pixel (behind an upsampling) and branches are not derived here.
    """
    if len(before) != 1 or not before[0] or not all(isinstance(axis.jump, int) for axis in before[0]):
        return []
    try:
        after = in_letters(row.operation).receptive(
            (field_letters(before[0]),), input_letters(row.inputs), output_letters(row.output)
        )
    except TypeError:  # it branches on its values: adaptive pooling, transposed convolution
        return []
    axis = after[0]
    found = []
    for quantity, symbol, value in (("receptive field", "r_out", axis.size), ("jump", "j_out", axis.jump)):
        if is_expression(value) and not isinstance(value, Letter):
            found.append(Derivation(quantity, symbol, as_expression(value)))  # type: ignore[arg-type]
    return found
