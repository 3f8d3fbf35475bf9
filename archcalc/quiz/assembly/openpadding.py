"""The padding that a call leaves to its default, where just this padding is asked.

`nn.Conv2d(64, 64, 3, dilation=4): which padding keeps the size?`
"""

from __future__ import annotations

from archcalc.quiz.layers import Layer
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.text.token import Token

_AT_PADDING = 4
"""Positional arguments in front of the padding."""


def left_open(scene: Scene, layer: Layer) -> bool:
    """Whether a call that is to keep the size names no padding and this is asked; its default is taken back then."""
    call = next((one for one in scene.tokens if one.kind == "CALL" and one.start == layer.start), None)
    if call is None or not layer.same_said or not _is_padding_asked(scene) or _tells_padding(scene, call):
        return False
    layer.pad = None
    return True


def _is_padding_asked(scene: Scene) -> bool:
    used = {at for one in scene.found if one.role == "pad" for at in range(one.first, one.last + 1)}
    places = [at for one in asking(scene) for at in range(one.first, one.last + 1)]
    return any(scene.tokens[at].kind in ("PAD", "PADTOTAL") and at not in used for at in places)


def _tells_padding(scene: Scene, call: Token) -> bool:
    """`nn.Conv2d(64, 64, 3, padding=1)`, `nn.Conv2d(64, 64, 3, 1, 1)`."""
    written = scene.body[call.start : call.end]
    positional = [one for one in written.split(",") if "=" not in one]
    return "pad" in written.lower() or len(positional) > _AT_PADDING
