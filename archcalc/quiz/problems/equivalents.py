"""The one kernel that sees as much as a stack, and the dilation with which a kernel covers a window."""

from __future__ import annotations

from archcalc.korean import with_particle
from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.layers import field_after
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.problems.network import Network
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step, Steps


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
