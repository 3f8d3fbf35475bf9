"""A graph that was expanded for one input, for another one."""

from __future__ import annotations

from archcalc.errors import OperationError
from archcalc.graph import INPUT, Graph, Node
from archcalc.making import LARGEST
from archcalc.shape import Shape


def reshaped(graph: Graph, input: Shape) -> Graph | None:
    """The same layers for another input; None where expanding anew is needed, to find other layers or a fault.

    Of a shape, expressions see nothing but the channels (`$in`): where each layer gives as many as before, all that
    was computed from them is as before. A flattened map gives others.
    """
    if len(input) != len(graph.input) or input[0] != graph.input[0]:
        return None
    outputs: list[Shape] = []
    known: dict[tuple[int, tuple[Shape, ...]], Shape] = {}
    nodes = []
    for path, operation, inputs, _, before, place, trail in graph.nodes:
        shapes = tuple([input if source == INPUT else outputs[source] for source in inputs])
        key = (id(operation), shapes)
        output = known.get(key)
        if output is None:
            try:
                output = known[key] = operation.output(*shapes)
            except OperationError:
                return None
        if output[0] != before[0] or len(output) != len(before) or max(output) > LARGEST:
            return None
        outputs.append(output)
        nodes.append(Node(path, operation, inputs, shapes, output, place, trail))
    return graph._replace(input=input, nodes=tuple(nodes))
