"""The convolution: every channel with its slice of the filter, summed, and the bias."""

from __future__ import annotations

import re
from typing import Any

from archcalc.formula import same_output
from archcalc.quiz.answers import not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.numeric.given import Given, is_depthwise
from archcalc.quiz.problems.numeric.sliding import Matrix, Numeric, convolve, dilated, shown, transpose
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step, Steps


def filtered(scene: Scene, given: Given, steps: Steps) -> list[Matrix]:
    """One map for each filter: every channel with its slice, summed, and the bias once."""
    layer = next((one for one in scene.layers if one.is_conv), None) or Layer("conv")
    biases = _biases(scene, len(given.filters))
    depthwise = is_depthwise(scene) and len(given.channels) == len(given.filters) > 1
    channels = [[one] for one in given.channels] if depthwise else [given.channels] * len(given.filters)
    maps = []
    for inputs, slices, bias in zip(channels, given.filters, biases, strict=True):
        parts = [_slid(scene, layer, one, kernel, steps) for one, kernel in zip(inputs, slices, strict=True)]
        maps.append(_summed(parts, bias, steps))
    return maps


def _slid(scene: Scene, layer: Layer, matrix: Matrix, kernel: Matrix, steps: Steps) -> Matrix:
    stride = (layer.stride or (1,))[0]
    flat = len(matrix) == len(kernel) == 1
    if scene.has("FLIP") and not scene.has("NOFLIP"):
        kernel = [row[::-1] for row in kernel[::-1]]
    if layer.kind == "transposed":
        if layer.same or layer.out_pad or layer.dilation != 1:
            raise not_understood("this transposed convolution", "이 전치 합성곱")
        return transpose(Numeric(matrix, kernel, stride, (layer.pad or (0,))[0]))
    kernel = dilated(kernel, layer.dilation)
    pad = _same_pad(matrix, kernel, stride) if layer.same else (layer.pad or (0,))[0]
    return convolve(Numeric(matrix, kernel, stride, pad, flat), steps)


def _same_pad(matrix: Matrix, kernel: Matrix, stride: int) -> int:
    """Zeros on each side that keep the size; refused where one side would need more than the other."""
    totals = {
        max(0, (same_output(size, stride) - 1) * stride + length - size)
        for size, length in ((len(matrix), len(kernel)), (len(matrix[0]), len(kernel[0])))
        if (size, length) != (1, 1)
    }
    total = totals.pop()
    if totals or total % 2:
        raise not_understood("on which side more zeros are put", "0을 어느 쪽에 더 채우는지")
    return total // 2


def _summed(parts: list[Matrix], bias: Any, steps: Steps) -> Matrix:
    """The maps of all channels and the bias, added up."""
    if len(parts) == 1 and not bias:
        return parts[0]
    result = [[sum(values) + bias for values in zip(*rows, strict=True)] for rows in zip(*parts, strict=True)]
    steps += [
        Step("entry", f"{' + '.join(map(shown, [*values, bias] if bias else values))} = {shown(sum(values) + bias)}")
        for rows in zip(*parts, strict=True)
        for values in zip(*rows, strict=True)
    ]
    return result


_LETTER_B = re.compile(r"b(?![a-z])")


def _biases(scene: Scene, count: int) -> list[Any]:
    """The numbers that stand with the word bias: one for all filters, or one for each."""
    matches = {one.match for one in scene.found if one.role == "bias"}
    values = [one.token.value for one in scene.found if one.role == "skip" and one.match in matches]
    if not values:  # `b = 1`
        values = [
            one.token.value for one in scene.roles("batch") if _LETTER_B.match(scene.words(one.first, one.last).lower())
        ]
    if len(values) not in (0, 1, count):
        raise not_understood("several biases", "여러 편향")
    return values if len(values) == count else (values or [0]) * count
