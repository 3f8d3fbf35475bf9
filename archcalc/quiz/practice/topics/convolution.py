"""Shapes and parameters of one layer."""

from __future__ import annotations

from random import Random

from archcalc.formula import ceil_div, effective_kernel, window_output
from archcalc.korean import with_particle
from archcalc.ops import OPERATIONS
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Conv, Draft, drawn
from archcalc.quiz.problems.base import answer


def output_size(random: Random, level: int) -> Draft:
    """The output's shape."""
    c = drawn(random, level)
    channels, *sizes = c.out
    raw = c.size + 2 * c.pad - c.kernel
    return Draft(
        f"{c.cout} filters of size {c.kernel}x{c.kernel} are applied to a {c.size}x{c.size}x{c.cin} input with stride "
        f"{c.stride} and padding {c.pad}. What is the output size?",
        f"{c.size}x{c.size}x{c.cin} 입력에 {c.kernel}x{c.kernel} 필터 {c.cout}개를 스트라이드 {c.stride}, 패딩 "
        f"{with_particle(c.pad, '으로')} "
        "적용하면 출력 크기는?",
        (answer("output_shape", [*sizes, channels], "HxWxC"),),
        (
            (mistakes.CEILED, [ceil_div(raw, c.stride) + 1] * 2 + [channels]),
            (mistakes.NO_ONE, [raw // c.stride] * 2 + [channels]),
            (mistakes.FORGOT_PADDING, [window_output(c.size, 0, c.kernel, c.stride, 1)] * 2 + [channels]),
        ),
    )


def parameters(random: Random, level: int) -> Draft:
    """Weights and biases."""
    c = drawn(random, level)
    return Draft(
        f"How many parameters, biases included, does a convolution with {c.cout} filters of size {c.kernel}x{c.kernel} "
        f"and {c.cin} input channels have?",
        f"입력 채널 {c.cin}개, {c.kernel}x{c.kernel} 필터 {c.cout}개인 합성곱층의 파라미터 수는? (편향 포함)",
        (answer("parameters", c.parameters()),),
        (
            (mistakes.FORGOT_BIAS, c.parameters(False)),
            (mistakes.FORGOT_CHANNELS, c._replace(cin=1).parameters()),
            (mistakes.ONE_BIAS, c.parameters(False) + 1),
        ),
    )


def weights(random: Random, level: int) -> Draft:
    """Weights alone."""
    c = drawn(random, level)
    return Draft(
        f"How many weights does a {c.kernel}x{c.kernel} convolution from {c.cin} to {c.cout} channels have, without "
        "biases?",
        f"입력 {c.cin}채널, 출력 {c.cout}채널인 {c.kernel}x{c.kernel} 합성곱의 가중치 수는? (편향 제외)",
        (answer("weights", c.parameters(False)),),
        (
            (mistakes.EXTRA_BIAS, c.parameters()),
            (mistakes.FORGOT_CHANNELS, c._replace(cin=1).parameters(False)),
        ),
    )


def transposed(random: Random, level: int) -> Draft:
    """The output's shape of a transposed convolution, written as code."""
    kernel, stride = random.choice(((2, 2), (4, 2), (3, 1)) if level == 1 else ((2, 2), (4, 2), (3, 2), (5, 2), (4, 4)))
    pad = 0 if level == 1 else random.randint(0, (kernel - 1) // 2)
    size, cin, cout = random.randint(4, 32), random.choice((8, 16, 32)), random.choice((4, 8, 16))
    operation = OPERATIONS["conv_transpose"](axes=2, filters=cout, kernel=kernel, stride=stride, padding=pad)
    out = operation.output((cin, size, size))
    forward = window_output(size + kernel, 2 * pad, kernel, stride, 1)
    code = f"ConvTranspose2d({cin}, {cout}, kernel_size={kernel}, stride={stride}, padding={pad})"
    return Draft(
        f"{code} gets a {cin}x{size}x{size} tensor. What is the output shape?",
        f"{code}에 {cin}x{size}x{size} 텐서를 넣으면 출력 shape은?",
        (answer("output_shape", list(out), "CxHxW"),),
        (
            (mistakes.STRIDE_ONLY, [cout, size * stride + 1, size * stride + 1]),
            (mistakes.FORWARD, [cout, forward, forward]),
        ),
    )


def dilated(random: Random, level: int) -> Draft:
    """The output's size of a dilated convolution."""
    kernel, dilation = random.choice((3, 5)), random.randint(2, 3 if level == 1 else 6)
    size = random.randint(40, 100)
    out = OPERATIONS["conv"](axes=2, filters=1, kernel=kernel, dilation=dilation).output((1, size, size))[1]
    return Draft(
        f"A {kernel}x{kernel} kernel with dilation {dilation} and stride 1 is applied without padding to a "
        f"{size}x{size} "
        "input. What is the output size?",
        f"{size}x{size} 입력에 팽창률이 {dilation}인 {kernel}x{kernel} 합성곱을 스트라이드 1, 패딩 없이 적용하면 "
        "출력 크기는?",
        (answer("output_size", [out, out], "HxW"),),
        (
            (mistakes.NO_DILATION, [size - kernel + 1] * 2),
            (mistakes.NO_ONE, [size - effective_kernel(kernel, dilation)] * 2),
        ),
    )


def one_dimension(random: Random, level: int) -> Draft:
    """Length and parameters of a convolution over a sequence."""
    c = Conv(
        random.choice((100, 128, 200, 500, 1000)),
        random.choice((1, 4, 8, 16)),
        random.choice((8, 16, 32)),
        random.choice((3, 5, 7, 9)),
        1 if level == 1 else random.choice((1, 2, 4)),
        0,
        axes=1,
    )
    return Draft(
        f"A 1D convolution with {c.cout} filters of kernel size {c.kernel}, stride {c.stride} and no padding is "
        "applied to "
        f"a signal of length {c.size} with {c.cin} channels. What is the output length, and how many parameters "
        "does it "
        "have (biases included)?",
        f"길이 {c.size}, {c.cin}채널인 신호에 커널 크기 {c.kernel}인 1D 합성곱 필터 {c.cout}개를 스트라이드 "
        f"{c.stride}, 패딩 없이 "
        "적용한다. 출력 길이와 파라미터 수(편향 포함)는?",
        (answer("output_length", c.out[1], "samples"), answer("parameters", c.parameters())),
        (
            (mistakes.CEILED, ceil_div(c.size - c.kernel, c.stride) + 1),
            (mistakes.NO_ONE, (c.size - c.kernel) // c.stride),
        ),
    )


def three_dimensions(random: Random, level: int) -> Draft:
    """Parameters of a convolution over a volume."""
    cin, cout = random.choice((1, 3, 16)), random.choice((8, 16, 32, 64))
    c = Conv(16, cin, cout, random.choice((3, 5) if level > 1 else (3,)), 1, 0, axes=3)
    flat = c._replace(axes=2)
    return Draft(
        f"How many parameters does a 3D convolution with {c.cout} filters of size {c.kernel}x{c.kernel}x{c.kernel} and "
        f"{c.cin} input channels have, biases included?",
        f"입력 채널 {c.cin}개, {c.kernel}x{c.kernel}x{c.kernel} 필터 {c.cout}개인 3D 합성곱의 파라미터 수는? (편향 "
        "포함)",
        (answer("parameters", c.parameters()),),
        ((mistakes.FORGOT_BIAS, c.parameters(False)), (mistakes.ONE_AXIS, flat.parameters())),
    )


def pooling(random: Random, level: int) -> Draft:
    """The output's shape of a pooling."""
    window = 2 if level == 1 else random.choice((2, 3))
    stride = window if level == 1 else random.choice((1, 2, 3))
    size, channels = random.choice((16, 24, 28, 32, 48, 55, 63)), random.choice((8, 16, 32, 64))
    out = OPERATIONS["maxpool"](axes=2, kernel=window, stride=stride).output((channels, size, size))
    return Draft(
        f"{window}x{window} max pooling with stride {stride} is applied to a {size}x{size}x{channels} feature map. "
        "What is "
        "the output shape?",
        f"{size}x{size}x{channels} 특징맵에 {window}x{window} 최대 풀링(스트라이드 {stride})을 적용하면 출력 크기는?",
        (answer("output_shape", [*out[1:], out[0]], "HxWxC"),),
        (
            (mistakes.CEILED, [ceil_div(size - window, stride) + 1] * 2 + [channels]),
            (mistakes.NO_ONE, [(size - window) // stride] * 2 + [channels]),
        ),
    )
