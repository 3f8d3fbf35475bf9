"""A graph with some of its layers replaced: every shape behind them is worked out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from archcalc.errors import Fault, OperationError, UsageError
from archcalc.graph import INPUT, Graph, Node
from archcalc.ops import Operation
from archcalc.shape import Shape, shape_text


class New(NamedTuple):
    """An operation in place of a node; `suffix` goes behind the node's name, empty to keep the name."""

    suffix: str
    operation: Operation


Rule = Callable[[int, Node, tuple[Shape, ...]], tuple[New, ...] | None]
"""Index, node, and the shapes that arrive now -> what takes the node's place; None to leave it as it is.

Several operations come one after the other; with none, the node's input passes through.
"""


class Changed(NamedTuple):
    """A layer that is no longer what it was."""

    layer: str
    was: str
    now: str


class Rewritten(NamedTuple):
    graph: Graph
    changed: tuple[Changed, ...]


def rewrite(graph: Graph, rule: Rule, what: str) -> Rewritten:
    """Apply a rule to every node, in the order in which they run; `what` names the replacement in messages.

    Raises:
        UsageError: a layer no longer fits; it is named.
    """
    nodes: list[Node] = []
    changed: list[Changed] = []
    place = {INPUT: INPUT}  # old index -> new index
    names = {node.path for node in graph.nodes}
    for index, node in enumerate(graph.nodes):
        inputs = tuple(place[source] for source in node.inputs)
        shapes = tuple(graph.input if i == INPUT else nodes[i].output for i in inputs)
        try:
            news = rule(index, node, shapes)
            for new in (New("", node.operation),) if news is None else news:
                name = _fresh(node.path, new.suffix, names)
                nodes.append(_made(node, name, new.operation, inputs, shapes))
                inputs, shapes = (len(nodes) - 1,), (nodes[-1].output,)
        except OperationError as error:
            raise UsageError(_misfit(node, what, shapes, error)) from None
        place[index] = inputs[0]
        if news is not None and [new.operation for new in news] != [node.operation]:
            now = " + ".join(new.operation.describe() for new in news) or "left out"
            was = node.operation.describe()
            changed.append(Changed(node.path, *_told_apart(was, now, node.operation, news)))
    output, *others = (place[result] for result in graph.results)
    return Rewritten(graph._replace(nodes=tuple(nodes), output=output, others=tuple(others)), tuple(changed))


def _made(node: Node, name: str, operation: Operation, inputs: tuple[int, ...], shapes: tuple[Shape, ...]) -> Node:
    operation.check_inputs(shapes)
    return node._replace(path=name, operation=operation, inputs=inputs, shapes=shapes, output=operation.output(*shapes))


def _told_apart(was: str, now: str, before: Operation, news: tuple[New, ...]) -> tuple[str, str]:
    """Where only the filters differ, they are named: a table does not show them otherwise."""
    if was != now or len(news) != 1 or before.main is None:
        return was, now
    return f"{was}, {getattr(before, before.main)}", f"{now}, {getattr(news[0].operation, before.main)}"


def _fresh(path: str, suffix: str, names: set[str]) -> str:
    if not suffix:
        return path
    name, number = f"{path}.{suffix}", 1
    while name in names:
        number += 1
        name = f"{path}.{suffix}_{number}"
    names.add(name)
    return name


def _misfit(node: Node, what: str, shapes: tuple[Shape, ...], error: OperationError) -> Fault:
    met = " and ".join(map(shape_text, shapes))
    fault = error.faults[0]
    return Fault(f"with {what}, layer '{node.path}' on {met} no longer fits: {fault.message}", hint=fault.hint)
