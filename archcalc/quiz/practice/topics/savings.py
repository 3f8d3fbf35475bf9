"""What groups, depthwise separable convolutions, 1x1 reductions and factorised kernels save."""

from __future__ import annotations

from random import Random

from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Conv, Draft, drawn
from archcalc.quiz.problems.base import answer
from archcalc.quiz.relations import ratio


def grouped(random: Random, level: int) -> Draft:
    """Parameters of a grouped convolution."""
    c = drawn(random, level, random.choice((2, 4) if level < 3 else (4, 8, 16)))
    return Draft(
        f"How many parameters does a {c.kernel}x{c.kernel} convolution from {c.cin} to {c.cout} channels with "
        f"{c.groups} "
        "groups have, biases included?",
        f"입력 {c.cin}채널, 출력 {c.cout}채널, 그룹 수 {c.groups}인 {c.kernel}x{c.kernel} 그룹 합성곱의 파라미터 "
        "수는? (편향 포함)",
        (answer("parameters", c.parameters()),),
        (
            (mistakes.NO_GROUPS, c._replace(groups=1).parameters()),
            (mistakes.FORGOT_BIAS, c.parameters(False)),
        ),
    )


def depthwise(random: Random, level: int) -> Draft:
    """Weights of a depthwise separable convolution, and at higher levels the ratio."""
    c = drawn(random, level)._replace(kernel=random.choice((3, 5)))
    c = c._replace(cin=max(c.cin, 8))
    standard = c.parameters(False)
    deep = c._replace(cout=c.cin, groups=c.cin).parameters(False)
    both = deep + c._replace(kernel=1, pad=0).parameters(False)
    en = (
        f"Without biases, how many weights does a {c.kernel}x{c.kernel} depthwise separable convolution with "
        f"{c.cin} input "
        f"and {c.cout} output channels have"
    )
    ko = f"입력 {c.cin}채널, 출력 {c.cout}채널인 {c.kernel}x{c.kernel} 깊이별 분할 합성곱의 가중치 수는 몇 개"
    wrong = ((mistakes.NO_POINTWISE, deep), (mistakes.STANDARD, standard))
    if level == 1:
        return Draft(f"{en}?", f"{ko}인가? (편향 제외)", (answer("weights", both),), wrong)
    return Draft(
        f"{en}, and how many times fewer is that than a standard convolution?",
        f"{ko}이고, 일반 합성곱보다 몇 배 적은가? (편향 제외)",
        (answer("weights", both), ratio(standard, both)),
        wrong,
    )


def bottleneck(random: Random, level: int) -> Draft:
    """Multiplications with and without a 1x1 layer in front."""
    size, cin = random.choice((14, 28, 56)), random.choice((128, 192, 256))
    narrow, cout = random.choice((16, 32)), random.choice((32, 64, 128))
    kernel = 5 if level == 1 else random.choice((3, 5))
    direct = Conv(size, cin, cout, kernel, 1, kernel // 2).macs()
    reduced = Conv(size, cin, narrow, 1, 1, 0).macs() + Conv(size, narrow, cout, kernel, 1, kernel // 2).macs()
    shape = f"{size}x{size}x{cin}"
    return Draft(
        f"A {kernel}x{kernel} same convolution with {cout} filters is applied to a {shape} input. How many "
        "multiplications "
        f"does it take directly, and how many with a 1x1 layer of {narrow} filters in front of it?",
        f"{shape} 입력에 {kernel}x{kernel} same 합성곱(필터 {cout}개)을 적용한다. 바로 적용할 때의 곱셈 수와, 앞에 "
        "1x1 필터 "
        f"{narrow}개를 둘 때의 곱셈 수를 각각 구하라.",
        (answer("multiplications_direct", direct), answer("multiplications_bottleneck", reduced)),
        ((mistakes.FORGOT_CHANNELS, direct // cin), (mistakes.NO_REDUCTION, reduced)),
    )


def spatial(random: Random, level: int) -> Draft:
    """Weights of KxK against Kx1 and 1xK."""
    kernel = random.choice((3, 5, 7) if level > 1 else (3, 5))
    channels = random.choice((16, 32, 64, 128))
    before, after = kernel * kernel * channels * channels, 2 * kernel * channels * channels
    return Draft(
        f"A {kernel}x{kernel} convolution with {channels} input and {channels} output channels is replaced by a "
        f"{kernel}x1 convolution followed by a 1x{kernel} convolution. How many weights are there before and after, "
        "without biases?",
        f"입출력이 모두 {channels}채널인 {kernel}x{kernel} 합성곱을 {kernel}x1 합성곱과 1x{kernel} 합성곱으로 "
        "대체한다. "
        "대체 전과 후의 가중치 수는 각각 몇 개인가? (편향 제외)",
        (answer("weights_before", before), answer("weights_after", after)),
        ((mistakes.FORGOT_CHANNELS, kernel * kernel * channels), (mistakes.EXTRA_BIAS, before + channels)),
    )
