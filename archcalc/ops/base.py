"""What an operation is: fields, output shape, parameter tensors, cost, receptive field, memory.

An operation is one class with everything torch-free about it. Defining the class registers it: the spec
language, the JSON Schema, the documentation and the tests find it by iterating over `OPERATIONS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import NoneType
from typing import Any, ClassVar, NamedTuple, dataclass_transform

from archcalc.cost import NO_COST, Cost
from archcalc.errors import OperationError
from archcalc.formula import elements
from archcalc.ops.fields import (
    REQUIRED,
    Field,
    choice,
    count,
    counts,
    flag,
    padding,
    real,
    show,
    table,
    window,
)
from archcalc.receptive import Receptive, join
from archcalc.shape import AXIS_NAMES, Shape, shape_text

PARAMETER, FIXED, BUFFER = "parameter", "fixed", "buffer"

OPERATIONS: dict[str, type[Operation]] = {}


class Tensor(NamedTuple):
    """A tensor that a layer keeps, named as torch's `state_dict` would.

    `kind` is `parameter` (trained), `fixed` (a parameter that is never trained) or `buffer`.
    """

    name: str
    shape: Shape
    kind: str = PARAMETER

    @property
    def size(self) -> int:
        return elements(self.shape)


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(choice, count, counts, flag, padding, real, table, window),
)
class Operation:
    """Base of all operations.

    Class attributes:
        key: the word for it in specs (`conv`).
        main: the field that stands right after the key (`{conv: 64}`), if any.
        ranks: numbers of spatial axes it accepts; None for any.
        fan_in: how many tensors it takes (a range for joins).
        per_axis_name: whether its full name carries the number of axes (`conv2d`).
        in_place: whether frameworks usually write its output over its input.
        view: whether its output shares its input's memory.
        keeps: what training keeps for the backward pass, of "input", "inputs" and "output".
        keeps_for_weights: whether it keeps that only for the gradient of its own weights.

    Instances are immutable and compare by class, axes and field values.
    """

    key: ClassVar[str] = ""
    main: ClassVar[str | None] = None
    ranks: ClassVar[tuple[int, ...] | None] = None
    fan_in: ClassVar[tuple[int, int | None]] = (1, 1)
    per_axis_name: ClassVar[bool] = False
    in_place: ClassVar[bool] = False
    view: ClassVar[bool] = False
    keeps: ClassVar[tuple[str, ...]] = ()
    keeps_for_weights: ClassVar[bool] = False
    fields: ClassVar[dict[str, Field]] = {}

    axes: int
    _identity: tuple[Any, ...]

    def __init_subclass__(cls) -> None:
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Field)}
        for name, field in own.items():
            field.name = name
        cls.fields = {**cls.fields, **own}
        if "key" in vars(cls) and cls.key:
            if cls.key in OPERATIONS:
                raise TypeError(f"two operations are called '{cls.key}'")
            OPERATIONS[cls.key] = cls

    def __init__(self, axes: int = 2, **values: Any) -> None:
        """Bring every field to its inner spelling.

        Raises:
            OperationError: an unknown or missing field, or a value out of its bounds.
        """
        state = self.__dict__
        state["axes"] = axes
        for name, field in self.fields.items():
            value = values.get(name)
            if value is None:  # left out, or left empty in a spec
                value = field.default
            if value is REQUIRED:
                raise OperationError(f"{self.key} needs '{name}' ({field.doc})")
            try:
                state[name] = field.normalise(value, axes) if value is not None else None
            except ValueError as error:
                raise OperationError(f"'{name}' of {self.key}: {error}") from None
        unknown = values.keys() - self.fields.keys()
        if unknown:
            raise OperationError(f"{self.key} has no field '{min(unknown)}'")
        state["_identity"] = (type(self), *state.values())
        state["_hash"] = hash(state["_identity"])
        reason = self.fields_reason()
        if reason:
            raise OperationError(reason)

    @classmethod
    def make(cls, shapes: tuple[Shape, ...], values: Mapping[str, Any]) -> Operation:
        """The operation for inputs of these shapes, its fields as a spec gives them."""
        axes = max(0, len(shapes[0]) - 1)
        if all(map(_is_plain, values.values())):
            return shared(cls, axes, **values)  # type: ignore[arg-type]  # classes do hash; mypy asks their instances
        return _new(cls, axes, **values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"operations are immutable: {name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Operation) and self._identity == other._identity

    def __hash__(self) -> int:
        value: int = self.__dict__["_hash"]
        return value

    def __repr__(self) -> str:
        given = ", ".join(f"{n}={show(getattr(self, n))}" for n in self.fields)
        return f"{type(self).__name__}({given})"

    @property
    def name(self) -> str:
        """The full name, with the number of axes where there are several kinds: `conv2d`."""
        return f"{self.key}{self.axes}d" if self.per_axis_name else self.key

    # What subclasses say about themselves.

    def fields_reason(self) -> str:
        """Why the fields contradict each other, or the empty string."""
        return ""

    def describe(self) -> str:
        """The operation as a table shows it: `conv 3x3 s2 p1 g4`."""
        return self.key

    def check(self, *inputs: Shape) -> None:
        """Refuse inputs that do not fit.

        Raises:
            OperationError: the message gives the shapes, the hint the smallest fix.
        """

    def output_shape(self, *inputs: Shape) -> Shape:
        """The output's shape for inputs that fit, free of branches on sizes."""
        return inputs[0]

    def check_output(self, output: Shape, *inputs: Shape) -> None:
        """Refuse inputs that leave nothing of the output.

        Raises:
            OperationError: as for `check`.
        """

    def tensors(self, *inputs: Shape) -> tuple[Tensor, ...]:
        """The parameter tensors and buffers."""
        return ()

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        """The elementary operations for one sample."""
        return NO_COST

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        """What one output position sees of the network's input."""
        return join(fields)

    def kept_bytes(self, inputs: tuple[Shape, ...], output: Shape) -> int:
        """Bytes per sample that training keeps besides `keeps`: masks and indices."""
        return 0

    # What follows from that.

    def output(self, *inputs: Shape) -> Shape:
        """The output's shape, per sample.

        Raises:
            OperationError: the inputs do not fit.
        """
        self.check(*inputs)
        shape = self.output_shape(*inputs)
        self.check_output(shape, *inputs)
        return shape

    def check_inputs(self, inputs: tuple[Shape, ...]) -> None:
        """Refuse the wrong number of inputs, or inputs with the wrong number of axes."""
        low, high = self.fan_in
        if len(inputs) < low or (high is not None and len(inputs) > high):
            wanted = "one input" if high == 1 else f"{low} inputs" if high == low else f"at least {low} inputs"
            raise OperationError(f"{self.key} takes {wanted}, not {len(inputs)}")
        if self.ranks is None:
            return
        for shape in inputs:
            if len(shape) - 1 not in self.ranks:
                raise OperationError(_rank_fault(self.key, self.ranks, shape))


