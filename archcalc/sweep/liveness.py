"""Which tensors are alive together: `archcalc.memory` run once on a structure, with names for sizes.

Liveness depends on nothing but the layers and their order. Instead of sizes the graph is given records that
remember which tensors were added up; what `memory` compares to find its peak are then the sets we want.
"""

from __future__ import annotations

from typing import Any

from archcalc.graph import INPUT, Graph
from archcalc.memory import memory

Live = frozenset[int]
"""Indices of nodes whose outputs are alive, `INPUT` for the network's input."""


def live_sets(graph: Graph) -> list[Live]:
    """The sets of tensors that are alive at the same time; the peak of memory is the largest of their sums."""
    seen: list[_Sum] = []
    sizes = [_Sum({index: 1}, seen) for index in range(INPUT, len(graph.nodes))]  # INPUT is -1

    def shape(index: int) -> Any:
        return (sizes[index + 1],)

    nodes = tuple(
        node._replace(shapes=tuple(map(shape, node.inputs)), output=shape(index))
        for index, node in enumerate(graph.nodes)
    )
    memory(graph._replace(input=shape(INPUT), nodes=nodes))
    found = list(dict.fromkeys(frozenset(total.terms) for total in seen)) or [frozenset({INPUT})]
    beside = zip(found, [frozenset(), *found[:-1]], [*found[1:], frozenset()], strict=True)
    return [live for live, before, after in beside if not (live < before or live < after)]


class _Sum:
    """A sum of sizes, by name. Comparing two notes the first, and says that it is the larger."""

    def __init__(self, terms: dict[int, int], seen: list[_Sum]) -> None:
        self.terms = terms
        self.seen = seen

    def __add__(self, other: _Sum | int) -> _Sum:
        return self._plus(other, 1)

    __radd__ = __add__

    def __sub__(self, other: _Sum | int) -> _Sum:
        return self._plus(other, -1)

    def __mul__(self, factor: object) -> _Sum:
        return self  # bytes of masks and indices, which no peak holds

    __rmul__ = __mul__

    def __gt__(self, other: object) -> bool:
        self.seen.append(self)
        return True

    def _plus(self, other: _Sum | int, sign: int) -> _Sum:
        if isinstance(other, int):
            return self
        terms = {**self.terms}
        for name, count in other.terms.items():
            terms[name] = terms.get(name, 0) + sign * count
        return _Sum({name: count for name, count in terms.items() if count}, self.seen)
