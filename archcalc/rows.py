"""The layers of a graph in numbers: one row of plain integers for each."""

from __future__ import annotations

from typing import Any, NamedTuple

from archcalc.conventions import FLOPS, Convention
from archcalc.cost import Cost
from archcalc.graph import INPUT, Graph
from archcalc.ops import BUFFER, FIXED, PARAMETER, Operation, Tensor
from archcalc.phases import exact_fields
from archcalc.receptive import Receptive, input_field
from archcalc.shape import Shape


class Facts(NamedTuple):
    """What follows from an operation and its input shapes alone: equal layers share it. Per sample."""

    tensors: tuple[Tensor, ...]
    parameters: int
    trainable_parameters: int
    fixed_parameters: int
    buffers: int
    cost: Cost
    flops: int
    counted: int


class Row(NamedTuple):
    """One layer with its numbers.

    `cost` is the record of what it does for one sample. `macs`, `flops` and `counted`, what the analysis' convention
    makes of that record, are for the whole batch.
    """

    name: str
    operation: Operation
    inputs: tuple[Shape, ...]
    output: Shape
    tensors: tuple[Tensor, ...]
    parameters: int
    trainable_parameters: int
    fixed_parameters: int
    buffers: int
    cost: Cost
    macs: int
    flops: int
    counted: int
    receptive: Receptive

    @property
    def op(self) -> str:
        """The operation's full name: `conv2d`."""
        return self.operation.name

    @property
    def frozen(self) -> bool:
        """Whether parameters that could be trained are not."""
        return (
            self.fixed_parameters > 0
            and not self.trainable_parameters
            and any(t.kind == PARAMETER for t in self.tensors)
        )


def rows_of(graph: Graph, batch: int, chosen: Convention) -> tuple[Row, ...]:
    """A row for each node of the graph, counted under a convention for a batch."""
    # By the operation's identity: equal layers of a graph share theirs, and comparing them would take longer.
    known: dict[tuple[int, tuple[Shape, ...]], tuple[Any, ...]] = {}
    seen: list[Receptive] = []
    first = input_field(graph.input[1:])
    rows = []
    for node in graph.nodes:
        path, operation, inputs, shapes, output, _, _ = node
        key = (id(operation), shapes)
        numbers = known.get(key)
        if numbers is None:
            numbers = known[key] = _numbers(_facts(operation, shapes, output, chosen), batch)
        fields = tuple([first if source == INPUT else seen[source] for source in inputs])
        receptive = operation.receptive(fields, shapes, output)
        seen.append(receptive)
        rows.append(Row._make((path, operation, shapes, output, *numbers, receptive)))
    exact = exact_fields(graph, seen)
    if exact is not seen:
        rows = [row._replace(receptive=field) for row, field in zip(rows, exact, strict=True)]
    return tuple(rows)


def _numbers(facts: Facts, batch: int) -> tuple[Any, ...]:
    """The part of a row that equal layers share."""
    return (*facts[:6], facts.cost.mul_add * batch, facts.flops * batch, facts.counted * batch)


def _facts(operation: Operation, shapes: tuple[Shape, ...], output: Shape, chosen: Convention) -> Facts:
    tensors = operation.tensors(*shapes)
    sizes = {PARAMETER: 0, FIXED: 0, BUFFER: 0}
    for tensor in tensors:
        sizes[tensor.kind] += tensor.size
    cost = operation.cost(shapes, output)
    return Facts(
        tensors,
        sizes[PARAMETER] + sizes[FIXED],
        sizes[PARAMETER],
        sizes[FIXED],
        sizes[BUFFER],
        cost,
        FLOPS.tally(operation, shapes, output, cost),
        chosen.tally(operation, shapes, output, cost),
    )


def parameters_and_macs(graph: Graph) -> tuple[int, int]:
    """The two figures of a list of networks, for one sample: no rows, no memory, no receptive fields."""
    known: dict[tuple[int, tuple[Shape, ...]], tuple[int, int]] = {}
    parameters = macs = 0
    for node in graph.nodes:
        key = (id(node.operation), node.shapes)
        counts = known.get(key)
        if counts is None:
            sizes = [tensor.size for tensor in node.operation.tensors(*node.shapes) if tensor.kind != BUFFER]
            counts = known[key] = (sum(sizes), node.operation.cost(node.shapes, node.output).mul_add)
        parameters += counts[0]
        macs += counts[1]
    return parameters, macs
