"""Roles to a scene: anchors become layers, attributes go to the layer they stand with."""

from __future__ import annotations

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.anchors import find_anchors
from archcalc.quiz.assembly.attach import attach
from archcalc.quiz.assembly.edited import apply_edits
from archcalc.quiz.assembly.factors import apply_factors, grow, scale_groups
from archcalc.quiz.assembly.finish import finish
from archcalc.quiz.assembly.inputs import place_numbers
from archcalc.quiz.assembly.leftovers import place_leftovers, unplaced
from archcalc.quiz.assembly.ordered import split_pairs
from archcalc.quiz.assembly.pools import without_told_pool
from archcalc.quiz.assembly.restated import without_echoes, without_restated
from archcalc.quiz.assembly.series import find_series, spread_series
from archcalc.quiz.assembly.settle import settle
from archcalc.quiz.assembly.topology import repeated_blocks, wire
from archcalc.quiz.roles.label import label
from archcalc.quiz.scene import Scene


def assemble(scene: Scene) -> None:
    """Fill the scene from its roles."""
    label(scene)
    series = find_series(scene)
    anchors = find_anchors(scene)
    split_pairs(scene, anchors)
    place_numbers(scene)
    attach(scene, anchors)
    anchors = repeated_blocks(scene, without_told_pool(scene, anchors))
    spread_series(scene, anchors, series)
    place_leftovers(scene, anchors)
    anchors = wire(scene, without_echoes(scene, without_restated(anchors)))
    scene.layers = [anchor.layer for anchor in anchors]
    settle(scene, scene.layers)
    apply_edits(scene)
    scale_groups(scene)
    apply_factors(scene)
    grow(scene)
    finish(scene)
    scene.unplaced = unplaced(scene)
    if scene.numbers.get("multiplier", 1) != 1:
        raise not_understood("a multiplier of the channels", "채널 수의 배수")
