"""What a network's constructions save: one by one, by kind, and altogether."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archcalc.graph import Graph
from archcalc.savings.closed import Closed
from archcalc.savings.construction import Construction, Count, Kind, cost_now, cost_plain, count, plain_layers
from archcalc.savings.registry import KINDS, constructions, disjoint
from archcalc.savings.web import Web
from archcalc.shape import Shape


class Part(NamedTuple):
    """One layer of a construction or of its plain equivalent."""

    name: str
    operation: str
    output: Shape
    cost: Count


class Finding(NamedTuple):
    """A construction with its numbers, for the whole batch; `counted`: it is part of the network's total."""

    kind: Kind
    name: str
    input: Shape
    outputs: tuple[Shape, ...]
    now: Count
    plain: Count
    layers: tuple[Part, ...]
    plain_layers: tuple[Part, ...]
    closed: Closed
    counted: bool

    @property
    def describes(self) -> str:
        """The layers that do the work: `conv 1x1 + conv 3x3 same`, pooling and flatten where they matter."""
        return _described(self.layers, self.kind.convolution)

    @property
    def describes_plain(self) -> str:
        return _described(self.plain_layers, self.kind.convolution)


class Tally(NamedTuple):
    """All constructions of a kind: what they cost, what plain layers would, and the network with those."""

    kind: Kind
    number: int
    counted: int
    now: Count
    plain: Count
    network: Count


class Account(NamedTuple):
    """The savings of a network. In `plain` and `flat` every layer counts in one construction at most.

    `network` is the network as it is, `plain` with plain convolutions in place of all constructions, `flat` with
    a fully connected layer in place of global pooling as well.
    """

    graph: Graph
    batch: int
    findings: tuple[Finding, ...]
    kinds: tuple[Tally, ...]
    network: Count
    plain: Count
    flat: Count


def account(graph: Graph, batch: int = 1) -> Account:
    """Find what is economical in a graph, and add it up."""
    web = Web(graph)
    found = constructions(graph)
    chosen = {id(construction) for construction in disjoint(found)}
    findings = tuple(_finding(web, construction, id(construction) in chosen, batch) for construction in found)
    network = _times(_sum(count(node.operation, node.shapes, node.output) for node in graph.nodes), batch)
    tallies = tuple(
        _tally(kind, [finding for finding in findings if finding.kind is kind], network) for kind in KINDS.values()
    )
    counted = [finding for finding in findings if finding.counted]
    plain = network.plus(_extra(finding for finding in counted if finding.kind.convolution))
    flat = plain.plus(_extra(finding for finding in counted if not finding.kind.convolution))
    return Account(graph, batch, findings, tuple(t for t in tallies if t.number), network, plain, flat)


def _tally(kind: Kind, findings: list[Finding], network: Count) -> Tally:
    now, plain = _sum(finding.now for finding in findings), _sum(finding.plain for finding in findings)
    counted = sum(finding.counted for finding in findings)
    return Tally(kind, len(findings), counted, now, plain, network.plus(plain.minus(now)))


def _finding(web: Web, found: Construction, counted: bool, batch: int) -> Finding:
    nodes, inside = web.nodes, set(found.nodes)
    outer = [i for i in found.nodes if not web.takers[i] or not inside.issuperset(web.takers[i])]
    layers = [(i, nodes[i].operation, nodes[i].shapes, nodes[i].output) for i in found.nodes]
    parts, plain = (
        tuple(
            Part(nodes[i].path, operation.describe(), output, _times(count(operation, shapes, output), batch))
            for i, operation, shapes, output in entries
        )
        for entries in (layers, plain_layers(web, found))
    )
    return Finding(
        kind=KINDS[found.kind],
        name=_name([nodes[i].path for i in found.nodes]),
        input=nodes[found.nodes[0]].shapes[0],
        outputs=tuple(nodes[i].output for i in outer),
        now=_times(cost_now(web, found), batch),
        plain=_times(cost_plain(web, found), batch),
        layers=parts,
        plain_layers=plain,
        closed=found.closed,
        counted=counted,
    )


def _name(paths: list[str]) -> str:
    """What the layers are called together: the part of the names that all share, or the first and the last."""
    split = [path.split(".") for path in paths]
    shared = []
    for parts in zip(*split, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    if len(paths) == 1 or shared == split[0]:
        return paths[0]
    first, last = ".".join(split[0][len(shared) :]), ".".join(split[-1][len(shared) :])
    return ".".join([*shared, f"{first}…{last}"])


def _described(parts: tuple[Part, ...], convolution: bool) -> str:
    return " + ".join(part.operation for part in parts if part.cost.weights or not convolution)


def _sum(counts: Iterable[Count]) -> Count:
    total = Count()
    for one in counts:
        total = total.plus(one)
    return total


def _extra(findings: Iterable[Finding]) -> Count:
    """What plain layers cost more."""
    return _sum(finding.plain.minus(finding.now) for finding in findings)


def _times(one: Count, batch: int) -> Count:
    return one._replace(macs=one.macs * batch)
