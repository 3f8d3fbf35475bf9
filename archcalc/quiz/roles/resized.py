"""Bare numbers around an arrow that are sizes: `224 → 112 with a 7x7 kernel and stride 2: what padding?`."""

from __future__ import annotations

from archcalc.quiz.quantities import COSTS, STORED
from archcalc.quiz.scene import Scene

_CHANNELS = ("CH", "CIN", "COUT", "NFILT", "UNITS", "UNITSIN", "UNITSOUT", "FC", "RF", "WSHAPE")


def label_resized(scene: Scene) -> None:
    """Where neither channels nor a cost is spoken of and no size is given, `a → b` are the sides of the maps."""
    roles = {one.role for one in scene.found}
    if roles & {"in", "side", "out", "outside"} or scene.has(*_CHANNELS, *COSTS, *STORED):
        return
    if not scene.has("SIZE", "SPATIAL", "PAD", "STRIDE", "KSIZE"):
        return
    pairs = {one.match for one in scene.found if one.role == "cin"} & {
        one.match for one in scene.found if one.role == "cout"
    }
    if len(pairs) == 1:
        renamed = {"cin": "side", "cout": "outside"}
        scene.found = [
            one._replace(role=renamed.get(one.role, one.role)) if one.match in pairs else one for one in scene.found
        ]


def join_frames(scene: Scene) -> None:
    """`16 frames of 112x112`: where maps have three axes, the frames are the first of them."""
    frames = [one for one in scene.found if one.role == "batch"]
    sized = next((t for t in scene.tokens if t.kind == "DIMS" and len(t.value) == 2 and max(t.value) > 11), None)
    if scene.axes != 3 or len(frames) != 1 or sized is None or not isinstance(frames[0].token.value, int):
        return
    solid = sized._replace(value=(frames[0].token.value, *sized.value))
    scene.tokens = [solid if token is sized else token for token in scene.tokens]
    scene.found = [
        one._replace(token=solid) if one.token is sized else one._replace(role="skip") if one is frames[0] else one
        for one in scene.found
    ]


def label_windows(scene: Scene) -> None:
    """`a 9x9 patch of the input`: the kernel, unless another one is named; then the patch is what enters."""
    kernels = any(one.role == "kernel" for one in scene.found) or scene.has("CALL")
    role = "in" if kernels else "kernel"
    scene.found = [one._replace(role=role) if one.role == "window" else one for one in scene.found]
