"""fvcore's FlopCountAnalysis."""

from __future__ import annotations

import warnings

import torch

from archcalc.crosscheck.build import Network
from archcalc.graph import Graph


def count(network: Network, graph: Graph) -> list[int]:
    """Flops of each node (what fvcore calls a flop is a multiply-add)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # importing fvcore warns of what torch has deprecated
        from fvcore.nn import FlopCountAnalysis

        x = torch.zeros((1, *graph.input))
        with torch.no_grad():
            analysis = FlopCountAnalysis(network, x)
            analysis.unsupported_ops_warnings(False)
            analysis.uncalled_modules_warnings(False)
            analysis.tracer_warnings("none")
            by_module = analysis.by_module()
    return [int(by_module.get(name, 0)) for name in network.module_names]
