"""The loss of several predictions: of one target, each by itself; of one target each, on average or each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcalc.quiz.answers import Answer, contradiction, not_understood
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.losses.classes import is_one_hot
from archcalc.quiz.problems.losses.rows import ROUNDED, vectors
from archcalc.quiz.problems.losses.values import Vector, cross_entropy, squares
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words
from archcalc.quiz.text.token import kind_at

_EACH = re.compile(
    r"각각|각\s|(?<![a-z])(?:each|both|either|respectively|compare)(?![a-z])|before\sand\safter|"
    r"전후|전과 후|비교|두\s?(?:모델|예측|경우|값)|A\s?(?:and|와|과)\s?(?:of\s)?B|몇에서 몇|얼마에서 얼마",
    re.I,
)
_MEAN = re.compile(r"평균(?!\s?제곱)|(?<![a-z])(?:average|mean(?!\ssq|[-\s]squ)|batch\sloss)(?![a-z])")
_SUM = re.compile(r"총합|합계|합(?:은|을|도)|(?<![a-z])(?:sum|total)(?![a-z])")
_RELATED = re.compile(
    r"by how much|how much (?:lower|higher|larger|smaller)|difference|ratio|percent|which (?:one|model|is)|"
    r"차이|얼마나|몇 배|감소|줄어드|어느|어떤|%"
)


def losses_of_several(scene: Scene, kinds: Sequence[str], base: float) -> list[Answer] | None:
    """One loss for each prediction, or their mean; None where there are but a target and a prediction.

    `Target [0, 1]. Prediction before training [0.5, 0.5], after it [0.2, 0.8]. Cross-entropy before and after?`
    """
    targets, predicted = _told_apart(scene)
    if len(predicted) < 2 or not targets or len(kinds) != 1 or kinds[0] not in ("CE", "MSE"):
        return None
    text = " ".join(asked_words(scene))
    if len(targets) not in (1, len(predicted)) or _RELATED.search(text):
        raise not_understood("which loss is asked", "어느 손실을 묻는지")
    targets = targets * (len(predicted) // len(targets))
    losses = [_loss(kinds[0], one, two, base) for one, two in zip(targets, predicted, strict=True)]
    name = "cross_entropy" if kinds[0] == "CE" else "mse"
    each, mean, whole = (bool(form.search(text)) for form in (_EACH, _MEAN, _SUM))
    found = [answer(f"{name}_{number}", loss, "") for number, loss in enumerate(losses, 1)] if each else []
    if mean and not whole:
        found.append(answer(name, sum(losses) / len(losses), ""))
    elif whole and not mean:
        found.append(answer(name, sum(losses), ""))
    if not found or (mean and whole):
        raise not_understood("of which samples the loss is asked", "어느 표본의 손실인지")
    return found


def _told_apart(scene: Scene) -> tuple[list[Vector], list[Vector]]:
    """Targets and predictions; a row that is joined to another is what that one is."""
    places = [at for at, token in enumerate(scene.tokens) if token.kind == "VECTOR"]
    labels: list[str] = []
    for at, (label, _) in zip(places, vectors(scene), strict=True):
        joined = labels and kind_at(scene.tokens, at - 1) in ("AND", "COMMA") and at - 2 in places
        labels.append(label or (labels[-1] if joined else ""))
    rows = [values for _, values in vectors(scene)]
    if "TARGET" not in labels:
        labels = ["TARGET" if is_one_hot(values) else label for label, values in zip(labels, rows, strict=True)]
    targets = [values for label, values in zip(labels, rows, strict=True) if label == "TARGET"]
    return targets, [values for label, values in zip(labels, rows, strict=True) if label != "TARGET"]


def _loss(kind: str, target: Vector, predicted: Vector, base: float) -> float:
    if len(target) != len(predicted):
        raise contradiction("vectors of different lengths", "길이가 다른 두 벡터")
    if kind == "MSE":
        return float(squares(target, predicted) / len(target))
    if not is_one_hot(target) or abs(float(sum(predicted)) - 1) > ROUNDED or any(value < 0 for value in predicted):
        raise not_understood("the target and the probabilities", "정답과 확률")
    return cross_entropy(target, predicted, base)
