"""Independent counters, one small file each, behind one form.

A witness measures a built network and gives one figure per node, in the graph's order. The engine's convention of
the same name must reproduce each of them. To add a witness: a file with a `count` function, a line in `WITNESSES`,
and a convention in `archcalc.conventions.tools`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from archcalc.crosscheck.build import Network
from archcalc.graph import Graph

Count = Callable[[Network, Graph], list[int]]
"""Figures per node, for a batch of one, from a network in eval mode on the device that the witness needs."""


class Witness(NamedTuple):
    """A counter: its name (and its convention's), the package it comes from, and the device it needs."""

    name: str
    package: str
    module: str
    device: str  # "meta" takes no memory; "cpu" runs for real
    optional: bool = False

    @property
    def installed(self) -> bool:
        return find_spec(self.package) is not None

    def measure(self, network: Network, graph: Graph) -> list[int]:
        """The witness's figure for each node."""
        counter: Count = import_module(f"archcalc.crosscheck.witnesses.{self.module}").count
        return counter(network, graph)


WITNESSES = (
    Witness("torch", "torch", "flop_counter", "meta"),
    Witness("torchinfo", "torchinfo", "torchinfo_macs", "meta"),
    Witness("thop", "thop", "thop_macs", "meta", optional=True),
    # fvcore traces with torch.jit, which cannot trace shapes on the meta device.
    Witness("fvcore", "fvcore", "fvcore_flops", "cpu"),
)
