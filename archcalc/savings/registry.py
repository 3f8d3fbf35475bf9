"""All kinds of constructions, what a graph has of them, and what counts in the network's total."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.graph import Graph
from archcalc.savings.construction import Construction, Kind
from archcalc.savings.kinds import (
    bottleneck,
    factorised,
    grouped,
    inverted,
    pooling,
    separable,
    shuffled,
    stacked,
)
from archcalc.savings.web import Web

KINDS: dict[str, Kind] = {
    module.KIND.key: module.KIND
    for module in (inverted, bottleneck, separable, factorised, stacked, shuffled, grouped, pooling)
}
"""Larger constructions before those they may contain: a layer counts in the first that has it."""


def constructions(graph: Graph) -> list[Construction]:
    """Every construction in a graph, kind by kind; one may contain another of another kind."""
    web = Web(graph)
    return [found for kind in KINDS.values() for found in kind.find(web)]


def disjoint(found: Sequence[Construction]) -> list[Construction]:
    """Those that count in a total: a layer belongs to at most one, the kind first in `KINDS`."""
    taken: set[int] = set()
    chosen = []
    for construction in found:
        if taken.isdisjoint(construction.nodes):
            taken.update(construction.nodes)
            chosen.append(construction)
    return chosen
