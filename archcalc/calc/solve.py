"""Inverse questions: which padding, stride, kernel or input size gives a wanted output?"""

from __future__ import annotations

from typing import Any, NamedTuple

from archcalc.errors import Fault, OperationError, UsageError, did_you_mean
from archcalc.korean import with_particle
from archcalc.ops import Operation
from archcalc.shape import Shape, shape_text
from archcalc.spec.model import Layer, Value

RANGES = {
    "padding": range(101),
    "stride": range(1, 101),
    "kernel": range(1, 102),
    "dilation": range(1, 101),
    "output_padding": range(101),
    "input": range(1, 2049),
}
"""What can be asked for, and the values that are tried; for `input`, the size of every axis."""

_KOREAN = {
    "padding": "패딩",
    "stride": "스트라이드",
    "kernel": "커널 크기",
    "dilation": "팽창률",
    "output_padding": "출력 패딩",
    "input": "입력 크기",
}


class Solutions(NamedTuple):
    """All values of a range that give the wanted map; if there are none, the values to either side of it."""

    quantity: str
    tried: range
    wanted: Shape
    values: tuple[int, ...]
    nearest: tuple[tuple[int, Shape], ...]
    channels: int | None = None
    """What the layer gives where other channels are wanted: no value of the quantity changes that."""
    axes: tuple[tuple[int, ...], ...] = ()
    """Where no value for all axes gives the map: the values of each axis that do, if each has one."""

    def __bool__(self) -> bool:
        """Whether there is a solution."""
        return bool(self.values or self.axes)

    def called(self, lang: str = "en") -> str:
        """What is asked for, in words."""
        return _KOREAN[self.quantity] if lang == "ko" else self.quantity

    def reason(self, lang: str = "en") -> str:
        """Why there is no solution."""
        korean = lang == "ko"
        if self.channels is not None:
            many = self.channels
            return f"층의 출력 채널은 {many}개입니다" if korean else f"the layer gives {many} channels"
        if not self.nearest:
            return "범위의 어떤 값도 입력에 맞지 않습니다" if korean else "no value in the range fits the input"
        wanted = shape_text(self.wanted)
        if korean:
            name = with_particle(self.called(lang), "이")
            beside = ", ".join(f"{name} {value}일 때 {shape_text(shape)}" for value, shape in self.nearest)
            return f"출력이 {with_particle(wanted, '을')} 건너뜁니다: {beside}"
        beside = ", ".join(f"{self.quantity} {value} gives {shape_text(shape)}" for value, shape in self.nearest)
        return f"the output steps over {wanted}: {beside}"


def solve(layer: Layer, input: Shape, quantity: str, wanted: Shape) -> Solutions:
    """Every value of `quantity` for which the layer makes a map of the shape `wanted`, with or without channels.

    Raises:
        UsageError: it is not a quantity of this layer, or the number of axes differs.
    """
    known = [name for name in RANGES if name == "input" or name in layer.operation.fields]
    if quantity not in known:
        hint = did_you_mean(quantity, known, "quantities to solve for")
        raise UsageError(Fault(f"{layer.operation.key} cannot be solved for '{quantity}'", hint=hint))
    axes = len(input) - 1
    if len(wanted) not in (axes, axes + 1):
        raise UsageError(
            f"the wanted output has {len(wanted)} axes and the input {axes}; give the sizes of the map, or CxHxW"
        )
    found, others = _tried(layer, input, quantity, wanted)
    solutions = Solutions(quantity, RANGES[quantity], wanted, found, ())
    if found:
        return solutions
    channels = _other_channels(others, wanted) if len(wanted) > axes else None
    alone = [_along(layer, input, quantity, wanted[-axes:], axis) for axis in range(axes)]
    if channels is None and all(alone):
        return solutions._replace(axes=tuple(alone))
    short = next((axis for axis, values in enumerate(alone) if not values), 0)
    return solutions._replace(nearest=_beside(others, wanted, axes, short), channels=channels)


def _tried(layer: Layer, input: Shape, quantity: str, wanted: Shape) -> tuple[tuple[int, ...], dict[int, Shape]]:
    """The values that give the wanted map, and what the other ones give that fit."""
    given = {value: _output(layer, input, quantity, value) for value in RANGES[quantity]}
    found = tuple(value for value, shape in given.items() if shape and shape[-len(wanted) :] == wanted)
    return found, {value: shape for value, shape in given.items() if shape and value not in found}


def _along(layer: Layer, input: Shape, quantity: str, wanted: Shape, axis: int) -> tuple[int, ...]:
    """The values for one axis: those of a layer whose fields are for every axis what they are for this one."""
    many = len(wanted)
    fields = {name: Value(_of_axis(given.constant, axis, many), given.place) for name, given in layer.fields.items()}
    square = (input[0], *(input[1 + axis],) * many)
    return _tried(layer._replace(fields=fields), square, quantity, (wanted[axis],) * many)[0]


def _of_axis(value: Any, axis: int, many: int) -> Any:
    return [value[axis]] * many if isinstance(value, list | tuple) and len(value) == many else value


def _output(layer: Layer, input: Shape, quantity: str, value: int) -> Shape | None:
    """The output's shape with this value put in; None where it does not fit."""
    values: dict[str, Any] = {name: given.constant for name, given in layer.fields.items()}
    if quantity == "input":
        input = (input[0], *(value,) * (len(input) - 1))
    else:
        values[quantity] = value
    try:
        operation: Operation = layer.operation.make((input,), values)
        operation.check_inputs((input,))
        return operation.output(input)
    except OperationError:
        return None


def _other_channels(others: dict[int, Shape], wanted: Shape) -> int | None:
    """The channels that the layer gives whatever the value, where they are not those that are wanted."""
    given = {shape[0] for shape in others.values()}
    return given.pop() if len(given) == 1 and wanted[0] not in given else None


def _beside(others: dict[int, Shape], wanted: Shape, axes: int, axis: int) -> tuple[tuple[int, Shape], ...]:
    """The sizes of the last map below and the first above the wanted one, along an axis."""
    sizes = {value: shape[-axes:] for value, shape in others.items()}
    size = wanted[-axes:][axis]
    below = [item for item in sizes.items() if item[1][axis] < size]
    above = [item for item in sizes.items() if item[1][axis] > size]
    ends = [max(below, key=lambda item: item[1][axis])] if below else []
    return tuple(ends + ([min(above, key=lambda item: item[1][axis])] if above else []))
