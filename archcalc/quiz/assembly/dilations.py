"""Dilations in a row, one for each layer."""

from __future__ import annotations

from archcalc.quiz.answers import contradiction
from archcalc.quiz.assembly.anchor import Anchor, convs_of
from archcalc.quiz.scene import Scene


def spread_dilations(scene: Scene, anchors: list[Anchor]) -> None:
    """`dilations 1, 2 and 4`: one layer for each."""
    values = [one.token.value for one in scene.roles("dils")]
    if not values:
        return
    convs = convs_of(anchors)
    if len(convs) == 1:
        place = anchors.index(convs[0])
        layer = convs[0].layer
        if layer.repeat not in (1, len(values)):
            raise contradiction(
                f"{layer.repeat} layers and {len(values)} dilations", f"층 {layer.repeat}개, 팽창률 {len(values)}개"
            )
        layer.repeat = 1
        copies = []
        for value in values:
            copy = layer.copy()
            copy.dilation = value
            copies.append(Anchor(copy, convs[0].first, convs[0].last, convs[0].match))
        anchors[place : place + 1] = copies
    elif len(convs) == len(values):
        for anchor, value in zip(convs, values, strict=True):
            anchor.layer.dilation = value
