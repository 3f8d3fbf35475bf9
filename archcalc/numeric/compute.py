"""Convolution, pooling and transposed convolution of actual values, each output with the terms it is made of.

Output sizes and all checks of the fields are those of the engine's operations.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

from archcalc.errors import Fault, OperationError, UsageError
from archcalc.formula import prod
from archcalc.numeric.geometry import Axis, axes_back, axes_of
from archcalc.numeric.numbers import Maps, Number, exact, mean
from archcalc.numeric.reading import size_text
from archcalc.ops.conv import Conv, ConvTranspose
from archcalc.ops.pool import AvgPool, MaxPool
from archcalc.ops.windowed import Windowed

MAX_TERMS = 250_000  # numbers of one result, products included: beyond, nobody reads along

POOLS = {"max": MaxPool, "average": AvgPool}


class Term(NamedTuple):
    """One element that goes into an output, and what it is multiplied with; `weight` is None in a pooling."""

    value: Number
    weight: Number | None = None


class Step(NamedTuple):
    """One output with everything it is made of. Positions count from 0."""

    channel: int
    row: int
    column: int
    terms: tuple[Term, ...]
    value: Number


class Result(NamedTuple):
    """A computed layer: what went in, what came out, and every step between.

    `axes` lead from the larger map to the smaller: from input to output, in a transposed convolution back.
    """

    operation: Windowed
    axes: tuple[Axis, Axis]
    input: Maps
    kernel: Maps | None
    bias: Number
    steps: tuple[Step, ...]
    output: Maps

    @property
    def transposed(self) -> bool:
        return isinstance(self.operation, ConvTranspose)


def convolve(input: Maps, kernel: Maps, bias: Number = 0, **fields: Any) -> Result:
    """A convolution with one filter: products of all channels summed. `fields`: stride, padding, dilation.

    >>> convolve((((1, 2, 3),),), (((1, 1),),)).output
    (((3, 5),),)
    """
    _check_kernel(input, kernel)
    operation, sizes, out = _prepare(Conv, input, _size(kernel), {"filters": 1, **fields})
    axes = axes_of(operation, sizes, out)
    steps = []
    for row, column in product(range(axes[0].out), range(axes[1].out)):
        terms = tuple(_products(input, kernel, axes, row, column))
        steps.append(Step(0, row, column, terms, _total(terms, bias)))
    return _result(operation, axes, input, kernel, bias, steps, axes[1].out)


def pool(input: Maps, kind: str, size: Any, **fields: Any) -> Result:
    """Max or average pooling of each channel. `fields`: stride, padding, dilation.

    >>> pool((((1, 2), (3, 4)),), "average", 2).output == (((Fraction(5, 2),),),)
    True
    """
    operation, sizes, out = _prepare(POOLS[kind], input, size, fields)
    axes = axes_of(operation, sizes, out)
    steps = []
    for channel, row, column in product(range(len(input)), range(axes[0].out), range(axes[1].out)):
        values = _window(input[channel], axes, row, column)
        # Zeros of the padding count in a mean; a maximum is taken over what is really there.
        seen = [value or 0 for value in values] if kind == "average" else [v for v in values if v is not None]
        if not seen:
            raise OperationError(f"the window at row {row + 1}, column {column + 1} sees nothing but padding")
        value = mean(seen) if kind == "average" else max(seen)
        steps.append(Step(channel, row, column, tuple(map(Term, seen)), value))
    return _result(operation, axes, input, None, 0, steps, axes[1].out)


def transpose(input: Maps, kernel: Maps, bias: Number = 0, **fields: Any) -> Result:
    """A transposed convolution: every input element puts its multiple of the kernel down on the output.

    `fields`: stride, padding, output_padding, dilation.
    """
    _check_kernel(input, kernel)
    operation, sizes, out = _prepare(ConvTranspose, input, _size(kernel), {"filters": 1, **fields})
    axes = axes_back(operation, sizes, out)
    landed: dict[tuple[int, int], list[Term]] = {}
    for (channel, matrix), row, column in product(enumerate(input), range(axes[0].out), range(axes[1].out)):
        for (i, y), (j, x) in product(enumerate(axes[0].taps(row)), enumerate(axes[1].taps(column))):
            landed.setdefault((y, x), []).append(Term(matrix[row][column], kernel[channel][i][j]))
    steps = []
    for row, column in product(range(axes[0].size), range(axes[1].size)):
        terms = tuple(landed.get((row, column), ()))
        steps.append(Step(0, row, column, terms, _total(terms, bias)))
    return _result(operation, axes, input, kernel, bias, steps, axes[1].size)


def _prepare(
    kind: type[Windowed], input: Maps, size: Any, fields: dict[str, Any]
) -> tuple[Any, tuple[int, ...], tuple[int, ...]]:
    """The engine's operation for these values, the sizes of its input map and of its output map."""
    sequence = len(input[0]) == 1 and not any(_two_numbers(value) for value in (size, *fields.values()))
    sizes = (len(input[0][0]),) if sequence else (len(input[0]), len(input[0][0]))
    given = {"kernel": size, **fields}
    if sequence:  # what was given for two axes holds for the second
        given = {name: value[1:] if isinstance(value, list | tuple) else value for name, value in given.items()}
    operation: Any = kind.make(((len(input), *sizes),), given)
    out = operation.output((len(input), *sizes))[1:]
    base = sizes if kind is ConvTranspose else out
    padded = prod(size + before + after for size, (before, after) in zip(sizes, operation.pads, strict=True))
    if max(len(input) * prod(operation.kernel) * prod(base), prod(out), padded) > MAX_TERMS:
        message = f"this takes more than {MAX_TERMS:,} numbers, and convolve shows small maps"
        raise UsageError(Fault(message, hint="archcalc summarize and calc work out sizes and costs of any map"))
    return operation, sizes, out


