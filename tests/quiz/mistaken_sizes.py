"""Sizes and receptive fields with mistakes, from the text of a question."""

from __future__ import annotations

import math
import re
from typing import Any

Wrong = frozenset[str]


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", text)]


def windowed(size: int, kernel: int, stride: int, pad: int, wrong: Wrong, dilation: int = 1) -> int:
    if "took the input's size for the output's" in wrong:
        return size
    span = kernel + (kernel - 1) * (dilation - 1)
    if "ignored the dilation" in wrong:
        span = kernel
    if "took dilation times kernel for the effective kernel" in wrong:
        span = kernel * dilation
    border = pad + pad
    if "forgot the padding" in wrong:
        border = 0
    if "padded one side only" in wrong:
        border = pad
    if "ignored the stride" in wrong:
        stride = 1
    steps = (size + border - span) / stride
    whole = math.ceil(steps) if "rounded up instead of down" in wrong else math.floor(steps)
    return whole if "forgot the + 1" in wrong else whole + 1


def output_size(text: str, wrong: Wrong) -> list[Any]:
    cout, k, _, h, _, cin, s, p = numbers(text)
    side = windowed(h, k, s, p, wrong)
    return [[side, side, cin if "kept the input's channels" in wrong else cout]]


def transposed(text: str, wrong: Wrong) -> list[Any]:
    cin, cout, k, s, p, _, h, _ = numbers(text.replace("ConvTranspose2d", ""))
    border = 0 if "forgot the padding" in wrong else p if "padded one side only" in wrong else 2 * p
    side = (h - ("forgot the - 1" not in wrong)) * s - border + k
    if "multiplied by the stride only" in wrong:
        side = h * s
    if "used the formula of a convolution" in wrong:
        side = (h + border - k) // s + 1
    return [[cin if "kept the input's channels" in wrong else cout, side, side]]


def dilated(text: str, wrong: Wrong) -> list[Any]:
    k, _, d, s, *pad, h, _ = numbers(text)
    return [[windowed(h, k, s, pad[0] if pad else 0, wrong, d)] * 2]


def pooling(text: str, wrong: Wrong) -> list[Any]:
    k, _, s, *pad, h, _, channels = numbers(text)
    side = windowed(h, k, s, pad[0] if pad else 0, wrong)
    return [[side, side, channels // s if "divided the channels by the stride, too" in wrong else channels]]


def receptive_field(text: str, wrong: Wrong) -> list[Any]:
    layers = [
        (int(k), int(s), int(d or 1))
        for k, s, d in re.findall(r"(\d+)x\d+ \(stride (\d+)(?:, dilation (\d+))?\)", text)
    ]
    if "added up the kernel sizes" in wrong:
        return [sum(k for k, _, _ in layers) - ("forgot the first pixel" in wrong)]
    if "left out the last layer" in wrong:
        layers = layers[:-1]
    field = 1
    for place, (k, s, d) in enumerate(layers):
        before = [stride for _, stride, _ in layers[:place]]
        step = math.prod(before)
        if "ignored the stride" in wrong:
            step = 1
        if "multiplied by each layer's own stride, too" in wrong:
            step *= s
        if "took the stride of the layer before, not of all before" in wrong:
            step = before[-1] if before else 1
        field += (k - 1) * (1 if "ignored the dilation" in wrong else d) * step
    return [field - ("forgot the first pixel" in wrong)]


def padding(text: str, wrong: Wrong) -> list[Any]:
    _, _, k, _, *gaps, _ = numbers(text)
    d = 1 if "ignored the dilation" in wrong or not gaps else gaps[0]
    span = d * (k - 1) + 1
    if "the kernel itself" in wrong:
        return [k]
    if "took both sides together" in wrong:
        return [span - 1]
    return [math.ceil(span / 2) if "half of the kernel, rounded up" in wrong else (span - 1) // 2]


def kernel_size(text: str, wrong: Wrong) -> list[Any]:
    before, _, after, _, s, p = numbers(text)
    border = 0 if "forgot the padding" in wrong else p if "padded one side only" in wrong else 2 * p
    if "took half the difference of the sizes" in wrong:
        return [(before + border - after) // 2]
    return [before + border - after * s + (0 if "forgot the + 1" in wrong else 1)]
