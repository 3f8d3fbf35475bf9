"""How many layers of one kind reach a receptive field."""

from __future__ import annotations

from archcalc.formula import ceil_div, effective_kernel
from archcalc.korean import with_particle
from archcalc.quiz.answers import contradiction, missing, not_understood, part_unanswered
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step


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


def _at_least(scene: Scene) -> bool:
    return any(
        word in scene.body.lower()
        for word in (
            *("at least", "이상", "최소", "minimum", "fewest", "적어도", "cover", "smallest", "or larger", "or more"),
            *(
                "≥",
                ">=",
                "no less than",
                "not less than",
                "최솟값",
                "가장 적은",
                "가장 작은",
                "in full",
                "모두",
                "빠짐없이",
            ),
        )
    )


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
