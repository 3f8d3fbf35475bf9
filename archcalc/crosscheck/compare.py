"""Whether the engine's row for a node agrees with what torch says of the node's module."""

from __future__ import annotations

from archcalc.crosscheck.measure import TorchFacts
from archcalc.graph import Node
from archcalc.ops import Tensor
from archcalc.rows import Row
from archcalc.shape import shape_text

# What the engine calls multiply-adds and FlopCounterMode does not: it counts convolutions and matrix products
# by their kernels, and these two are elementwise products and sums in torch.
UNCOUNTED = {
    "subsample": "a window's sum times one coefficient per map is an elementwise product",
    "rbf": "squares of differences are elementwise products; no matrix product yields them",
}


def differences(node: Node, row: Row, facts: TorchFacts) -> list[str]:
    """Everything in which a row and torch disagree, in words; empty where they agree."""
    found = []
    if row.output != facts.output:
        found.append(_differ("output", shape_text(row.output), shape_text(facts.output)))
    found += tensor_differences(row.tensors, facts.tensors)
    expected = 0 if node.operation.key in UNCOUNTED else 2 * row.macs
    if expected != facts.flops:
        found.append(_differ("FLOPs (2 per MAC)", f"{expected:,}", f"{facts.flops:,}"))
    return [f"{node.path}: {text}" for text in found]


def tensor_differences(ours: tuple[Tensor, ...], theirs: tuple[Tensor, ...]) -> list[str]:
    """Tensors that only one side has, or that differ in shape or kind, in words."""
    first, second = ({tensor.name: tensor for tensor in tensors} for tensors in (ours, theirs))
    names = dict.fromkeys([*first, *second])
    return [
        _differ(f"tensor {name}", _tensor_text(first.get(name)), _tensor_text(second.get(name)))
        for name in names
        if first.get(name) != second.get(name)
    ]


def _tensor_text(tensor: Tensor | None) -> str:
    if tensor is None:
        return "none"
    return f"{tensor.kind} {shape_text(tensor.shape) or 'of one number'}"


def _differ(what: str, ours: str, theirs: str) -> str:
    return f"{what}: archcalc {ours}, torch {theirs}"
