# ruff: noqa: E501 -- a table of texts: one entry stays one line
"""What draws questions: numbers of a level, the text in both languages, the key by the engine's operations, mistakes."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from archcalc.formula import ceil_div, effective_kernel, grown_field, same_padding, window_output
from archcalc.ops import OPERATIONS, Operation
from archcalc.quiz.answers import Answer
from archcalc.quiz.problems.base import answer, ratio
from archcalc.shape import Shape

FORGOT_BIAS, EXTRA_BIAS = "forgot the bias", "counted a bias that is not there"
CEILED, NO_ONE = "rounded up instead of down", "forgot the + 1"
NO_GROUPS, MACS_FLOPS = "ignored the groups", "took MACs for FLOPs"
INPUT_AREA, FORGOT_CHANNELS = "took the input's area for the output's", "forgot the input channels"
FORGOT_PADDING, KERNELS_ADDED = "forgot the padding", "added up the kernel sizes"
ONE_CONV = "left out the pointwise part"


class Draft(NamedTuple):
    """A question before it is numbered."""

    text: dict[str, str]
    answers: tuple[Answer, ...]
    mistakes: tuple[tuple[str, Any], ...] = ()


class Conv(NamedTuple):
    """A convolution drawn at random, and the engine's operation for it."""

    size: int
    cin: int
    cout: int
    kernel: int
    stride: int
    pad: int
    groups: int = 1

    def operation(self, bias: bool = True) -> Operation:
        return OPERATIONS["conv"](
            axes=2,
            filters=self.cout,
            kernel=self.kernel,
            stride=self.stride,
            padding=self.pad,
            groups=self.groups,
            bias=bias,
        )

    @property
    def shape(self) -> Shape:
        return (self.cin, self.size, self.size)

    @property
    def out(self) -> Shape:
        return self.operation().output(self.shape)

    def parameters(self, bias: bool = True) -> int:
        return sum(tensor.size for tensor in self.operation(bias).tensors(self.shape))

    def macs(self) -> int:
        return self.operation().cost((self.shape,), self.out).mul_add


