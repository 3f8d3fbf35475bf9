"""One construction typed in, compared with the plain layer it replaces, every multiplication shown."""

from __future__ import annotations

from typing import Any, NamedTuple

from archcalc.errors import ArchcalcError, Fault, UsageError
from archcalc.formula import conv_macs, formula_of, linear_weight
from archcalc.graph import INPUT, Graph, Node
from archcalc.ops.conv import Conv
from archcalc.ops.linear import Linear
from archcalc.output.table import Cell, Column, Table
from archcalc.savings.account import Finding, account
from archcalc.savings.construction import Count, count
from archcalc.savings.data import closed_data, count_data, kind_data
from archcalc.savings.notation import Typed, operations, read
from archcalc.savings.tables import ratio_text
from archcalc.savings.words import say
from archcalc.shape import Shape, shape_text

__all__ = ["Comparison", "compare", "hand_data", "hand_lines", "hand_table", "read"]


class Step(NamedTuple):
    """A layer with its numbers and how its multiply-adds come about, for one sample."""

    operation: str
    output: Shape
    cost: Count
    working: str


class Comparison(NamedTuple):
    """The plain layer, the layers in its place, and the construction they are, if it is a known one."""

    input: Shape
    batch: int
    plain: tuple[Step, ...]
    layers: tuple[Step, ...]
    found: Finding | None

    @property
    def title(self) -> str:
        plain, layers = (" -> ".join(step.operation for step in steps) for steps in (self.plain, self.layers))
        return f"input {shape_text(self.input)}, batch {self.batch}: {plain}, or {layers}"

    @property
    def costs(self) -> tuple[Count, Count]:
        """Of the plain layers and of those in their place, whole batch."""
        plain, layers = (sum_of(steps, self.batch) for steps in (self.plain, self.layers))
        return plain, layers


def compare(typed: Typed, batch: int = 1) -> Comparison:
    """Work out both sides.

    Raises:
        UsageError: the layers do not fit, or the two sides give different outputs.
    """
    if batch < 1:
        raise UsageError(Fault(f"a batch is a whole number from 1, not {batch}"))
    plain, layers = (_graph(typed.input, texts) for texts in (typed.plain, typed.layers))
    ends = plain.nodes[-1].output, layers.nodes[-1].output
    if ends[0] != ends[1]:
        message = f"the plain layer gives {shape_text(ends[0])}, the layers in its place {shape_text(ends[1])}"
        raise UsageError(Fault(message, hint="both need the same filters and strides"))
    steps = [tuple(map(_step, graph.nodes)) for graph in (plain, layers)]
    return Comparison(typed.input, batch, steps[0], steps[1], _known(layers, plain, batch))


def hand_table(comparison: Comparison, language: str) -> Table:
    """Every layer of both sides with its working."""
    columns = (
        Column("way", ""),
        Column("layer", say("layer", language)),
        Column("output", say("output", language)),
        Column("parameters", say("parameters", language), right=True),
        Column("macs", "MACs", right=True),
        Column("working", say("working", language), optional=True),
    )
    rows: list[list[Cell]] = []
    direct = say("direct", language)
    plain, layers = comparison.costs
    sides = ((direct, comparison.plain, plain), (say("in its place", language), comparison.layers, layers))
    for way, steps, sums in sides:
        for step in steps:
            macs = step.cost.macs * comparison.batch
            rows.append([way, step.operation, shape_text(step.output), step.cost.parameters, macs, step.working])
        if len(steps) > 1:
            added = " + ".join(f"{step.cost.macs * comparison.batch}" for step in steps if step.cost.macs)
            working = f"{added} = {sums.macs}" if "+" in added else ""
            rows.append([way, say("total", language), "", sums.parameters, sums.macs, working])
    return Table(columns, rows)


def hand_lines(comparison: Comparison, language: str) -> list[tuple[str, str]]:
    """Ratios, and the closed form of a construction that is known."""
    plain, layers = comparison.costs
    lines = [
        (f"{say(what, language)}, {say('ratio', language)}", f"{a:,} / {b:,} = {ratio_text(a, b)}")
        for what, a, b in (
            ("parameters", layers.parameters, plain.parameters),
            ("MACs", layers.macs, plain.macs),
        )
    ]
    if comparison.found:
        ratio = comparison.found.closed
        lines.append((say("kind", language), say(comparison.found.kind.name, language)))
        lines.append((say("closed form", language), ratio.line))
    return lines


def hand_data(comparison: Comparison) -> dict[str, Any]:
    """Both sides as plain data."""
    plain, layers = comparison.costs
    found = comparison.found
    return {
        "input": list(comparison.input),
        "batch": comparison.batch,
        "plain": [_step_data(step, comparison.batch) for step in comparison.plain],
        "layers": [_step_data(step, comparison.batch) for step in comparison.layers],
        "totals": {"plain": count_data(plain), "layers": count_data(layers)},
        "construction": kind_data(found.kind) if found else None,
        "closed_form": closed_data(found.closed) if found else None,
    }


def sum_of(steps: tuple[Step, ...], batch: int) -> Count:
    total = Count()
    for step in steps:
        total = total.plus(step.cost)
    return total._replace(macs=total.macs * batch)


def _graph(input: Shape, texts: tuple[str, ...]) -> Graph:
    """The layers one after the other, as a network."""
    nodes: list[Node] = []
    shape = input
    for text in texts:
        try:
            for operation in operations(text, shape):
                operation.check_inputs((shape,))
                output = operation.output(shape)
                name = f"layer{len(nodes) + 1}"
                nodes.append(Node(name, operation, (len(nodes) - 1 if nodes else INPUT,), (shape,), output))
                shape = output
        except ArchcalcError as error:
            fault = error.faults[0]
            raise UsageError(
                fault._replace(message=f"layer '{text}' on {shape_text(shape)}: {fault.message}")
            ) from None
    return Graph("by hand", input, tuple(nodes), len(nodes) - 1)


def _step(node: Node) -> Step:
    return Step(node.operation.describe(), node.output, count(node.operation, node.shapes, node.output), _working(node))


def _working(node: Node) -> str:
    """The multiply-adds with the numbers put in: `28·28·64·128·5·5 = 160563200`."""
    operation, (shape, *_) = node.operation, node.shapes
    if isinstance(operation, Conv):
        return formula_of(conv_macs).worked(
            C_out=operation.filters, C_in=shape[0], G=operation.groups, K=operation.kernel, H_out=node.output[1:]
        )
    if isinstance(operation, Linear):
        return formula_of(linear_weight).worked(N_out=operation.features, N_in=shape[0])
    return ""


def _known(layers: Graph, plain: Graph, batch: int) -> Finding | None:
    """The kind of construction that all of the layers are, with the plain layer that was typed."""
    wanted = [node.operation for node in plain.nodes]
    for finding in account(layers, batch).findings:
        if len(finding.layers) == len(layers.nodes):
            described = [part.operation for part in finding.plain_layers]
            if described == [operation.describe() for operation in wanted]:
                return finding
    return None


def _step_data(step: Step, batch: int) -> dict[str, Any]:
    count = step.cost._replace(macs=step.cost.macs * batch)
    return {"operation": step.operation, "output": list(step.output), **count_data(count), "working": step.working}
