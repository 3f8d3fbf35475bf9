"""Parameters and weights of one convolution."""

from __future__ import annotations

from random import Random

from archcalc.korean import with_particle
from archcalc.quiz.answers import Answer
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Conv, Draft, drafted, drawn
from archcalc.quiz.practice.mistakes import Made
from archcalc.quiz.practice.phrases import an, counted
from archcalc.quiz.problems.base import answer

_BIASES = (mistakes.FORGOT_BIAS, mistakes.ONE_BIAS)
_CHANNELS = (mistakes.FORGOT_CHANNELS, mistakes.BIAS_PER_SLICE)


def _at_work(c: Conv) -> tuple[str, str]:
    """The convolution with what does not matter to its weights, English and Korean."""
    kernel, shape = f"{c.kernel}x{c.kernel}", f"{c.size}x{c.size}x{c.cin}"
    return (
        f"{an(kernel).capitalize()} convolution with {c.cout} filters, stride {c.stride} and padding {c.pad} is "
        f"applied to {an(shape)} input.",
        f"{shape} 입력에 {kernel} 필터 {c.cout}개를 스트라이드 {c.stride}, 패딩 {with_particle(c.pad, '으로')} "
        "적용한다.",
    )


def parameters(random: Random, level: int) -> Draft:
    """Weights and biases; at the hardest level among data that do not matter."""
    c = drawn(random, level)

    def figures(made: Made) -> tuple[Answer, ...]:
        met = c.positions(made) if mistakes.AT_EVERY_POSITION in made else 1
        return (answer("parameters", c.weights(made) * met + c.biases(made)),)

    en = (
        f"How many parameters, biases included, does a convolution with {c.cout} filters of size {c.kernel}x{c.kernel} "
        f"and {counted(c.cin, 'input channel')} have?"
    )
    ko = f"입력 채널 {c.cin}개, {c.kernel}x{c.kernel} 필터 {c.cout}개인 합성곱층의 파라미터 수는? (편향 포함)"
    if level == 3:
        told = _at_work(c)
        en = f"{told[0]} How many parameters does it have, biases included?"
        ko = f"{told[1]} 이 층의 파라미터 수는? (편향 포함)"
    position = (mistakes.AT_EVERY_POSITION,) if level == 3 else ()
    return drafted(en, ko, figures, _BIASES, (*_CHANNELS, *position), (mistakes.KERNEL_SIDE,))


def weights(random: Random, level: int) -> Draft:
    """Weights alone; at the hardest level among data that do not matter."""
    c = drawn(random, level)

    def figures(made: Made) -> tuple[Answer, ...]:
        met = c.positions(made) if mistakes.AT_EVERY_POSITION in made else 1
        filters = 1 if mistakes.ONE_FILTER in made else c.cout
        return (answer("weights", c.weights(made) * met + (filters if mistakes.EXTRA_BIAS in made else 0)),)

    kernel = f"{c.kernel}x{c.kernel}"
    en = f"How many weights does {an(kernel)} convolution from {c.cin} to {c.cout} channels have, without biases?"
    ko = f"입력 {c.cin}채널, 출력 {c.cout}채널인 {kernel} 합성곱의 가중치 수는? (편향 제외)"
    if level == 3:
        told = _at_work(c)
        en = f"{told[0]} How many weights does it have, without biases?"
        ko = f"{told[1]} 이 층의 가중치 수는? (편향 제외)"
    return drafted(
        en,
        ko,
        figures,
        (mistakes.EXTRA_BIAS,),
        (mistakes.FORGOT_CHANNELS, mistakes.ONE_FILTER),
        (mistakes.KERNEL_SIDE, mistakes.AT_EVERY_POSITION) if level == 3 else (mistakes.KERNEL_SIDE,),
    )


def grouped(random: Random, level: int) -> Draft:
    """Parameters of a grouped convolution."""
    c = drawn(random, level, random.choice((2, 4) if level < 3 else (4, 8, 16)))

    def figures(made: Made) -> tuple[Answer, ...]:
        parts = c.groups if mistakes.ONE_GROUP in made else 1
        return (answer("parameters", (c.weights(made) + c.biases(made)) // parts),)

    kernel = f"{c.kernel}x{c.kernel}"
    return drafted(
        f"How many parameters does {an(kernel)} convolution from {c.cin} to {c.cout} channels with {c.groups} groups "
        "have, biases included?",
        f"입력 {c.cin}채널, 출력 {c.cout}채널, 그룹 수 {c.groups}인 {kernel} 그룹 합성곱의 파라미터 수는? (편향 포함)",
        figures,
        (mistakes.NO_GROUPS, mistakes.ONE_GROUP),
        (mistakes.FORGOT_BIAS,),
        (mistakes.KERNEL_SIDE,),
    )


def one_dimension(random: Random, level: int) -> Draft:
    """Length and parameters of a convolution over a sequence."""
    c = Conv(
        random.choice((100, 128, 200, 500, 1000)),
        random.choice((1, 4, 8, 16)),
        random.choice((8, 16, 32)),
        random.choice((3, 5, 7, 9)),
        random.choice({1: (1,), 2: (1, 2, 4), 3: (2, 3, 5)}[level]),
        0,
        axes=1,
    )

    def figures(made: Made) -> tuple[Answer, ...]:
        side = c.kernel if mistakes.SQUARE_KERNEL in made else 1
        return (
            answer("output_length", c.out(made), "samples"),
            answer("parameters", c.weights(made) * side + c.biases(made)),
        )

    return drafted(
        f"A 1D convolution with {c.cout} filters of kernel size {c.kernel}, stride {c.stride} and no padding is "
        f"applied to a signal of length {c.size} with {counted(c.cin, 'channel')}. What is the output length, and how "
        "many parameters does it have (biases included)?",
        f"길이 {c.size}, {c.cin}채널인 신호에 커널 크기 {c.kernel}인 1D 합성곱 필터 {c.cout}개를 스트라이드 "
        f"{c.stride}, 패딩 없이 적용한다. 출력 길이와 파라미터 수(편향 포함)는?",
        figures,
        (mistakes.NO_ONE, mistakes.CEILED, mistakes.NO_STRIDES, mistakes.KEPT_SIZE),
        (mistakes.FORGOT_BIAS, mistakes.ONE_BIAS),
        (mistakes.FORGOT_CHANNELS, mistakes.SQUARE_KERNEL),
    )


def three_dimensions(random: Random, level: int) -> Draft:
    """Parameters of a convolution over a volume."""
    cin = random.choice((1, 2, 3, 4) if level == 1 else (3, 8, 16, 24))
    cout = random.choice((4, 6, 8, 10, 16) if level == 1 else (12, 16, 24, 32, 64))
    c = Conv(16, cin, cout, random.choice((3, 5) if level < 3 else (3, 5, 7)), 1, 0, axes=3)

    def figures(made: Made) -> tuple[Answer, ...]:
        depth = c.kernel if mistakes.FLAT_KERNEL in made else 1
        return (answer("parameters", c.weights(made) // depth + c.biases(made)),)

    return drafted(
        f"How many parameters does a 3D convolution with {c.cout} filters of size {c.kernel}x{c.kernel}x{c.kernel} and "
        f"{counted(c.cin, 'input channel')} have, biases included?",
        f"입력 채널 {c.cin}개, {c.kernel}x{c.kernel}x{c.kernel} 필터 {c.cout}개인 3D 합성곱의 파라미터 수는? (편향 "
        "포함)",
        figures,
        _BIASES,
        _CHANNELS,
        (mistakes.FLAT_KERNEL,),
    )
