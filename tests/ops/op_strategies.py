"""Random operations on random inputs, for every operation that exists: drawn from the fields' own schemas.

Values are small and mostly fit together; some do not, so that what is refused is compared as well.
"""

import os
from typing import Any, NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from archcalc.ops import OPERATIONS, Operation
from archcalc.ops.base import REQUIRED
from archcalc.ops.fields import Field
from archcalc.shape import Shape

EXAMPLES = int(os.environ.get("ARCHCALC_EXAMPLES", "100"))
"""Cases of each operation; set the variable to 1000 for a longer search."""

relaxed = settings(
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)

LARGEST = {0: 40, 1: 20, 2: 9, 3: 6}
"""Largest size of an axis, by the number of axes: three-dimensional maps stay small."""


class Case(NamedTuple):
    """An operation as a spec would ask for it, and the shapes that reach it."""

    key: str
    shapes: tuple[Shape, ...]
    values: dict[str, Any]

    @property
    def axes(self) -> int:
        return len(self.shapes[0]) - 1

    def make(self) -> Operation:
        """The operation, or OperationError."""
        operation = OPERATIONS[self.key].make(self.shapes, self.values)
        operation.check_inputs(self.shapes)
        return operation

    def make_unchecked(self) -> Operation:
        """The operation without the checks between fields and of bounds: torch is to judge it."""
        cls = OPERATIONS[self.key]
        operation = object.__new__(cls)
        operation.__dict__["axes"] = self.axes
        for name, field in cls.fields.items():
            operation.__dict__[name] = _normalised(field, self.values.get(name, field.default), self.axes)
        return operation


def _normalised(field: Field, value: Any, axes: int) -> Any:
    if value is None:
        return None
    try:
        return field.normalise(value, axes)
    except ValueError:
        is_window = "anyOf" in field.schema and not isinstance(value, (list, tuple))
        if is_window and "enum" in str(field.schema):
            return ((value, value),) * axes
        return (value,) * axes if is_window else value


@st.composite
def cases(draw: st.DrawFn, key: str) -> Case:
    """A case of the operation `key`."""
    cls = OPERATIONS[key]
    axes = draw(st.sampled_from(cls.ranks or (0, 1, 2, 3)))
    shape = draw(shapes(axes))
    values = draw(field_values(cls, axes, shape))
    several = cls.fan_in[1] != 1
    return Case(key, draw(joined_shapes(cls, shape)) if several else (shape,), values)


def shapes(axes: int) -> st.SearchStrategy[Shape]:
    channels = st.sampled_from((1, 2, 3, 4, 6, 8, 12))
    sizes = st.integers(1, LARGEST[axes])
    return st.tuples(channels, *[sizes] * axes)


@st.composite
def joined_shapes(draw: st.DrawFn, cls: type[Operation], shape: Shape) -> tuple[Shape, ...]:
    """Two or three shapes that mostly fit: other channels, an axis of size 1, sometimes another size or rank."""
    others = []
    for _ in range(draw(st.integers(max(0, cls.fan_in[0] - 1), 2))):
        other = list(shape)
        change = draw(st.sampled_from(("none", "none", "channels", "one", "ones", "size", "rank")))
        place = draw(st.integers(0, len(shape) - 1))
        if change == "channels":
            other[0] = draw(st.integers(1, 12))
        elif change == "one":
            other[place] = 1
        elif change == "ones":
            other[1:] = [1] * (len(shape) - 1)
        elif change == "size":
            other[place] += 1
        elif change == "rank" and len(shape) < 4:
            other.append(1)
        others.append(tuple(other))
    return draw(st.permutations([shape, *others]).map(tuple))


@st.composite
def field_values(draw: st.DrawFn, cls: type[Operation], axes: int, shape: Shape) -> dict[str, Any]:
    """Values for the fields: all that are required, and any of the others."""
    values = {}
    for name, field in cls.fields.items():
        if field.default is REQUIRED or draw(st.booleans()):
            values[name] = draw(field_value(cls.key, name, field, axes, shape))
    table = values.get("table")
    if table is not None:
        values |= {"filters": len(table), "groups": 1}
    return values


def field_value(key: str, name: str, field: Field, axes: int, shape: Shape) -> st.SearchStrategy[Any]:
    """A value of one field, by its name where it has to fit something else, otherwise by its schema."""
    named = NAMED.get(f"{key}.{name}") or NAMED.get(name)
    if named:
        return named(axes, shape)
    kind = field.schema.get("type")
    if kind == "boolean":
        return st.booleans()
    if kind == "number":
        return st.floats(field.schema["minimum"], field.schema["maximum"])
    if kind == "integer":
        return st.integers(field.schema["minimum"], 6)
    if "enum" in field.schema:
        return st.sampled_from(field.schema["enum"])
    raise LookupError(f"no strategy for field '{name}': {field.schema}")


def per_axis(low: int, high: int) -> Any:
    """One number for all axes, or one for each."""

    def strategy(axes: int, shape: Shape) -> st.SearchStrategy[Any]:
        number = st.integers(low, high)
        return number | st.lists(number, min_size=axes, max_size=axes)

    return strategy


def paddings(axes: int, shape: Shape) -> st.SearchStrategy[Any]:
    number = st.integers(0, 3)
    pairs = st.lists(number | st.tuples(number, number), min_size=axes, max_size=axes)
    return st.sampled_from(("same", "valid")) | st.integers(0, 2) | pairs


def divisors(axes: int, shape: Shape) -> st.SearchStrategy[int]:
    """Mostly a divisor of the channels."""
    fitting = [n for n in range(1, shape[0] + 1) if shape[0] % n == 0]
    return st.sampled_from(fitting) | st.sampled_from(fitting) | st.integers(1, 5)


def tables(axes: int, shape: Shape) -> st.SearchStrategy[Any]:
    row = st.lists(st.integers(0, shape[0] - 1), min_size=1, max_size=3, unique=True)
    too_far = st.just([[shape[0]]])
    return st.none() | st.lists(row, min_size=1, max_size=4) | too_far


def channel_ranges(axes: int, shape: Shape) -> st.SearchStrategy[Any]:
    """Mostly within the channels."""
    within = st.sampled_from([[i, j] for j in range(1, shape[0] + 1) for i in range(j)])
    anything = st.tuples(st.integers(0, shape[0] + 1), st.integers(0, shape[0] + 1)).map(sorted)
    return within | within | anything


NAMED: dict[str, Any] = {
    "filters": lambda axes, shape: st.sampled_from((1, 2, 3, 4, 6, 8, 12)),
    "groups": divisors,
    "kernel": per_axis(1, 4),
    "stride": per_axis(1, 4),
    "dilation": per_axis(1, 3),
    "padding": paddings,
    "conv_transpose.padding": per_axis(0, 3),
    "output_padding": per_axis(0, 2),
    "table": tables,
    "size": per_axis(1, 9),
    "lrn.size": lambda axes, shape: st.integers(1, 9),
    "factor": per_axis(1, 4),
    "slice.channels": channel_ranges,
}
"""Fields whose values must fit the input or each other, by name or by operation and name."""