def _new(cls: type[Operation], axes: int, **values: Any) -> Operation:
    operation = cls.__new__(cls)
    Operation.__init__(operation, axes, **values)
    return operation


shared = lru_cache(maxsize=4096, typed=True)(_new)
"""Networks are made of a few kinds of layers: equal ones are made once, as long as they are in use."""


def _is_plain(value: Any) -> bool:
    """Whether a value is told from others by its type and itself: 1 equals true, and (1, 1) equals (true, 1)."""
    kind = value.__class__
    return kind in (int, str, bool, float, NoneType) or (kind is tuple and all(map(_is_whole, value)))


def _is_whole(value: Any) -> bool:
    return value.__class__ is int or (value.__class__ is tuple and all(map(_is_whole, value)))


def _rank_fault(key: str, ranks: tuple[int, ...], shape: Shape) -> Any:
    from archcalc.errors import Fault

    if ranks == (0,):
        flat = "·".join(map(str, shape))
        hint = f"put flatten before it: {flat} = {elements(shape)} features"
        return Fault(f"{key} takes a vector, and a map of shape {shape_text(shape)} arrives", hint=hint)
    forms = [shape_text(("C", *AXIS_NAMES[rank])) for rank in ranks]  # type: ignore[arg-type]
    hint = "it has been flattened already; move this layer before it" if len(shape) == 1 else ""
    return Fault(f"{key} takes {' or '.join(forms)}, and {shape_text(shape)} arrives", hint=hint)
