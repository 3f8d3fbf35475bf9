"""Numbers that words give to a layer are found in a layer, and of a size that a layer can have."""

from __future__ import annotations

from archcalc.quiz.answers import not_understood, unclear
from archcalc.quiz.layers import Layer
from archcalc.quiz.scene import Scene

_OF_LAYERS = {"stride": ("stride", 1), "pad": ("pad", 0), "dil": ("dilation", 1), "groups": ("groups", 1)}
"""Roles, the attributes of a layer that such numbers become, and what a layer has of which nothing is said."""


def refuse_lost_attributes(scene: Scene) -> None:
    """`conv 3x3 with padding 1 ... First the image gets three rows of zeros`: the three went to no layer.

    Raises:
        Refused: a stride, padding, dilation or number of groups is told, and no layer has it.
    """
    if scene.has("MATRIX", "VECTOR") or not scene.layers:
        return
    for one in scene.found:
        if one.role not in _OF_LAYERS or one.token.kind not in ("NUM", "DIMS"):
            continue  # `each of the four steps`
        if not _numbers(one.token.value) <= _told(scene, *_OF_LAYERS[one.role]):
            raise unclear(scene.body[one.token.start : one.token.end].strip())


def refuse_outsized_kernels(scene: Scene) -> None:
    """`a block (14×14, 512ch → 512ch, 3×3)`: a kernel twice as large as the map that it slides over is the map.

    Raises:
        Refused: there is such a kernel.
    """
    first = scene.layers[0] if scene.layers else None
    if first is None or first.kernel is None or scene.input is None or first.kind == "transposed":
        return
    if any(kernel > 2 * size for kernel, size in zip(first.kernel, scene.input, strict=False)):
        raise not_understood("which size is the kernel", "어느 크기가 커널인지")


def _told(scene: Scene, attribute: str, default: int) -> set[int]:
    """The values of an attribute in all layers; zeros may also stand around the input alone."""
    found = {number for layer in scene.layers for number in _values(layer, attribute, default)}
    return found | _numbers(scene.numbers.get("border")) if attribute == "pad" else found


def _values(layer: Layer, attribute: str, default: int) -> set[int]:
    told = _numbers(getattr(layer, attribute)) or {default}
    return told | _numbers(layer.pad_total) | {layer.out_pad} if attribute == "pad" else told


def _numbers(value: object) -> set[int]:
    """The whole numbers of a value, which may be a number, a size, or nothing."""
    return {value} if isinstance(value, int) else set(value) if isinstance(value, tuple) else set()
