"""Work and memory of one layer."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from archcalc.korean import with_particle
from archcalc.quiz.answers import Answer
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Conv, Draft, Figures, drafted, drawn
from archcalc.quiz.practice.mistakes import Made
from archcalc.quiz.practice.phrases import an
from archcalc.quiz.problems.base import answer

_WORK = (mistakes.FORGOT_CHANNELS, mistakes.ONE_FILTER), (mistakes.KERNEL_SIDE,)


def _work(name: str, c: Conv, each: int = 1) -> Figures:
    """The work of a convolution, `each` for a multiply-add; who takes MACs for FLOPs counts the other of 1 and 2."""

    def figures(made: Made) -> tuple[Answer, ...]:
        factor = 3 - each if mistakes.MACS_FLOPS in made else each
        return (answer(name, factor * c.weights(made) * c.positions(made)),)

    return figures


def macs(random: Random, level: int) -> Draft:
    """Multiply-adds."""
    c = drawn(random, level)

    shape, kernel = f"{c.size}x{c.size}x{c.cin}", f"{c.kernel}x{c.kernel}"
    return drafted(
        f"How many MACs does {an(kernel)} convolution with {c.cout} filters, stride {c.stride} and padding {c.pad} "
        f"need on {an(shape)} input?",
        f"{shape} 입력에 {kernel} 필터 {c.cout}개를 스트라이드 {c.stride}, 패딩 {with_particle(c.pad, '으로')} "
        "적용할 때 MACs는 얼마인가?",
        _work("macs", c),
        (mistakes.MACS_FLOPS,),
        (mistakes.INPUT_AREA, mistakes.NO_STRIDES, mistakes.FORGOT_PADDING),
        *_WORK,
    )


def flops(random: Random, level: int) -> Draft:
    """Two for each multiply-add."""
    c = drawn(random, level)

    shape, kernel = f"{c.size}x{c.size}x{c.cin}", f"{c.kernel}x{c.kernel}"
    return drafted(
        f"Counting one multiply-add as two FLOPs, how many FLOPs does {an(kernel)} convolution with {c.cout} filters, "
        f"stride {c.stride} and padding {c.pad} need on {an(shape)} input? Ignore biases.",
        f"{shape} 입력에 {kernel} 필터 {c.cout}개를 스트라이드 {c.stride}, 패딩 {with_particle(c.pad, '으로')} "
        "적용할 때 FLOPs(=2×MACs)는? 편향은 무시한다.",
        _work("flops", c, each=2),
        (mistakes.MACS_FLOPS,),
        (mistakes.INPUT_AREA, mistakes.NO_STRIDES, mistakes.FORGOT_PADDING),
        *_WORK,
    )


def multiplications(random: Random, level: int) -> Draft:
    """Multiplications of a convolution that keeps the size."""
    c = drawn(random, level)
    kernel = random.choice((3, 5) if level < 3 else (3, 5, 7))
    c = c._replace(kernel=kernel, stride=1, pad=kernel // 2)

    shape, window = f"{c.size}x{c.size}x{c.cin}", f"{c.kernel}x{c.kernel}"
    return drafted(
        f"How many multiplications does {an(window)} same convolution with {c.cout} filters take on {an(shape)} input "
        "(stride 1)?",
        f"{shape} 입력에 {window} same 합성곱(필터 {c.cout}개, 스트라이드 1)을 할 때 곱셈 수는?",
        _work("multiplications", c),
        (mistakes.MACS_FLOPS,),
        (mistakes.FORGOT_PADDING, mistakes.ONE_SIDE),
        *_WORK,
    )


def memory(random: Random, level: int) -> Draft:
    """Bytes of a feature map; at the hardest level in KiB."""
    size, channels = random.choice((7, 14, 28, 32, 56, 112)), random.choice((3, 8, 16, 32, 64, 128))
    name, width = ("float32", 4) if level == 1 else random.choice((("float32", 4), ("float16", 2), ("float64", 8)))
    widths = {
        mistakes.ELEMENTS: Fraction(1),
        mistakes.BITS: Fraction(8 * width),
        mistakes.HALF_WIDTH: Fraction(width, 2),
        mistakes.DOUBLE_WIDTH: Fraction(2 * width),
    }

    def figures(made: Made) -> tuple[Answer, ...]:
        deep = 1 if mistakes.NO_CHANNELS in made else channels
        area = size if mistakes.MAP_SIDE in made else size * size
        total = area * deep * next((widths[one] for one in made if one in widths), Fraction(width))
        if level < 3:
            return (answer("memory_bytes", int(total)),)
        return (answer("memory_kib", total / (1000 if mistakes.POWER_OF_TEN in made else 1024), "KiB"),)

    shape = f"{size}x{size}x{channels}"
    en, ko = ("KiB", "KiB") if level == 3 else ("bytes", "바이트")
    return drafted(
        f"How many {en} does {an(shape)} feature map take in {name}?",
        f"{shape} 특징맵을 {with_particle(name, '으로')} 저장하면 몇 {ko}인가?",
        figures,
        tuple(widths),
        (mistakes.POWER_OF_TEN,),
        (mistakes.NO_CHANNELS, mistakes.MAP_SIDE),
    )
