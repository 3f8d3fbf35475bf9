"""Graphs of the networks that were expanded last: to analyse one again, or with other settings, nothing is read anew.

A graph depends on what `graph_of` makes its key of, and on nothing else; graphs and all that is in them are never
changed, so that analyses may share them.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from archcalc.expand import expand, input_of
from archcalc.graph import Graph
from archcalc.recent import Recent, exact_key
from archcalc.reshaped import reshaped
from archcalc.shape import ShapeLike
from archcalc.spec.model import Network

MOST_LAYERS = 5_000
"""Layers of all graphs that are kept: a dozen usual networks. More would give Python's garbage collector work."""


class Kept(NamedTuple):
    """A graph, and its network: as long as that lives, no other has the identities that the key is made of."""

    graph: Graph
    network: Network


_GRAPHS: Recent[Kept] = Recent(MOST_LAYERS)


def graph_of(network: Network, input: ShapeLike | None = None, training: bool = False) -> Graph:
    """The graph that `expand` gives.

    Raises:
        UsageError, PartialGraphError: as from `expand`.
    """
    shape = input_of(network, input)
    try:
        key = _key(network, training)
    except TypeError:  # a knob was set to something that is no plain value
        return expand(network, shape, training)
    kept = _GRAPHS.get((key, shape))
    if kept is not None:
        return kept.graph
    other = _GRAPHS.get(key)  # for the input that was asked for last
    graph = (other and reshaped(other.graph, shape)) or expand(network, shape, training)
    for each in ((key, shape), key):
        _GRAPHS.keep(each, Kept(graph, network), len(graph.nodes))
    return graph


def _key(network: Network, training: bool) -> Hashable:
    """All that a graph depends on besides its input: items and blocks as they were read, and the knobs."""
    blocks = tuple([(name, id(block)) for name, block in network.spec.blocks.items()])
    knobs = tuple([(name, exact_key(value)) for name, value in network.knobs.items()])
    outputs = tuple([name.constant for name in network.spec.outputs])
    return (network.name, id(network.layers), outputs, blocks, knobs, bool(training))