def drawn(random: Random, level: int, groups: int = 1) -> Conv:
    """A convolution that fits: harder levels have larger numbers, strides and padding."""
    kernel = random.choice((3, 5) if level == 1 else (1, 3, 5, 7))
    stride = 1 if level == 1 else random.choice((1, 2) if level == 2 else (1, 2, 3))
    pad = 0 if level == 1 else random.randint(0, kernel // 2)
    size = random.choice(
        (16, 28, 32) if level == 1 else tuple(range(20, 130, 4)) if level == 2 else tuple(range(21, 230))
    )
    cin = random.choice((1, 3) if level == 1 else (3, 8, 16, 24, 32, 64)) * groups
    cout = random.choice((4, 6, 8, 10, 16) if level == 1 else (12, 16, 20, 32, 48, 64, 96)) * groups
    return Conv(size, cin, cout, kernel, stride, pad, groups)


def _output_size(random: Random, level: int) -> Draft:
    c = drawn(random, level)
    channels, *sizes = c.out
    raw = c.size + 2 * c.pad - c.kernel
    wrong = (
        (CEILED, [ceil_div(raw, c.stride) + 1] * 2 + [channels]),
        (NO_ONE, [raw // c.stride] * 2 + [channels]),
        (FORGOT_PADDING, [window_output(c.size, 0, c.kernel, c.stride, 1)] * 2 + [channels]),
    )
    return Draft(
        {
            "en": f"{c.cout} filters of size {c.kernel}x{c.kernel} are applied to a {c.size}x{c.size}x{c.cin} input with stride {c.stride} "
            f"and padding {c.pad}. What is the output size?",
            "ko": f"{c.size}x{c.size}x{c.cin} 입력에 {c.kernel}x{c.kernel} 필터 {c.cout}개를 스트라이드 {c.stride}, 패딩 {c.pad}로 적용하면 출력 크기는?",
        },
        (answer("output_shape", [*sizes, channels], "HxWxC"),),
        wrong,
    )


def _parameters(random: Random, level: int) -> Draft:
    c = drawn(random, level)
    total = c.parameters()
    return Draft(
        {
            "en": f"How many parameters, biases included, does a convolution with {c.cout} filters of size {c.kernel}x{c.kernel} and {c.cin} input channels have?",
            "ko": f"입력 채널 {c.cin}개, {c.kernel}x{c.kernel} 필터 {c.cout}개인 합성곱층의 파라미터 수는? (편향 포함)",
        },
        (answer("parameters", total),),
        (
            (FORGOT_BIAS, c.parameters(False)),
            (FORGOT_CHANNELS, c._replace(cin=1).parameters()),
            ("one bias for the whole layer", c.parameters(False) + 1),
        ),
    )


def _weights(random: Random, level: int) -> Draft:
    c = drawn(random, level)
    return Draft(
        {
            "en": f"How many weights does a {c.kernel}x{c.kernel} convolution from {c.cin} to {c.cout} channels have, without biases?",
            "ko": f"입력 {c.cin}채널, 출력 {c.cout}채널인 {c.kernel}x{c.kernel} 합성곱의 가중치 수는? (편향 제외)",
        },
        (answer("weights", c.parameters(False)),),
        ((EXTRA_BIAS, c.parameters()), (FORGOT_CHANNELS, c._replace(cin=1).parameters(False))),
    )


def _macs(random: Random, level: int) -> Draft:
    c = drawn(random, level)
    return Draft(
        {
            "en": f"How many MACs does a {c.kernel}x{c.kernel} convolution with {c.cout} filters, stride {c.stride} and padding {c.pad} need on a "
            f"{c.size}x{c.size}x{c.cin} input?",
            "ko": f"{c.size}x{c.size}x{c.cin} 입력에 {c.kernel}x{c.kernel} 필터 {c.cout}개를 스트라이드 {c.stride}, 패딩 {c.pad}로 적용할 때 MACs는 얼마인가?",
        },
        (answer("macs", c.macs()),),
        (
            (MACS_FLOPS, 2 * c.macs()),
            (INPUT_AREA, c.parameters(False) * c.size**2),
            (FORGOT_CHANNELS, c._replace(cin=1).macs()),
        ),
    )


def _flops(random: Random, level: int) -> Draft:
    c = drawn(random, level)
    return Draft(
        {
            "en": f"Counting one multiply-add as two FLOPs, how many FLOPs does a {c.kernel}x{c.kernel} convolution with {c.cout} filters, stride "
            f"{c.stride} and padding {c.pad} need on a {c.size}x{c.size}x{c.cin} input? Ignore biases.",
            "ko": f"{c.size}x{c.size}x{c.cin} 입력에 {c.kernel}x{c.kernel} 필터 {c.cout}개를 스트라이드 {c.stride}, 패딩 {c.pad}로 적용할 때 FLOPs(=2×MACs)는? 편향은 무시한다.",
        },
        (answer("flops", 2 * c.macs()),),
        ((MACS_FLOPS, c.macs()), (INPUT_AREA, 2 * c.parameters(False) * c.size**2)),
    )


def _receptive_field(random: Random, level: int) -> Draft:
    layers = random.randint(2, 3 if level == 1 else 5)
    kernels = [random.choice((3, 5, 7)) for _ in range(layers)]
    strides = [1 if level == 1 else random.choice((1, 2)) for _ in range(layers)]
    field, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        field, jump = grown_field(field, kernel, 1, jump), jump * stride
    flat = 1 + sum(kernel - 1 for kernel in kernels)
    chain = " → ".join(f"conv {k}x{k} (stride {s})" for k, s in zip(kernels, strides, strict=True))
    return Draft(
        {"en": f"{chain}: what is the receptive field?", "ko": f"{chain} 구조의 수용 영역 크기는?"},
        (answer("receptive_field", field),),
        (("ignored the strides", flat), (KERNELS_ADDED, sum(kernels)), ("forgot the first pixel", field - 1)),
    )


def _padding(random: Random, level: int) -> Draft:
    kernel = random.choice((3, 5, 7) if level == 1 else (3, 5, 7, 9, 11, 13, 15))
    pad = same_padding(kernel, 1) // 2
    return Draft(
        {
            "en": f"What padding keeps the size with a {kernel}x{kernel} kernel and stride 1?",
            "ko": f"{kernel}x{kernel} 필터, 스트라이드 1에서 출력 크기를 유지하는 패딩 값은?",
        },
        (answer("padding", pad),),
        (
            ("took both sides together", 2 * pad),
            ("half of the kernel, rounded up", pad + 1),
            ("the kernel itself", kernel),
        ),
    )


def _pooling(random: Random, level: int) -> Draft:
    window = 2 if level == 1 else random.choice((2, 3))
    stride = window if level == 1 else random.choice((1, 2, 3))
    size, channels = random.choice((16, 24, 28, 32, 48, 55, 63)), random.choice((8, 16, 32, 64))
    out = OPERATIONS["maxpool"](axes=2, kernel=window, stride=stride).output((channels, size, size))
    return Draft(
        {
            "en": f"{window}x{window} max pooling with stride {stride} is applied to a {size}x{size}x{channels} feature map. What is the output shape?",
            "ko": f"{size}x{size}x{channels} 특징맵에 {window}x{window} 최대 풀링(스트라이드 {stride})을 적용하면 출력 크기는?",
        },
        (answer("output_shape", [*out[1:], out[0]], "HxWxC"),),
        (
            (CEILED, [ceil_div(size - window, stride) + 1] * 2 + [channels]),
            (NO_ONE, [(size - window) // stride] * 2 + [channels]),
        ),
    )


def _grouped(random: Random, level: int) -> Draft:
    c = drawn(random, level, random.choice((2, 4) if level < 3 else (4, 8, 16)))
    return Draft(
        {
            "en": f"How many parameters does a {c.kernel}x{c.kernel} convolution from {c.cin} to {c.cout} channels with {c.groups} groups have, biases included?",
            "ko": f"입력 {c.cin}채널, 출력 {c.cout}채널, 그룹 수 {c.groups}인 {c.kernel}x{c.kernel} 그룹 합성곱의 파라미터 수는? (편향 포함)",
        },
        (answer("parameters", c.parameters()),),
        ((NO_GROUPS, c._replace(groups=1).parameters()), (FORGOT_BIAS, c.parameters(False))),
    )


def _depthwise(random: Random, level: int) -> Draft:
    c = drawn(random, level)._replace(kernel=random.choice((3, 5)))
    c = c._replace(cin=max(c.cin, 8))
    standard = c.parameters(False)
    deep = c._replace(cout=c.cin, groups=c.cin).parameters(False)
    point = c._replace(kernel=1, pad=0).parameters(False)
    texts = {
        "en": f"Without biases, how many weights does a {c.kernel}x{c.kernel} depthwise separable convolution with {c.cin} input and {c.cout} output channels have",
        "ko": f"입력 {c.cin}채널, 출력 {c.cout}채널인 {c.kernel}x{c.kernel} 깊이별 분할 합성곱의 가중치 수는 몇 개",
    }
    if level == 1:
        return Draft(
            {"en": texts["en"] + "?", "ko": texts["ko"] + "인가? (편향 제외)"},
            (answer("weights", deep + point),),
            ((ONE_CONV, deep), ("took the standard convolution", standard)),
        )
    return Draft(
        {
            "en": texts["en"] + ", and how many times fewer is that than a standard convolution?",
            "ko": texts["ko"] + "이고, 일반 합성곱보다 몇 배 적은가? (편향 제외)",
        },
        (answer("weights", deep + point), answer("ratio", ratio(standard, deep + point))),
        ((ONE_CONV, deep), ("took the standard convolution", standard)),
    )


def _transposed(random: Random, level: int) -> Draft:
    kernel, stride = random.choice(((2, 2), (4, 2), (3, 1)) if level == 1 else ((2, 2), (4, 2), (3, 2), (5, 2), (4, 4)))
    pad = 0 if level == 1 else random.randint(0, (kernel - 1) // 2)
    size, cin, cout = random.randint(4, 32), random.choice((8, 16, 32)), random.choice((4, 8, 16))
    out = OPERATIONS["conv_transpose"](axes=2, filters=cout, kernel=kernel, stride=stride, padding=pad).output(
        (cin, size, size)
    )
    text = f"ConvTranspose2d({cin}, {cout}, kernel_size={kernel}, stride={stride}, padding={pad})"
    plain_conv = window_output(size + kernel, 2 * pad, kernel, stride, 1)
    return Draft(
        {
            "en": f"{text} gets a {cin}x{size}x{size} tensor. What is the output shape?",
            "ko": f"{text}에 {cin}x{size}x{size} 텐서를 넣으면 출력 shape은?",
        },
        (answer("output_shape", list(out), "CxHxW"),),
        (
            ("multiplied by the stride only", [cout, size * stride + 1, size * stride + 1]),
            ("used the formula of a convolution", [cout, plain_conv, plain_conv]),
        ),
    )


def _dilated(random: Random, level: int) -> Draft:
    kernel, dilation = random.choice((3, 5)), random.randint(2, 3 if level == 1 else 6)
    size = random.randint(40, 100)
    out = OPERATIONS["conv"](axes=2, filters=1, kernel=kernel, dilation=dilation).output((1, size, size))[1]
    return Draft(
        {
            "en": f"A {kernel}x{kernel} kernel with dilation {dilation} and stride 1 is applied without padding to a {size}x{size} input. What is the output size?",
            "ko": f"{size}x{size} 입력에 팽창률이 {dilation}인 {kernel}x{kernel} 합성곱을 스트라이드 1, 패딩 없이 적용하면 출력 크기는?",
        },
        (answer("output_size", [out, out], "HxW"),),
        (("ignored the dilation", [size - kernel + 1] * 2), (NO_ONE, [size - effective_kernel(kernel, dilation)] * 2)),
    )


def _dense(random: Random, level: int) -> Draft:
    inputs = random.choice((64, 84, 120, 256) if level == 1 else (400, 784, 1024, 2048, 4096, 9216))
    outputs = random.choice((10, 20, 64) if level == 1 else (84, 100, 512, 1000, 4096))
    total = sum(t.size for t in OPERATIONS["linear"](axes=0, features=outputs).tensors((inputs,)))
    return Draft(
        {
            "en": f"A fully connected layer has {inputs} inputs and {outputs} outputs. How many parameters does it have, biases included?",
            "ko": f"입력 {inputs}개, 출력 {outputs}개인 완전연결층의 파라미터 수(편향 포함)는?",
        },
        (answer("parameters", total),),
        ((FORGOT_BIAS, total - outputs), ("one bias per input", total - outputs + inputs)),
    )


def _memory(random: Random, level: int) -> Draft:
    size, channels = random.choice((14, 28, 56, 112)), random.choice((16, 32, 64, 128))
    name, width = ("float32", 4) if level == 1 else random.choice((("float32", 4), ("float16", 2), ("float64", 8)))
    total = size * size * channels * width
    return Draft(
        {
            "en": f"How many bytes does a {size}x{size}x{channels} feature map take in {name}?",
            "ko": f"{size}x{size}x{channels} 특징맵을 {name}로 저장하면 몇 바이트인가?",
        },
        (answer("memory_bytes", total),),
        (("counted elements, not bytes", total // width), ("counted bits", total * 8)),
    )


DRAWERS: dict[str, Callable[[Random, int], Draft]] = {
    "output-size": _output_size, "parameters": _parameters, "weights": _weights, "macs": _macs, "flops": _flops,
    "receptive-field": _receptive_field, "padding": _padding, "pooling": _pooling, "grouped": _grouped,
    "depthwise-separable": _depthwise, "transposed": _transposed, "dilated": _dilated, "dense": _dense, "memory": _memory,
}  # fmt: skip
