"""Derivations: how each number of a layer, and each total, comes about."""

from __future__ import annotations

from itertools import takewhile

from archcalc.analysis import Analysis
from archcalc.conventions import FLOPS
from archcalc.cost import Cost
from archcalc.explain.fields import field_derivations
from archcalc.explain.letters import AXIS_LETTERS, in_letters, input_letters, is_expression, output_letters
from archcalc.explain.records import Derivation, LayerExplanation, Total
from archcalc.formula import elements, letter, total
from archcalc.formula.expression import Letter, as_expression
from archcalc.graph import INPUT, Graph
from archcalc.ops import BUFFER
from archcalc.receptive import Receptive, input_field
from archcalc.rows import Row

COST_LETTERS = {
    "mul_add": "MACs",
    "bias": "biases",
    "add": "additions",
    "mul": "multiplications",
    "div": "divisions",
    "compare": "comparisons",
    "exp": "exponentials",
}


def explain_layers(analysis: Analysis, names: set[str] | None = None) -> list[LayerExplanation]:
    """Explanations of the layers called `names`, or of all. Counts are per sample."""
    before = _fields_before(analysis.graph, analysis.layers)
    return [
        _explanation(row, fields)
        for row, fields in zip(analysis.layers, before, strict=True)
        if names is None or row.name in names
    ]


def explain_totals(analysis: Analysis, names: set[str] | None = None, most: int = 12) -> list[Total]:
    """The totals of the layers called `names`, or of all, as sums.

    More than `most` layers are taken together by the first part of their names in which they differ.
    """
    rows = [row for row in analysis.layers if names is None or row.name in names]
    shares = {
        "parameters": [(row.name, row.parameters) for row in rows],
        "MACs": [(row.name, row.macs) for row in rows],
        "FLOPs": [(row.name, row.flops) for row in rows],
    }
    return [Total(quantity, _grouped(terms, most)) for quantity, terms in shares.items()]


def _grouped(terms: list[tuple[str, int]], most: int) -> tuple[tuple[str, int], ...]:
    terms = [(name, value) for name, value in terms if value]
    if len(terms) <= most:
        return tuple(terms)
    groups: dict[str, int] = {}
    depth = len(_shared([name.split(".") for name, _ in terms])) + 1
    for name, value in terms:
        stage = ".".join(name.split(".")[:depth])
        groups[stage] = groups.get(stage, 0) + value
    return tuple(groups.items())


def _shared(paths: list[list[str]]) -> list[str]:
    """The parts with which all paths begin."""
    return [parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, zip(*paths, strict=False))]


def _fields_before(graph: Graph, rows: tuple[Row, ...]) -> list[tuple[Receptive, ...]]:
    first = input_field(graph.input[1:])
    return [
        tuple(first if source == INPUT else rows[source].receptive for source in node.inputs) for node in graph.nodes
    ]


def _explanation(row: Row, before: tuple[Receptive, ...]) -> LayerExplanation:
    derivations, underived = field_derivations(row, before)
    return LayerExplanation(row, (*_counts(row), *derivations), tuple(underived))


def _counts(row: Row) -> list[Derivation]:
    """Shape, parameters, and what the layer does when it runs."""
    twin = in_letters(row.operation)
    inputs = input_letters(row.inputs)
    output = output_letters(row.output)
    found = _output(row, twin.output_shape(*inputs))
    if row.parameters:
        sizes = [elements(tensor.shape) for tensor in twin.tensors(*inputs) if tensor.kind != BUFFER]
        found.append(Derivation("parameters", "parameters", as_expression(total(sizes))))
    return found + _work(row.cost, twin.cost(inputs, output)) if any(row.cost) else found


def _output(row: Row, shape: tuple[int, ...]) -> list[Derivation]:
    """The sizes that a formula gives; what is the same as before, or a field as it stands, needs none."""
    names = ["C_out" if len(row.output) > 1 else "N_out"]
    names += [f"{name}_out" for name in AXIS_LETTERS[len(row.output) - 1]]
    return [
        Derivation("output", name, as_expression(size))
        for name, size in zip(names, shape, strict=True)
        if is_expression(size) and not isinstance(size, Letter)
    ]


def _work(cost: Cost, recorded: Cost) -> list[Derivation]:
    """Each kind of elementary operation that the layer needs, and the FLOPs as their weighted sum."""
    found = []
    terms = []
    for kind, entry, number, weight in zip(cost._fields, recorded, cost, FLOPS.weights, strict=True):
        if number:
            name = COST_LETTERS[kind]
            found.append(Derivation("MACs" if kind == "mul_add" else "count", name, as_expression(entry)))
            terms.append(letter(name, number) if weight == 1 else weight * letter(name, number))
    return [*found, Derivation("FLOPs", "FLOPs", as_expression(total(terms)))]
