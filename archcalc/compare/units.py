"""Layers as an author writes them: an operation with the norm and activation beside it is one unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archcalc.ops import Operation
from archcalc.ops.activation import Activation
from archcalc.ops.conv import Conv, ConvTranspose
from archcalc.ops.linear import Linear
from archcalc.ops.norm import NORMALISATIONS, LocalResponseNorm
from archcalc.ops.pool import Adaptive, Global, Pool
from archcalc.rows import Row

KINDS: tuple[tuple[str, tuple[type[Operation], ...]], ...] = (
    ("weights", (Conv, ConvTranspose, Linear)),
    ("pooling", (Pool, Adaptive, Global)),
    ("norm", (*NORMALISATIONS, LocalResponseNorm)),
    ("activation", (Activation,)),
)
"""Operations that can stand for each other; any other one stands for its own kind only."""


class Unit(NamedTuple):
    """A layer of a spec: its operation first, then what stands beside it (`conv1`, `conv1.norm`, `conv1.relu`)."""

    rows: tuple[Row, ...]

    @property
    def main(self) -> Row:
        return self.rows[0]

    @property
    def name(self) -> str:
        return self.rows[0].name

    @property
    def parent(self) -> str:
        """Path of the block or stage it is in; empty at the top."""
        return self.name.rpartition(".")[0]

    @property
    def kind(self) -> str:
        return kind_of(self.main.operation)

    @property
    def parameters(self) -> int:
        return sum(row.parameters for row in self.rows)

    @property
    def macs(self) -> int:
        return sum(row.macs for row in self.rows)

    @property
    def weighted(self) -> bool:
        """Whether it counts as a layer with weights."""
        return bool(self.main.parameters and self.main.cost.mul_add)

    @property
    def brief(self) -> str:
        """What it is, without the sizes of its maps: `conv 3x3`, `depthwise 5x5`, `linear`."""
        return brief(self.main.operation, self.main.inputs[0][0])

    def beside(self, kind: str) -> str:
        """What stands beside its operation, of one kind; empty for nothing."""
        found = [row.operation.describe() for row in self.rows[1:] if kind_of(row.operation) == kind]
        return " + ".join(found)


def units(rows: Iterable[Row]) -> list[Unit]:
    """Rows in units, in the order in which they run."""
    found: list[list[Row]] = []
    for row in rows:
        if found and row.name.startswith(f"{found[-1][0].name}."):
            found[-1].append(row)
        else:
            found.append([row])
    return [Unit(tuple(rows)) for rows in found]


def kind_of(operation: Operation) -> str:
    """What an operation is for: one of the kinds, or its own key."""
    return next((kind for kind, classes in KINDS if isinstance(operation, classes)), operation.key)


def brief(operation: Operation, channels: int) -> str:
    """An operation on so many channels in two or three words."""
    if not isinstance(operation, (Conv, ConvTranspose)):
        return operation.key
    kernel = "x".join(map(str, operation.kernel))
    if is_depthwise(operation, channels):
        return f"depthwise {kernel}"
    return f"{operation.key} {kernel}"


def is_depthwise(operation: Operation, channels: int) -> bool:
    """Whether every input channel has filters of its own."""
    return isinstance(operation, (Conv, ConvTranspose)) and operation.groups == channels > 1
