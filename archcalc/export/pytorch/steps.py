"""The items of a spec at their places in a network: which item became which layers.

The graph is flat and knows every shape; the items have the structure. A step is both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from archcalc.graph import Node
from archcalc.shape import Shape
from archcalc.spec.model import Block, BlockUse, Item, Join, Layer, Named, Sequence


@dataclass(frozen=True, eq=False)
class Step:
    """One item at its place in the network.

    `start` and `end` are the values (indices of layers) that it takes and gives; `taken` is False where its `when`
    was. `scope` holds the variables in sight, for a block those inside of it. `nodes` are the layers it is
    itself: the operation, then what is written beside it, or for a join the slices of a split and the join.
    `results` are what a network returns besides its end, by the names that the spec gives them.
    """

    item: Item
    name: str | None
    start: int
    end: int
    start_shape: Shape
    end_shape: Shape
    taken: bool
    scope: dict[str, Any]
    nodes: tuple[Node, ...] = ()
    children: tuple[Step, ...] = ()
    block: Block | None = None
    span: range = range(0)  # the layers made inside of it
    results: Mapping[str, int] = field(default_factory=dict)

    @property
    def layer(self) -> Node:
        """The operation of a layer."""
        return self.nodes[0]

    @property
    def body(self) -> Step:
        """What is inside of a block or head."""
        return self.children[0]

    @property
    def key(self) -> int:
        """What tells a use from others, whatever it is called."""
        return id(self.body) if self.block else id(self)

    def walk(self) -> Iterator[Step]:
        """This step and all inside of it."""
        yield self
        for child in self.children:
            yield from child.walk()


def named_items(item: Item) -> tuple[Named, ...]:
    """The items directly inside of an item."""
    if isinstance(item, Sequence):
        return item.items
    return item.branches if isinstance(item, Join) else ()


def is_inline(block: Block) -> bool:
    """Whether a block is a single layer or block: it needs no class of its own."""
    body = block.body
    items = [named.item for named in body.items] if isinstance(body, Sequence) else [body]
    return len(items) == 1 and isinstance(items[0], (Layer, BlockUse))


def name_of(step: Step) -> str:
    """What a step is called, or what it is."""
    if step.name:
        return step.name
    if isinstance(step.item, (Layer, Join)):
        return step.item.operation.key
    return step.block.name if step.block else "part"


def leaves(step: Step) -> Iterator[Step]:
    """The layers, joins and blocks of a class: what is inside of a block of its own is another class's."""
    if not step.taken:
        return
    if isinstance(step.item, (Layer, Join)) or (step.block is not None and not is_inline(step.block)):
        yield step
    if step.block is None or is_inline(step.block):
        for child in step.children:
            yield from leaves(child)


def inputs_of(leaf: Step) -> tuple[int, ...]:
    """The values that a layer, join or block reads."""
    if isinstance(leaf.item, Join):
        slices = leaf.item.split is not None
        joined = leaf.nodes[len(leaf.children) if slices else 0].inputs
        return (*joined, leaf.start) if slices else joined
    return (leaf.start,)


def reads_of(body: Step) -> Counter[int]:
    """How often each value is read inside of a class; its results are read once more, by whoever uses it."""
    reads = Counter(read for leaf in leaves(body) for read in inputs_of(leaf))
    reads.update(body.results.values() or (body.end,))
    return reads
