"""The replacement that undoes all others: plain convolutions in place of every economical construction."""

from __future__ import annotations

from archcalc.graph import Node
from archcalc.savings.registry import KINDS, constructions, disjoint
from archcalc.savings.web import Web
from archcalc.shape import Shape
from archcalc.whatif.kernels import Chosen
from archcalc.whatif.rewrite import New, Rule


def plain(web: Web, chosen: Chosen) -> Rule:
    """What `archcalc savings` compares with, made into a network; a construction is chosen by its last layer."""
    edits = {
        index: tuple(New("", operation) for operation in operations)
        for found in disjoint(constructions(web.graph))
        if KINDS[found.kind].convolution and chosen(web.nodes[found.nodes[-1]].path)
        for index, operations in found.edits.items()
    }

    def rule(index: int, node: Node, shapes: tuple[Shape, ...]) -> tuple[New, ...] | None:
        return edits.get(index)

    return rule
