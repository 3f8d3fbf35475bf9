"""A value for each configuration of a grid, as one object that calculates like a number.

`Lanes` hold an array with one axis per range of the sweep; along ranges that the value does not depend on, the
array has length 1. NumPy's broadcasting then finds by itself what depends on what: channels that follow from the
width are one column, map sizes that follow from the resolution another, and only their product is as large as
both. Operations and formulas run on lanes as they run on ints, with two rules that keep the result exact:

- A branch on lanes (`if out < 1`) must go one way for all configurations. Where it does not, `Split` says which
  go which way, and the sweep begins again with each part.
- A product or sum that might leave 64 bits is computed with Python's own integers.

What lanes cannot do (be a length, enter `math.gcd`) raises TypeError; the caller computes those number by number.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

LARGEST = 2**63 - 1


class Split(Exception):  # noqa: N818 -- not a failure: a decision that differs between configurations
    """Configurations part ways: those with equal `codes` go on together. Broadcasts like the lanes it is from."""

    def __init__(self, codes: Array) -> None:
        super().__init__("configurations part ways")
        self.codes = codes


class Lanes:
    """One value per configuration: whole numbers as int64, and anything else (big, fractions, words) as objects."""

    __slots__ = ("_coded", "array", "bound")

    def __init__(self, array: Array, bound: int | None = None, coded: tuple[Array, list[Any]] | None = None) -> None:
        self.array = array
        self.bound = bound  # no value is farther from 0; None where it has not been looked at
        self._coded = coded

    def __repr__(self) -> str:
        return f"<Lanes {self.array.shape}>"

    def coded(self) -> tuple[Array, list[Any]]:
        """The distinct values, as Python's own, and for each configuration the index of its value."""
        if self._coded is None:
            self._coded = _codes_of(self.array)
        return self._coded

    def most(self) -> int:
        """The largest distance from 0, exactly."""
        return max(abs(int(self.array.max())), abs(int(self.array.min())))

    # Arithmetic.

    def __add__(self, other: object) -> Any:
        return _computed(operator.add, self, other, operator.add)

    def __radd__(self, other: object) -> Any:
        return _computed(operator.add, other, self, operator.add)

    def __sub__(self, other: object) -> Any:
        return _computed(operator.sub, self, other, operator.add)

    def __rsub__(self, other: object) -> Any:
        return _computed(operator.sub, other, self, operator.add)

    def __mul__(self, other: object) -> Any:
        return _computed(operator.mul, self, other, operator.mul)

    def __rmul__(self, other: object) -> Any:
        return _computed(operator.mul, other, self, operator.mul)

    def __floordiv__(self, other: object) -> Any:
        return _divided(operator.floordiv, self, other)

    def __rfloordiv__(self, other: object) -> Any:
        return _divided(operator.floordiv, other, self)

    def __mod__(self, other: object) -> Any:
        return _divided(operator.mod, self, other)

    def __rmod__(self, other: object) -> Any:
        return _divided(operator.mod, other, self)

    def __neg__(self) -> Lanes:
        return Lanes(-self.array, self.bound)

    def any(self) -> bool:
        """Whether any value is not 0."""
        return bool(self.array.any())

    def __array_ufunc__(self, function: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """NumPy's minimum and maximum, which the formulas use; nothing else."""
        if function not in (np.minimum, np.maximum) or method != "__call__" or options:
            return NotImplemented
        first, second = map(_lanes, inputs)
        if first is None or second is None:
            return NotImplemented
        bounds = (first.bound, second.bound)
        return Lanes(function(first.array, second.array), None if None in bounds else max(bounds))  # type: ignore[type-var]

    # Comparison, and the branches taken on it.

    def __eq__(self, other: object) -> Any:
        return _compared(operator.eq, self, other)

    def __ne__(self, other: object) -> Any:
        return _compared(operator.ne, self, other)

    def __lt__(self, other: object) -> Any:
        return _compared(operator.lt, self, other)

    def __le__(self, other: object) -> Any:
        return _compared(operator.le, self, other)

    def __gt__(self, other: object) -> Any:
        return _compared(operator.gt, self, other)

    def __ge__(self, other: object) -> Any:
        return _compared(operator.ge, self, other)

    def __bool__(self) -> bool:
        truth = self.array.astype(bool)
        if truth.all():
            return True
        if truth.any():
            raise Split(truth)
        return False

    def __hash__(self) -> int:
        """By identity: tables of what has been computed before must not look into the values."""
        return id(self)


def settled(value: Any) -> Any:
    """The one value of all configurations.

    Raises:
        Split: they differ.
    """
    if not isinstance(value, Lanes):
        return value
    codes, values = value.coded()
    if len(values) > 1:
        raise Split(codes)
    return values[0]


def _lanes(value: object) -> Lanes | None:
    """A whole number, or lanes of them, as lanes."""
    if isinstance(value, Lanes):
        return value
    if isinstance(value, int):
        return Lanes(np.array(value, dtype=np.int64 if abs(value) <= LARGEST else object), abs(value))
    return None


def _computed(function: Callable[[Any, Any], Any], a: object, b: object, bounds: Callable[[int, int], int]) -> Any:
    left, right = _lanes(a), _lanes(b)
    if left is None or right is None:
        return NotImplemented
    most = bounds(_bound(left), _bound(right))
    if most > LARGEST:
        left.bound, right.bound = left.most(), right.most()
        most = bounds(left.bound, right.bound)
    if most > LARGEST:
        return Lanes(function(left.array.astype(object), right.array.astype(object)), most)
    return Lanes(function(left.array, right.array), most)


def _divided(function: Callable[[Any, Any], Any], a: object, b: object) -> Any:
    left, right = _lanes(a), _lanes(b)
    if left is None or right is None:
        return NotImplemented
    if not right.array.all():
        raise TypeError("lanes divide by no 0")  # NumPy would go on with 0; one by one it is an error
    return Lanes(function(left.array, right.array), max(_bound(left), _bound(right)))


def _compared(function: Callable[[Any, Any], Any], a: Lanes, b: object) -> Any:
    other = _lanes(b)
    return NotImplemented if other is None else Lanes(function(a.array, other.array))


def _bound(lanes: Lanes) -> int:
    if lanes.bound is None:
        lanes.bound = lanes.most()
    return lanes.bound


def _codes_of(array: Array) -> tuple[Array, list[Any]]:
    if array.dtype != object:
        values, codes = np.unique(array, return_inverse=True)
        return codes.reshape(array.shape), values.tolist()
    known: dict[Any, int] = {}
    distinct: list[Any] = []
    codes = np.empty(array.size, np.int64)
    for index, value in enumerate(array.ravel().tolist()):
        key = identity(value)
        if key not in known:
            known[key] = len(distinct)
            distinct.append(value)
        codes[index] = known[key]
    return codes.reshape(array.shape), distinct


def identity(value: Any) -> Any:
    """What tells values apart: `1`, `True` and `1.0` are three, and a list has no hash."""
    if isinstance(value, (list, tuple)):
        return (value.__class__, *map(identity, value))
    return (value.__class__, value)
