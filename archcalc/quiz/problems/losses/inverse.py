"""The probability that a loss belongs to: `the cross-entropy is 0.693; probability of the true class?`."""

from __future__ import annotations

import re

from archcalc.quiz.answers import not_understood
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words

_LOSS_TOLD = re.compile(
    r"(?:loss|cross[- ]entropy|손실|엔트로피)\s?(?:값|loss|손실|오차)?\s?(?:\([^()]*\)\s?)?"
    r"(?:is|of|was|=|이|가|은|는|equals|to)?\s?(?:약\s|about\s|exactly\s)?\d+\.\d"
)
_SHARE_ASKED = re.compile(r"확률|probability|confidence|(?<![a-z])p(?![a-z])")
_OTHERS = re.compile(r"평균|배치|샘플|표본|average|mean|batch|samples|배로|감소|줄|halve|double|increas|decreas|differ")


def is_loss_told(scene: Scene) -> bool:
    """`a cross-entropy of 0.5`."""
    return bool(_LOSS_TOLD.search(scene.body.lower()))


def share_of_loss(scene: Scene, base: float) -> float | None:
    """The probability whose logarithm is the loss that is told; None where no loss is.

    Raises:
        Refused: a loss is told, and what is asked is not plainly the probability of one sample's right class.
    """
    if scene.has("VECTOR") or not is_loss_told(scene):
        return None
    losses = [token.value for token in scene.unplaced if token.kind == "NUM"]
    asked = any(map(_SHARE_ASKED.search, asked_words(scene)))
    if not asked or len(losses) != 1 or len(scene.unplaced) > 1 or _OTHERS.search(scene.body.lower()):
        raise not_understood("a loss that is told", "주어진 손실값")
    return float(base ** -float(losses[0]))
