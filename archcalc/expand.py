"""From what a spec says to the flat graph: blocks copied, repeats unrolled, expressions computed.

Shapes are worked out on the way, because a spec may refer to them (`$in`, the incoming channels).
"""

from __future__ import annotations

from collections.abc import Callable

from archcalc.blocks import Use, arguments, channel_parts, too_deep
from archcalc.collector import paused
from archcalc.errors import Fault, SpecError, UsageError, did_you_mean, shown
from archcalc.graph import INPUT, Graph, Node, Trail
from archcalc.making import Frame, Made, Maker
from archcalc.naming import Names, repeated_name
from archcalc.ops.reshape import Slice
from archcalc.shape import Shape, ShapeLike, as_shape, shape_text
from archcalc.spec.grammar import BESIDE, NORMS, is_word_for
from archcalc.spec.model import (
    Auxiliary,
    Beside,
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

__all__ = ["MAX_LAYERS", "NORMS", "PartialGraphError", "expand"]

MAX_LAYERS = 200_000
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
            return walk.graph(walk.item(network.layers, INPUT, frame, None))
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


class _Expansion:
    """The walk over a network's items, which appends nodes."""

    def __init__(self, network: Network, input: Shape, training: bool) -> None:
        self.network = network
        self.input = input
        self.training = training
        self.blocks = network.spec.blocks
        self.nodes: list[Node] = []
        self.names = Names()
        self.maker = Maker(input)
        self.steps = 0
        self.uses: list[Use] = []

    def graph(self, output: int) -> Graph:
        return Graph(self.network.name, self.input, tuple(self.nodes), output)

    def shape(self, index: int) -> Shape:
        return self.input if index == INPUT else self.nodes[index].output

    def evaluate(self, value: Value, index: int, frame: Frame) -> object:
        return value.constant if value.is_constant else self.maker.evaluate(value, self.shape(index), frame)

    def item(self, item: Item, value: int, frame: Frame, name: str | None) -> int:
        """Expand one item on the tensor `value`; returns the index of its result."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise frame.fault(f"expanding takes more than {MAX_STEPS:,} steps", item.wiring.place)
        _, sources, when = item.wiring
        if len(sources) == 1:
            value = self.find(sources[0], frame)
        if when is not None:
            condition = self.evaluate(when, value, frame)
            if not isinstance(condition, bool):
                raise frame.fault(f"'when' needs true or false, not {condition}", when.place, "compare it: x > 0")
            if not condition:  # its name stands for what passes through
                return self.reference(item, value, frame, name)
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
            inner = frame._replace(prefix=f"{path}.") if name else frame
            starts = self.split(item, value, frame, path)
            branches = zip(item.branches, starts, strict=True)
            ends = tuple([self.item(branch.item, start, inner, branch.name) for branch, start in branches])
            places = [branch.item.wiring.place for branch in item.branches]
        else:
            ends = tuple([self.find(source, frame) for source in item.wiring.sources])
            places = [source.place for source in item.wiring.sources]
        shapes = tuple([self.shape(end) for end in ends])
        made = self.maker.join(item.operation, shapes, item.wiring.place, frame, path, places)
        return self.finish(item, path, made, ends, shapes, frame)

    def block_use(self, item: BlockUse, value: int, frame: Frame, name: str | None) -> int:
        word = self.evaluate(item.block, value, frame)
        block = self.blocks.get(word) if isinstance(word, str) else None
        if block is None:
            hint = did_you_mean(str(word), self.blocks, "blocks")
            raise frame.fault(f"there is no block '{shown(str(word))}'", item.block.place, hint)
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
            for child in item.items:
                value = self.item(child.item, value, frame, child.name)
            return value
        path = self.names.path(frame.prefix + name)
        inner = frame._replace(prefix=f"{path}.")
        for child in item.items:
            value = self.item(child.item, value, inner, child.name)
        self.names.outputs[path] = value
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

    def finish(
        self,
        item: Layer | Join,
        path: str,
        made: Made,
        inputs: tuple[int, ...],
        shapes: tuple[Shape, ...],
        frame: Frame,
    ) -> int:
        """Append the node, then the normalisation and activation written beside the operation."""
        place = item.wiring.place
        index = len(self.nodes)
        self.nodes.append(Node(path, made.operation, inputs, shapes, made.output, place, frame.trail))
        if index >= MAX_LAYERS:
            self.check_size(index + 1, item, frame)
        if item.norm is not None:
            index = self.beside("norm", item.norm, path, index, frame)
        if item.activation is not None:
            index = self.beside("activation", item.activation, path, index, frame)
        self.names.outputs[path] = index
        return index

    def beside(self, what: str, written: Beside, path: str, index: int, frame: Frame) -> int:
        value = written.word
        word = value.constant if value.is_constant else self.evaluate(value, index, frame)
        if word is None or word == "none":
            return index
        if not is_word_for(what, word):
            from archcalc.spec.hints import unknown_beside

            fault = unknown_beside(what, str(word), value.place)
            raise frame.fault(fault.message, fault.place, fault.hint)
        shape = self.nodes[index].output
        path = f"{path}.norm" if what == "norm" else f"{path}.{word}"
        operation = self.maker.beside(written, BESIDE[what][str(word)], shape, frame, path)
        if path in self.names.taken:  # by a layer in a branch of this join
            path = self.names.path(path)
        self.nodes.append(Node(path, operation, (index,), (shape,), shape, value.place, frame.trail))
        return len(self.nodes) - 1

    def check_size(self, layers: int, item: Item, frame: Frame) -> None:
        if layers > MAX_LAYERS:
            raise frame.fault(f"the network has more than {MAX_LAYERS:,} layers", item.wiring.place)

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

    def find(self, source: Value, frame: Frame) -> int:
        """The output of the layer that `from:` names."""
        name = str(source.constant)
        if name == "input":
            return frame.input
        found = self.names.find(name, frame.prefix, frame.root)
        if found is not None:
            return found
        body = self.uses[-1].block.body if self.uses else self.network.layers
        hint = self.names.why_not(name, frame.prefix, frame.root, body)
        raise frame.fault(f"there is no layer '{shown(name)}' before this one", source.place, hint)


_EXPAND: dict[type, Callable[..., int]] = {
    Layer: _Expansion.layer,
    Join: _Expansion.join,
    BlockUse: _Expansion.block_use,
    Sequence: _Expansion.sequence,
    Repeat: _Expansion.repeat,
    Auxiliary: _Expansion.auxiliary,
    Reference: _Expansion.reference,
}
