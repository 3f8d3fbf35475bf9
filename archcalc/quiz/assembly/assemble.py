"""Roles to a scene: anchors become layers, attributes go to the layer they stand with."""

from __future__ import annotations

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.anchors import find_anchors
from archcalc.quiz.assembly.attach import attach
from archcalc.quiz.assembly.edited import apply_edits
from archcalc.quiz.assembly.factors import apply_factors, grow
from archcalc.quiz.assembly.finish import finish
from archcalc.quiz.assembly.inputs import place_input, place_output, place_side
from archcalc.quiz.assembly.leftovers import place_leftovers, unplaced
from archcalc.quiz.assembly.ordered import split_pairs
from archcalc.quiz.assembly.pergroup import scale_groups
from archcalc.quiz.assembly.pools import without_told_pool
from archcalc.quiz.assembly.restated import without_echoes, without_restated
from archcalc.quiz.assembly.series import find_series, spread_series
from archcalc.quiz.assembly.settle import settle
from archcalc.quiz.assembly.topology import repeated_blocks, wire
from archcalc.quiz.roles.label import label
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene, same_or_refuse

_KEPT_BY_ROLE = frozenset(
    {
        *(
            "given",
            "bits",
            "bytes",
            "border",
            "chain",
            "multiplier",
            "task",
            "growth",
            "denselayers",
            "ends",
            "seen",
            "entries",
            "levels",
        ),
    }
)
"""Numbers that are about no layer, kept under the name of their role."""


def assemble(scene: Scene) -> None:
    """Fill the scene from its roles."""
    label(scene)
    series = find_series(scene)
    anchors = find_anchors(scene)
    split_pairs(scene, anchors)
    for one in scene.found:
        _place_shape(scene, one)
    _place_factors(scene)
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


def _place_shape(scene: Scene, one: Found) -> None:
    role, value = one.role, one.token.value
    if role == "in":
        place_input(scene, one.token)
    elif role == "out":
        place_output(scene, value)
    elif role == "units" and _is_side(scene, one):
        place_side(scene, "outside", value)
    elif role in ("side", "outside") and "장" in scene.body[one.token.start : one.token.end]:
        _place_sheets(scene, role, value)
    elif role == "side" and _enters_dense(scene):
        scene.numbers["vector"] = value
    elif role in ("side", "outside"):
        place_side(scene, role, value)
    elif role == "maps":
        if scene.numbers.get("maps", value) != value:  # `80 maps onto 160 maps`
            scene.out_channels = value
        else:
            scene.numbers["maps"] = value
    elif role == "batch":
        counted = {scene.tokens[one.first].kind, scene.tokens[one.last].kind}
        if scene.axes == 1 and counted & {"SAMPLES", "IMAGE", "FRAMES"} and scene.input is None:
            place_side(scene, "side", value)
        elif isinstance(value, int) and value > 0 and not (value == 1 and one.token.kind == "WNUM"):
            scene.batch = value
    elif role == "again":
        before = [other.token.value for other in scene.found if other.match == one.match and other.role == "units"]
        same_or_refuse(before[0], value, "the widths of two layers", "두 층의 폭")
    elif role in _KEPT_BY_ROLE:
        scene.numbers[role] = value
        if role == "given":  # `the network has 60,000 parameters`: stated, not asked
            scene.stated |= set(range(one.first, one.last + 1))


def _place_factors(scene: Scene) -> None:
    """`expansion factor t = 6`: kept by name."""
    for token in scene.tokens:
        if token.kind == "FACTOR":
            name, value = token.value
            scene.numbers[name] = same_or_refuse(scene.numbers.get(name), value, f"two {name} factors", "계수가 둘")


def _place_sheets(scene: Scene, role: str, value: int) -> None:
    """`입력 특징맵이 24장`: maps are counted, not measured."""
    if role == "side":
        scene.channels = same_or_refuse(scene.channels, value, "two numbers of channels", "채널 수가 둘")
    else:
        scene.out_channels = same_or_refuse(scene.out_channels, value, "two output depths", "출력 채널 수가 둘")


def _enters_dense(scene: Scene) -> bool:
    """`FC 300 → FC 100 (입력 784)`: as many values, where nothing has a height and a width."""
    mapped = (
        "CONV",
        "CONVLAYER",
        "FILTER",
        "POOL",
        "MAXPOOL",
        "AVGPOOL",
        "IMAGE",
        "MAP",
        "GRAY",
        "RGB",
        "DIMS",
        "SPATIAL",
    )
    return scene.has("FC", "FCNAME") and not scene.has(*mapped, "SIZE", "SIDE", "FLAT", "CALL")


def _is_side(scene: Scene, one: Found) -> bool:
    """`the output is 28` of a convolution."""
    dense = scene.has("FC", "FCNAME", "FLAT", "UNITS", "UNITSIN", "UNITSOUT", "CLASS")
    return scene.tokens[one.first].kind == "OUTPUT" and one.last == one.first + 1 and not dense
