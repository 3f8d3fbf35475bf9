"""Puts one operation before the engine and before torch, and says in what their answers differ."""

from typing import NamedTuple

from op_graphs import one_node, row_of
from op_strategies import Case

from archcalc.crosscheck.build import build
from archcalc.crosscheck.compare import differences
from archcalc.crosscheck.factories import module_for
from archcalc.crosscheck.measure import TorchFacts, measure, measure_module
from archcalc.errors import OperationError
from archcalc.graph import Graph, Node
from archcalc.ops import Operation
from archcalc.shape import Shape

BATCH = 2
"""Samples at once: some norms refuse a single one."""


class Verdict(NamedTuple):
    """`ours` and `theirs`: why each side refuses, empty where it accepts; `unlike`: differences if both accept."""

    ours: str
    theirs: str
    unlike: list[str]


def judge(case: Case) -> Verdict:
    """Ask both sides about a case."""
    try:
        node = one_node(case.make(), *case.shapes)
    except OperationError as error:
        return Verdict(str(error), refusal(operation_to_refuse(case), case.shapes), [])
    theirs = refusal(node.operation, case.shapes)
    found = [] if theirs else differences(node, row_of(node, BATCH), torch_facts(node, BATCH))
    return Verdict("", theirs, found)


def operation_to_refuse(case: Case) -> Operation:
    """What torch is asked about when the engine refuses: at its shapes only, or already at its fields."""
    try:
        return case.make()
    except OperationError:
        return case.make_unchecked()


def refusal(operation: Operation, shapes: tuple[Shape, ...]) -> str:
    """Why torch refuses to run an operation; empty if it does not.

    For real, not on the meta device: there torch leaves out some of its checks (output_padding, indices).
    """
    try:
        measure_module(module_for(operation, shapes), shapes, BATCH, "cpu")
    except Exception as error:  # each layer of torch has errors of its own
        return repr(error)
    return ""


def torch_facts(node: Node, batch: int = BATCH) -> TorchFacts:
    """torch's facts: of a network of one node; of the bare module where several tensors come in."""
    if len(node.shapes) > 1:
        return measure_module(module_for(node.operation, node.shapes), node.shapes, batch)
    graph = Graph("one", node.shapes[0], (node,), 0)
    return measure(build(graph, "meta"), graph, batch)[0]


def unlike(operation: Operation, *shapes: Shape) -> list[str]:
    """Differences between the engine and torch for an operation on these shapes."""
    node = one_node(operation, *shapes)
    return differences(node, row_of(node, BATCH), torch_facts(node))
