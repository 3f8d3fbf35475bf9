"""From what a spec says to the flat graph: blocks copied, repeats unrolled, expressions computed.

Shapes are worked out on the way, because a spec may refer to them (`$in`, the incoming channels).
"""

from __future__ import annotations

from collections.abc import Callable

from archcalc.blocks import Use, arguments, channel_parts, spread, too_deep
from archcalc.branches import branch_notes, is_condition, strays, takes_what_flows, with_branches
from archcalc.collector import paused
from archcalc.errors import Fault, Note, SpecError, UsageError, did_you_mean, shown
from archcalc.graph import INPUT, Graph, Node, Trail
from archcalc.making import Frame
from archcalc.naming import repeated_name
from archcalc.ops.reshape import Slice
from archcalc.placing import MAX_LAYERS, Placing
from archcalc.shape import Shape, ShapeLike, as_shape, shape_text
from archcalc.spec.model import (
    Auxiliary,
    BlockUse,
    Item,
    Join,
    Layer,
    Network,
    Reference,
    Repeat,
    Sequence,
    Value,
)

__all__ = ["MAX_LAYERS", "PartialGraphError", "expand"]

MAX_STEPS = 250_000  # items visited, those that produce no layer included
MAX_DEPTH = 100  # blocks within blocks


class PartialGraphError(SpecError):
    """A fault stopped the walk; `graph` holds the layers up to it."""

    def __init__(self, fault: Fault, graph: Graph) -> None:
        super().__init__(fault)
        self.graph = graph


def expand(network: Network, input: ShapeLike | None = None, training: bool = False) -> Graph:
    """Unroll a network for an input shape `(C, ...)`; `training` includes the auxiliary heads.

    Raises:
        UsageError: the input is no shape, or has another number of axes than the network is made for.
        PartialGraphError: a value cannot be computed or shapes do not fit; it carries what stands so far.
    """
    walk = _Expansion(network, input_of(network, input), training)
    frame = Frame({**network.knobs}, "", "", INPUT, None)
    try:
        with paused():
            last = walk.item(network.layers, INPUT, frame, None)
            return walk.graph(*[walk.find(name, frame) for name in network.spec.outputs] or [last])
    except SpecError as error:
        raise PartialGraphError(_with_settings(error.faults[0], network), walk.graph(INPUT)) from None
    except RecursionError:
        fault = too_deep(walk.uses, network)
    raise PartialGraphError(fault, walk.graph(INPUT))


def _with_settings(fault: Fault, network: Network) -> Fault:
    """The fault with the knobs that were set: the value in it may come from them, and not from the spec."""
    if not network.given:
        return fault
    settings = f"with {', '.join(f'{name}={value}' for name, value in network.given.items())}"
    return fault._replace(hint=f"{fault.hint}; {settings}" if fault.hint else settings)


def input_of(network: Network, given: ShapeLike | None) -> Shape:
    """The input shape: the network's own, or another with as many axes.

    Raises:
        UsageError: it is no shape, or has another number of axes.
    """
    if given is None:
        return network.input
    shape = as_shape(given)
    if len(shape) != len(network.input):
        hint = f"channels come first, as in {shape_text(network.input)}"
        message = f"{network.name} takes {len(network.input)} sizes, and {shape_text(shape)} has {len(shape)}"
        raise UsageError(Fault(message, hint=hint))
    return shape


