"""The loss over several samples of which only the probability of the right class is told: `p = 0.9, 0.6, 0.3`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcalc.quiz.problems.losses.rows import vectors
from archcalc.quiz.problems.losses.values import Vector, cross_entropy
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import sentence_at

_RIGHT = re.compile(
    r"정답|참\s?(?:값|클래스)|실제\s?클래스|올바른|맞는\s?클래스|correct|true\s|right\s|ground[- ]truth"
)
_LIKELY = re.compile(r"확률|probab|confidence|p\s?=|softmax|소프트맥스")
_SINGLE = re.compile(r"번째|클래스\s?\d|class\s\d(?!\.)|index|인덱스|one[- ]hot|원[- ]?핫")
_SAMPLED = re.compile(r"샘플|표본|예제|데이터|이미지|사진|배치|sample|example|image|batch|item|picture")
_MEAN = re.compile(r"평균|average|mean(?!\ssq)")
_SUM = re.compile(r"합(?:은|을|계|산|하)|총합|더하|\bsum\b|\btotal\b")


def loss_of_samples(scene: Scene, base: float) -> tuple[float, Vector] | None:
    """The mean (or sum) of `-log p`, and those probabilities; None where the row holds one sample's classes.

    `정답 클래스에 준 확률이 각각 0.9, 0.6, 0.3인 세 샘플의 평균 교차 엔트로피`
    """
    given, text = vectors(scene), scene.body.lower()
    if len(given) != 1 or scene.has("LOGITS", "ORD", "EQ") or _SINGLE.search(text):
        return None
    values = given[0][1]
    stated = scene.batch in (None, len(values)) and all(0 < value <= 1 for value in values)
    if not stated or not _are_of_right_class(scene) or not _SAMPLED.search(text):
        return None
    losses = [cross_entropy([1], [value], base) for value in values]
    total = _reduced(losses, text)
    return None if total is None else (total, values)


def _are_of_right_class(scene: Scene) -> bool:
    """Whether the sentence with the row tells probabilities of the right class."""
    at = next(at for at, token in enumerate(scene.tokens) if token.kind == "VECTOR")
    sentence = sentence_at(scene.tokens, at)
    said = scene.words(sentence.first, sentence.last).lower()
    return bool(_RIGHT.search(said) and _LIKELY.search(said))


def _reduced(losses: Sequence[float], text: str) -> float | None:
    """The mean or the sum, whichever is spoken of; None where neither or both are."""
    mean, whole = bool(_MEAN.search(text)), bool(_SUM.search(text))
    return sum(losses) / (len(losses) if mean else 1) if mean != whole else None
