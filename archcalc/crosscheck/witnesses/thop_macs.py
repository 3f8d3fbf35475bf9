"""ultralytics-thop, the maintained thop. The older package of that name counts otherwise."""

from __future__ import annotations

from typing import Any

import torch

from archcalc.crosscheck.build import Network
from archcalc.graph import Graph


def count(network: Network, graph: Graph) -> list[int]:
    """MACs of each node."""
    import thop

    x = torch.zeros((1, *graph.input), device="meta")
    *_, layers = thop.profile(network, (x,), verbose=False, ret_layer_info=True)
    return [int(_at(layers, name)) for name in network.module_names]


def _at(layers: dict[str, Any], name: str) -> float:
    """The figure of a module in thop's tree of (MACs, parameters, children)."""
    *scopes, last = name.split(".")
    for scope in scopes:
        layers = layers[scope][2]
    macs: float = layers[last][0]
    return macs
