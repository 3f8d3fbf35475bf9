"""From what a spec says to the flat graph: blocks copied, repeats unrolled, expressions computed.

Shapes are worked out on the way, because a spec may refer to them (`$in`, the incoming channels).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from archcalc.errors import Fault, OperationError, Place, SpecError, did_you_mean
from archcalc.graph import INPUT, Graph, Node, Trail
from archcalc.ops import OPERATIONS, Operation
from archcalc.ops.activation import ACTIVATIONS
from archcalc.ops.reshape import Slice
from archcalc.shape import Shape, shape_text
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
    Wiring,
)

MAX_LAYERS = 200_000
MAX_STEPS = 1_000_000  # items visited, those that produce no layer included
MAX_DEPTH = 100  # blocks within blocks

NORMS = {"batch": "batchnorm", "layer": "layernorm"}
"""Words that `norm:` beside an operation accepts, and the operation each stands for."""


class PartialGraphError(SpecError):
    """A fault stopped the walk; `graph` holds the layers up to it, `failing` the name of the one that failed."""

    def __init__(self, fault: Fault, graph: Graph, failing: str) -> None:
        super().__init__(fault)
        self.graph = graph
        self.failing = failing


class Frame(NamedTuple):
    """Where expanding is: the variables in sight, the path so far, the block it is in, and how it came here."""

    scope: dict[str, Any]
    prefix: str
    root: str  # the prefix of the block: names outside of it are not in sight
    input: int
    trail: Trail | None


def expand(network: Network, input: Shape | None = None, training: bool = False) -> Graph:
    """Unroll a network for an input shape `(C, ...)`; `training` includes the auxiliary heads.

    Raises:
        PartialGraphError: a value cannot be computed or shapes do not fit; it carries what stands so far.
    """
    walk = _Expansion(network, input or network.input, training)
    frame = Frame({**network.knobs}, "", "", INPUT, None)
    try:
        output = walk.item(network.layers, INPUT, frame, None)
    except SpecError as error:
        raise PartialGraphError(error.faults[0], walk.graph(INPUT), walk.failing) from None
    return walk.graph(output)


class _Expansion:
    def __init__(self, network: Network, input: Shape, training: bool) -> None:
        self.network = network
        self.input = input
        self.training = training
        self.blocks: dict[str, Block] = network.spec.blocks
        self.nodes: list[Node] = []
        self.outputs: dict[str, int] = {}
        self.taken: set[str] = set()
        self.failing = ""
        self.steps = 0
        self.depth = 0
        self.made: dict[Any, tuple[Operation, Shape]] = {}

    def graph(self, output: int) -> Graph:
        return Graph(self.network.name, self.input, tuple(self.nodes), output)

    def shape(self, index: int) -> Shape:
        return self.input if index == INPUT else self.nodes[index].output

    def item(self, item: Item, value: int, frame: Frame, name: str | None) -> int:
        """Expand one item on the tensor `value`; returns the index of its result."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise SpecError(Fault(f"expanding takes more than {MAX_STEPS:,} steps", item.wiring.place))
        wiring = item.wiring
        if not wiring.sources and wiring.when is None:
            return _EXPAND[type(item)](self, item, value, frame, name)
        if len(wiring.sources) == 1:
            value = self.find(wiring.sources[0], frame)
        if wiring.when is not None and not self.evaluate(wiring.when, value, frame):
            return value
        result = _EXPAND[type(item)](self, item, value, frame, name)
        return result

    # One function per kind of item.

    def layer(self, item: Layer, value: int, frame: Frame, name: str | None) -> int:
        path = self.path(frame, name or item.operation.key)
        shapes = (self.shape(value),)
        return self.finish(item, path, self.make(item, shapes, frame, path), (value,), shapes, frame)

    def join(self, item: Join, value: int, frame: Frame, name: str | None) -> int:
        path = self.path(frame, name or item.operation.key)
        inner = frame._replace(prefix=f"{path}.") if name else frame
        if item.branches:
            starts = self.split(item, value, frame, path)
            ends = [
                self.item(branch.item, start, inner, branch.name)
                for branch, start in zip(item.branches, starts, strict=True)
            ]
        else:
            ends = [self.find(source, frame) for source in item.wiring.sources]
        shapes = tuple(map(self.shape, ends))
        operation = self.guard(item.wiring.place, frame, path, item.operation.make, shapes, {})
        made = self.settle(operation, shapes, item.wiring.place, frame, path)
        return self.finish(item, path, made, tuple(ends), shapes, frame)

    def block_use(self, item: BlockUse, value: int, frame: Frame, name: str | None) -> int:
        word = self.evaluate(item.block, value, frame)
        block = self.blocks.get(word)
        if block is None:
            raise SpecError(
                Fault(f"there is no block '{word}'", item.block.place, did_you_mean(str(word), self.blocks, "blocks"))
            )
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise SpecError(Fault(f"block '{word}' is nested more than {MAX_DEPTH} deep", item.wiring.place))
        prefix = self.path(frame, name or block.name) + "."
        trail = Trail(f"in block '{word}', used here", item.wiring.place, frame.trail)
        scope = self.arguments(item, block, value, frame)
        result = self.item(block.body, value, Frame(scope, prefix, prefix, value, trail), None)
        self.depth -= 1
        self.outputs[prefix[:-1]] = result
        return result

    def sequence(self, item: Sequence, value: int, frame: Frame, name: str | None) -> int:
        inner = frame
        if name:
            prefix = self.path(frame, name)
            inner = frame._replace(prefix=f"{prefix}.")
        for child in item.items:
            value = self.item(child.item, value, inner, child.name)
        if name:
            self.outputs[prefix] = value
        return value

    def repeat(self, item: Repeat, value: int, frame: Frame, name: str | None) -> int:
        count = self.evaluate(item.count, value, frame)
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MAX_LAYERS:
            raise SpecError(Fault(f"repeat needs a whole number from 0 to {MAX_LAYERS:,}", item.count.place))
        path = self.path(frame, name or _head(item.item))
        before = len(self.nodes)
        for index in range(count):
            trail = Trail(f"iteration {index} of {count}, repeated here", item.wiring.place, frame.trail)
            inner = frame._replace(scope={**frame.scope, "index": index}, trail=trail)
            child = item.first if index == 0 else item.item
            value = self.item(child, value, inner, f"{path.removeprefix(frame.prefix)}.{index}")
            if index == 0:
                self.check_size(before + (len(self.nodes) - before) * count, item.wiring.place)
        self.outputs[path] = value
        return value

    def auxiliary(self, item: Auxiliary, value: int, frame: Frame, name: str | None) -> int:
        if self.training:
            self.item(item.item, value, frame, name or "auxiliary")
        return value

    def reference(self, item: Reference, value: int, frame: Frame, name: str | None) -> int:
        if name:
            self.outputs[self.path(frame, name)] = value
        return value

    # What they share.

    def finish(
        self,
        item: Layer | Join,
        path: str,
        made: tuple[Operation, Shape],
        inputs: tuple[int, ...],
        shapes: tuple[Shape, ...],
        frame: Frame,
    ) -> int:
        """Append the node, then the normalisation and activation written beside the operation."""
        operation, output = made
        place = item.wiring.place
        index = self.append(Node(path, operation, inputs, shapes, output, place, frame.trail))
        if item.norm is not None:
            index = self.beside(item.norm, NORMS, "norm", f"{path}.norm", index, frame)
        if item.activation is not None:
            index = self.beside(item.activation, _ACTIVATION_WORDS, "activation", path, index, frame)
        self.outputs[path] = index
        return index

    def beside(self, word: Value, words: dict[str, str], what: str, path: str, index: int, frame: Frame) -> int:
        name = self.evaluate(word, index, frame)
        if name is None or name == "none":
            return index
        if name not in words:
            raise SpecError(Fault(f"'{name}' is no {what}", word.place, did_you_mean(str(name), words, f"{what}s")))
        shape = self.shape(index)
        key = (words[name], len(shape))
        if key not in self.made:
            self.made[key] = (OPERATIONS[words[name]].make((shape,), {}), ())
        path = path if what == "norm" else f"{path}.{name}"
        return self.append(Node(path, self.made[key][0], (index,), (shape,), shape, word.place, frame.trail))

    def append(self, node: Node) -> int:
        self.nodes.append(node)
        if len(self.nodes) > MAX_LAYERS:
            self.check_size(len(self.nodes), node.place)
        return len(self.nodes) - 1

    def check_size(self, layers: int, place: Place | None) -> None:
        if layers > MAX_LAYERS:
            raise SpecError(Fault(f"the network has more than {MAX_LAYERS:,} layers", place))

    def make(self, item: Layer, shapes: tuple[Shape, ...], frame: Frame, path: str) -> tuple[Operation, Shape]:
        """The item's operation for these inputs and its output shape, made once for equal fields and shapes."""
        scope = frame.scope
        scope["in"] = shapes[0][0]
        place = item.wiring.place
        values = {name: value.within(scope) for name, value in item.fields.items()}
        if item.norm is not None and "bias" not in values and "bias" in item.operation.fields:
            # A norm subtracts the mean, and a bias with it.
            values["bias"] = item.norm.within(scope) in (None, "none")
        key = (id(item), shapes, *[tuple(v) if isinstance(v, list) else v for v in values.values()])
        try:
            return self.made[key]
        except KeyError:
            pass
        except TypeError:  # a list of lists: rare, and not worth a key
            key = None
        operation = self.guard(place, frame, path, item.operation.make, shapes, values)
        made = self.settle(operation, shapes, place, frame, path)
        if key is not None:
            self.made[key] = made
        return made

    def settle(
        self, operation: Operation, shapes: tuple[Shape, ...], place: Place, frame: Frame, path: str
    ) -> tuple[Operation, Shape]:
        key = (operation, shapes)
        if key not in self.made:
            self.guard(place, frame, path, operation.check_inputs, shapes)
            output = self.guard(place, frame, path, operation.output, *shapes)
            self.made[key] = (operation, output)
        return self.made[key]

    def guard(self, place: Place, frame: Frame, path: str, call: Callable[..., Any], *args: Any) -> Any:
        """Call something that states reasons; add where, which layer, and how it came there."""
        try:
            return call(*args)
        except OperationError as error:
            fault = error.faults[0]
            shapes = next((a for a in args if a and isinstance(a, tuple) and isinstance(a[0], tuple)), args)
            met = " and ".join(shape_text(s) for s in shapes if isinstance(s, tuple))
            notes = frame.trail.notes() if frame.trail else ()
            message = f"layer '{path}' on {met}: {fault.message}"
            self.failing = path
            raise SpecError(Fault(message, place, fault.hint, notes)) from None

    def evaluate(self, value: Value, index: int, frame: Frame) -> Any:
        if value.is_constant:
            return value.constant
        frame.scope["in"] = self.shape(index)[0]
        return value.within(frame.scope)

    def arguments(self, item: BlockUse, block: Block, value: int, frame: Frame) -> dict[str, Any]:
        """The variables inside a block: knobs, what was passed, defaults for the rest, `in`."""
        given: dict[str, Value] = {**dict(zip(block.takes, item.positional, strict=False)), **item.arguments}
        self.check_arguments(item, block)
        scope = {**self.network.knobs, "in": self.shape(value)[0]}
        for name, default in block.takes.items():
            chosen = given.get(name)
            if chosen is not None:
                scope[name] = self.evaluate(chosen, value, frame)
            elif default is not None:
                scope[name] = default.within(scope)
            else:
                raise SpecError(Fault(f"block '{block.name}' needs '{name}'", item.wiring.place, _takes(block)))
        return scope

    def check_arguments(self, item: BlockUse, block: Block) -> None:
        if len(item.positional) > len(block.takes):
            message = f"block '{block.name}' takes {len(block.takes)} values, and {len(item.positional)} are given"
            raise SpecError(Fault(message, item.positional[0].place, _takes(block)))
        for name, value in item.arguments.items():
            if name not in block.takes:
                hint = did_you_mean(name, block.takes, "arguments")
                raise SpecError(Fault(f"block '{block.name}' does not take '{name}'", value.place, hint))

    def split(self, item: Join, value: int, frame: Frame, path: str) -> list[int]:
        """The tensor that each branch starts from: the whole input, or its part of the channels."""
        branches = len(item.branches)
        if item.split is None:
            return [value] * branches
        channels = self.shape(value)[0]
        parts = self.evaluate(item.split, value, frame)
        if isinstance(parts, int) and not isinstance(parts, bool):
            if parts != branches or channels % parts:
                why = f"{channels} channels do not divide into {parts}" if parts == branches else f"{branches} branches"
                raise SpecError(Fault(f"split: {parts} does not fit: {why}", item.split.place))
            parts = [channels // parts] * parts
        if not isinstance(parts, list) or len(parts) != branches or sum(parts) != channels:
            message = f"split needs {branches} parts that sum to {channels} channels, not {parts}"
            raise SpecError(Fault(message, item.split.place))
        starts, first = [], 0
        for part in parts:
            shapes = (self.shape(value),)
            operation = self.guard(item.split.place, frame, path, Slice.make, shapes, {"channels": [first, first + part]})
            made = self.settle(operation, shapes, item.split.place, frame, path)
            name = self.path(frame, "slice")
            starts.append(self.append(Node(name, *made[:1], (value,), shapes, made[1], item.split.place, frame.trail)))
            first += part
        return starts

    def path(self, frame: Frame, name: str) -> str:
        """A path that no layer has yet: the second `conv` of a scope is `conv_2`."""
        path = first = frame.prefix + name
        count = 1
        while path in self.taken:
            count += 1
            path = f"{first}_{count}"
        self.taken.add(path)
        return path

    def find(self, source: Value, frame: Frame) -> int:
        """The output of the layer that `from:` names, looked for from the inside out, within the block."""
        name = str(source.constant)
        if name == "input":
            return frame.input
        prefix = frame.prefix
        while True:
            if prefix + name in self.outputs:
                return self.outputs[prefix + name]
            if prefix == frame.root:
                break
            prefix = prefix[: prefix.rstrip(".").rfind(".") + 1]
        known = {path.removeprefix(frame.root) for path in self.outputs if path.startswith(frame.root)}
        hint = did_you_mean(name, known, "layers before this one") if len(known) < 200 else ""
        raise SpecError(Fault(f"there is no layer '{name}' before this one", source.place, hint))


_ACTIVATION_WORDS = {name: name for name in ACTIVATIONS}

_EXPAND: dict[type, Callable[..., int]] = {
    Layer: _Expansion.layer,
    Join: _Expansion.join,
    BlockUse: _Expansion.block_use,
    Sequence: _Expansion.sequence,
    Repeat: _Expansion.repeat,
    Auxiliary: _Expansion.auxiliary,
    Reference: _Expansion.reference,
}


def _head(item: Item) -> str:
    """The name of an unnamed repeat: what it repeats."""
    if isinstance(item, (Layer, Join)):
        return item.operation.key
    if isinstance(item, BlockUse):
        return str(item.block.constant) if item.block.is_constant else "block"
    return "repeat"


def _takes(block: Block) -> str:
    names = [name if default is None else f"{name} (optional)" for name, default in block.takes.items()]
    return f"it takes {', '.join(names)}" if names else "it takes no arguments"


__all__ = ["Graph", "Named", "PartialGraphError", "Wiring", "expand"]
