"""Each quantity that is asked has an answer of its own kind."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.quiz.answers import part_unanswered
from archcalc.quiz.problems.base import NAME_OF, Result
from archcalc.quiz.problems.subsample import is_subsampling
from archcalc.quiz.quantities import STORED, Ask
from archcalc.quiz.scene import Scene

_SIZES = ("output", "size", "padded", "input")
BASES = {
    **{kind: (name,) for kind, name in NAME_OF.items()},
    **dict.fromkeys(("OUTPUT", "SIZE", "SPATIAL", "MAP", "PADDEDSHAPE"), _SIZES),
    "RF": ("receptive",),
    "EFFK": ("effective",),
    "FLAT": ("flatten", "input"),
    "COUT": ("output", "channels", "input"),  # `how deep is the map that enters conv2`
    "ELEMENTS": ("elements",),
    "NEURONS": ("neurons",),
    "CE": ("cross", "probability"),  # a loss may be told, and its probability asked
    "MSE": ("mse",),
    "SOFTMAX": ("softmax", "probability"),
    "PAD": ("padding", "total"),
    **dict.fromkeys(STORED, ("memory",)),
}
"""How the names of the answers to an ask begin."""

_SPOKEN_OF = frozenset({"OUTPUT", "PADDEDSHAPE", "SIZE", "SPATIAL", "MAP"})
"""A size may be spoken of and not asked: `so that the map is as large as before`."""
_ON_THE_WAY = frozenset({"WEIGHTS", "SOFTMAX", "ELEMENTS"})
"""What questions on numbers speak of without asking for it: weights that are given, softmax before a loss."""


def refuse_unanswered_asks(scene: Scene, asks: Sequence[Ask], result: Result) -> None:
    """`P = ? How many biases are there?`: an inverse problem answers the one and not the other.

    Raises:
        Refused: no answer is of the kind of one of the asks.
    """
    kinds = {ask.kind for ask in asks} & BASES.keys() - _SPOKEN_OF
    if scene.has("MATRIX", "VECTOR"):
        kinds -= _ON_THE_WAY
    if scene.has("SHARED", "UNSHARED") or is_subsampling(scene):
        kinds -= {"WEIGHTS", "BIASES"}  # what is shared, or what each map has one of
    if {ask.kind for ask in asks} & {"RATIO", "PERCENT"}:
        kinds -= NAME_OF.keys()  # `by what factor are the multiplications cut`
    for kind in kinds:
        if not any(one.name.startswith(BASES[kind]) for one in result.answers):
            raise part_unanswered()
