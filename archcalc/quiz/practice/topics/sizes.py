"""Sizes of what comes out of one layer."""

from __future__ import annotations

from random import Random

from archcalc.formula import transposed_output, window_output
from archcalc.korean import with_particle
from archcalc.quiz.answers import Answer
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Draft, drafted, drawn, output
from archcalc.quiz.practice.mistakes import Made
from archcalc.quiz.practice.phrases import an, counted
from archcalc.quiz.problems.base import answer

_STEPS = (mistakes.NO_ONE, mistakes.CEILED, mistakes.KEPT_SIZE)


def output_size(random: Random, level: int) -> Draft:
    """The output's shape."""
    c = drawn(random, level)

    def figures(made: Made) -> tuple[Answer, ...]:
        channels = c.cin if mistakes.KEPT_CHANNELS in made else c.cout
        return (answer("output_shape", [c.out(made), c.out(made), channels], "HxWxC"),)

    shape, kernel = f"{c.size}x{c.size}x{c.cin}", f"{c.kernel}x{c.kernel}"
    return drafted(
        f"{counted(c.cout, 'filter')} of size {kernel} are applied to {an(shape)} input with stride {c.stride} and "
        f"padding {c.pad}. What is the output size?",
        f"{shape} 입력에 {kernel} 필터 {c.cout}개를 스트라이드 {c.stride}, 패딩 {with_particle(c.pad, '으로')} "
        "적용하면 출력 크기는?",
        figures,
        _STEPS,
        (mistakes.FORGOT_PADDING, mistakes.ONE_SIDE),
        (mistakes.NO_STRIDES,),
        (mistakes.KEPT_CHANNELS,),
    )


def transposed(random: Random, level: int) -> Draft:
    """The output's shape of a transposed convolution, written as code."""
    kernel, stride = random.choice(
        {1: ((2, 2), (4, 2), (3, 1)), 2: ((2, 2), (4, 2), (3, 2), (5, 2)), 3: ((4, 2), (5, 2), (5, 3), (6, 4), (7, 3))}[
            level
        ]
    )
    low = {1: 0, 2: 0, 3: 1}[level]
    pad = 0 if level == 1 else random.randint(low, (kernel - 1) // 2)
    size, cin, cout = random.randint(8, 32), random.choice((8, 16, 32)), random.choice((4, 8, 16))

    def side(made: Made) -> int:
        if mistakes.STRIDE_ONLY in made:
            return size * stride
        both = 0 if mistakes.FORGOT_PADDING in made else pad if mistakes.ONE_SIDE in made else 2 * pad
        if mistakes.FORWARD in made:
            return window_output(size, both, kernel, stride, 1)
        steps = size + 1 if mistakes.NO_MINUS_ONE in made else size
        return transposed_output(steps, both, kernel, stride, 1, 0)

    def figures(made: Made) -> tuple[Answer, ...]:
        channels = cin if mistakes.KEPT_CHANNELS in made else cout
        return (answer("output_shape", [channels, side(made), side(made)], "CxHxW"),)

    code = f"ConvTranspose2d({cin}, {cout}, kernel_size={kernel}, stride={stride}, padding={pad})"
    shape = f"{cin}x{size}x{size}"
    return drafted(
        f"{code} gets {an(shape)} tensor. What is the output shape?",
        f"{code}에 {shape} 텐서를 넣으면 출력 shape는?",
        figures,
        (mistakes.FORWARD, mistakes.STRIDE_ONLY, mistakes.NO_MINUS_ONE),
        (mistakes.FORGOT_PADDING, mistakes.ONE_SIDE),
        (mistakes.KEPT_CHANNELS,),
    )


def dilated(random: Random, level: int) -> Draft:
    """The output's size of a dilated convolution; at the hardest level with padding."""
    kernel, dilation = random.choice((3, 5)), random.randint(2, 3 if level == 1 else 6)
    pad = 0 if level < 3 else random.randint(1, kernel // 2)
    size = random.randint(40, 100)

    def figures(made: Made) -> tuple[Answer, ...]:
        return (answer("output_size", [output(size, kernel, 1, pad, made, dilation)] * 2, "HxW"),)

    shape, window = f"{size}x{size}", f"{kernel}x{kernel}"
    padded, korean = ("without padding", "패딩 없이") if not pad else (f"with padding {pad}", _padding(pad))
    return drafted(
        f"A {window} kernel with dilation {dilation} and stride 1 is applied {padded} to {an(shape)} input. What is "
        "the output size?",
        f"{shape} 입력에 팽창률이 {dilation}인 {window} 합성곱을 스트라이드 1, {korean} 적용하면 출력 크기는?",
        figures,
        _STEPS,
        (mistakes.NO_DILATION, mistakes.STRETCHED),
        (mistakes.FORGOT_PADDING, mistakes.ONE_SIDE),
    )


def _padding(pad: int) -> str:
    return f"패딩 {with_particle(pad, '으로')}"


def pooling(random: Random, level: int) -> Draft:
    """The output's shape of a pooling; at the hardest level with padding."""
    window = {1: 2, 2: random.choice((2, 3)), 3: random.choice((3, 5))}[level]
    stride = window if level == 1 else random.choice((1, 2, 3) if level == 2 else (2, 3))
    pad = 0 if level < 3 else random.randint(0, window // 2)
    size, channels = random.choice((16, 24, 28, 32, 48, 55, 63)), random.choice((8, 16, 32, 64))

    def figures(made: Made) -> tuple[Answer, ...]:
        deep = channels // stride if mistakes.STRIDED_CHANNELS in made else channels
        return (answer("output_shape", [output(size, window, stride, pad, made)] * 2 + [deep], "HxWxC"),)

    shape = f"{size}x{size}x{channels}"
    en, ko = (f" and padding {pad}", f", 패딩 {pad}") if level == 3 else ("", "")
    return drafted(
        f"{window}x{window} max pooling with stride {stride}{en} is applied to {an(shape)} feature map. What is the "
        "output shape?",
        f"{shape} 특징맵에 {window}x{window} 최대 풀링(스트라이드 {stride}{ko})을 적용하면 출력 크기는?",
        figures,
        _STEPS,
        (mistakes.NO_STRIDES,),
        (mistakes.FORGOT_PADDING, mistakes.ONE_SIDE),
        (mistakes.STRIDED_CHANNELS,),
    )
