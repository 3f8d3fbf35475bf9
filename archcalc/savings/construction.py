"""What is found in a network: some of its layers, and the plain layers that would do in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from archcalc.errors import OperationError
from archcalc.ops import BUFFER, Operation
from archcalc.savings.closed import Closed
from archcalc.savings.web import Web
from archcalc.shape import Shape

Edits = Mapping[int, tuple[Operation, ...]]
"""Node -> the operations that take its place, one after the other; none where its input passes through."""


class Count(NamedTuple):
    """What some layers cost, per sample; `weights` are parameters without those of biases and norms."""

    parameters: int = 0
    macs: int = 0
    weights: int = 0

    def plus(self, other: Count) -> Count:
        return Count(*[a + b for a, b in zip(self, other, strict=True)])

    def minus(self, other: Count) -> Count:
        return Count(*[a - b for a, b in zip(self, other, strict=True)])


class Kind(NamedTuple):
    """A kind of construction: what it is, what is plain in comparison, where it comes from, how it is found.

    `convolution` tells kinds that replace a convolution from those that replace a fully connected layer.
    """

    key: str
    name: str
    about: str
    plain: str
    source: str
    find: Callable[[Web], Iterator[Construction]]
    convolution: bool = True


class Construction(NamedTuple):
    """Some layers of a network and what stands in their place in the plain network.

    `nodes` are the layers counted, in order; a layer that `edits` does not name stays as it is.
    """

    kind: str
    nodes: tuple[int, ...]
    edits: Edits
    closed: Closed


def cost_now(web: Web, found: Construction) -> Count:
    """What a construction costs as it is."""
    total = Count()
    for index in found.nodes:
        node = web.nodes[index]
        total = total.plus(count(node.operation, node.shapes, node.output))
    return total


def cost_plain(web: Web, found: Construction) -> Count:
    """What its plain equivalent costs."""
    total = Count()
    for _, operation, shapes, output in plain_layers(web, found):
        total = total.plus(count(operation, shapes, output))
    return total


def plain_layers(web: Web, found: Construction) -> Iterator[tuple[int, Operation, tuple[Shape, ...], Shape]]:
    """The layers of the plain equivalent with their shapes, each with the node it stands for.

    Raises:
        OperationError: a layer does not fit where it is put.
    """
    ends: dict[int, Shape] = {}
    for index in found.nodes:
        node = web.nodes[index]
        shapes = tuple(ends[source] if source in ends else web.shape(source) for source in node.inputs)
        for operation in found.edits.get(index, (node.operation,)):
            output = operation.output(*shapes)
            yield index, operation, shapes, output
            shapes = (output,)
        ends[index] = shapes[0]
    if ends[found.nodes[-1]] != web.shape(found.nodes[-1]):
        raise OperationError("the plain layers give another output")


def fits(web: Web, found: Construction) -> bool:
    """Whether the plain equivalent exists and gives the same output; unusual padding can stand against it."""
    try:
        for _ in plain_layers(web, found):
            pass
    except OperationError:
        return False
    return True


def collapsed(nodes: tuple[int, ...], plain: Operation) -> Edits:
    """A chain of layers brought down to one: it stands where the last layer stood."""
    return {**dict.fromkeys(nodes[:-1], ()), nodes[-1]: (plain,)}


def count(operation: Operation, shapes: tuple[Shape, ...], output: Shape) -> Count:
    """Parameters, multiply-adds and weights of one layer, from the operation itself."""
    macs = operation.cost(shapes, output).mul_add
    tensors = [tensor for tensor in operation.tensors(*shapes) if tensor.kind != BUFFER]
    weights = sum(tensor.size for tensor in tensors if tensor.name == "weight" and macs)
    return Count(sum(tensor.size for tensor in tensors), macs, weights)
