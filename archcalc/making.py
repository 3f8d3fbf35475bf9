"""Operations of a network in the making: fields computed, output shapes worked out, misfits explained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from archcalc.errors import Fault, Note, OperationError, Place, SpecError
from archcalc.graph import Trail
from archcalc.ops import OPERATIONS, Operation
from archcalc.shape import Shape, channels_last, shape_text
from archcalc.spec.model import Beside, Layer, Value

LARGEST = 10**18
"""Bound of a size, as of all numbers of a spec: nothing real comes near it."""

_MOST_NOTES = 12  # steps of the way to a fault that a message shows


class Frame(NamedTuple):
    """Where expanding is: variables in sight, the path so far, the block it is in, and how it came here."""

    scope: dict[str, Any]
    prefix: str
    root: str  # the prefix of the block: names outside of it are not in sight
    input: int
    trail: Trail | None

    def fault(self, message: str, place: Place | None, hint: str = "", notes: tuple[Note, ...] = ()) -> SpecError:
        """An error that says how it came here."""
        return SpecError(Fault(message, place, hint, (*notes, *self.notes())))

    def notes(self) -> tuple[Note, ...]:
        notes, trail = [], self.trail
        while trail is not None:
            notes.append(Note(trail.text, trail.place))
            trail = trail.outer
        half = _MOST_NOTES // 2
        return tuple(notes if len(notes) <= _MOST_NOTES else notes[:half] + notes[-half:])


class Made(NamedTuple):
    """An operation for certain input shapes, and its output shape."""

    operation: Operation
    output: Shape


class Fields(NamedTuple):
    """The fields that an item gives its operation: names of those to compute, their values, whose norm says `bias`."""

    constant: dict[str, Any]
    names: tuple[str, ...]
    varying: tuple[Value, ...]
    norm: Value | None


class Maker:
    """Makes operations, each once for equal fields and shapes: a network repeats itself."""

    def __init__(self, input: Shape) -> None:
        self.input = input
        self.settled: dict[tuple[Operation, tuple[Shape, ...]], Made] = {}
        self.by_item: dict[Any, Made] = {}
        self.by_join: dict[tuple[type[Operation], int], Operation] = {}
        self.by_fields: dict[int, Fields] = {}
        self.by_beside: dict[tuple[int, str, int], Operation] = {}

    def evaluate(self, value: Value, shape: Shape, frame: Frame) -> Any:
        """A value where a tensor of `shape` arrives."""
        if value.is_constant:
            return value.constant
        frame.scope["in"] = shape[0]
        try:
            return value.within(frame.scope)
        except SpecError as error:
            fault = error.faults[0]
            raise frame.fault(fault.message, fault.place, fault.hint) from None

    def layer(self, item: Layer, shape: Shape, frame: Frame, path: str) -> Made:
        """The item's operation on an input of this shape."""
        fields = self.by_fields.get(id(item))
        if fields is None:
            fields = self.by_fields[id(item)] = _fields(item)
        computed = [self.evaluate(value, shape, frame) for value in fields.varying]
        if fields.norm is not None:
            computed.append(self.evaluate(fields.norm, shape, frame) in (None, "none"))
        key: Any = (id(item), shape, *[tuple(value) if value.__class__ is list else value for value in computed])
        try:
            return self.by_item[key]
        except KeyError:
            pass
        except TypeError:  # a list of lists: rare, and not worth a key
            key = None
        values = {**fields.constant, **dict(zip(fields.names, computed, strict=True))}
        made = self.make(item.operation, (shape,), values, item.wiring.place, frame, path, item.fields)
        if key is not None:
            self.by_item[key] = made
        return made

    def join(
        self,
        kind: type[Operation],
        shapes: tuple[Shape, ...],
        place: Place,
        frame: Frame,
        path: str,
        notes: Callable[[], tuple[Note, ...]],
    ) -> Made:
        """The operation in which branches of these shapes meet; it has no fields of its own."""
        key = (kind, len(shapes[0]))
        operation = self.by_join.get(key)
        if operation is not None and (operation, shapes) in self.settled:
            return self.settled[operation, shapes]
        made = self.make(kind, shapes, {}, place, frame, path, notes=notes)
        self.by_join[key] = made.operation
        return made

    def beside(self, written: Beside, key: str, shape: Shape, frame: Frame, path: str) -> Operation:
        """The norm or activation `key` written beside an operation whose output has this shape."""
        known = (id(written), key, len(shape))
        operation = self.by_beside.get(known)
        if operation is None:
            fields = written.fields_of(key)
            values = {name: self.evaluate(value, shape, frame) for name, value in fields.items()}
            kind, place = OPERATIONS[key], written.word.place
            operation = self.make(kind, (shape,), values, place, frame, path, fields).operation
            if all(value.is_constant for value in fields.values()):
                self.by_beside[known] = operation
        return operation

    def make(
        self,
        kind: type[Operation],
        shapes: tuple[Shape, ...],
        values: dict[str, Any],
        place: Place,
        frame: Frame,
        path: str,
        fields: dict[str, Value] | None = None,
        notes: Callable[[], tuple[Note, ...]] = tuple,
    ) -> Made:
        """An operation for inputs of these shapes; `fields` say where its values stand.

        Raises:
            SpecError: its fields or the shapes do not fit; it names the layer and how it came there.
        """

        try:
            operation = kind.make(shapes, values)
            key = (operation, shapes)
            made = self.settled.get(key)
            if made is not None:
                return made
            operation.check_inputs(shapes)
            output = operation.output(*shapes)
        except OperationError as error:
            fault = self.explained(error.faults[0], shapes, path)
        else:
            if max(output) > LARGEST:
                raise frame.fault(f"layer '{path}': its output would have a size beyond 10**18", place)
            made = self.settled[key] = Made(operation, output)
            return made
        if fields and fault.message.startswith("'"):  # 'kernel' of conv: ...
            name = fault.message[1:].partition("'")[0]
            at = fields[name].place if name in fields else place
            hint = fault.hint or _whole_hint(values.get(name))
            raise frame.fault(f"layer '{path}': {fault.message}", at, hint)
        met = " and ".join(map(shape_text, shapes))
        raise frame.fault(f"layer '{path}' on {met}: {fault.message}", place, fault.hint, notes())

    def explained(self, fault: Fault, shapes: tuple[Shape, ...], path: str) -> Fault:
        """A likelier reason than the operation knows: the input is not what was meant."""
        shape = self.input
        if shapes[0] == shape and len(shape) == 1 and "arrives" in fault.message:
            return fault._replace(hint=f"the network's input is {shape[0]}; an image is written 3x224x224")
        meant = channels_last(shape)
        if meant:
            return fault._replace(hint=f"the input's channels come first: did you mean {shape_text(meant)}?")
        return fault


def _fields(item: Layer) -> Fields:
    """An item's fields, those that never change apart from those to compute."""
    constant = {name: value.constant for name, value in item.fields.items() if value.is_constant}
    varying = {name: value for name, value in item.fields.items() if not value.is_constant}
    names, norm = tuple(varying), None
    if item.norm is not None and "bias" not in item.fields and "bias" in item.operation.fields:
        # A norm subtracts the mean, and a bias with it.
        if item.norm.word.is_constant:
            constant["bias"] = item.norm.word.constant in (None, "none")
        else:
            names, norm = (*names, "bias"), item.norm.word
    return Fields(constant, names, tuple(varying.values()), norm)


def _whole_hint(value: Any) -> str:
    """How to make a fraction whole."""
    if isinstance(value, (bool, str, int, list)) or value is None:
        return ""
    return "for a whole number use //, round(...) or make_divisible(...)"
