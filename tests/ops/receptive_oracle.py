"""What each output position depends on, found by running a network in torch: no formula is involved.

All weights are one and the input is one-hot, one sample for each place along an axis: nothing cancels, so an
output is positive exactly where it depends on that place.
"""

import torch
from op_graphs import rows_of

from archcalc.crosscheck.build import build
from archcalc.graph import Graph
from archcalc.receptive import AxisField
from archcalc.shape import Shape


def engine_field(graph: Graph, axis: int) -> AxisField:
    """The engine's receptive field of the last node."""
    return rows_of(graph)[graph.output].receptive[axis]


def dependencies(graph: Graph, axis: int) -> list[tuple[int, int] | None]:
    """First and last place of the input that each output position along `axis` depends on; None for no place."""
    network = build(graph).double().eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.fill_(1)
        for name, parameter in network.named_parameters():
            if name.endswith("bias"):
                parameter.zero_()
        output = network(_one_hot(graph.input, axis))
    others = [i for i in range(1, output.dim()) if i != axis + 2]
    depends = output.amax(others) > 0  # place of the input, position of the output
    places = depends.int().T
    return [(int(row.argmax()), int(row.nonzero().max())) if row.any() else None for row in places]


def _one_hot(shape: Shape, axis: int) -> torch.Tensor:
    """Sample i is one at place i of the axis, over the whole of the other axes."""
    size = shape[1 + axis]
    x = torch.zeros((size, *shape), dtype=torch.float64)
    for place in range(size):
        x[place].select(1 + axis, place).fill_(1)
    return x
