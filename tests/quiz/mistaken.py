"""Mistakes made once more: from the numbers of a generated English question and the names of the mistakes alone.

Everything is worked out from the text by arithmetic that shares nothing with `archcalc/quiz/practice`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mistaken_counts as counts
import mistaken_sizes as sizes
import mistaken_values as values

MISTAKEN: dict[str, Callable[[str, frozenset[str]], list[Any]]] = {
    "output-size": sizes.output_size,
    "parameters": counts.parameters,
    "weights": counts.weights,
    "transposed": sizes.transposed,
    "dilated": sizes.dilated,
    "conv-1d": counts.one_dimension,
    "conv-3d": counts.three_dimensions,
    "macs": counts.macs,
    "flops": counts.flops,
    "multiplications": counts.multiplications,
    "memory": counts.memory,
    "receptive-field": sizes.receptive_field,
    "padding": sizes.padding,
    "kernel-size": sizes.kernel_size,
    "pooling": sizes.pooling,
    "grouped": counts.grouped,
    "depthwise-separable": counts.depthwise,
    "bottleneck": counts.bottleneck,
    "spatially-separable": counts.spatial,
    "dense": counts.dense,
    "connections": counts.connections,
    "network": values.network,
    "architectures": values.known,
    "numeric-convolution": values.numeric_convolution,
    "numeric-pooling": values.numeric_pooling,
    "softmax": values.softmax,
    "mse": values.mse,
    "cross-entropy": values.cross_entropy,
}
