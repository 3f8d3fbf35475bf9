"""torchinfo's mult-adds."""

from __future__ import annotations

import torch

from archcalc.crosscheck.build import Network
from archcalc.graph import Graph


def count(network: Network, graph: Graph) -> list[int]:
    """Mult-adds of each node: those of the leaf modules that it is made of, as torchinfo's total sums them."""
    import torchinfo

    node_of = {
        id(part): index
        for index, name in enumerate(network.module_names)
        for part in network.get_submodule(name).modules()
    }
    x = torch.zeros((1, *graph.input), device="meta")
    result = torchinfo.summary(network, input_data=x, device="meta", verbose=0)
    counts = [0] * len(graph.nodes)
    for layer in result.summary_list:
        if layer.is_leaf_layer and id(layer.module) in node_of:
            counts[node_of[id(layer.module)]] += layer.macs
    return counts
