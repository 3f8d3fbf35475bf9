"""Which padding gives a stated output, or keeps the size."""

from __future__ import annotations

from archcalc.formula import effective_kernel, same_output, same_padding, strided_same_padding, window_output
from archcalc.korean import with_particle
from archcalc.quiz.answers import Refused, contradiction, missing, not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.quantities import Ask, asks_for
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words
from archcalc.quiz.working import Step, divided, worked

LARGEST = 512
"""How far paddings are searched."""


def solve_padding(scene: Scene, layer: Layer, asks: list[Ask]) -> Result:
    """The padding of each end, or of both ends together where that is asked."""
    kernel = layer.need_kernel()
    if len(set(kernel)) != 1:
        raise not_understood("padding of a kernel that is not square", "정사각이 아닌 커널의 패딩")
    if scene.out_sizes is not None and scene.input is not None:
        total, steps = _for_output(scene, layer)
    elif not _keeps_size(scene, layer):
        raise missing("the wanted output size", "원하는 출력 크기")
    elif (layer.stride or (1,))[0] == 1:
        total = same_padding(kernel[0], layer.dilation)
        steps = (worked("total padding", same_padding, K=kernel[0], D=layer.dilation),)
    else:
        total, steps = _of_frameworks(scene, layer)
    uneven = contradiction(
        f"an even kernel of {kernel[0]} needs {total} rows in all, which do not split evenly",
        f"짝수 커널 {with_particle(kernel[0], '은')} 모두 {total}줄의 패딩이 필요해 양쪽에 똑같이 나눌 수 없습니다",
    )
    return _of_ends(scene, asks, total, steps, uneven)


def _of_ends(scene: Scene, asks: list[Ask], total: int, steps: tuple[Step, ...], uneven: Refused) -> Result:
    """All rows of zeros, or those of each end."""
    if _total_asked(scene, asks):
        return Result((answer("total_padding", total),), steps)
    if total % 2:
        raise uneven
    return Result((answer("padding", total // 2),), (*steps, divided("padding", total, 2)))


def is_only_padded(scene: Scene) -> bool:
    """Whether a map gets larger and nothing but padding is spoken of: `28x28 images, padded to 32x32`."""
    layered = any(layer.kernel or layer.stride or layer.cout for layer in scene.layers)
    if layered or scene.input is None or scene.out_sizes is None or scene.has("TRANS", "STRIDE"):
        return False
    return all(out > size for size, out in zip(scene.input, scene.out_sizes, strict=True))


def solve_border(scene: Scene, asks: list[Ask]) -> Result:
    """The rows of zeros that make up for the difference, at each end or at both together."""
    assert scene.input is not None and scene.out_sizes is not None
    added = {out - size for size, out in zip(scene.input, scene.out_sizes, strict=True)}
    if len(added) != 1:
        raise not_understood("along which axis the padding is asked", "어느 축의 패딩인지")
    total = added.pop()
    uneven = contradiction(f"{total} rows do not split evenly", f"{total}줄은 양쪽에 똑같이 나눌 수 없습니다")
    return _of_ends(scene, asks, total, (), uneven)


_TOGETHER = ("total", "together", "in all", "combined", "합쳐", "합해", "합하여", "합한", "합계", "총 ", "모두 몇")
_EACH_SIDE = ("each", "per side", "every side", "each side", "각각", "한쪽", "각 변", "양쪽에 똑같")


def _total_asked(scene: Scene, asks: list[Ask]) -> bool:
    """`in total, left and right together`, said where it is asked, and not before `each side`; or all at one end."""
    if asks_for(asks, "PADTOTAL") or any(edit.what == "one side" for edit in scene.edits):
        return True
    said = " ".join(asked_words(scene))
    together, each = (max(said.rfind(word) for word in words) for words in (_TOGETHER, _EACH_SIDE))
    return together > each


def _for_output(scene: Scene, layer: Layer) -> tuple[int, tuple[Step, ...]]:
    """The smallest padding, equal at both ends, that gives the stated output."""
    assert scene.input is not None and scene.out_sizes is not None
    kernel, stride = layer.need_kernel()[0], (layer.stride or (1,))[0]
    pairs = list(zip(scene.input, scene.out_sizes, strict=True))
    for total in range(0, LARGEST, 2):
        if all(_output(layer, size, total, stride) == out for size, out in pairs):
            values = {"H": scene.input[0], "P": total, "K": kernel, "S": stride, "D": layer.dilation}
            return total, (worked("output size", window_output, **values),)
    raise contradiction("no padding gives this output", "어떤 패딩으로도 이 출력이 나오지 않습니다")


def _output(layer: Layer, size: int, total: int, stride: int) -> int:
    kernel = layer.need_kernel()[0]
    if effective_kernel(kernel, layer.dilation) > size + total:
        return 0
    return window_output(size, total, kernel, stride, layer.dilation)


def _of_frameworks(scene: Scene, layer: Layer) -> tuple[int, tuple[Step, ...]]:
    """What TensorFlow's SAME adds at a stride above 1: as little as gives one output per stride begun."""
    stride = (layer.stride or (1,))[0]
    if scene.input is None or not scene.has("SAME"):
        raise missing(
            "the input size: at a stride above 1 padding does not keep the size by itself",
            "입력 크기(스트라이드가 1보다 큼)",
        )
    if len(set(scene.input)) != 1:
        raise not_understood("along which axis the padding is asked", "어느 축의 패딩인지")
    kernel = layer.need_kernel()[0]
    total = strided_same_padding(scene.input[0], kernel, stride, layer.dilation)
    return total, (worked("output size", same_output, H=scene.input[0], S=stride),)


_KEEPING = (
    *("as tall as", "as wide as", "as large as", "as big as", "t change", "not change", "t shrink"),
    *("keep", "preserv", "unchanged", "same", "maintain", "retain", "equal"),
    *("유지", "같", "그대로", "동일", "보존", "변하지", "바뀌지", "줄지"),
)


def _keeps_size(scene: Scene, layer: Layer) -> bool:
    return layer.same or scene.has("SAME", "KEPT", "KEEP") or any(word in scene.body.lower() for word in _KEEPING)
