"""Branches and where they meet: `out + self.shortcut(x)`, `torch.cat([...], dim=1)`, `x * gate`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from archcalc.export.pytorch import expressions
from archcalc.export.pytorch.code import Call, Code, Infix, Listing, Text
from archcalc.export.pytorch.flow import Flow
from archcalc.export.pytorch.layers import LIGHT, Layers
from archcalc.export.pytorch.names import variable_name
from archcalc.export.pytorch.parameters import CannotShareError, Lane, Lanes
from archcalc.export.pytorch.script import Style
from archcalc.export.pytorch.steps import Step, leaves
from archcalc.export.pytorch.views import View
from archcalc.ops import activation as activations
from archcalc.ops import join as operations
from archcalc.ops import reshape
from archcalc.spec.model import Join, Layer

Run = Callable[[View, Flow, str], Flow]


class Joins:
    """Writes joins; `run` writes what is in their branches."""

    def __init__(self, layers: Layers, run: Run) -> None:
        self.layers = layers
        self.script = layers.script
        self.run = run

    def join(self, view: View, flow: Flow, prefix: str) -> Flow:
        """A join with what is written beside it."""
        item = join_of(view)
        if len({tuple(id(child.item) for child in step.children) for step in view.steps}) > 1:
            raise CannotShareError("if")  # some uses have a branch that others do not have
        if item.branches:
            inner = prefix + (f"{view.step.name}_" if view.step.name else "")
            parts = self.branches(view, self.script.settle(flow), inner)
        else:
            parts = self.named_parts(view, flow)
        channels = view.channels_after(_channels(item, [part.channels for part in parts]))
        reads = frozenset(read for part in parts for read in part.reads)
        flow = Flow(joined(item, parts), flow.ids, channels, flow.shape, depth=1, heavy=True, reads=reads)
        return self.layers.beside(view, flow, prefix + (view.step.name or item.operation.key), channels)

    def named_parts(self, view: View, flow: Flow) -> list[Flow]:
        """The values that a join without branches names."""
        inputs = [step.nodes[0].inputs if step.taken else None for step in view.steps]
        found = []
        for index in range(len(join_of(view).wiring.sources)):
            part = self.script.variables.find(tuple(i[index] if i else None for i in inputs), flow)
            if part is None:
                raise CannotShareError("from")
            found.append(part)
        return found

    def branches(self, view: View, flow: Flow, prefix: str) -> list[Flow]:
        """What each branch gives."""
        starts = self.split(view, flow)
        held = self.script.variables.held
        before, style = len(held), self.script.style
        for index, children in enumerate(view.children()):
            self.script.style = Style(_targets(view.step, index), _leads(children[0].step))
            said = len(self.script.statements)
            start = starts[index]
            result = self.run(view.of(_as_branch(children), start.channels), start, prefix)
            if len(self.script.statements) > said or result.depth > 2 or result.closed:
                result = self.script.settle(result)
            held.append(result)
        self.script.style = style
        parts = held[before:]
        del held[before:]
        return parts

    def split(self, view: View, flow: Flow) -> list[Flow]:
        """What each branch begins with: the same value, or its part of the channels."""
        item, variables = join_of(view), self.script.variables
        count = len(view.step.children)
        if item.split is None:
            return [flow] * count
        sizes = [[node.output[0] for node in step.nodes[:count]] for step in view.steps]
        for owner, step in view.lanes:
            variables.consume(owner, (step.start,))
        call, trees = self.split_call(view, flow, sizes)
        flows = []
        for index in range(count):
            ids = tuple(frozenset((step.children[index].start,)) for step in view.steps)
            channels = view.find([several[index] for several in sizes], [trees[index]])
            part = Flow(call, ids, channels, view.step.nodes[index].output)
            flows.append(variables.put(variables.name(_targets(view.step, index), part), part))
        self.script.say(", ".join(flow.variable for flow in flows), call)
        return flows

    def split_call(self, view: View, flow: Flow, sizes: list[list[int]]) -> tuple[Call, list[ast.expr | None]]:
        """The call that splits the channels, and the size of each part as an expression."""
        item = join_of(view)
        count = len(view.step.children)
        assert item.split is not None
        if all(len(set(several)) == 1 for several in sizes):
            part = None
            if flow.channels is not None:
                part = expressions.binary(ast.FloorDiv, flow.channels, expressions.constant(count))
            return Call(f"{flow.variable}.chunk", (Text(str(count)),), (("dim", Text("1")),)), [part] * count
        trees = view.expressions(item.split) or [None] * count
        parts = [[several[n] for several in sizes] for n in range(count)]
        texts = [self.layers.in_forward(view, parts[n], trees[n], f"part{n + 1}") for n in range(count)]
        listing = Listing(tuple(map(Text, texts)))
        return Call("torch.split", (flow.code, listing), (("dim", Text("1")),)), trees


def join_of(view: View) -> Join:
    """The view's item, which is a join."""
    item = view.step.item
    assert isinstance(item, Join)
    return item


def joined(item: Join, parts: list[Flow]) -> Code:
    """The expression in which branches meet."""
    codes = tuple(part.code for part in parts)
    if item.operation is operations.Concat:
        return Call("torch.cat", (Listing(codes),), (("dim", Text("1")),))
    if item.operation is operations.Crop:
        return Call("center_crop", codes)
    return Infix("+" if item.operation is operations.Add else "*", codes)


def _channels(item: Join, channels: list[ast.expr | None]) -> list[ast.expr | None]:
    """What the channels behind a join may be."""
    if item.operation is operations.Crop:
        return channels[:1]
    if item.operation is not operations.Concat:
        return channels
    total, *others = channels
    for tree in others:
        total = expressions.binary(ast.Add, total, tree) if total is not None and tree is not None else None
    return [total]


def _leads(step: Step) -> bool:
    """Whether a branch begins with a normalisation or activation: it is of the kind that comes before."""
    first = next(leaves(step), None)
    if first is None or not isinstance(first.item, Layer):
        return False
    return isinstance(first.layer.operation, LIGHT) and not isinstance(first.layer.operation, activations.Dropout)


def _as_branch(children: Lanes) -> Lanes:
    """Branches whose names are no identifiers are called after what they are: `1x1` -> `branch1x1`."""
    name = children[0].step.name
    if not name:
        return children
    return tuple(Lane(owner, replace(step, name=variable_name(name, "branch"))) for owner, step in children)


def _targets(step: Step, index: int) -> tuple[str, ...]:
    """What a branch's result is called, if it needs a variable."""
    item = step.item
    assert isinstance(item, Join)
    name = step.children[index].name
    if name:
        return (variable_name(name, "branch"),)
    if _passes(step.children[index]):
        return ("shortcut",) if item.split is not None else ("x", "out")
    if item.operation is operations.Multiply:
        return ("gate",)
    if item.operation is operations.Add:
        return ("out",) if index == 0 or _passes(step.children[0]) else ("shortcut",)
    busy = [child for child in step.children if not _passes(child)]
    return ("out",) if len(busy) == 1 else (f"branch{index + 1}",)


def _passes(branch: Step) -> bool:
    """Whether a branch gives what it takes."""
    return all(
        isinstance(leaf.item, Layer) and isinstance(leaf.layer.operation, reshape.Identity) for leaf in leaves(branch)
    )
