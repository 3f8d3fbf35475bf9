"""The maker of operations, for all configurations at once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from archcalc.errors import Note, OperationError, Place
from archcalc.making import LARGEST, Frame, Made, Maker
from archcalc.ops import Operation
from archcalc.shape import Shape
from archcalc.spec.model import Scope, Value
from archcalc.sweep.each import Refused, each, each_of
from archcalc.sweep.lanes import Lanes
from archcalc.sweep.operations import stacked

Notes = Callable[[], tuple[Note, ...]]


class LanesMaker(Maker):
    """Makes operations where fields or shapes are lanes; where none are, it is the maker it derives from."""

    def __init__(self, input: Shape) -> None:
        super().__init__(input)
        self.kinds: dict[Operation, Lanes] = {}  # what a stacked operation was stacked from

    def evaluate(self, value: Value, shape: Shape, frame: Frame) -> Any:
        if value.is_constant:
            return value.constant
        frame.scope["in"] = shape[0]
        return over_lanes(value, frame.scope)

    def make(
        self,
        kind: type[Operation],
        shapes: tuple[Shape, ...],
        values: dict[str, Any],
        place: Place,
        frame: Frame,
        path: str,
        fields: dict[str, Value] | None = None,
        notes: Notes = tuple,
    ) -> Made:
        """An operation for these shapes.

        Raises:
            Split: it can be made for some configurations only, or is of another kind in some.
            Refused: it can be made for none; with the reason that the analysis of one would give.
        """
        if not any(isinstance(value, Lanes) for value in chain(values.values(), *shapes)):
            return super().make(kind, shapes, values, place, frame, path, fields, notes)
        try:
            operation = self._operation(kind, shapes, values)
            output = self._output(operation, shapes)
        except (Refused, OperationError):
            names, ranks = list(values), [len(shape) for shape in shapes]

            def one(*given: Any) -> Made:
                fields_of_one = dict(zip(names, given, strict=False))
                met = _shapes(given[len(names) :], ranks)
                return super(LanesMaker, self).make(kind, met, fields_of_one, place, frame, path, fields, notes)

            each(one, *values.values(), *chain(*shapes))
            raise
        return Made(operation, output)

    def _operation(self, kind: type[Operation], shapes: tuple[Shape, ...], values: dict[str, Any]) -> Operation:
        """The operation, from the fields and, where the kind asks for them, the channels that arrive."""
        names, plain = list(values), kind.make.__func__ is Operation.make.__func__  # type: ignore[attr-defined]

        def one(*given: Any) -> Operation:
            met = shapes if plain else _shapes(given[len(names) :], [len(shape) for shape in shapes])
            return kind.make(met, dict(zip(names, given, strict=False)))

        if plain:
            made = each(one, *values.values())
        else:
            try:
                channels = [size if axis == 0 else _UNREAD for shape in shapes for axis, size in enumerate(shape)]
                made = each(one, *values.values(), *channels)
            except TypeError:
                made = each(one, *values.values(), *chain(*shapes))
        if not isinstance(made, Lanes):
            return made  # type: ignore[no-any-return]
        operation = stacked(made)
        self.kinds[operation] = made
        return operation

    def _output(self, operation: Operation, shapes: tuple[Shape, ...]) -> Shape:
        operation.check_inputs(shapes)
        (output,) = self.compute(operation, shapes, lambda one, met: [one.output(*met)], None)
        if any(size > LARGEST for size in output):
            raise OperationError("its output would have a size beyond 10**18")
        return output  # type: ignore[no-any-return]

    def compute(
        self,
        operation: Operation,
        shapes: tuple[Shape, ...],
        function: Callable[[Operation, tuple[Shape, ...]], list[Any]],
        width: int | None,
    ) -> list[Any]:
        """`function` of an operation and its inputs: with lanes, or one by one where it is not made for them.

        It returns `width` numbers, or for None one shape.
        """
        try:
            return function(operation, shapes)
        except TypeError:
            pass
        ranks = [len(shape) for shape in shapes]
        flat = [self.kinds.get(operation, operation), *chain(*shapes)]
        if width is not None:
            return each_of(lambda one, *sizes: function(one, _shapes(sizes, ranks)), width, *flat)
        rank = each(lambda one, *sizes: len(function(one, _shapes(sizes, ranks))[0]), *flat)
        return [tuple(each_of(lambda one, *sizes: function(one, _shapes(sizes, ranks))[0], rank, *flat))]


def over_lanes(value: Value, scope: Scope) -> Any:
    """A value in a scope where variables may be lanes: computed once for each combination of those it reads."""
    names = {name for expression, _ in value.expressions for name in expression.names}
    varied = sorted(name for name in names if isinstance(scope.get(name), Lanes))
    if not varied:
        return value.within(scope)
    return each(
        lambda *given: value.within({**scope, **dict(zip(varied, given, strict=True))}),
        *[scope[name] for name in varied],
    )


class _Unread:
    """Stands for a size that nothing should read; anything done with it is a TypeError."""

    __hash__ = None  # type: ignore[assignment]


_UNREAD: Any = _Unread()


def _shapes(sizes: Any, ranks: list[int]) -> tuple[Shape, ...]:
    rest = iter(sizes)
    return tuple(tuple(next(rest) for _ in range(rank)) for rank in ranks)
