"""Small networks of several layers, and known ones by name."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from random import Random

from archcalc.analysis import analyze
from archcalc.quiz.answers import Answer
from archcalc.quiz.practice import mistakes
from archcalc.quiz.practice.draft import Conv, Draft, drafted
from archcalc.quiz.practice.mistakes import Made, other_network
from archcalc.quiz.practice.topics.dense import dense_weights
from archcalc.quiz.problems.base import answer
from archcalc.zoo import load


def parameters(random: Random, level: int) -> Draft:
    """Two or, at the hardest level, three convolutions with pooling and a classifier: parameters in all."""
    size, cin = random.choice((28, 32, 64) if level < 3 else (32, 64, 96)), random.choice((1, 3))
    widths = [cin, *(random.choice((8, 16, 32, 48, 64)) for _ in range(2 if level < 3 else 3))]
    classes = random.choice((5, 10, 100))
    convs = [
        Conv(size, before, after, kernel, 1, kernel // 2)
        for before, after in pairwise(widths)
        for kernel in (3 if level == 1 else random.choice((3, 5)),)
    ]

    def figures(made: Made) -> tuple[Answer, ...]:
        pools = len(convs) - (mistakes.NO_LAST_POOL in made)
        area = 1 if mistakes.NO_FLATTEN in made else (size // 2**pools) ** 2
        dense = dense_weights(convs[-1].cout * area, classes)
        dense += 0 if mistakes.FORGOT_BIAS in made else classes
        if mistakes.LAST_LAYER in made:
            return (answer("parameters", dense),)
        dense = 0 if mistakes.NO_CLASSIFIER in made else dense
        return (answer("parameters", sum(c.weights(made) + c.biases(made) for c in convs) + dense),)

    en, ko = (
        " → ".join(f"conv {c.kernel}x{c.kernel}, {word(c.cout)}, padding {c.pad} → max pool 2x2" for c in convs)
        for word in ("{} filters".format, "필터 {}개".format)
    )
    return drafted(
        f"{size}x{size}x{cin} input → {en} → fully connected {classes}. How many parameters does the network have in "
        "total, biases included?",
        f"{size}x{size}x{cin} 입력 → {ko} → 완전연결 {classes}. 전체 파라미터 수는? (편향 포함)",
        figures,
        (mistakes.LAST_LAYER, mistakes.NO_CLASSIFIER),
        (mistakes.FORGOT_BIAS,),
        (mistakes.NO_FLATTEN, mistakes.NO_LAST_POOL),
        (mistakes.FORGOT_CHANNELS,),
    )


_KNOWN = {
    1: (
        *("LeNet-5", "AlexNet", "VGG-11", "VGG-13", "VGG-16", "VGG-19", "SqueezeNet", "GoogLeNet"),
        *("ResNet-18", "ResNet-34", "ResNet-50", "ResNet-101", "ResNet-152"),
    ),
    2: (
        *("VGG-16", "VGG-19", "ResNet-34", "ResNet-50", "ResNet-101", "ResNet-152", "SqueezeNet", "GoogLeNet"),
        *("MobileNetV2", "MobileNetV3-Large", "MobileNetV3-Small", "DenseNet-121", "DenseNet-169"),
    ),
    3: (
        *("DenseNet-121", "DenseNet-161", "DenseNet-169", "DenseNet-201", "Inception-v3", "Xception"),
        *(f"EfficientNet-B{scale}" for scale in range(7)),
    ),
}
"""Networks that the solver knows by these names."""
_BESIDE = 3
_IN_ZOO = {
    "SqueezeNet": "squeezenet1_0",
    "MobileNetV2": "mobilenet_v2",
    "MobileNetV3-Large": "mobilenet_v3_large",
    "MobileNetV3-Small": "mobilenet_v3_small",
}


@cache
def _totals(name: str) -> dict[str, int]:
    """Parameters and MACs of a network as published."""
    zoo = _IN_ZOO.get(name, name.lower().replace("-", "_" if name[:2] in ("In", "Ef") else ""))
    totals = analyze(load(zoo)).totals
    return {"parameters": totals.parameters, "macs": totals.macs}


def _nearest(name: str, asked: str, networks: tuple[str, ...]) -> list[str]:
    """Networks with figures next to this one's, so many below and above it."""
    ordered = sorted(networks, key=lambda one: _totals(one)[asked])
    place = ordered.index(name)
    return [one for one in ordered[max(0, place - _BESIDE) : place + _BESIDE + 1] if one != name]


def known(random: Random, level: int) -> Draft:
    """Parameters or MACs of a network that everybody knows; wrong are the figures of those beside it."""
    name, asked = random.choice(_KNOWN[level]), random.choice(("parameters", "macs"))
    others = {other_network(other): other for other in _nearest(name, asked, _KNOWN[level])}

    def figures(made: Made) -> tuple[Answer, ...]:
        shown = next((others[one] for one in made if one in others), name)
        each = 2 if mistakes.MACS_FLOPS in made else 1
        return (answer(asked, each * _totals(shown)[asked]),)

    en, ko = {
        "parameters": (f"How many parameters does {name} have?", f"{name}의 파라미터 수는?"),
        "macs": (f"How many MACs does {name} need?", f"{name}의 MACs는 얼마인가?"),
    }[asked]
    confused = (mistakes.MACS_FLOPS,) if asked == "macs" else ()
    return drafted(en, ko, figures, (*others, *confused))
