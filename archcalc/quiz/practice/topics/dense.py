"""Fully connected layers, and connections as LeNet's paper counts them."""

from __future__ import annotations

from random import Random

from archcalc.formula import elements
from archcalc.ops import OPERATIONS
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Conv, Draft
from archcalc.quiz.problems.base import answer


def parameters(random: Random, level: int) -> Draft:
    """Weights and biases of one layer."""
    inputs = random.choice((64, 84, 120, 256) if level == 1 else (400, 784, 1024, 2048, 4096, 9216))
    outputs = random.choice((10, 20, 64) if level == 1 else (84, 100, 512, 1000, 4096))
    total = sum(tensor.size for tensor in OPERATIONS["linear"](axes=0, features=outputs).tensors((inputs,)))
    return Draft(
        f"A fully connected layer has {inputs} inputs and {outputs} outputs. How many parameters does it have, biases "
        "included?",
        f"입력 {inputs}개, 출력 {outputs}개인 완전연결층의 파라미터 수(편향 포함)는?",
        (answer("parameters", total),),
        ((mistakes.FORGOT_BIAS, total - outputs), (mistakes.BIAS_PER_INPUT, total - outputs + inputs)),
    )


def connections(random: Random, level: int) -> Draft:
    """Connections of a convolution: every output unit has its inputs and a bias."""
    maps = 1 if level == 1 else random.choice((1, 3, 6))
    c = Conv(random.choice((14, 16, 28, 32)), maps, random.choice((4, 6, 8, 12, 16)), random.choice((3, 5)), 1, 0)
    total = elements(c.out) + c.macs()
    return Draft(
        f"{c.cout} filters of size {c.kernel}x{c.kernel} (stride 1, no padding, one bias each) are applied to a "
        f"{c.size}x{c.size}x{c.cin} input. How many connections does the layer have, biases included?",
        f"{c.size}x{c.size}x{c.cin} 입력에 {c.kernel}x{c.kernel} 필터 {c.cout}개(스트라이드 1, 패딩 없음)를 "
        "적용하는 층의 "
        "연결 수는? (편향 포함)",
        (answer("connections", total),),
        ((mistakes.FORGOT_BIAS, c.macs()), (mistakes.PARAMETERS, c.parameters())),
    )
