"""Receptive fields behind a map that was enlarged, where neighbouring positions see different amounts.

Behind an upsampling of factor F, positions 0 to F - 1 see the same pixels, and what a window behind it sees depends on
where it stands; after some positions it is all the same again, some pixels further on. These phases are followed from
layer to layer, so that the field of a layer is exactly what the position sees that sees most. What cannot be followed
so, kernels of transposed convolutions that leave gaps and adaptive pooling, keeps what its operation says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import gcd, lcm
from typing import NamedTuple

from archcalc.formula import exact_div
from archcalc.graph import INPUT, Graph
from archcalc.ops import Operation
from archcalc.ops.activation import Softmax
from archcalc.ops.conv import ConvTranspose
from archcalc.ops.join import Crop, read
from archcalc.ops.norm import LayerNorm
from archcalc.ops.reshape import Pad, Upsample
from archcalc.ops.windowed import Windowed
from archcalc.receptive import AxisField, Receptive, input_field
from archcalc.shape import Shape

MOST = 4096  # phases that are followed: more than all networks have

Ends = tuple[int, int]
"""First and last of the positions, or pixels, that are looked at."""


class Phases(NamedTuple):
    """Fields along one axis: position q·T + t sees the pixels `ends[t]`, q times `advance` further on."""

    ends: tuple[Ends, ...]
    advance: int

    def seen(self, first: int, last: int) -> Ends:
        """The pixels that positions `first` to `last` see; none sees less far than one before it."""
        return self._end(first, 0), self._end(last, 1)

    def _end(self, position: int, side: int) -> int:
        turn, phase = divmod(position, len(self.ends))
        return self.ends[phase][side] + turn * self.advance


class Step(NamedTuple):
    """What an operation does along one axis: `looks` at which positions of its input, `num` for each `den` further."""

    looks: Callable[[int], Ends]
    num: int = 1
    den: int = 1


def exact_fields(graph: Graph, fields: list[Receptive]) -> list[Receptive]:
    """The fields of all nodes, made exact behind those that enlarge a map."""
    if not any(isinstance(node.operation, (Upsample, ConvTranspose)) for node in graph.nodes):
        return fields
    first = input_field(graph.input[1:])
    exact: list[Receptive] = []
    followed: list[tuple[Phases | None, ...]] = []
    for node in graph.nodes:
        before = tuple(first if source == INPUT else exact[source] for source in node.inputs)
        own = [_uniform(first) if source == INPUT else followed[source] for source in node.inputs]
        field = node.operation.receptive(before, node.shapes, node.output)
        phases = tuple(_followed(node.operation, own, node.shapes, node.output, len(field)))
        exact.append(tuple(map(_most, field, phases)))
        followed.append(phases)
    return exact


def _uniform(field: Receptive) -> tuple[Phases | None, ...]:
    return tuple(Phases(((a.start, a.start + a.size - 1),), a.jump) for a in field)  # type: ignore[arg-type]


def _most(axis: AxisField, phases: Phases | None) -> AxisField:
    """The field with the size of the phase that sees most, starting where the first position looks."""
    if phases is None:
        return axis
    size = max(last - first + 1 for first, last in phases.ends[: axis.positions])
    return axis._replace(size=size, start=phases.ends[0][0])


def _followed(
    operation: Operation, inputs: list[tuple[Phases | None, ...]], shapes: tuple[Shape, ...], output: Shape, axes: int
) -> Iterator[Phases | None]:
    """The phases behind an operation, None along an axis where they are not followed."""
    sources = read(operation, inputs)
    for axis in range(axes):
        step = _step(operation, axis, shapes, output)
        known = [phases[axis] for phases in sources if axis < len(phases)]
        yield _through(step, [phases for phases in known if phases], len(sources)) if step else None


def _through(step: Step, branches: list[Phases], count: int) -> Phases | None:
    """The phases behind a step in which `count` branches meet."""
    period = step.den * lcm(*[len(b.ends) // gcd(len(b.ends), step.num) for b in branches])
    moves = {exact_div(b.advance * period * step.num, step.den * len(b.ends)) for b in branches}
    if len(branches) < count or len(moves) > 1 or period > MOST:
        return None
    ends = []
    for position in range(period):
        seen = [branch.seen(*step.looks(position)) for branch in branches]
        ends.append((min(first for first, _ in seen), max(last for _, last in seen)))
    return Phases(tuple(ends), moves.pop())


def _step(operation: Operation, axis: int, shapes: tuple[Shape, ...], output: Shape) -> Step | None:
    """What the operation does along an axis; None where that is not followed."""
    if isinstance(operation, Upsample):
        return _upsampled(operation.factor[axis], operation.mode)
    if isinstance(operation, ConvTranspose):
        op = operation
        return _transposed(op.kernel[axis], op.strides[axis], op.dilations[axis], op.cuts[axis])
    if isinstance(operation, Windowed):
        (before, _), kernel, stride, dilation = operation.windows[axis]
        return Step(lambda p: (p * stride - before, p * stride - before + dilation * (kernel - 1)), num=stride)
    if isinstance(operation, Pad) and operation.axes:
        return _moved(-operation.pads[axis][0])
    if isinstance(operation, Crop):
        return _moved((shapes[0][1 + axis] - output[1 + axis]) // 2)
    in_place = type(operation).receptive is Operation.receptive or isinstance(operation, (Softmax, LayerNorm))
    same_map = all(shape[1:] == output[1:] for shape in shapes) and len(output) > 1  # no gate, and not flattened
    return _moved(0) if in_place and same_map else None


def _moved(by: int) -> Step:
    return Step(lambda p: (p + by, p + by))


def _upsampled(factor: int, mode: str) -> Step:
    """Position p lies at (p + 1/2)/F - 1/2 of the input; bilinear mixes the neighbours on both sides."""
    if mode == "nearest":
        return Step(lambda p: (p // factor, p // factor), den=factor)
    return Step(lambda p: ((2 * p + 1 - factor) // (2 * factor), -((factor - 1 - 2 * p) // (2 * factor))), den=factor)


def _transposed(kernel: int, stride: int, dilation: int, cut: int) -> Step | None:
    """Input i reaches the positions i·S - P to i·S - P + K - 1; None where they leave gaps."""
    if dilation > 1 or kernel < stride:
        return None
    return Step(lambda p: (-((kernel - 1 - p - cut) // stride), (p + cut) // stride), den=stride)
