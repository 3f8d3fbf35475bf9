"""Which attribute of a transposed convolution gives a stated output: its padding, stride, kernel, or output padding."""

from __future__ import annotations

from archcalc.quiz.answers import MISSING, Refused, contradiction, missing
from archcalc.quiz.layers import Layer, output_sizes
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Steps

_NAMES = {"PAD": "padding", "STRIDE": "stride", "KSIZE": "kernel_size", "OUTPAD": "output_padding", "DIL": "dilation"}
_LARGEST = 32


def solve_transposed(scene: Scene, layer: Layer, asks: list[Ask]) -> Result:
    """The one value with which the stated output comes out.

    Raises:
        Refused: the sizes are not both stated, or none or several values give the output.
    """
    kind = next((ask.kind for ask in asks if ask.kind in _NAMES), "")
    if not kind or len(asks) != 1 or scene.input is None or scene.out_sizes is None:
        raise missing("the input and the output size", "입력 크기와 출력 크기")
    lowest = 0 if kind in ("PAD", "OUTPAD") else 1
    fits = [value for value in range(lowest, _LARGEST) if _gives(scene, _with(scene, layer, kind, value))]
    if not fits:
        raise contradiction("no value gives this output", "이 출력을 주는 값이 없습니다")
    if len(fits) > 1:
        raise missing("more than one value fits", "여러 값이 가능함")
    steps: Steps = []
    output_sizes(_with(scene, layer, kind, fits[0]), scene.input, steps)
    unit = "px" if kind == "OUTPAD" else None
    return Result((answer(_NAMES[kind], fits[0], unit),), tuple(steps))


def _with(scene: Scene, layer: Layer, kind: str, value: int) -> Layer:
    made = layer.copy()
    if kind == "PAD":
        made.pad, made.same = (value,) * scene.axes, False
    elif kind == "STRIDE":
        made.stride = (value,) * scene.axes
    elif kind == "KSIZE":
        made.kernel = (value,) * scene.axes
    elif kind == "OUTPAD":
        made.out_pad = value
    else:
        made.dilation = value
    return made


def _gives(scene: Scene, layer: Layer) -> bool:
    try:
        return output_sizes(layer, scene.input or (), []) == scene.out_sizes
    except Refused as refused:
        if refused.kind == MISSING:
            raise
        return False
