"""Sums over the layers of a network, and what only the whole network has: memory and depth."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.formula import elements
from archcalc.graph import Graph
from archcalc.memory import memory
from archcalc.ops.conv import CONVOLUTIONS
from archcalc.rows import Row


class Totals(NamedTuple):
    """Sums over the layers, whole batch; memory in bytes of the analysis' dtype.

    `parameters` = `trainable_parameters` + `fixed_parameters`; `buffers` counts elements as torch does. `counted` is
    the count under the analysis' convention, the key `cost` of the JSON document.
    `activations` are the elements of all layers' outputs, `conv_activations` those of convolutions alone (what
    RegNet and fvcore call activations), `peak_activation_bytes` what is alive at once at inference,
    `training_activation_bytes` what training keeps for the backward pass. `weighted_layers` is the depth: layers
    with weights on the longest way from input to output.
    """

    parameters: int
    trainable_parameters: int
    fixed_parameters: int
    buffers: int
    macs: int
    counted: int
    flops: int
    activations: int
    conv_activations: int
    parameter_bytes: int
    peak_activation_bytes: int
    training_activation_bytes: int
    layers: int
    weighted_layers: int

    @property
    def cost(self) -> int:
        """`counted`, for programs that call it by its key."""
        return self.counted


PER_BATCH = (
    "macs",
    "counted",
    "flops",
    "activations",
    "conv_activations",
    "peak_activation_bytes",
    "training_activation_bytes",
)
"""The totals that grow with the batch; parameters do not."""


def totals_of(graph: Graph, rows: tuple[Row, ...], batch: int, width: int) -> Totals:
    """The totals of a graph's rows; `width` is that of one element in bytes."""
    used = memory(graph, frozenset([i for i, row in enumerate(rows) if row.fixed_parameters and row.frozen]))
    columns = zip(*rows, strict=True) if rows else ((),) * len(Row._fields)
    column = dict(zip(Row._fields, columns, strict=True))
    parameters = sum(column["parameters"])
    return Totals(
        parameters=parameters,
        trainable_parameters=sum(column["trainable_parameters"]),
        fixed_parameters=sum(column["fixed_parameters"]),
        buffers=sum(column["buffers"]),
        macs=sum(column["macs"]),
        counted=sum(column["counted"]),
        flops=sum(column["flops"]),
        activations=sum(map(elements, column["output"])) * batch,
        conv_activations=sum([elements(row.output) for row in rows if isinstance(row.operation, CONVOLUTIONS)]) * batch,
        parameter_bytes=parameters * width,
        peak_activation_bytes=used.peak * width * batch,
        training_activation_bytes=(used.kept * width + used.kept_bytes) * batch,
        layers=len(rows),
        weighted_layers=_depth(graph, rows),
    )


def _depth(graph: Graph, rows: tuple[Row, ...]) -> int:
    """Layers with weights on the longest way through the network."""
    depths = [0]  # the input's; that of node i is at i + 1
    for node, row in zip(graph.nodes, rows, strict=True):
        inputs = node.inputs
        before = depths[inputs[0] + 1] if len(inputs) == 1 else max([depths[source + 1] for source in inputs])
        depths.append(before + 1 if row.parameters and row.cost.mul_add else before)
    return max(depths)
