"""Receptive fields, and what the text leaves to find out: padding, kernel."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from archcalc.formula import effective_kernel, grown_field, grown_jump, same_padding
from archcalc.korean import with_particle
from archcalc.ops import OPERATIONS
from archcalc.quiz.answers import Answer
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Draft, drafted
from archcalc.quiz.practice.mistakes import Made
from archcalc.quiz.practice.phrases import an
from archcalc.quiz.problems.base import answer


class _Layer(NamedTuple):
    """One window of a chain."""

    kernel: int
    stride: int
    name: str = "conv"
    dilation: int = 1

    def text(self) -> str:
        gaps = f", dilation {self.dilation}" if self.dilation > 1 else ""
        return f"{self.name} {self.kernel}x{self.kernel} (stride {self.stride}{gaps})"


def _chain(random: Random, level: int) -> list[_Layer]:
    """Convolutions, from the second level on with strides; at the hardest with a pooling and a dilation as well."""
    if level == 1:
        return [_Layer(random.choice((3, 5, 7)), 1) for _ in range(random.randint(2, 3))]
    if level == 2:
        layers = [_Layer(random.choice((3, 5, 7)), random.choice((1, 2))) for _ in range(random.randint(2, 4))]
        return [layers[0]._replace(stride=2), *layers[1:]]
    layers = [_Layer(random.choice((3, 5, 7)), random.choice((1, 2))) for _ in range(random.randint(4, 5))]
    layers[-1] = _Layer(random.choice((3, 5)), 1, dilation=random.choice((1, 2, 3)))
    layers[0] = layers[0]._replace(stride=2)
    layers.insert(random.randint(1, len(layers) - 1), _Layer(2, 2, "max pool"))
    return layers


def receptive_field(random: Random, level: int) -> Draft:
    """Behind a chain of layers."""
    layers = _chain(random, level)

    def figures(made: Made) -> tuple[Answer, ...]:
        return (answer("receptive_field", _field(layers, made)),)

    chain = " → ".join(layer.text() for layer in layers)
    return drafted(
        f"{chain}: what is the receptive field?",
        f"{chain} 구조의 수용 영역 크기는?",
        figures,
        (mistakes.NO_STRIDES, mistakes.OWN_STRIDE, mistakes.ONE_STRIDE),
        (mistakes.NO_FIRST,),
        (mistakes.KERNELS_ADDED, mistakes.NO_LAST_LAYER),
        (mistakes.NO_DILATION,),
    )


def _field(layers: list[_Layer], made: Made) -> int:
    if mistakes.KERNELS_ADDED in made:
        return sum(layer.kernel for layer in layers)
    field, jump = 1, 1
    for layer in layers[:-1] if mistakes.NO_LAST_LAYER in made else layers:
        stride = 1 if mistakes.NO_STRIDES in made else layer.stride
        dilation = 1 if mistakes.NO_DILATION in made else layer.dilation
        step = grown_jump(jump, stride) if mistakes.OWN_STRIDE in made else jump
        field = grown_field(field, layer.kernel, dilation, step)
        jump = stride if mistakes.ONE_STRIDE in made else grown_jump(jump, stride)
    return field - (mistakes.NO_FIRST in made)


def padding(random: Random, level: int) -> Draft:
    """The padding that keeps the size; from the second level on with a dilation."""
    kernel = random.choice((3, 5, 7) if level == 1 else (3, 5, 7, 9, 11))
    dilation = {1: 1, 2: random.choice((1, 2)), 3: random.choice((2, 3, 4))}[level]
    size = random.randint(16, 64) if level < 3 else random.randint(65, 130)

    def figures(made: Made) -> tuple[Answer, ...]:
        gaps = 1 if mistakes.NO_DILATION in made else dilation
        wide = effective_kernel(kernel, gaps)
        if mistakes.WHOLE_KERNEL in made:
            return (answer("padding", kernel),)
        both = wide + 1 if mistakes.HALF_UP in made else same_padding(kernel, gaps)
        return (answer("padding", both if mistakes.BOTH_SIDES in made else both // 2),)

    shape, window = f"{size}x{size}", f"{kernel}x{kernel}"
    en, ko = (f", dilation {dilation}", f", 팽창률 {dilation}") if dilation > 1 else ("", "")
    return drafted(
        f"What padding keeps the size of {an(shape)} input with {an(window)} kernel{en} and stride 1?",
        f"{shape} 입력에 {window} 필터{ko}, 스트라이드 1을 쓸 때 출력 크기를 유지하는 패딩 값은?",
        figures,
        (mistakes.BOTH_SIDES, mistakes.HALF_UP, mistakes.WHOLE_KERNEL),
        (mistakes.NO_DILATION,),
    )


def kernel_size(random: Random, level: int) -> Draft:
    """The kernel that leads from one size to another, at stride 1."""
    size, kernel = random.randint(20, 100), random.choice((3, 5, 7, 9, 11))
    pad = {1: 0, 2: random.randint(0, kernel // 2), 3: random.randint(1, kernel - 1)}[level]
    out = OPERATIONS["conv"](axes=2, filters=1, kernel=kernel, padding=pad).output((1, size, size))[1]

    def figures(made: Made) -> tuple[Answer, ...]:
        both = 0 if mistakes.FORGOT_PADDING in made else pad if mistakes.ONE_SIDE in made else 2 * pad
        lost = size + both - out
        if mistakes.HALF_DIFFERENCE in made:
            return (answer("kernel_size", lost // 2),)
        return (answer("kernel_size", lost + (mistakes.NO_ONE not in made)),)

    before, after = f"{size}x{size}", f"{out}x{out}"
    return drafted(
        f"{an(before).capitalize()} input becomes {after} with stride 1 and padding {pad}. What is the kernel size?",
        f"{before} 입력을 스트라이드 1, 패딩 {with_particle(pad, '으로')} 합성곱했더니 {after} 출력이 나왔다. 커널 "
        "크기는 얼마인가?",
        figures,
        (mistakes.NO_ONE, mistakes.HALF_DIFFERENCE),
        (mistakes.FORGOT_PADDING, mistakes.ONE_SIDE),
    )
