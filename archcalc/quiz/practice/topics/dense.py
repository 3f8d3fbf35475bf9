"""Fully connected layers, and connections as LeNet's paper counts them."""

from __future__ import annotations

from random import Random

from archcalc.ops import OPERATIONS
from archcalc.quiz.answers import Answer
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Conv, Draft, drafted
from archcalc.quiz.practice.mistakes import Made
from archcalc.quiz.practice.phrases import an
from archcalc.quiz.problems.base import answer


def dense_weights(inputs: int, outputs: int) -> int:
    """Weights of a fully connected layer, without biases."""
    operation = OPERATIONS["linear"](axes=0, features=outputs, bias=False)
    return sum(tensor.size for tensor in operation.tensors((inputs,)))


def parameters(random: Random, level: int) -> Draft:
    """Weights and biases of one layer; at the hardest level behind a feature map that is flattened."""
    inputs = random.choice((32, 50, 64, 84, 100, 120, 256) if level == 1 else (400, 784, 1024, 2048, 4096, 9216))
    outputs = random.choice((2, 5, 10, 16, 20, 64) if level == 1 else (10, 84, 100, 120, 512, 1000, 4096))
    side, channels = random.choice((4, 5, 6, 7, 8)), random.choice((16, 32, 64, 128, 256, 512))
    inputs = side * side * channels if level == 3 else inputs

    def figures(made: Made) -> tuple[Answer, ...]:
        seen = channels if mistakes.NO_FLATTEN in made else side * channels if mistakes.MAP_SIDE in made else inputs
        biases = {mistakes.FORGOT_BIAS: 0, mistakes.ONE_BIAS: 1, mistakes.BIAS_PER_INPUT: seen}
        biases[mistakes.BIASES_OF_BOTH] = seen + outputs
        bias = next((biases[one] for one in made if one in biases), outputs)
        if mistakes.SUM_OF_BOTH in made:
            return (answer("parameters", seen + outputs),)
        return (answer("parameters", dense_weights(seen, outputs) + bias),)

    shape = f"{side}x{side}x{channels}"
    en, ko = (
        f"A fully connected layer has {inputs} inputs and {outputs} outputs. How many parameters does it have, biases "
        "included?",
        f"입력 {inputs}개, 출력 {outputs}개인 완전연결층의 파라미터 수(편향 포함)는?",
    )
    if level == 3:
        en = (
            f"{an(shape).capitalize()} feature map is flattened and feeds a fully connected layer with {outputs} "
            "outputs. How many parameters does the layer have, biases included?"
        )
        ko = f"{shape} 특징맵을 펼쳐 출력 {outputs}개인 완전연결층에 넣는다. 이 층의 파라미터 수(편향 포함)는?"
    return drafted(
        en,
        ko,
        figures,
        (
            mistakes.FORGOT_BIAS,
            mistakes.BIAS_PER_INPUT,
            mistakes.ONE_BIAS,
            mistakes.BIASES_OF_BOTH,
            mistakes.SUM_OF_BOTH,
        ),
        (mistakes.NO_FLATTEN, mistakes.MAP_SIDE) if level == 3 else (),
    )


def connections(random: Random, level: int) -> Draft:
    """Connections of a convolution: every output unit has its inputs and a bias."""
    maps = 1 if level == 1 else random.choice((2, 3, 6) if level == 2 else (8, 12, 16))
    c = Conv(random.choice((14, 16, 28, 32)), maps, random.choice((4, 6, 8, 12, 16)), random.choice((3, 5)), 1, 0)

    def figures(made: Made) -> tuple[Answer, ...]:
        positions = 1 if mistakes.PARAMETERS in made else c.positions(made)
        return (answer("connections", (c.weights(made) + c.biases(made)) * positions),)

    shape, kernel = f"{c.size}x{c.size}x{c.cin}", f"{c.kernel}x{c.kernel}"
    return drafted(
        f"{c.cout} filters of size {kernel} (stride 1, no padding, one bias each) are applied to {an(shape)} input. "
        "How many connections does the layer have, biases included?",
        f"{shape} 입력에 {kernel} 필터 {c.cout}개(스트라이드 1, 패딩 없음)를 적용하는 층의 연결 수는? (편향 포함)",
        figures,
        (mistakes.FORGOT_BIAS,),
        (mistakes.PARAMETERS, mistakes.INPUT_AREA, mistakes.NO_ONE),
        (mistakes.FORGOT_CHANNELS,),
    )
