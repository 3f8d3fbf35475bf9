"""DenseNet's blocks: each layer puts its k maps beside all those that entered it."""

from __future__ import annotations

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.scene import Scene


def grow(scene: Scene) -> None:
    """Lay out the layers of a dense block whose growth rate is said; other texts stay as they are.

    Raises:
        Refused: the layers described are not those of such a block.
    """
    rate = scene.numbers.get("growth")
    convs = [layer for layer in scene.layers if layer.kernel is not None and layer.is_conv]
    if rate is None or not convs or scene.has("STANDARD", "VERSUS", "COMPARE"):
        return
    if len(convs) != len(scene.layers) or len(convs) > 2 or any(layer.branch for layer in convs):
        raise not_understood("the layers of the block", "블록 안의 층")
    *narrow, last = convs
    if last.cout not in (None, rate):
        raise contradiction(
            f"a layer gives {last.cout} maps, and the growth rate is {rate}", f"성장률 {rate}과 채널 {last.cout}"
        )
    last.cout = rate
    if narrow and (set(narrow[0].kernel or ()) != {1} or narrow[0].repeat != last.repeat):
        raise not_understood("the layers of the block", "블록 안의 층")
    if narrow and narrow[0].cout is None:
        raise missing("the number of 1x1 filters", "1x1 필터 수")
    scene.layers = _laid_out(scene, convs)


def _laid_out(scene: Scene, convs: list[Layer]) -> list[Layer]:
    """The layers one after the other, the last of each step with its input beside its output."""
    said = scene.numbers.get("denselayers")
    count = convs[-1].repeat if said is None else said
    if convs[-1].repeat not in (1, count):
        raise contradiction(f"{convs[-1].repeat} layers, and {count}", f"층이 {convs[-1].repeat}개, {count}개")
    layers = []
    for step in range(count):
        for place, layer in enumerate(convs):
            made = layer.copy()
            made.repeat = 1
            made.cin = layer.cin if step == place == 0 else None
            made.carries = len(convs) if place == len(convs) - 1 else 0
            layers.append(made)
    return layers