def _two_numbers(value: Any) -> bool:
    """Whether a size is given for two axes, and the first of them does something."""
    return isinstance(value, list | tuple) and (len(value) != 2 or value[0] != 1)


def _check_kernel(input: Maps, kernel: Maps) -> None:
    if len(kernel) == len(input):
        return
    message = f"the kernel has {_channels(len(kernel))}, and the input has {_channels(len(input))}"
    part = size_text(kernel[0])
    raise OperationError(
        Fault(message, hint=f"a filter has one {part} kernel for each input channel, separated by '|'")
    )


def _products(input: Maps, kernel: Maps, axes: tuple[Axis, Axis], row: int, column: int) -> Iterator[Term]:
    for matrix, weights in zip(input, kernel, strict=True):
        values = _window(matrix, axes, row, column)
        flat = [weight for line in weights for weight in line]
        for value, weight in zip(values, flat, strict=True):
            yield Term(value or 0, weight)


def _window(
    matrix: tuple[tuple[Number, ...], ...], axes: tuple[Axis, Axis], row: int, column: int
) -> list[Number | None]:
    """Elements under a window, row by row; None for padding."""
    height, width = axes
    return [
        matrix[y][x] if 0 <= y < height.size and 0 <= x < width.size else None
        for y in height.taps(row)
        for x in width.taps(column)
    ]


def _total(terms: tuple[Term, ...], bias: Number) -> Number:
    return exact(sum((term.value * term.weight for term in terms if term.weight is not None), start=bias))


def _result(
    operation: Windowed,
    axes: tuple[Axis, Axis],
    input: Maps,
    kernel: Maps | None,
    bias: Number,
    steps: list[Step],
    columns: int,
) -> Result:
    values = [step.value for step in steps]
    rows = [tuple(values[start : start + columns]) for start in range(0, len(values), columns)]
    channels = steps[-1].channel + 1
    height = len(rows) // channels
    output = tuple(tuple(rows[start : start + height]) for start in range(0, len(rows), height))
    return Result(operation, axes, input, kernel, bias, tuple(steps), output)


def _size(kernel: Maps) -> tuple[int, int]:
    return len(kernel[0]), len(kernel[0][0])


def _channels(count: int) -> str:
    return "1 channel" if count == 1 else f"{count} channels"
