"""Changes of single layers applied to the network that was read: removed, another kernel, frozen, not counted."""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.quiz.answers import unclear
from archcalc.quiz.layers import Layer
from archcalc.quiz.network import Network
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.edits import ALL, LAST, MIDDLE, Edit, Target

_LEARNED = re.compile(r"train|learn|fine-?tun|updated|학습|훈련|갱신")


def apply_edits(scene: Scene) -> None:
    """Apply what `text.edits` took out of the text.

    Raises:
        Refused: a layer that is changed is not there.
    """
    if not scene.edits:
        return
    layers = _unrolled(scene.layers)
    for edit in scene.edits:
        if _is_of_halves(edit, layers):
            continue  # one separable convolution: `compare.separable` parts it
        if edit.what in _WHOLE:
            _WHOLE[edit.what](scene, edit, layers)
            continue
        meant = [layer for target in edit.targets for layer in _meant(layers, target)]
        if not meant or (edit.what == "frozen" and not _LEARNED.search(scene.body.lower())):
            raise unclear(edit.words)
        _APPLIED[edit.what](scene, edit, layers, meant)
    scene.layers = layers


def _unrolled(layers: list[Layer]) -> list[Layer]:
    flat = Network(tuple(layers), None, None).unrolled()
    for layer in flat:
        layer.repeat = 1
    return flat


def _is_of_halves(edit: Edit, layers: list[Layer]) -> bool:
    convs = [layer for layer in layers if layer.is_conv]
    return edit.what == "biased" and len(convs) == 1 and {one.kind for one in edit.targets} <= {"dw", "pw"}


def _meant(layers: list[Layer], target: Target) -> list[Layer]:
    """The layers that a target names; empty if there are fewer."""
    of_kind = [layer for layer in layers if _is_of_kind(layer, target.kind)]
    if target.place == ALL:
        return of_kind
    if target.place == LAST:
        return of_kind[-1:]
    if target.place == MIDDLE:
        return [of_kind[len(of_kind) // 2]] if len(of_kind) % 2 and len(of_kind) > 1 else []
    return of_kind[target.place - 1 : target.place]


def _is_of_kind(layer: Layer, kind: str) -> bool:
    if kind == "pw":
        return layer.is_conv and layer.is_pointwise
    if kind == "dw":
        return layer.is_conv and layer.depthwise
    known = {"conv": layer.is_conv, "pool": layer.is_pool, "fc": layer.kind == "fc"}
    return known.get(kind, any(known.values()))


def _remove(scene: Scene, edit: Edit, layers: list[Layer], meant: list[Layer]) -> None:
    if len(meant) == len(layers):
        raise unclear(edit.words)
    layers[:] = [layer for layer in layers if layer not in meant]


def _set_kernel(scene: Scene, edit: Edit, layers: list[Layer], meant: list[Layer]) -> None:
    for layer in meant:
        if layer.kernel is None or not isinstance(edit.value, tuple) or layer.pad is not None:
            raise unclear(edit.words)
        layer.kernel = edit.value[: len(layer.kernel)]


def _set_units(scene: Scene, edit: Edit, layers: list[Layer], meant: list[Layer]) -> None:
    for layer in meant:
        if layer.kind != "fc" or not isinstance(edit.value, int):
            raise unclear(edit.words)
        layer.cout = edit.value


def _set_number(scene: Scene, edit: Edit, layers: list[Layer], meant: list[Layer]) -> None:
    for layer in meant:
        if not isinstance(edit.value, int) or layer.kernel is None:
            raise unclear(edit.words)
        if edit.what == "dilation":
            layer.dilation = edit.value
        elif edit.what == "stride":
            layer.stride = (edit.value,) * scene.axes
        else:
            layer.pad, layer.same = (edit.value,) * scene.axes, False
    others = [layer for layer in layers if layer.is_conv and layer not in meant]
    if edit.what == "dilation":
        for layer in others:
            layer.dilation = 1


def _set_bias(scene: Scene, edit: Edit, layers: list[Layer], meant: list[Layer]) -> None:
    for layer in meant:
        layer.bias = edit.what == "biased"
    if edit.what == "biased":
        for layer in layers:
            layer.bias = layer in meant


def _set_aside(scene: Scene, edit: Edit, layers: list[Layer], meant: list[Layer]) -> None:
    for layer in meant:
        layer.aside = edit.what


def _share(scene: Scene, edit: Edit, layers: list[Layer]) -> None:
    """Equal layers behind one another are learned once."""
    first = layers[0].cin if layers[0].cin is not None else scene.channels
    entering = [first, *(layer.cout for layer in layers)]
    shapes = [(layer.kernel, cin, layer.cout, layer.groups) for layer, cin in zip(layers, entering, strict=False)]
    rows = [[layer for layer, other in zip(layers, shapes, strict=True) if other == one] for one in shapes]
    row = max((one for one in rows if one[0].is_conv), key=len, default=[])
    if len(row) < 2:
        raise unclear(edit.words)
    for layer in row[1:]:
        layer.aside = "shared"


def _put_beside(scene: Scene, edit: Edit, layers: list[Layer]) -> None:
    """The input beside the output of one convolution that keeps the size."""
    only = layers[0]
    kept = only.same or [2 * pad + 1 for pad in only.pad or ()] == list(only.kernel or (0,))
    if len(layers) != 1 or not only.is_conv or not kept or only.is_strided:
        raise unclear(edit.words)
    only.carries = 1


def _pad_one_side(scene: Scene, edit: Edit, layers: list[Layer]) -> None:
    """Padding at one end of each axis; of a map, both axes must be named."""
    if scene.axes > 1 and not ("위" in edit.words and "왼" in edit.words):
        raise unclear(edit.words)
    for layer in layers:
        if layer.pad is not None:
            layer.pad_total, layer.pad = layer.pad[0], None


_WHOLE: dict[str, Callable[[Scene, Edit, list[Layer]], None]] = {
    "shared": _share,
    "beside": _put_beside,
    "one side": _pad_one_side,
}
"""Changes of no layer in particular."""
_APPLIED: dict[str, Callable[[Scene, Edit, list[Layer], list[Layer]], None]] = {
    "removed": _remove,
    "kernel": _set_kernel,
    "units": _set_units,
    "stride": _set_number,
    "padding": _set_number,
    "dilation": _set_number,
    "biasless": _set_bias,
    "biased": _set_bias,
    "frozen": _set_aside,
    "uncounted": _set_aside,
}
