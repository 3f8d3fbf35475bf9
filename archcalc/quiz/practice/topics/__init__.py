"""The topics of practice, by name."""

from __future__ import annotations

from archcalc.quiz.practice.draft import Drawer
from archcalc.quiz.practice.topics import convolution, cost, dense, field, losses, matrices, network, savings, sizes

TOPICS: dict[str, Drawer] = {
    "output-size": sizes.output_size,
    "parameters": convolution.parameters,
    "weights": convolution.weights,
    "transposed": sizes.transposed,
    "dilated": sizes.dilated,
    "conv-1d": convolution.one_dimension,
    "conv-3d": convolution.three_dimensions,
    "macs": cost.macs,
    "flops": cost.flops,
    "multiplications": cost.multiplications,
    "memory": cost.memory,
    "receptive-field": field.receptive_field,
    "padding": field.padding,
    "kernel-size": field.kernel_size,
    "pooling": sizes.pooling,
    "grouped": convolution.grouped,
    "depthwise-separable": savings.depthwise,
    "bottleneck": savings.bottleneck,
    "spatially-separable": savings.spatial,
    "dense": dense.parameters,
    "connections": dense.connections,
    "network": network.parameters,
    "architectures": network.known,
    "numeric-convolution": matrices.convolution,
    "numeric-pooling": matrices.pooling,
    "softmax": losses.softmax_of,
    "mse": losses.mean_squared_error,
    "cross-entropy": losses.cross_entropy_of,
}
"""Topic -> what draws a question of it."""
