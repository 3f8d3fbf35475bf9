"""The walk over a network's items, for all configurations at once: the same walk, with lanes for numbers."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.blocks import too_deep
from archcalc.collector import paused
from archcalc.errors import Place, SpecError
from archcalc.expand import _Expansion
from archcalc.graph import INPUT, Graph
from archcalc.making import Frame
from archcalc.shape import Shape
from archcalc.spec.arithmetic import Expression
from archcalc.spec.model import Block, Join, Network, Scope, Value
from archcalc.sweep.lanes import settled
from archcalc.sweep.making import LanesMaker, over_lanes


def expand_lanes(network: Network) -> tuple[Graph, LanesMaker]:
    """Unroll a network whose knobs and input are lanes.

    Raises:
        Split: the configurations do not have the same layers, or only some of them can be.
        Refused: none of them can be.
        SpecError: likewise, for a reason that is the same for all.
    """
    walk = _LanesExpansion(network, network.input, training=False)
    frame = Frame({**network.knobs}, "", "", INPUT, None)
    try:
        with paused():
            return walk.graph(walk.item(network.layers, INPUT, frame, None)), walk.maker
    except RecursionError:
        raise SpecError(too_deep(walk.uses, network)) from None


class _LanesExpansion(_Expansion):
    """Everything that decides which layers there are must be the same in all configurations."""

    maker: LanesMaker

    def __init__(self, network: Network, input: Shape, training: bool) -> None:
        super().__init__(network, input, training)
        self.maker = LanesMaker(input)
        self.blocks = {name: _lifted(block) for name, block in network.spec.blocks.items()}

    def evaluate(self, value: Value, index: int, frame: Frame) -> object:
        """Conditions, numbers of repeats, words for blocks, norms and activations."""
        return settled(super().evaluate(value, index, frame))

    def split(self, item: Join, value: int, frame: Frame, path: str) -> list[int]:
        """How a tensor is cut is counted in plain numbers: its channels must be the same in all."""
        if item.split is None:
            return super().split(item, value, frame, path)
        shape = self.shape(value)
        shape = (settled(shape[0]), *shape[1:])
        if value == INPUT:
            self.input = shape
        else:
            self.nodes[value] = self.nodes[value]._replace(output=shape)
        parts = Value(settled(self.maker.evaluate(item.split, shape, frame)), item.split.place)
        return super().split(item._replace(split=parts), value, frame, path)


def _lifted(block: Block) -> Block:
    """The block with defaults that can be computed where variables are lanes."""
    return block._replace(takes={name: default and _Lifted(default) for name, default in block.takes.items()})


class _Lifted(Value):
    """A value that is computed over lanes."""

    __slots__ = ("_original",)

    def __init__(self, original: Value) -> None:
        super().__init__(original.constant, original.place)
        self._original = original
        self.is_constant = original.is_constant

    @property
    def expressions(self) -> Iterator[tuple[Expression, Place]]:
        return self._original.expressions

    def within(self, scope: Scope) -> object:
        return over_lanes(self._original, scope)
