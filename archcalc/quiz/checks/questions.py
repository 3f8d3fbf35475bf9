"""Checks that turn what was not fully understood into a refusal."""

from __future__ import annotations

import re

from archcalc.quiz.answers import NO_CALCULATION, Refused, missing, not_understood, unclear
from archcalc.quiz.problems.base import Result
from archcalc.quiz.problems.whole import is_whole
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import Sentence, asking
from archcalc.quiz.text.token import Token


def refuse_conceptual(scene: Scene, asks: list[Ask]) -> None:
    """Questions that want words, opinions or facts are no calculations."""
    conceptual = Refused(
        NO_CALCULATION,
        "no calculation: nothing is asked that can be worked out",
        "계산 문제가 아님: 계산할 것을 묻지 않음",
    )
    sentences = asking(scene)
    within = {token.kind for one in sentences for token in scene.tokens[one.first : one.last + 1]}
    if "UNKNOWABLE" in within and not _merely_mentioned(scene, bool(asks)):
        raise conceptual
    if sentences and all(_is_yes_or_no(_whole(scene, one)) for one in sentences):
        raise conceptual
    if "WHY" in within and not any(ask.kind == "RATIO" for ask in asks):
        raise conceptual
    numeric = scene.has(
        "NUM", "DIMS", "MATRIX", "VECTOR", "CALL", "COUNTED", "STEPPED", "NETWORK", "WNUM", "CHAIN", "REPEAT", "TOLD"
    )
    if not numeric and not asks:
        raise conceptual
    if not numeric:
        raise missing("all numbers", "모든 수치")
    if scene.options and not asks and not scene.has("MATRIX", "VECTOR"):
        raise conceptual


_OPENED = re.compile(r"(?:is|are|was|were|does|do|did|has|have|will)\s(?!you\s|not\s)", re.I)
_CLOSED = re.compile(
    r"(?:맞는가|맞나요|맞습니까|옳은가|참인가|거짓인가|가능한가|가능합니까|있는가|있나요|같은가|같습니까)\s?\?\s*$"
)
_VALUED = re.compile(r"how (?:many|much|large|big)|(?<![a-z])(?:what|which|or)(?![a-z])|얼마|몇|구하|계산", re.I)


def _whole(scene: Scene, sentence: Sentence) -> str:
    """A sentence from its very beginning, with the words in front of its first token."""
    begins = scene.tokens[sentence.first - 1].end if sentence.first else 0
    return scene.body[begins : scene.tokens[sentence.last].end]


def _is_yes_or_no(said: str) -> bool:
    """`Is there a bias?`, `출력이 28×28이 맞는가?`: no value is asked."""
    said = said.strip()
    opened = _OPENED.match(said) and said.endswith("?")
    return bool(opened or _CLOSED.search(said)) and not _VALUED.search(said)


_HARMLESS = frozenset({"train", "training", "학습 데이터", "학습시키"})


def _merely_mentioned(scene: Scene, asked: bool) -> bool:
    """Words such as `training` in a question that asks for parameters, `GPU` in one that asks for something."""
    words = {str(token.value).lower() for token in scene.tokens if token.kind == "UNKNOWABLE"}
    return words <= (_HARMLESS | {"gpu", "gpus"} if asked else _HARMLESS)


def refuse_unplaced(scene: Scene, asks: list[Ask]) -> None:
    """A number that was not understood may change the answer: no answer is given."""
    if len(scene.unplaced) == 1 and not scene.has("VECTOR") and scene.has("CE"):
        return
    if {ask.kind for ask in asks} <= {"PARAMS", "WEIGHTS", "BIASES", "SUMOF"} and not scene.has("FC", "FLAT", "UNITS"):
        scene.numbers["sizes_idle"] = True  # a convolution has as many on a map of any size
        scene.unplaced = [token for token in scene.unplaced if not _is_map_size(token)]
    single = sum(token.kind == "NETWORK" for token in scene.tokens) == 1
    if scene.unplaced and single and is_whole(scene, asks):
        return  # `VGG-16은 합성곱층 13개와 ...`: true of the network, and no part of the sum
    if scene.unplaced and not scene.has("VECTOR"):
        shown = ", ".join(scene.body[token.start : token.end] for token in scene.unplaced[:4])
        raise unclear(shown)
    if scene.unplaced and not all(token.kind in ("NUM", "WNUM") for token in scene.unplaced):
        raise not_understood("all sizes", "모든 크기")


def _is_map_size(token: Token) -> bool:
    return token.kind == "DIMS" and len(token.value) == 2 and min(token.value) > 11


def refuse_unbounded(result: Result) -> None:
    """Numbers beyond anything real mean that something was misread."""

    def largest(value: object) -> float:
        if isinstance(value, list):
            return max((largest(item) for item in value), default=0.0)
        return abs(float(value))  # type: ignore[arg-type]

    if any(largest(one.value) > 1e18 for one in result.answers):
        raise not_understood("numbers this large", "이렇게 큰 수")


_MATRIX_WANTED = re.compile(
    r"pooled matrix|풀링 행렬|(?:결과|출력)\s?행렬(?:은\s?\?|을\s?(?:구하|쓰|계산))|"
    r"(?:첫|두|세|마지막)\s?번?째?\s?출력\s?값(?:은|을)\s?(?:\?|얼마|구하|계산)|"
    r"(?:first|second|third|last) output value|"
    r"(?:maximum|minimum|largest value|smallest value|largest entry) of the (?:feature|output|pooled|resulting) map"
)


def refuse_absent_matrix(scene: Scene) -> None:
    """`a feature map whose largest entry is 9. Write down the pooled matrix`: the entries are not given.

    Raises:
        Refused: a matrix is asked for, and none is given.
    """
    if not scene.has("MATRIX", "VECTOR") and _MATRIX_WANTED.search(scene.body.lower()):
        raise missing("the entries of the map", "특징맵의 값")


_COEFFICIENT = re.compile(r"(?:trainable|learnable)\scoefficient|coefficient\sper\smap|맵마다[^.]{0,12}계수")


def refuse_coefficients(scene: Scene) -> None:
    """`multiplied by one trainable coefficient per map`: weights of a subsampling layer that was not read as one.

    Raises:
        Refused: there are such coefficients.
    """
    known = scene.has("MATRIX", "VECTOR") or "subsampled" in scene.numbers
    if not known and _COEFFICIENT.search(scene.body.lower()):
        raise not_understood("the coefficients", "계수")
