"""Which problem a question is, by what it holds and what it asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from archcalc.quiz.answers import not_understood, unclear
from archcalc.quiz.problems import compare, general, inverse, joining, losses, named, numeric, unshared
from archcalc.quiz.problems.base import Result
from archcalc.quiz.problems.lenet import is_subsampling, solve_subsample, solve_tabled
from archcalc.quiz.problems.stacked import asks_how_often, solve_equivalent, solve_how_often
from archcalc.quiz.problems.unknown import is_counted
from archcalc.quiz.problems.widths import is_inverse_dense, solve_width
from archcalc.quiz.problems.zoo import fits_input, is_whole
from archcalc.quiz.quantities import COSTS, QUANTITIES, Ask, kinds_of
from archcalc.quiz.scene import Scene

Solver = Callable[[Scene, list[Ask]], Result]


def topic_of(scene: Scene, asks: list[Ask]) -> Solver:
    """The solver for what the scene holds and what is asked.

    Raises:
        Refused: nothing is asked, or it is open what is compared.
    """
    case = Case(scene, asks, kinds_of(asks))
    if "work" in scene.numbers and not _is_attribute_counted(case) and not is_inverse_dense(scene, asks):
        raise unclear(str(scene.numbers["work"]))  # stated work says something of an unknown attribute only
    for is_one, solver in _BEFORE_COMPARISONS:
        if is_one(case):
            return solver
    topic = compare.topic_of_comparison(scene, asks)
    if topic is not None:
        return lambda scene, asks: compare.solve_comparison(scene, asks, topic(scene, asks))
    for is_one, solver in _BEHIND_COMPARISONS:
        if is_one(case):
            return solver
    if not asks:
        raise not_understood("what is asked", "무엇을 묻는지")
    if scene.has("COMPARE") and case.kinds & (COSTS | {"RF"}) and len(scene.layers) > 1:
        raise not_understood("what is compared", "무엇을 비교하는지")
    return general.solve_general


class Case(NamedTuple):
    """A scene, what is asked of it, and the kinds of that."""

    scene: Scene
    asks: list[Ask]
    kinds: set[str]


def _is_read_off_shape(case: Case) -> bool:
    return case.scene.has("WSHAPE") and case.kinds <= {"COUT", "CIN", "KSIZE"}


def _is_loss(case: Case) -> bool:
    return case.scene.has("VECTOR") or "CE" in case.kinds or case.kinds == {"SOFTMAX"}


def _is_attribute_counted(case: Case) -> bool:
    """`3x3 filters, 4,640 parameters: how many filters?`"""
    return is_counted(case.scene) and bool(case.kinds & inverse.ATTRIBUTES) and not case.kinds & COSTS


def _is_how_often(case: Case) -> bool:
    return case.kinds <= {"LAYERS", "POOL", "CONV", "LAYER", "OUTPUT"} and asks_how_often(case.scene)


def _is_padded(case: Case) -> bool:
    """Nothing is done but padding: it is asked for the padded map, or there is no layer beside the padding."""
    scene, kinds = case.scene, case.kinds
    if "PADDEDSHAPE" in kinds:
        return not ("OUTPUT" in kinds and any(layer.kernel for layer in scene.layers))
    open_layers = all(layer.kernel is None and layer.cout is None for layer in scene.layers)
    named = scene.has("CONV", "POOL", "FILTER", "TRANS", "MAXPOOL", "AVGPOOL", "CONVLAYER", "DW")
    return open_layers and not named and bool(scene.roles("pad") and kinds) and kinds <= {"OUTPUT", "SIZE"}


def _is_inverse(case: Case) -> bool:
    """What is asked is an attribute of a layer, or its input, and nothing that follows from them."""
    if {"OUTPUT", "PAD"} <= case.kinds:
        return True
    if not case.kinds or case.kinds & QUANTITIES or case.kinds <= {"SIZE", "SPATIAL", "MAP", "CH"}:
        return False
    attributes = {"PAD", "PADTOTAL", "STRIDE", "KSIZE", "DIL", "OUTPAD", "FILTER"}
    return bool(case.kinds & attributes) or inverse.wants_input(case.scene, case.asks)


def _is_of_network(case: Case) -> bool:
    """A published network is named, and no layer is told."""
    told = any((layer.kernel, layer.cin, layer.cout) != (None, None, None) for layer in case.scene.layers)
    return case.scene.has("NETWORK") and not told


def _is_named(case: Case) -> bool:
    return _is_of_network(case) and fits_input(case.scene) and not case.scene.roles("pad")


Problem = tuple[Callable[[Case], bool], Solver]
_BEFORE_COMPARISONS: tuple[Problem, ...] = (
    (_is_read_off_shape, general.solve_general),
    (lambda case: case.scene.has("MATRIX"), numeric.solve_numeric),
    (_is_loss, losses.solve_loss),
    (lambda case: any(kind.startswith("COUNTOF") for kind in case.kinds), named.solve_layer_counts),
    (lambda case: bool(case.kinds & {"EQUIVK", "EXTENTDIL"}), solve_equivalent),
    (lambda case: is_inverse_dense(case.scene, case.asks), solve_width),
    (lambda case: is_whole(case.scene, case.asks), named.solve_named),
    (_is_attribute_counted, inverse.solve_inverse),
    (lambda case: is_subsampling(case.scene), solve_subsample),
    (lambda case: "tabled" in case.scene.numbers, solve_tabled),
    (lambda case: joining.is_joining(case.scene, case.asks), joining.solve_joining),
    (
        lambda case: bool(case.kinds & {"PAD", "PADTOTAL"} and case.kinds & (COSTS | {"EFFK"})),
        inverse.solve_beside_padding,
    ),
    (_is_how_often, lambda scene, asks: solve_how_often(scene)),
    (lambda case: "LAYERS" in case.kinds and _is_of_network(case), named.solve_named),
    (lambda case: "LAYERS" in case.kinds, inverse.solve_inverse),
    (_is_padded, lambda scene, asks: general.solve_general(scene, [Ask("PADDEDSHAPE", asks[0].place)])),
    (lambda case: "PADDEDSHAPE" in case.kinds, general.solve_general),
)
_BEHIND_COMPARISONS: tuple[Problem, ...] = (
    (lambda case: case.scene.has("UNSHARED") and bool(case.kinds & {"PARAMS", "WEIGHTS"}), unshared.solve_unshared),
    (_is_inverse, inverse.solve_inverse),
    (_is_named, named.solve_named),
)
"""Problems by what tells them, in the order in which they are tried; the general one is any other."""
