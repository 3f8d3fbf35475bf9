"""Small graphs without a spec: one operation, or operations behind each other with branches."""

from collections.abc import Sequence
from functools import cache

import archcalc
from archcalc.analysis import analyze_graph
from archcalc.graph import INPUT, Graph, Node
from archcalc.ops import OPERATIONS, Operation
from archcalc.rows import Row
from archcalc.shape import Shape
from archcalc.spec.model import Network

Piece = Operation | tuple[tuple[Operation, ...], tuple[Operation, ...], str]
"""An operation, or two branches and the operation that joins them."""


def operation(key: str, axes: int = 2, **values) -> Operation:
    return OPERATIONS[key](axes=axes, **values)


def one_node(operation: Operation, *shapes: Shape) -> Node:
    """A node that stands alone, its output worked out by the engine."""
    operation.check_inputs(shapes)
    return Node("layer", operation, (INPUT,) * len(shapes), shapes, operation.output(*shapes))


def chain(shape: Shape, pieces: Sequence[Piece]) -> Graph:
    """The graph of pieces that follow each other; OperationError where they do not fit."""
    nodes: list[Node] = []

    def append(operation: Operation, *sources: int) -> int:
        shapes = tuple(shape if source == INPUT else nodes[source].output for source in sources)
        node = one_node(operation, *shapes)
        nodes.append(node._replace(path=f"{operation.key}_{len(nodes)}", inputs=sources))
        return len(nodes) - 1

    def follow(operations: Sequence[Operation], value: int) -> int:
        for operation in operations:
            value = append(operation, value)
        return value

    value = INPUT
    for piece in pieces:
        if isinstance(piece, Operation):
            value = append(piece, value)
        else:
            *branches, key = piece
            value = append(operation(key, len(shape) - 1), *[follow(branch, value) for branch in branches])
    return Graph("chain", shape, tuple(nodes), value)


def rows_of(graph: Graph, batch: int = 1) -> tuple[Row, ...]:
    """The engine's rows for a graph."""
    return analyze_graph(_any_network(), graph, batch).layers


def row_of(node: Node, batch: int = 1) -> Row:
    """The engine's row for a node that stands alone; its inputs may differ in shape."""
    return rows_of(Graph("one", node.shapes[0], (node,), 0), batch)[0]


@cache
def _any_network() -> Network:
    """An analysis carries a network for its name; the numbers come from the graph."""
    return archcalc.load("lenet5")
