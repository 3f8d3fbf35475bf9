"""Counting conventions: what people mean by one number for the work of a layer.

Nobody agrees on it, so every printed number carries the name of its convention. A convention weighs the
entries of a layer's `Cost`; where a tool counts an operation in a way that no weights express, an exception
says how and why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from archcalc.cost import Cost
from archcalc.errors import Fault, UsageError, did_you_mean
from archcalc.formula import elements, window_terms
from archcalc.ops import Operation
from archcalc.ops.lenet import Subsample
from archcalc.shape import Shape

Count = Callable[[Operation, tuple[Shape, ...], Shape], int]
"""What a convention counts for an operation: from its inputs' shapes and its output's, per sample."""


class Convention(NamedTuple):
    """A named way to count.

    `weights` holds the factor of each entry of a cost record; `exceptions` holds, by operation key, what is
    counted instead of the weighted record, with the reason in one line.
    """

    name: str
    sentence: str
    source: str
    weights: Cost
    exceptions: Mapping[str, tuple[Count, str]] = {}

    def count(self, operation: Operation, inputs: tuple[Shape, ...], output: Shape, cost: Cost) -> int:
        """The count for one sample."""
        if operation.key in self.exceptions:
            return self.exceptions[operation.key][0](operation, inputs, output)
        return sum(weight * entry for weight, entry in zip(self.weights, cost, strict=True) if weight)


def _subsampling_connections(operation: Operation, inputs: tuple[Shape, ...], output: Shape) -> int:
    assert isinstance(operation, Subsample)
    return (window_terms(operation.kernel) + 1) * elements(output)


CONVENTIONS = {
    convention.name: convention
    for convention in (
        Convention(
            "macs",
            "multiply-adds of convolutions and fully connected layers, without biases",
            "the papers' mult-adds; what ImageNet tables call GFLOPs",
            Cost(mul_add=1),
        ),
        Convention(
            "flops",
            "two per multiply-add, and one for every bias addition and elementwise operation",
            "the literal meaning of floating-point operations",
            Cost(2, 1, 1, 1, 1, 1, 1),
        ),
        Convention(
            "connections",
            "multiply-adds and biases; a subsampling unit has its inputs and a bias",
            "LeCun et al. 1998, section II.B",
            Cost(mul_add=1, bias=1),
            {"subsample": (_subsampling_connections, "a unit is connected to each element of its window and to a bias")},
        ),
    )
}


def convention(name: str) -> Convention:
    """A convention by name.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in CONVENTIONS:
        hint = did_you_mean(name, CONVENTIONS, "conventions")
        raise UsageError(Fault(f"there is no convention '{name}'", hint=hint))
    return CONVENTIONS[name]
