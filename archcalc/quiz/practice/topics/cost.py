"""Work and memory of one layer."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from archcalc.korean import with_particle
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Draft, drawn
from archcalc.quiz.problems.base import answer


def macs(random: Random, level: int) -> Draft:
    """Multiply-adds."""
    c = drawn(random, level)
    return Draft(
        f"How many MACs does a {c.kernel}x{c.kernel} convolution with {c.cout} filters, stride {c.stride} and padding "
        f"{c.pad} need on a {c.size}x{c.size}x{c.cin} input?",
        f"{c.size}x{c.size}x{c.cin} 입력에 {c.kernel}x{c.kernel} 필터 {c.cout}개를 스트라이드 {c.stride}, 패딩 "
        f"{with_particle(c.pad, '으로')} "
        "적용할 때 MACs는 얼마인가?",
        (answer("macs", c.macs()),),
        (
            (mistakes.MACS_FLOPS, 2 * c.macs()),
            (mistakes.INPUT_AREA, c.parameters(False) * c.size**2),
            (mistakes.FORGOT_CHANNELS, c._replace(cin=1).macs()),
        ),
    )


def flops(random: Random, level: int) -> Draft:
    """Two for each multiply-add."""
    c = drawn(random, level)
    return Draft(
        f"Counting one multiply-add as two FLOPs, how many FLOPs does a {c.kernel}x{c.kernel} convolution with "
        f"{c.cout} "
        f"filters, stride {c.stride} and padding {c.pad} need on a {c.size}x{c.size}x{c.cin} input? Ignore biases.",
        f"{c.size}x{c.size}x{c.cin} 입력에 {c.kernel}x{c.kernel} 필터 {c.cout}개를 스트라이드 {c.stride}, 패딩 "
        f"{with_particle(c.pad, '으로')} "
        "적용할 때 FLOPs(=2×MACs)는? 편향은 무시한다.",
        (answer("flops", 2 * c.macs()),),
        ((mistakes.MACS_FLOPS, c.macs()), (mistakes.INPUT_AREA, 2 * c.parameters(False) * c.size**2)),
    )


def multiplications(random: Random, level: int) -> Draft:
    """Multiplications of a convolution that keeps the size."""
    c = drawn(random, level)
    c = c._replace(kernel=random.choice((3, 5)), stride=1)
    c = c._replace(pad=c.kernel // 2)
    return Draft(
        f"How many multiplications does a {c.kernel}x{c.kernel} same convolution with {c.cout} filters take on a "
        f"{c.size}x{c.size}x{c.cin} input (stride 1)?",
        f"{c.size}x{c.size}x{c.cin} 입력에 {c.kernel}x{c.kernel} same 합성곱(필터 {c.cout}개, 스트라이드 1)을 할 때 "
        "곱셈 수는?",
        (answer("multiplications", c.macs()),),
        ((mistakes.FORGOT_CHANNELS, c._replace(cin=1).macs()), (mistakes.FORGOT_PADDING, c._replace(pad=0).macs())),
    )


def memory(random: Random, level: int) -> Draft:
    """Bytes of a feature map; at the hardest level in KiB."""
    size, channels = random.choice((14, 28, 56, 112)), random.choice((16, 32, 64, 128))
    name, width = ("float32", 4) if level == 1 else random.choice((("float32", 4), ("float16", 2), ("float64", 8)))
    total = size * size * channels * width
    if level == 3:
        return Draft(
            f"How many KiB does a {size}x{size}x{channels} feature map take in {name}?",
            f"{size}x{size}x{channels} 특징맵을 {with_particle(name, '으로')} 저장하면 몇 KiB인가?",
            (answer("memory_kib", Fraction(total, 1024), "KiB"),),
            ((mistakes.POWER_OF_TEN, total / 1000), (mistakes.ELEMENTS, total / width / 1024)),
        )
    return Draft(
        f"How many bytes does a {size}x{size}x{channels} feature map take in {name}?",
        f"{size}x{size}x{channels} 특징맵을 {with_particle(name, '으로')} 저장하면 몇 바이트인가?",
        (answer("memory_bytes", total),),
        ((mistakes.ELEMENTS, total // width), (mistakes.BITS, total * 8)),
    )
