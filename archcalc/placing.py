"""Layers put into a graph in the making: each under its name, with the norm and activation beside it."""

from __future__ import annotations

from archcalc.blocks import Use
from archcalc.branches import End
from archcalc.errors import shown
from archcalc.graph import INPUT, Graph, Node
from archcalc.making import Frame, Made, Maker
from archcalc.naming import Names
from archcalc.shape import Shape
from archcalc.spec.grammar import BESIDE, is_word_for
from archcalc.spec.model import Beside, Item, Join, Layer, Network, Value

MAX_LAYERS = 200_000


class Placing:
    """The nodes so far, and the names by which others find them."""

    def __init__(self, network: Network, input: Shape) -> None:
        self.network = network
        self.input = input
        self.nodes: list[Node] = []
        self.names = Names()
        self.maker = Maker(input)
        self.uses: list[Use] = []

    def graph(self, output: int, *others: int) -> Graph:
        return Graph(self.network.name, self.input, tuple(self.nodes), output, others)

    def shape(self, index: int) -> Shape:
        return self.input if index == INPUT else self.nodes[index].output

    def evaluate(self, value: Value, index: int, frame: Frame) -> object:
        return value.constant if value.is_constant else self.maker.evaluate(value, self.shape(index), frame)

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

    def ends(self, item: Join, starts: list[int], ends: tuple[int, ...], first: int, frame: Frame) -> list[End]:
        """The branches of a join, for a message; their layers are those from node `first` on."""
        if not item.branches:
            return [End(s.place, self.shape(end)) for s, end in zip(item.wiring.sources, ends, strict=True)]
        found = []
        for (_, inside), start, end in zip(item.branches, starts, ends, strict=True):
            sources, when = inside.wiring.sources, inside.wiring.when
            taken = self.find(sources[0], frame) if len(sources) == 1 else start
            left_out = when is not None and end == taken
            found.append(End(inside.wiring.place, self.shape(end), inside, left_out, self.nodes[first:]))
        return found
