"""Small networks of several layers, and known ones by name."""

from __future__ import annotations

from random import Random

from archcalc.analysis import analyze
from archcalc.ops import OPERATIONS
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Conv, Draft
from archcalc.quiz.problems.base import answer
from archcalc.zoo import load


def parameters(random: Random, level: int) -> Draft:
    """Two convolutions with pooling and a classifier: parameters in all."""
    size, cin = random.choice((28, 32, 64)), random.choice((1, 3))
    first = Conv(size, cin, random.choice((8, 16, 32)), 3, 1, 1)
    second = Conv(size // 2, first.cout, random.choice((16, 32, 64)), 3 if level == 1 else 5, 1, 1 if level == 1 else 2)
    flat, classes = second.cout * (size // 4) ** 2, random.choice((5, 10, 100))
    dense = sum(tensor.size for tensor in OPERATIONS["linear"](axes=0, features=classes).tensors((flat,)))
    layers = [
        f"conv {c.kernel}x{c.kernel}, {{}}, padding {c.pad} → max pool 2x2" for c in (first, second)
    ]  # the filters are said in the question's language
    en = " → ".join(text.format(f"{c.cout} filters") for text, c in zip(layers, (first, second), strict=True))
    ko = " → ".join(text.format(f"필터 {c.cout}개") for text, c in zip(layers, (first, second), strict=True))
    total = first.parameters() + second.parameters() + dense
    return Draft(
        f"{size}x{size}x{cin} input → {en} → fully connected {classes}. How many parameters does the network have in "
        "total, biases included?",
        f"{size}x{size}x{cin} 입력 → {ko} → 완전연결 {classes}. 전체 파라미터 수는? (편향 포함)",
        (answer("parameters", total),),
        (
            (mistakes.LAST_LAYER, dense),
            (mistakes.FORGOT_BIAS, total - first.cout - second.cout - classes),
            (mistakes.NO_FLATTEN, total - dense + (second.cout + 1) * classes),
        ),
    )


_KNOWN = {
    1: ("AlexNet", "VGG-16", "ResNet-18"),
    2: ("VGG-11", "VGG-19", "ResNet-34", "ResNet-50", "SqueezeNet"),
    3: ("ResNet-101", "ResNet-152", "DenseNet-121", "DenseNet-169"),
}
_NAMES = {"SqueezeNet": "squeezenet1_0"}


def known(random: Random, level: int) -> Draft:
    """Parameters of a network that everybody knows."""
    name = random.choice(_KNOWN[level])
    totals = analyze(load(_NAMES.get(name, name.lower().replace("-", "")))).totals
    return Draft(
        f"How many parameters does {name} have?",
        f"{name}의 파라미터 수는?",
        (answer("parameters", totals.parameters),),
        ((mistakes.MISCOUNTED, totals.parameters + totals.weighted_layers),),
    )
