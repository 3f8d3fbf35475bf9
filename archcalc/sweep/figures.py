"""The figures of a network whose numbers are lanes: the sums that `archcalc.totals` makes of plain ones."""

from __future__ import annotations

from typing import Any

from archcalc.conventions import FLOPS
from archcalc.formula import elements, maximum, total
from archcalc.graph import INPUT, Graph
from archcalc.memory import DTYPE_BYTES
from archcalc.ops import BUFFER, Operation
from archcalc.shape import Shape
from archcalc.sweep.liveness import live_sets
from archcalc.sweep.making import LanesMaker

FIGURES = ("parameters", "macs", "flops", "activations", "peak_activation_bytes", "memory_bytes")
"""What a sweep finds, named as in the totals of an analysis; `memory_bytes` are parameters and peak together."""


def figures(graph: Graph, maker: LanesMaker, batch: Any, dtype: str) -> dict[str, Any]:
    """Each figure as a number or lanes, for the whole batch."""
    layers = [maker.compute(node.operation, node.shapes, _facts, 4) for node in graph.nodes]
    parameters, macs, flops, activations = (total([facts[column] for facts in layers]) for column in range(4))
    sizes = {INPUT: elements(graph.input)} | {index: facts[3] for index, facts in enumerate(layers)}
    peak = 0
    for live in live_sets(graph):
        peak = maximum(peak, total([sizes[index] for index in live]))
    width = DTYPE_BYTES[dtype]
    found = (parameters, macs * batch, flops * batch, activations * batch, peak * width * batch)
    return dict(zip(FIGURES, (*found, found[0] * width + found[-1]), strict=True))


def _facts(operation: Operation, shapes: tuple[Shape, ...]) -> list[int]:
    """Parameters, multiply-adds, FLOPs and elements of the output, for one sample."""
    output = operation.output_shape(*shapes)
    cost = operation.cost(shapes, output)
    sizes = [tensor.size for tensor in operation.tensors(*shapes) if tensor.kind != BUFFER]
    return [total(sizes), cost.mul_add, FLOPS.tally(operation, shapes, output, cost), elements(output)]
