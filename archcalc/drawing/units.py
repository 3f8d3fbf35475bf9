"""Units: a layer with the normalisation and activation that belong to it, drawn as one box."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from archcalc.analysis import Analysis
from archcalc.graph import INPUT
from archcalc.ops.join import read
from archcalc.rows import Row
from archcalc.savings.web import Web, is_quiet
from archcalc.shape import Shape


class Unit(NamedTuple):
    """One box: its rows in the order in which they run, their indices, and the index of the one that names it.

    `inputs` are indices of units, or `INPUT`; `is_result`: its output is the network's.
    """

    rows: tuple[Row, ...]
    nodes: tuple[int, ...]
    named_by: int
    inputs: tuple[int, ...]
    is_result: bool

    @property
    def main(self) -> Row:
        """The row that does the work."""
        return self.rows[self.nodes.index(self.named_by)]

    @property
    def path(self) -> str:
        return self.main.name

    @property
    def output(self) -> Shape:
        return self.rows[-1].output

    @property
    def kind(self) -> Hashable:
        """What it does, apart from how many channels: operations, windows, size of the map."""
        return (*(_window(row) for row in self.rows), self.output[1:])


def units(analysis: Analysis) -> list[Unit]:
    """The units of a network, in the order in which they run."""
    nodes = analysis.graph.nodes
    groups = _groups(Web(analysis.graph))
    unit_of = {node: number for number, group in enumerate(groups) for node in group} | {INPUT: INPUT}
    found = []
    for number, group in enumerate(groups):
        sources = [unit_of[source] for node in group for source in read(nodes[node].operation, nodes[node].inputs)]
        main = next((node for node in group if not is_quiet(nodes[node])), group[0])
        inputs = tuple(source for source in sources if source != number)
        rows = tuple(analysis.layers[node] for node in group)
        found.append(Unit(rows, tuple(group), main, inputs, group[-1] in analysis.graph.results))
    return found


def _groups(web: Web) -> list[list[int]]:
    """Node indices, unit by unit: what is quiet goes with the layer before it, or else with the one behind."""
    groups: list[list[int]] = []
    for index, node in enumerate(web.nodes):
        last = groups[-1] if groups else []
        follows = bool(last) and node.inputs == (last[-1],)
        if follows and web.takers[last[-1]] == [index] and last[-1] not in web.results and _belongs(web, last, index):
            last.append(index)
        else:
            groups.append([index])
    return groups


def _belongs(web: Web, group: list[int], index: int) -> bool:
    node, before = web.nodes[index], [web.nodes[number] for number in group]
    if any(_parent(node.path) == other.path for other in before):
        return True  # written beside a layer
    alike = "." in node.path and any(_parent(node.path) == _parent(other.path) for other in before)
    return alike and (is_quiet(node) or all(map(is_quiet, before)))


def _window(row: Row) -> Hashable:
    return (row.op, *(getattr(row.operation, name, None) for name in ("kernel", "stride", "dilation")))


def _parent(path: str) -> str:
    return path.rpartition(".")[0]
