"""torch.utils.flop_counter. On the CPU it gives 0 for several operations; on the meta device it sees them all."""

from __future__ import annotations

from archcalc.crosscheck.build import Network
from archcalc.crosscheck.measure import measure
from archcalc.graph import Graph


def count(network: Network, graph: Graph) -> list[int]:
    """FLOPs of each node, 2 per multiply-add."""
    return [facts.flops for facts in measure(network, graph)]
