"""A sweep as it was asked for: a network, its axes, and everything that can be refused before it runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, NamedTuple

from archcalc.analysis import MAX_BATCH
from archcalc.errors import Fault, UsageError, did_you_mean, shown
from archcalc.memory import check_dtype
from archcalc.shape import MAX_SIZE, Shape, is_uneven, parse_shape, shape_text
from archcalc.spec.model import Network, Spec
from archcalc.sweep.axes import Axis
from archcalc.zoo import choose, knobs_of

RESOLUTION, INPUT, BATCH = "resolution", "input", "batch"
MOST_CONFIGURATIONS = 4_000_000  # whose columns and texts are in memory together


class Plan(NamedTuple):
    """`axes` hold values as the network takes them; `refused` says why a value of an axis can be none."""

    network: Network
    axes: tuple[Axis, ...]
    refused: tuple[dict[int, str], ...]
    batch: int = 1
    dtype: str = "float32"

    @property
    def lengths(self) -> tuple[int, ...]:
        return tuple(len(axis.values) for axis in self.axes)

    @property
    def size(self) -> int:
        return prod(self.lengths)


def plan(
    spec: Spec,
    variant: str | None,
    given: Mapping[str, Any],
    axes: Sequence[Axis],
    *,
    input: Shape | None = None,
    batch: int = 1,
    dtype: str = "float32",
    most: int = MOST_CONFIGURATIONS,
) -> Plan:
    """A sweep that can be run; `input` and `batch` are for what is not swept.

    Raises:
        UsageError: an axis is no knob of the network, comes twice, has values of another kind, or there are
            more configurations than `most`.
    """
    _check(axes, batch, dtype, most)
    network = _network(spec, variant, given, axes)
    sizes = [name for name, _ in axes if name in (RESOLUTION, INPUT) and name not in network.knobs]
    if len(sizes) == 2 or (INPUT in sizes and input is not None):
        other = "--over resolution" if len(sizes) == 2 else "--input"
        raise UsageError(f"{other} and --over input both say what the input is; give one of them")
    if input is not None:
        network = network._replace(input=_input(shape_text(input), network))
    read = [_axis(axis, spec, variant, network) for axis in axes]
    refused = tuple(reasons for _, reasons in read)
    return Plan(network, tuple(_alike(axis) for axis, _ in read), refused, whole(BATCH, batch, MAX_BATCH), dtype)


def _check(axes: Sequence[Axis], batch: int, dtype: str, most: int) -> None:
    """Refuse what can be refused without knowing the network."""
    if not axes:
        raise UsageError(Fault("nothing is swept", hint="for example --over width=0.25:2:0.05"))
    for name, count in Counter(axis.name for axis in axes).items():
        if count > 1:
            raise UsageError(f"--over {name} is given twice")
    if batch != 1 and any(axis.name == BATCH for axis in axes):
        raise UsageError("--batch and --over batch both say what the batch is; give one of them")
    check_dtype(dtype)
    size = prod(len(axis.values) for axis in axes)
    if size > most:
        hint = "take larger steps, or sweep fewer knobs together"
        hint += ", or write parts into a folder: --parts FOLDER" if most == MOST_CONFIGURATIONS else ""
        raise UsageError(Fault(f"{size:,} configurations are too many: a sweep has at most {most:,}", hint=hint))


def _network(spec: Spec, variant: str | None, given: Mapping[str, Any], axes: Sequence[Axis]) -> Network:
    """The network that the axes vary; a knob without a default has the first of its swept values that it can have."""
    knobs = knobs_of(spec, variant)
    for name, values in axes:
        if name not in knobs:
            if name in (RESOLUTION, INPUT, BATCH):
                continue
            hint = did_you_mean(name, [*knobs, RESOLUTION, INPUT, BATCH], "knobs")
            raise UsageError(Fault(f"there is no knob '{name}'", hint=hint))
        if name in given:
            raise UsageError(f"--over {name} and --set {name} both say what it is")
        if knobs[name] is None:
            known = spec.knobs.get(name)
            allowed = [value for value in values if known and value in known.choices]
            given = {**given, name: (allowed or values)[0]}
    return choose(spec, variant, given)


def _axis(axis: Axis, spec: Spec, variant: str | None, network: Network) -> tuple[Axis, dict[int, str]]:
    name, values = axis
    if name in network.knobs:
        return _knob_axis(axis, spec, variant, network)
    if name == BATCH:
        return Axis(name, tuple(whole(name, value, MAX_BATCH) for value in values)), {}
    if name == RESOLUTION:
        if len(network.input) == 1:
            raise UsageError(f"{network.name} takes {shape_text(network.input)}, which has no resolution")
        if is_uneven(network.input):
            message = f"{network.name} takes {shape_text(network.input)}, whose axes are not one resolution"
            raise UsageError(Fault(message, hint="sweep the input: --over input=SHAPE,SHAPE"))
        return Axis(name, tuple(whole(name, value, MAX_SIZE) for value in values)), {}
    return Axis(name, tuple(_input(value, network) for value in values)), {}


def _knob_axis(axis: Axis, spec: Spec, variant: str | None, network: Network) -> tuple[Axis, dict[int, str]]:
    """A knob's values as `--set` would take them. One that is not among its choices is reported, not refused."""
    known = spec.knobs.get(axis.name)
    values, refused = [], {}
    for index, value in enumerate(axis.values):
        try:
            values.append(choose(spec, variant, {**network.given, axis.name: value}).knobs[axis.name])
        except UsageError as error:
            if not (known and known.choices and value not in known.choices):
                raise
            values.append(value)
            refused[index] = error.faults[0].message
    return Axis(axis.name, tuple(values)), refused


def _alike(axis: Axis) -> Axis:
    """Whole numbers beside fractions as floats, as a column has one type; each value once."""
    name, values = axis
    if {value.__class__ for value in values} == {int, float}:
        values = tuple(map(float, values))
    texts = Counter(map(repr, values))
    for value in values:
        if texts[repr(value)] > 1:
            text = shape_text(value) if isinstance(value, tuple) else str(value)
            raise UsageError(f"--over {name} gives {shown(text)} twice")
    return Axis(name, values)


def whole(name: str, value: Any, most: int) -> int:
    """A value of an axis that has to be a whole number from 1."""
    if value.__class__ is not int or not 1 <= value <= most:
        raise UsageError(f"a {name} is a whole number from 1 to {most:,}, not {value}")
    return int(value)


def _input(value: Any, network: Network) -> Shape:
    shape = parse_shape(str(value))
    if len(shape) != len(network.input):
        hint = f"channels come first, as in {shape_text(network.input)}"
        message = f"{network.name} takes {len(network.input)} sizes, and {shape_text(shape)} has {len(shape)}"
        raise UsageError(Fault(message, hint=hint))
    return shape


def input_at(network: Network, name: str, value: Any) -> Shape:
    """The input shape that a value of `resolution` or `input` stands for."""
    if name == INPUT:
        return tuple(value)
    return (network.input[0],) + (value,) * (len(network.input) - 1)
