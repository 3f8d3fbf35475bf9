"""What a topic gives: a question in both languages, its key by the engine, and the answers that mistakes lead to."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from archcalc.formula import ceil_div, effective_kernel, prod, window_output
from archcalc.ops import OPERATIONS, Operation
from archcalc.quiz.answers import Answer
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.mistakes import Made, Mistake
from archcalc.quiz.practice.wrong import Wrong, outcomes
from archcalc.shape import Shape


class Draft(NamedTuple):
    """A question before it is numbered."""

    en: str
    ko: str
    answers: tuple[Answer, ...]
    wrong: tuple[Wrong, ...] = ()

    def text(self, language: str) -> str:
        return self.ko if language == "ko" else self.en


Drawer = Callable[[Random, int], Draft]
"""Draws a question of one topic at a level from 1 (easy) to 3 (hard)."""
Figures = Callable[[Made], tuple[Answer, ...]]
"""The answers of a draft, and what mistakes make of them."""


def drafted(en: str, ko: str, figures: Figures, *rivals: tuple[Mistake, ...]) -> Draft:
    """A question whose key is what is worked out without a mistake.

    Args:
        en: the question.
        ko: the same in Korean.
        figures: works out the answers, making the mistakes it is told.
        rivals: groups of mistakes of which one can be made at a time.
    """
    right = figures(Made())
    return Draft(en, ko, right, outcomes(figures, rivals))


class Conv(NamedTuple):
    """A square convolution drawn at random, and the engine's operation for it."""

    size: int
    cin: int
    cout: int
    kernel: int
    stride: int
    pad: int
    groups: int = 1
    axes: int = 2

    def operation(self, bias: bool = True) -> Operation:
        return OPERATIONS["conv"](
            axes=self.axes,
            filters=self.cout,
            kernel=self.kernel,
            stride=self.stride,
            padding=self.pad,
            groups=self.groups,
            bias=bias,
        )

    @property
    def shape(self) -> Shape:
        return (self.cin, *[self.size] * self.axes)

    def parameters(self, bias: bool = True) -> int:
        return sum(tensor.size for tensor in self.operation(bias).tensors(self.shape))

    def weights(self, made: Made) -> int:
        """Weights, as they are counted with mistakes."""
        one = self
        if mistakes.FORGOT_CHANNELS in made:
            one = one._replace(cin=1, groups=1)
        if mistakes.ONE_FILTER in made:
            one = one._replace(cout=1, groups=1)
        if mistakes.NO_GROUPS in made:
            one = one._replace(groups=1)
        count = one.parameters(False)
        return count // self.kernel if mistakes.KERNEL_SIDE in made else count

    def biases(self, made: Made) -> int:
        """Biases, as they are counted with mistakes."""
        if mistakes.FORGOT_BIAS in made:
            return 0
        if mistakes.ONE_BIAS in made:
            return 1
        return self.cin * self.cout if mistakes.BIAS_PER_SLICE in made else self.cout

    def out(self, made: Made) -> int:
        """The output's size along an axis, as it is worked out with mistakes."""
        return output(self.size, self.kernel, self.stride, self.pad, made)

    def positions(self, made: Made) -> int:
        """Output positions, as they are counted with mistakes."""
        side = self.size if mistakes.INPUT_AREA in made else self.out(made)
        return prod((side,) * self.axes)


def output(size: int, kernel: int, stride: int, pad: int, made: Made, dilation: int = 1) -> int:
    """The size of a window's output along an axis, as it is worked out with mistakes."""
    if mistakes.KEPT_SIZE in made:
        return size
    both = 0 if mistakes.FORGOT_PADDING in made else pad if mistakes.ONE_SIDE in made else 2 * pad
    stride = 1 if mistakes.NO_STRIDES in made else stride
    wide = kernel if mistakes.NO_DILATION in made else effective_kernel(kernel, dilation)
    wide = dilation * kernel if mistakes.STRETCHED in made else wide
    steps = ceil_div(size + both - wide, stride) + 1 if mistakes.CEILED in made else None
    return (steps or window_output(size, both, wide, stride, 1)) - (mistakes.NO_ONE in made)


_SIZES = {1: (16, 28, 32), 2: tuple(range(20, 130, 4)), 3: tuple(range(21, 230))}


def drawn(random: Random, level: int, groups: int = 1) -> Conv:
    """A convolution that fits: harder levels have larger numbers, strides and padding."""
    easy = level == 1
    kernel = random.choice({1: (3, 5), 2: (1, 3, 5), 3: (3, 5, 7, 11)}[level])
    stride = random.choice({1: (1,), 2: (1, 2), 3: (2, 3, 4)}[level])
    pad = 0 if easy else random.randint(1 if level == 3 else 0, kernel // 2)
    cin = random.choice((1, 2, 3, 4) if easy else (3, 8, 16, 24, 32, 64)) * groups
    cout = random.choice((4, 5, 6, 8, 10, 12, 16) if easy else (12, 16, 20, 32, 48, 64, 96)) * groups
    return Conv(random.choice(_SIZES[level]), cin, cout, kernel, stride, pad, groups)
