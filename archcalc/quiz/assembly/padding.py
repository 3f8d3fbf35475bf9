"""Padding that keeps the size: of known families, of blocks with a shortcut, and where it is said besides a number."""

from __future__ import annotations

import re

from archcalc.formula import same_padding
from archcalc.korean import with_particle
from archcalc.quiz.answers import contradiction
from archcalc.quiz.layers import Layer
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.text.token import Token

_FAMILIES = ("resnet", "resnext", "shufflenet", "mobilenet", "densenet", "vgg", "inception", "googlenet", "seresnet")
_ADDING = re.compile(
    r"residual|shortcut|skip connection|bottleneck (?:block|unit|module)|shuffle (?:net )?unit|inverted bottleneck|"
    r"잔차|스킵|지름길|병목 (?:블록|유닛|모듈)|셔플 ?(?:넷)? ?유닛|모바일넷 (?:블록|유닛)"
)
"""Blocks to whose output their input is added: the two are of one size."""


def keep_known_sizes(scene: Scene) -> None:
    """Padding that keeps the size, where the text is silent about all padding and such a block or family is named.

    A plain 3x3 convolution of an unnamed network keeps its padding of 0.
    """
    convs = scene.convs
    if any(layer.pad or layer.same or layer.pad_total for layer in convs) or not convs:
        return
    if _is_of_family(scene) or (sum(layer.repeat for layer in convs) > 1 and _ADDING.search(scene.body.lower())):
        silent = [layer for layer in convs if layer.pad is None]
        scene.numbers["kept"] = any(layer.is_wide for layer in silent)
        for layer in silent:
            layer.same = True


def _is_of_family(scene: Scene) -> bool:
    return any(token.kind == "NETWORK" and token.value.replace("-", "").startswith(_FAMILIES) for token in scene.tokens)


def check_said_padding(scene: Scene, layer: Layer) -> None:
    """`a same convolution with f = 5, s = 1, p = 1`: this padding does not keep the size.

    Raises:
        Refused: a layer is said to keep the size, and its padding does not.
    """
    if not layer.same_said or layer.kernel is None or layer.is_strided or _is_left_open(scene, layer):
        return
    wanted = [same_padding(kernel, layer.dilation) for kernel in layer.kernel]
    given = list(layer.pads(len(layer.kernel)))
    if wanted != given:
        raise contradiction(
            f"padding {given[0] // 2} does not keep the size of a {layer.kernel[0]}-wide kernel's input",
            f"패딩 {with_particle(given[0] // 2, '으로')}는 크기 {layer.kernel[0]}인 커널에서 크기가 유지되지 않습니다",
        )


_AT_PADDING = 4
"""Positional arguments in front of the padding."""


def _is_left_open(scene: Scene, layer: Layer) -> bool:
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
