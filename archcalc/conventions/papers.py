"""How papers count."""

from __future__ import annotations

from archcalc.conventions.base import Convention, Quirk
from archcalc.cost import Cost
from archcalc.formula import elements, window_terms
from archcalc.ops.lenet import Subsample
from archcalc.shape import Shape

MACS = Convention(
    "macs",
    "multiply-adds of convolutions and fully connected layers, without biases",
    "the papers' mult-adds, and what most ImageNet tables call FLOPs",
    Cost(mul_add=1),
)

FLOPS = Convention(
    "flops",
    "two per multiply-add, and one for every bias addition and elementwise operation",
    "our own count: 2 per multiply-add, the first product of a sum included, and 1 per other elementary operation "
    "(an addition, a comparison, a division, an exponential)",
    Cost(2, 1, 1, 1, 1, 1, 1),
)


def _unit_connections(operation: Subsample, inputs: tuple[Shape, ...], output: Shape) -> int:
    return (window_terms(operation.kernel) + 1) * elements(output)


CONNECTIONS = Convention(
    "connections",
    "multiply-adds and biases; a subsampling unit has its inputs and a bias",
    "LeCun et al. 1998, section II.B",
    Cost(mul_add=1, bias=1),
    {"subsample": Quirk(_unit_connections, "a unit is connected to each element of its window, and to a bias")},
)
