"""The walk over a spec's items beside the graph that was expanded from them.

It visits the items in the order in which `expand` does and takes its layers off the graph one by one, so that
nothing is worked out twice but the conditions and arguments that decide which items there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from archcalc.blocks import arguments_given, spread
from archcalc.expand import expand
from archcalc.export.pytorch.steps import Step
from archcalc.graph import INPUT, Graph, Node
from archcalc.naming import Names, repeated_name
from archcalc.shape import Shape
from archcalc.spec.model import (
    Auxiliary,
    Block,
    BlockUse,
    Item,
    Join,
    Layer,
    Named,
    Network,
    Reference,
    Repeat,
    Sequence,
    Value,
)


def steps_of(network: Network, input: Shape | None, training: bool) -> tuple[Step, Graph]:
    """The network's items with their layers, and the graph they are from."""
    graph = expand(network, input, training)
    walk = _Walk(network, graph, training)
    step = walk.item(network.layers, INPUT, _Frame({**network.knobs}, "", "", INPUT), None)
    outputs = [str(name.constant) for name in network.spec.outputs]
    if walk.next != len(graph.nodes) or (step.end != graph.output and not outputs):
        raise AssertionError("the items do not account for all layers of the graph")
    return replace(step, results=dict(zip(outputs, graph.results, strict=False))), graph


def _words(item: Layer | Join) -> list[Value]:
    """The words for the normalisation and activation beside an operation."""
    return [written.word for written in (item.norm, item.activation) if written]


@dataclass(frozen=True)
class _Frame:
    scope: dict[str, Any]
    prefix: str
    root: str
    input: int

    def inside(self, path: str) -> _Frame:
        return _Frame(self.scope, f"{path}.", self.root, self.input)


