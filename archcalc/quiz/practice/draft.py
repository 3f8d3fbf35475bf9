"""What a topic gives: a question in both languages, its key by the engine, and the answers that mistakes lead to."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from archcalc.ops import OPERATIONS, Operation
from archcalc.quiz.answers import Answer
from archcalc.quiz.practice.mistakes import Mistake
from archcalc.shape import Shape


class Draft(NamedTuple):
    """A question before it is numbered; the mistakes are about its first answer."""

    en: str
    ko: str
    answers: tuple[Answer, ...]
    mistakes: tuple[tuple[Mistake, Any], ...] = ()

    def text(self, language: str) -> str:
        return self.ko if language == "ko" else self.en


Drawer = Callable[[Random, int], Draft]
"""Draws a question of one topic at a level from 1 (easy) to 3 (hard)."""


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

    @property
    def out(self) -> Shape:
        return self.operation().output(self.shape)

    def parameters(self, bias: bool = True) -> int:
        return sum(tensor.size for tensor in self.operation(bias).tensors(self.shape))

    def macs(self) -> int:
        return self.operation().cost((self.shape,), self.out).mul_add


_SIZES = {1: (16, 28, 32), 2: tuple(range(20, 130, 4)), 3: tuple(range(21, 230))}


def drawn(random: Random, level: int, groups: int = 1) -> Conv:
    """A convolution that fits: harder levels have larger numbers, strides and padding."""
    easy = level == 1
    kernel = random.choice((3, 5) if easy else (1, 3, 5, 7))
    stride = 1 if easy else random.choice((1, 2) if level == 2 else (1, 2, 3))
    pad = 0 if easy else random.randint(0, kernel // 2)
    cin = random.choice((1, 3) if easy else (3, 8, 16, 24, 32, 64)) * groups
    cout = random.choice((4, 6, 8, 10, 16) if easy else (12, 16, 20, 32, 48, 64, 96)) * groups
    return Conv(random.choice(_SIZES[level]), cin, cout, kernel, stride, pad, groups)
