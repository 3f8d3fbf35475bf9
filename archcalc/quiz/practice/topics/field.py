"""Receptive fields, and what the text leaves to find out: padding, kernel."""

from __future__ import annotations

from random import Random

from archcalc.formula import grown_field, grown_jump, same_padding
from archcalc.korean import with_particle
from archcalc.ops import OPERATIONS
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Draft
from archcalc.quiz.problems.base import answer


def receptive_field(random: Random, level: int) -> Draft:
    """Behind a chain of convolutions."""
    layers = random.randint(2, 3 if level == 1 else 5)
    kernels = [random.choice((3, 5, 7)) for _ in range(layers)]
    strides = [1 if level == 1 else random.choice((1, 2)) for _ in range(layers)]
    field, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        field, jump = grown_field(field, kernel, 1, jump), grown_jump(jump, stride)
    flat = 1 + sum(kernel - 1 for kernel in kernels)
    chain = " → ".join(f"conv {k}x{k} (stride {s})" for k, s in zip(kernels, strides, strict=True))
    return Draft(
        f"{chain}: what is the receptive field?",
        f"{chain} 구조의 수용 영역 크기는?",
        (answer("receptive_field", field),),
        ((mistakes.NO_STRIDES, flat), (mistakes.KERNELS_ADDED, sum(kernels)), (mistakes.NO_FIRST, field - 1)),
    )


def padding(random: Random, level: int) -> Draft:
    """The padding that keeps the size."""
    kernel = random.choice((3, 5, 7) if level == 1 else (3, 5, 7, 9, 11, 13, 15))
    pad = same_padding(kernel, 1) // 2
    return Draft(
        f"What padding keeps the size with a {kernel}x{kernel} kernel and stride 1?",
        f"{kernel}x{kernel} 필터, 스트라이드 1에서 출력 크기를 유지하는 패딩 값은?",
        (answer("padding", pad),),
        ((mistakes.BOTH_SIDES, 2 * pad), (mistakes.HALF_UP, pad + 1), (mistakes.WHOLE_KERNEL, kernel)),
    )


def kernel_size(random: Random, level: int) -> Draft:
    """The kernel that leads from one size to another, at stride 1."""
    size, kernel = random.randint(20, 100), random.choice((3, 5, 7, 9, 11))
    pad = 0 if level == 1 else random.randint(0, kernel // 2)
    out = OPERATIONS["conv"](axes=2, filters=1, kernel=kernel, padding=pad).output((1, size, size))[1]
    return Draft(
        f"A {size}x{size} input becomes {out}x{out} with stride 1 and padding {pad}. What is the kernel size?",
        f"{size}x{size} 입력을 스트라이드 1, 패딩 {with_particle(pad, '으로')} 합성곱했더니 {out}x{out} "
        "출력이 나왔다. 커널 크기는 얼마인가?",
        (answer("kernel_size", kernel),),
        ((mistakes.NO_ONE, kernel - 1), (mistakes.FORGOT_PADDING, kernel - 2 * pad)),
    )
