"""Layers put behind one another: how many reach a receptive field or a size, and the one layer that sees as much."""

from __future__ import annotations

import re

from archcalc.formula import ceil_div, effective_kernel
from archcalc.korean import with_particle
from archcalc.quiz.answers import Refused, contradiction, missing, not_understood, part_unanswered
from archcalc.quiz.layers import field_after, output_sizes
from archcalc.quiz.network import Network
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words
from archcalc.quiz.working import Step, Steps


def layers_for_field(scene: Scene) -> Result:
    """How many layers of one kernel reach a receptive field."""
    kernels = [layer for layer in scene.layers if layer.kernel is not None]
    fields = _fields(scene)
    if not fields and len(kernels) > 1:  # `as much as one 7x7 filter`, `7×7 필터 하나, 11×11 필터 하나와 같은`
        sides = {id(layer): layer.need_kernel()[0] for layer in kernels}
        smallest = min(kernels, key=lambda layer: sides[id(layer)])
        fields = [sides[id(layer)] for layer in kernels if layer is not smallest]
        kernels = [smallest]
    if fields and sum(token.kind == "LAYERS" for token in scene.tokens) > len(fields):
        raise part_unanswered()
    if not fields:
        raise missing("the receptive field to reach", "얻으려는 수용 영역")
    if len(kernels) != 1:
        raise missing("the kernel size", "커널 크기")
    layer = kernels[0]
    if layer.is_pool or (layer.stride or (1,))[0] != 1:
        raise not_understood("layers with a stride above 1", "스트라이드가 1보다 큰 층")
    kernel = layer.need_kernel()[0]
    grow = effective_kernel(kernel, layer.dilation) - 1
    if grow < 1:
        raise contradiction("1x1 layers do not widen the receptive field", "1×1 층은 수용 영역을 넓히지 않습니다")
    answers, steps = [], []
    for field in fields:
        count = ceil_div(field - 1, grow)
        if (field - 1) % grow and not _at_least(scene):
            raise contradiction(
                f"no number of layers gives exactly {field}",
                f"정확히 {with_particle(field, '이')} 되는 층 수는 없습니다",
            )
        name = "layers" if len(fields) == 1 else f"layers_for_{field}"
        answers.append(answer(name, count, "layers"))
        steps.append(Step("layers", f"⌈({field} − 1)/{grow}⌉ = {count}"))
    return Result(tuple(answers), tuple(steps))


_AT_LEAST = (
    *("at least", "minimum", "fewest", "smallest", "or larger", "or more", "no less than", "not less than"),
    *("≥", ">=", "cover", "in full", "이상", "최소", "최솟값", "적어도", "가장 적은", "가장 작은", "모두", "빠짐없이"),
)


def _at_least(scene: Scene) -> bool:
    return any(word in scene.body.lower() for word in _AT_LEAST)


def _fields(scene: Scene) -> list[int]:
    values = []
    for one in scene.found:
        sizes = one.token.value
        if one.role in ("field", "in", "out") and isinstance(sizes, tuple) and one.token.kind == "DIMS":
            if len(set(sizes)) != 1:
                raise not_understood("a receptive field that is not square", "정사각이 아닌 수용 영역")
            values.append(int(sizes[0]))
        elif one.role in ("side", "outside") or (one.role == "field" and isinstance(sizes, int)):
            values.append(int(sizes))
    return values


def solve_equivalent(scene: Scene, asks: list[Ask]) -> Result:
    """What a stack comes down to in one layer."""
    return _dilation(scene) if asks[0].kind == "EXTENTDIL" else _kernel(scene)


def _kernel(scene: Scene) -> Result:
    """The side of the one kernel: what the layers see, as far as they move one pixel at a time."""
    steps = Steps()
    layers = Network(tuple(scene.layers), None, None).unrolled()
    if any(layer.is_strided for layer in layers):
        raise not_understood("layers with a stride above 1", "스트라이드가 1보다 큰 층")
    field = field_after(layers, steps)
    if len(set(field)) != 1:
        raise not_understood("a kernel that is not square", "정사각이 아닌 커널")
    return Result((answer("kernel_size", field[0]),), tuple(steps))


def _dilation(scene: Scene) -> Result:
    """D with D·(K − 1) + 1 = the window to cover."""
    if len(scene.layers) != 1 or scene.layers[0].repeat != 1:
        raise missing("the kernel that is dilated", "팽창시킬 커널")
    kernel, extent = scene.layers[0].need_kernel()[0], int(scene.numbers["extent"])
    if kernel < 2 or (extent - 1) % (kernel - 1):
        raise contradiction(
            f"no dilation spreads it to {extent}", f"어떤 팽창률로도 {with_particle(extent, '이')} 되지 않습니다"
        )
    rate = (extent - 1) // (kernel - 1)
    line = Step("dilation", f"({extent} − 1)/({kernel} − 1) = {rate}")
    return Result((answer("dilation", rate),), (line,))


_LAYERS = r"(?:pool(?:ing)?s?|convs?|convolutions?|layers?|times|applications|steps|stages)"
_HOW_OFTEN = re.compile(
    rf"how often|how many\s(?:[^\s,?]+\s){{0,6}}?{_LAYERS}(?![a-z])|"
    r"몇\s?(?:번|회|층|겹)(?=[\s을를이은]|연속|적용|반복|쌓|거)|몇\s?개의\s?(?:\S+\s){0,2}(?:층|풀링|합성곱)|"
    r"(?:층|풀링|합성곱)\S{0,2}\s몇\s?(?:개|번)"
)
MOST = 64
"""How often a layer is tried."""


def asks_how_often(scene: Scene) -> bool:
    """`how many 2x2 poolings turn 64x64 into 4x4`, `풀링을 몇 번 적용해야 7×7`.

    Whether one layer, what enters first and what leaves last are told, and a number of times is asked.
    """
    windowed = [layer for layer in scene.layers if layer.kernel is not None]
    told = len(windowed) == len(scene.layers) == 1 and scene.input is not None and scene.out_sizes is not None
    if not told or windowed[0].repeat != 1 or scene.has("RF"):
        return False
    return scene.input != scene.out_sizes and any(map(_HOW_OFTEN.search, asked_words(scene)))


def solve_how_often(scene: Scene) -> Result:
    """The number of times after which the stated size is reached."""
    assert scene.input is not None
    layer, sizes, count = scene.layers[0], scene.input, 0
    reached = [sizes]
    while sizes != scene.out_sizes and count < MOST:
        try:
            sizes, count = output_sizes(layer, sizes, []), count + 1
        except Refused:
            break
        reached.append(sizes)
    if sizes != scene.out_sizes:
        raise contradiction(
            "no number of these layers gives this size", "이런 층을 몇 번 거쳐도 이 크기가 되지 않습니다"
        )
    shown = " → ".join(str(size[0]) for size in reached)
    return Result((answer("layers", count),), (Step("layers", f"{shown}: {count}"),))