class _Expansion(Placing):
    """The walk over a network's items, which appends nodes."""

    def __init__(self, network: Network, input: Shape, training: bool) -> None:
        super().__init__(network, input)
        self.training = training
        self.blocks = network.spec.blocks
        self.steps = 0

    def item(self, item: Item, value: int, frame: Frame, name: str | None) -> int:
        """Expand one item on the tensor `value`; returns the index of its result."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise frame.fault(f"expanding takes more than {MAX_STEPS:,} steps", item.wiring.place)
        sources, when = item.wiring.sources, item.wiring.when
        if len(sources) == 1:
            value = self.find(sources[0], frame)
        if when is not None and not is_condition(self.evaluate(when, value, frame), "when", when.place, frame):
            if name:  # it stands for what passes through
                self.names.stand_in(frame.prefix + name, value)
            return value
        return _EXPAND[item.__class__](self, item, value, frame, name)

    # One function per kind of item.

    def layer(self, item: Layer, value: int, frame: Frame, name: str | None) -> int:
        path = self.names.path(frame.prefix + (name or item.operation.key))
        shape = self.shape(value)
        made = self.maker.layer(item, shape, frame, path)
        return self.finish(item, path, made, (value,), (shape,), frame)

    def join(self, item: Join, value: int, frame: Frame, name: str | None) -> int:
        path = self.names.path(frame.prefix + (name or item.operation.key))
        if item.branches:
            item = with_branches(item, lambda value_of: self.holds(value_of, value, frame), frame)
            inner = frame._replace(prefix=f"{path}.") if name else frame
            starts = self.split(item, value, frame, path)
            first = len(self.nodes)
            branches = zip(item.branches, starts, strict=True)
            ends = tuple([self.item(branch.item, start, inner, branch.name) for branch, start in branches])
        else:
            starts, first = [], len(self.nodes)
            ends = tuple([self.find(source, frame) for source in item.wiring.sources])
        shapes = tuple([self.shape(end) for end in ends])

        def notes() -> tuple[Note, ...]:
            return branch_notes(self.ends(item, starts, ends, first, frame), self.shape(value)[0])

        made = self.maker.join(item.operation, shapes, item.wiring.place, frame, path, notes)
        return self.finish(item, path, made, ends, shapes, frame)

    def holds(self, condition: Value, index: int, frame: Frame) -> bool:
        """Whether the `if` of a branch holds, where its join stands."""
        return is_condition(self.evaluate(condition, index, frame), "if", condition.place, frame)

    def block_use(self, item: BlockUse, value: int, frame: Frame, name: str | None) -> int:
        word = self.evaluate(item.block, value, frame)
        block = self.blocks.get(word) if isinstance(word, str) else None
        if block is None:
            hint = did_you_mean(str(word), self.blocks, "blocks")
            raise frame.fault(f"there is no block '{shown(str(word))}'", item.block.place, hint)
        item = spread(item, block, lambda values: self.evaluate(values, value, frame))
        self.uses.append(Use(block, item))
        if len(self.uses) > MAX_DEPTH:
            raise SpecError(too_deep(self.uses, self.network))
        path = self.names.path(frame.prefix + (name or block.name))
        trail = Trail(f"in block '{word}', used here", item.wiring.place, frame.trail)
        scope = arguments(item, block, self.shape(value), frame, self.maker, self.network.knobs)
        result = self.item(block.body, value, Frame(scope, f"{path}.", f"{path}.", value, trail), None)
        self.uses.pop()
        self.names.outputs[path] = result
        return result

    def sequence(self, item: Sequence, value: int, frame: Frame, name: str | None) -> int:
        if not name:
            return self.in_order(item, value, frame)
        path = self.names.path(frame.prefix + name)
        value = self.in_order(item, value, frame._replace(prefix=f"{path}."))
        self.names.outputs[path] = value
        return value

    def in_order(self, item: Sequence, value: int, frame: Frame) -> int:
        stray = None  # a layer that is left out, and whose `from` is not what flowed so far
        for child in item.items:
            if stray is not None and takes_what_flows(child.item):
                raise strays(stray, child.item, frame)
            before = value
            value = self.item(child.item, value, frame, child.name)
            sources, when = child.item.wiring.sources, child.item.wiring.when
            named = value != before and when is not None and len(sources) == 1
            stray = child if named and value == self.find(sources[0], frame) else None
        return value

    def repeat(self, item: Repeat, value: int, frame: Frame, name: str | None) -> int:
        count = self.evaluate(item.times, value, frame)
        place = item.wiring.place
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MAX_LAYERS:
            message = f"repeat needs a whole number from 0 to {MAX_LAYERS:,}, not {shown(str(count))}"
            raise frame.fault(message, item.times.place)
        path = self.names.path(frame.prefix + (name or repeated_name(item.item)))
        local = path.removeprefix(frame.prefix)
        nodes, steps = len(self.nodes), self.steps
        scope, prefix, root, input, outer = frame
        for index in range(count):
            trail = Trail(f"iteration {index} of {count}, repeated here", place, outer)
            inner = Frame({**scope, "index": index}, prefix, root, input, trail)
            value = self.item(item.item if index else item.first, value, inner, f"{local}.{index}")
            if index == 1:  # two iterations tell how large all are: no need to make them first
                self.check_size(nodes + (len(self.nodes) - nodes) // 2 * count, item, frame)
                if steps + (self.steps - steps) // 2 * count > MAX_STEPS:
                    raise frame.fault(f"expanding takes more than {MAX_STEPS:,} steps", place)
        self.names.outputs[path] = value
        return value

    def auxiliary(self, item: Auxiliary, value: int, frame: Frame, name: str | None) -> int:
        if self.training:
            self.item(item.item, value, frame, name or "auxiliary")
        return value

    def reference(self, item: Item, value: int, frame: Frame, name: str | None) -> int:
        if name:
            self.names.outputs[self.names.path(frame.prefix + name)] = value
        return value

    # What they share.

    def split(self, item: Join, value: int, frame: Frame, path: str) -> list[int]:
        """The tensor that each branch starts from: the whole input, or its part of the channels."""
        branches = len(item.branches)
        if item.split is None:
            return [value] * branches
        shape, place = self.shape(value), item.split.place
        parts = channel_parts(self.maker.evaluate(item.split, shape, frame), shape[0], branches, place, frame)
        starts, first = [], 0
        for part in parts:
            values = {"channels": [first, first + part]}
            made = self.maker.make(Slice, (shape,), values, place, frame, path)
            name = self.names.path(f"{frame.prefix}slice")
            starts.append(len(self.nodes))
            self.nodes.append(Node(name, made.operation, (value,), (shape,), made.output, place, frame.trail))
            first += part
        return starts


_EXPAND: dict[type, Callable[..., int]] = {
    Layer: _Expansion.layer,
    Join: _Expansion.join,
    BlockUse: _Expansion.block_use,
    Sequence: _Expansion.sequence,
    Repeat: _Expansion.repeat,
    Auxiliary: _Expansion.auxiliary,
    Reference: _Expansion.reference,
}
