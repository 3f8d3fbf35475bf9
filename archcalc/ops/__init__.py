"""All operations, one class each, in a file per family.

To add one: write its class here (`key`, fields, `output`, and what differs from the defaults of
`Operation`), and one line in the torch builder. Schema, documentation and tests find it by iteration.
This package knows formulas, shapes and costs; it knows nothing of specs, graphs or torch.
"""

from archcalc.ops import activation, conv, join, lenet, linear, norm, pool, reshape
from archcalc.ops.base import BUFFER, FIXED, OPERATIONS, PARAMETER, Operation, Tensor

__all__ = [
    "BUFFER",
    "FIXED",
    "OPERATIONS",
    "PARAMETER",
    "Operation",
    "Tensor",
    "activation",
    "conv",
    "join",
    "lenet",
    "linear",
    "norm",
    "pool",
    "reshape",
]
