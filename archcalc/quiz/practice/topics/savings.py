"""What depthwise separable convolutions, 1x1 reductions and factorised kernels save."""

from __future__ import annotations

from random import Random

from archcalc.formula import conv_weight
from archcalc.quiz.answers import Answer
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Conv, Draft, drafted, drawn
from archcalc.quiz.practice.mistakes import Made
from archcalc.quiz.practice.phrases import an
from archcalc.quiz.problems.base import answer
from archcalc.quiz.relations import ratio


def depthwise(random: Random, level: int) -> Draft:
    """Weights of a depthwise separable convolution, and at higher levels the ratio."""
    c = drawn(random, level)
    c = c._replace(
        kernel=random.choice((3, 5) if level < 3 else (3, 5, 7)), cin=random.choice((8, 12, 16, 24, 32, 48, 64))
    )
    deep, point = c._replace(cout=c.cin, groups=c.cin), c._replace(kernel=1, pad=0)

    def figures(made: Made) -> tuple[Answer, ...]:
        standard = c.parameters(False)
        parts = [0 if mistakes.NO_DEPTHWISE in made else deep.parameters(False)]
        parts += [0 if mistakes.NO_POINTWISE in made else point.parameters(False)]
        parts += [c.cin + c.cout if mistakes.EXTRA_BIAS in made else 0]
        both = standard if mistakes.STANDARD in made else sum(parts)
        saved = ratio(both, standard) if mistakes.UPSIDE_DOWN in made else ratio(standard, both)
        return (answer("weights", both),) if level == 1 else (answer("weights", both), saved)

    kernel = f"{c.kernel}x{c.kernel}"
    en = (
        f"Without biases, how many weights does {an(kernel)} depthwise separable convolution with {c.cin} input and "
        f"{c.cout} output channels have"
    )
    ko = f"입력 {c.cin}채널, 출력 {c.cout}채널인 {kernel} 깊이별 분할 합성곱의 가중치 수는 몇 개"
    parts = (mistakes.NO_POINTWISE, mistakes.NO_DEPTHWISE, mistakes.EXTRA_BIAS)
    if level == 1:
        return drafted(f"{en}?", f"{ko}인가? (편향 제외)", figures, (*parts, mistakes.STANDARD))
    return drafted(
        f"{en}, and how many times fewer is that than a standard convolution?",
        f"{ko}이고, 일반 합성곱보다 몇 배 적은가? (편향 제외)",
        figures,
        parts,
        (mistakes.UPSIDE_DOWN,),
    )


def bottleneck(random: Random, level: int) -> Draft:
    """Multiplications with and without a 1x1 layer in front."""
    size, cin = random.choice((14, 28, 56)), random.choice((128, 192, 256))
    narrow, cout = random.choice((16, 32)), random.choice((32, 64, 128))
    kernel = {1: 3, 2: random.choice((3, 5)), 3: random.choice((5, 7))}[level]

    def work(made: Made, cin: int, cout: int, kernel: int) -> int:
        one = Conv(size, cin, cout, kernel, 1, kernel // 2)
        return one.weights(made) * one.positions(made)

    def figures(made: Made) -> tuple[Answer, ...]:
        reduction = 0 if mistakes.NO_REDUCTION in made else work(made, cin, narrow, 1)
        behind = work(made, cin if mistakes.NOT_REDUCED in made else narrow, cout, kernel)
        reduced = reduction + (0 if mistakes.REDUCTION_ONLY in made else behind)
        return (
            answer("multiplications_direct", work(made, cin, cout, kernel)),
            answer("multiplications_bottleneck", reduced),
        )

    shape, window = f"{size}x{size}x{cin}", f"{kernel}x{kernel}"
    return drafted(
        f"{an(window).capitalize()} same convolution with {cout} filters is applied to {an(shape)} input. How many "
        f"multiplications does it take directly, and how many with a 1x1 layer of {narrow} filters in front of it?",
        f"{shape} 입력에 {window} same 합성곱(필터 {cout}개)을 적용한다. 바로 적용할 때의 곱셈 수와, 앞에 1x1 필터 "
        f"{narrow}개를 둘 때의 곱셈 수를 각각 구하라.",
        figures,
        (mistakes.NO_REDUCTION, mistakes.REDUCTION_ONLY, mistakes.NOT_REDUCED),
        (mistakes.FORGOT_CHANNELS, mistakes.ONE_FILTER),
        (mistakes.FORGOT_PADDING,),
    )


def spatial(random: Random, level: int) -> Draft:
    """Weights of KxK against Kx1 and 1xK."""
    kernel = random.choice({1: (3, 5), 2: (3, 5, 7), 3: (5, 7, 9, 11)}[level])
    channels = random.choice(range(16, 132, 4)) if level < 3 else random.choice(range(136, 520, 8))

    def figures(made: Made) -> tuple[Answer, ...]:
        seen = 1 if mistakes.FORGOT_CHANNELS in made else channels
        bias = channels if mistakes.EXTRA_BIAS in made else 0
        before, line = (conv_weight(channels, seen, 1, size) + bias for size in ((kernel, kernel), (kernel, 1)))
        after = line if mistakes.ONE_OF_TWO in made else 2 * line
        return (answer("weights_before", before), answer("weights_after", after))

    window = f"{kernel}x{kernel}"
    return drafted(
        f"{an(window).capitalize()} convolution with {channels} input and {channels} output channels is replaced by "
        f"{an(f'{kernel}x1')} convolution followed by a 1x{kernel} convolution. How many weights are there before and "
        "after, without biases?",
        f"입출력이 모두 {channels}채널인 {window} 합성곱을 {kernel}x1 합성곱과 1x{kernel} 합성곱으로 대체한다. 대체 "
        "전과 후의 가중치 수는 각각 몇 개인가? (편향 제외)",
        figures,
        (mistakes.EXTRA_BIAS,),
        (mistakes.FORGOT_CHANNELS,),
        (mistakes.ONE_OF_TWO,),
    )