class _Walk:
    """The walk of `expand`, over a graph that is already there."""

    def __init__(self, network: Network, graph: Graph, training: bool) -> None:
        self.network = network
        self.graph = graph
        self.training = training
        self.names = Names()
        self.next = 0

    def evaluate(self, value: Value, tensor: int, frame: _Frame) -> Any:
        return value.within({**frame.scope, "in": self.graph.shape(tensor)[0]})

    def take(self) -> Node:
        node = self.graph.nodes[self.next]
        self.next += 1
        return node

    def item(self, item: Item, value: int, frame: _Frame, name: str | None) -> Step:
        before = self.next
        step = self.visit(item, value, frame, name)
        return replace(step, span=range(before, self.next))

    def visit(self, item: Item, value: int, frame: _Frame, name: str | None) -> Step:
        sources, when = item.wiring.sources, item.wiring.when
        if len(sources) == 1:
            value = self.find(sources[0], frame)
        if when is not None and self.evaluate(when, value, frame) is False:
            if name:
                self.names.stand_in(frame.prefix + name, value)
            return self.step(item, name, value, value, frame.scope, taken=False)
        if isinstance(item, Layer):
            return self.layer(item, value, frame, name)
        if isinstance(item, Join):
            return self.join(item, value, frame, name)
        if isinstance(item, BlockUse):
            return self.block_use(item, value, frame, name)
        if isinstance(item, Sequence):
            return self.sequence(item, value, frame, name)
        if isinstance(item, Repeat):
            return self.repeat(item, value, frame, name)
        if isinstance(item, Auxiliary):
            inner = [self.item(item.item, value, frame, name or "auxiliary")] if self.training else []
            return self.step(item, name, value, value, frame.scope, children=inner)
        assert isinstance(item, Reference)
        if name:
            self.names.outputs[self.names.path(frame.prefix + name)] = value
        return self.step(item, name, value, value, frame.scope)

    def step(
        self,
        item: Item,
        name: str | None,
        start: int,
        end: int,
        scope: dict[str, Any],
        taken: bool = True,
        nodes: list[Node] | None = None,
        children: list[Step] | None = None,
        block: Block | None = None,
    ) -> Step:
        shapes = self.graph.shape(start), self.graph.shape(end)
        return Step(item, name, start, end, *shapes, taken, scope, tuple(nodes or ()), tuple(children or ()), block)

    def layer(self, item: Layer, value: int, frame: _Frame, name: str | None) -> Step:
        path = self.names.path(frame.prefix + (name or item.operation.key))
        nodes = [self.take(), *self.beside(item, frame)]
        if nodes[0].path != path or nodes[0].inputs != (value,):
            raise AssertionError(f"layer '{path}' stands elsewhere in the graph")
        return self.finish(item, name, value, frame, path, nodes, [])

    def beside(self, item: Layer | Join, frame: _Frame) -> list[Node]:
        """The normalisation and activation written beside an operation."""
        words = [self.evaluate(word, self.next - 1, frame) for word in _words(item)]
        return [self.take() for word in words if word not in (None, "none")]

    def finish(
        self, item: Item, name: str | None, value: int, frame: _Frame, path: str, nodes: list[Node], inner: list[Step]
    ) -> Step:
        self.names.outputs[path] = self.next - 1
        return self.step(item, name, value, self.next - 1, frame.scope, nodes=nodes, children=inner)

    def join(self, item: Join, value: int, frame: _Frame, name: str | None) -> Step:
        path = self.names.path(frame.prefix + (name or item.operation.key))
        branches = [branch for branch in item.branches if self.is_there(branch, value, frame)]
        slices, starts = [], [value] * len(branches)
        if item.split is not None:
            for branch in range(len(branches)):
                starts[branch] = self.next
                slices.append(self.take())
                self.names.path(f"{frame.prefix}slice")
        inner = frame.inside(path) if name else frame
        ends = [
            self.item(branch.item, start, inner, branch.name) for branch, start in zip(branches, starts, strict=True)
        ]
        nodes = [*slices, self.take(), *self.beside(item, frame)]
        return self.finish(item, name, value, frame, path, nodes, ends)

    def is_there(self, branch: Named, value: int, frame: _Frame) -> bool:
        """Whether a branch is not left out of its join by an `if`."""
        condition = branch.item.wiring.present
        return condition is None or self.evaluate(condition, value, frame)

    def block_use(self, item: BlockUse, value: int, frame: _Frame, name: str | None) -> Step:
        block = self.network.spec.blocks[self.evaluate(item.block, value, frame)]
        item = spread(item, block, lambda values: self.evaluate(values, value, frame))
        path = self.names.path(frame.prefix + (name or block.name))
        scope = self.arguments(item, block, value, frame)
        body = self.item(block.body, value, _Frame(scope, f"{path}.", f"{path}.", value), None)
        self.names.outputs[path] = body.end
        return self.step(item, name, value, body.end, scope, children=[body], block=block)

    def arguments(self, item: BlockUse, block: Block, value: int, frame: _Frame) -> dict[str, Any]:
        scope = {**self.network.knobs, "in": self.graph.shape(value)[0]}
        given = arguments_given(item, block)
        for name, default in block.takes.items():
            chosen = given.get(name)
            if chosen is not None:
                scope[name] = self.evaluate(chosen, value, frame)
            elif default is not None:
                scope[name] = default.within(scope)
        return scope

    def sequence(self, item: Sequence, value: int, frame: _Frame, name: str | None) -> Step:
        start, children, path = value, [], ""
        if name:
            path = self.names.path(frame.prefix + name)
            frame = frame.inside(path)
        for child in item.items:
            children.append(self.item(child.item, value, frame, child.name))
            value = children[-1].end
        if name:
            self.names.outputs[path] = value
        return self.step(item, name, start, value, frame.scope, children=children)

    def repeat(self, item: Repeat, value: int, frame: _Frame, name: str | None) -> Step:
        start, children = value, []
        path = self.names.path(frame.prefix + (name or repeated_name(item.item)))
        local = path.removeprefix(frame.prefix)
        for index in range(self.evaluate(item.times, value, frame)):
            inner = _Frame({**frame.scope, "index": index}, frame.prefix, frame.root, frame.input)
            children.append(self.item(item.item if index else item.first, value, inner, f"{local}.{index}"))
            value = children[-1].end
        self.names.outputs[path] = value
        return self.step(item, name, start, value, frame.scope, children=children)

    def find(self, source: Value, frame: _Frame) -> int:
        if source.constant == "input":
            return frame.input
        found = self.names.find(str(source.constant), frame.prefix, frame.root)
        assert found is not None  # expanding has found it
        return found
