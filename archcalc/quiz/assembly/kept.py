"""Convolutions that keep the size though no padding is said: those of known families, and of blocks with a shortcut."""

from __future__ import annotations

import re

from archcalc.quiz.scene import Scene

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
    convs = [layer for layer in scene.layers if layer.is_conv]
    if any(layer.pad or layer.same or layer.pad_total for layer in convs) or not convs:
        return
    if _is_of_family(scene) or (sum(layer.repeat for layer in convs) > 1 and _ADDING.search(scene.body.lower())):
        silent = [layer for layer in convs if layer.pad is None]
        scene.numbers["kept"] = any(set(layer.kernel or (1,)) != {1} for layer in silent)
        for layer in silent:
            layer.same = True


def _is_of_family(scene: Scene) -> bool:
    return any(token.kind == "NETWORK" and token.value.replace("-", "").startswith(_FAMILIES) for token in scene.tokens)
