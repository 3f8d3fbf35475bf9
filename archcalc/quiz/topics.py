"""Which problem a question is, by what it holds and what it asks."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.quiz.answers import not_understood
from archcalc.quiz.problems import compare, general, inverse, joining, losses, named, numeric, subsample, unshared
from archcalc.quiz.problems.base import Result
from archcalc.quiz.problems.equivalents import solve_equivalent
from archcalc.quiz.problems.layercounts import solve_layer_counts
from archcalc.quiz.problems.repeatedlayers import asks_how_often, solve_how_often
from archcalc.quiz.problems.tabled import solve_tabled
from archcalc.quiz.problems.whole import is_whole
from archcalc.quiz.problems.widths import is_inverse_dense, solve_width
from archcalc.quiz.quantities import COSTS, QUANTITIES, Ask, kinds_of
from archcalc.quiz.scene import Scene

Solver = Callable[[Scene, list[Ask]], Result]


def topic_of(scene: Scene, asks: list[Ask]) -> Solver:
    """The solver for what the scene holds and what is asked."""
    kinds = kinds_of(asks)
    if scene.has("WSHAPE") and kinds <= {"COUT", "CIN", "KSIZE"}:
        return general.solve_general
    if scene.has("MATRIX"):
        return numeric.solve_numeric
    if scene.has("VECTOR") or "CE" in kinds or kinds == {"SOFTMAX"}:
        return losses.solve_loss
    if any(kind.startswith("COUNTOF") for kind in kinds):
        return solve_layer_counts
    if kinds & {"EQUIVK", "EXTENTDIL"}:
        return solve_equivalent
    if is_inverse_dense(scene, asks):
        return solve_width
    if is_whole(scene, asks):
        return named.solve_named
    if scene.numbers.get("given") and kinds & inverse.ATTRIBUTES and not kinds & COSTS:
        return inverse.solve_inverse
    if subsample.is_subsampling(scene):
        return subsample.solve_subsample
    if "tabled" in scene.numbers:
        return solve_tabled
    if joining.is_joining(scene, asks):
        return joining.solve_joining
    if kinds & {"PAD", "PADTOTAL"} and kinds & (COSTS | {"EFFK"}):
        return inverse.solve_beside_padding
    if kinds <= {"LAYERS", "POOL", "CONV", "LAYER", "OUTPUT"} and asks_how_often(scene):
        return lambda scene, asks: solve_how_often(scene)
    if "LAYERS" in kinds:
        counted = scene.has("NETWORK") and not _has_layers(scene)
        return named.solve_named if counted else inverse.solve_inverse
    if {"PADDEDSHAPE", "OUTPUT"} <= kinds and any(layer.kernel for layer in scene.layers):
        return general.solve_general
    if "PADDEDSHAPE" in kinds or (
        all(layer.kernel is None and layer.cout is None for layer in scene.layers)
        and scene.roles("pad")
        and kinds <= {"OUTPUT", "SIZE"}
        and kinds
        and not scene.has("CONV", "POOL", "FILTER", "TRANS", "MAXPOOL", "AVGPOOL", "CONVLAYER", "DW")
    ):
        return lambda scene, asks: general.solve_general(scene, [Ask("PADDEDSHAPE", asks[0].place)])
    topic = compare.topic_of_comparison(scene, asks)
    if topic is not None:
        return lambda scene, asks: compare.solve_comparison(scene, asks, topic(scene))
    if scene.has("UNSHARED") and kinds & {"PARAMS", "WEIGHTS"}:
        return unshared.solve_unshared
    if (
        kinds
        and not kinds & QUANTITIES
        and not kinds <= {"SIZE", "SPATIAL", "MAP", "CH"}
        and (
            kinds & {"PAD", "PADTOTAL", "STRIDE", "KSIZE", "DIL", "OUTPAD"}
            or inverse.wants_input(scene, asks)
            or "FILTER" in kinds
        )
    ):
        return inverse.solve_inverse
    if kinds & {"OUTPUT"} and "PAD" in kinds:
        return inverse.solve_inverse
    if scene.has("NETWORK") and not _has_layers(scene) and named.fits_input(scene) and not scene.roles("pad"):
        return named.solve_named
    if not asks:
        raise not_understood("what is asked", "무엇을 묻는지")
    if scene.has("COMPARE") and kinds & (COSTS | {"RF"}) and len(scene.layers) > 1:
        raise not_understood("what is compared", "무엇을 비교하는지")
    return general.solve_general


def _has_layers(scene: Scene) -> bool:
    return any(layer.kernel is not None or layer.cout is not None or layer.cin is not None for layer in scene.layers)
