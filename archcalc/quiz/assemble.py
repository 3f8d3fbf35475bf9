"""Roles to a scene: anchors become layers, attributes go to the layer they stand with."""

from __future__ import annotations

from archcalc.quiz.anchors import find_anchors
from archcalc.quiz.answers import not_understood
from archcalc.quiz.attach import attach
from archcalc.quiz.attributes import finish
from archcalc.quiz.chains import label_chains
from archcalc.quiz.fields import label_fields, label_kernels
from archcalc.quiz.inputs import place_input, place_output, place_side
from archcalc.quiz.leftovers import place_leftovers, unplaced
from archcalc.quiz.nearest import label_nearest
from archcalc.quiz.patterns import Found
from archcalc.quiz.pergroup import scale_groups
from archcalc.quiz.restated import without_restated
from archcalc.quiz.scene import Scene
from archcalc.quiz.series import find_series, spread_series
from archcalc.quiz.sizes import label_sizes
from archcalc.quiz.topology import wire


def assemble(scene: Scene) -> None:
    """Fill the scene from its roles."""
    index_of = {token.start: index for index, token in enumerate(scene.tokens)}
    label_chains(scene, index_of)
    label_fields(scene, index_of)
    label_kernels(scene, index_of)
    label_sizes(scene, index_of)
    label_nearest(scene, index_of)
    anchors = find_anchors(scene, index_of)
    series = find_series(scene)
    scene.numbers["kernels"] = [a.layer.kernel for a in anchors if a.layer.kernel]
    for one in scene.found:
        _place_shape(scene, one)
    attach(scene, anchors, index_of)
    spread_series(scene, anchors, series)
    place_leftovers(scene, anchors, index_of)
    scene.layers = [anchor.layer for anchor in wire(scene, without_restated(anchors))]
    scale_groups(scene)
    finish(scene)
    scene.unplaced = unplaced(scene)
    if scene.numbers.get("multiplier", 1) != 1:
        raise not_understood("a multiplier of the channels", "채널 수의 배수")


def _place_shape(scene: Scene, one: Found) -> None:
    role, value = one.role, one.token.value
    if role == "in":
        place_input(scene, one.token)
    elif role == "out":
        place_output(scene, value)
    elif role in ("side", "outside"):
        place_side(scene, role, value)
    elif role == "maps":
        scene.channels = scene.channels or (value if value != 1 else None)
    elif role == "batch":
        if scene.axes == 1 and scene.tokens[one.last].kind == "SAMPLES":
            place_side(scene, "side", value)
        elif isinstance(value, int) and value > 0:
            scene.batch = value
    elif role in (
        "given",
        "bits",
        "bytes",
        "border",
        "padborder",
        "letter",
        "chain",
        "multiplier",
        "task",
        "growth",
        "denselayers",
    ):
        scene.numbers[role] = value
