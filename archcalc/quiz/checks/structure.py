"""Answers that belong to another network, or to another relation, than the one that is told."""

from __future__ import annotations

import re

from archcalc.quiz.answers import each_unclear, not_understood, part_unanswered
from archcalc.quiz.problems.base import Result
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words

_UNRELATED = re.compile(r"같은\s입력을|각각(?:\s?\([^)]*\))?\s(?:\S+\s){0,2}?적용|따로따로(?!\s?몇)|and so does")
_BLANKS = re.compile(r"(?<![A-Za-z0-9_])_{2,}(?:\s?(?:[x×*,]|\]\s?,\s?\[)\s?_{2,})*(?![A-Za-z0-9_])")


def refuse_wrong_network(scene: Scene, result: Result) -> None:
    """Layers that each take the same map are no network; fewer answers than blanks leave one of them empty.

    Raises:
        Refused: the layers were read one behind the other, or a blank has no answer.
    """
    beside = "branches" in scene.numbers or any(layer.branch for layer in scene.layers)
    chained = len(scene.layers) > 1 and not beside
    if chained and scene.input is not None and _UNRELATED.search(scene.body) and len(result.answers) < 4:
        raise not_understood("which layer takes which map", "어느 층이 어느 맵을 받는지")
    if len(_BLANKS.findall(scene.body)) > len(result.answers):
        raise part_unanswered()
    _refuse_grown(scene, result)
    _refuse_share(scene, result)


_SHARE = re.compile(
    r"(?:합|합계|전체|둘|총합)(?:의|\s합계의|에서)?\s(?:약\s)?몇\s?(?:%|퍼센트|프로)|"
    r"percent(?:age)?\sof\s(?:the\s)?(?:block|total|sum|two|whole|network)|share of (?:the|it)"
)
_OF_A_PART = re.compile(
    r"(?:what|which) (?:share|fraction|part|proportion|portion) of|"
    r"비중(?:은|을|이)|차지하는\s(?:비율|비중)"
)


def _refuse_share(scene: Scene, result: Result) -> None:
    """`pointwise가 두 단계 합의 몇 %인지`: a share of the sum, no relation of two designs.

    Raises:
        Refused: another percentage was worked out.
    """
    names = {one.name for one in result.answers}
    counted = all(one.startswith(("parameters", "weights", "macs", "flops", "multiplications")) for one in names)
    if counted and any(map(_OF_A_PART.search, asked_words(scene))):
        raise not_understood("what share is asked", "무엇의 비중인지")
    saved = re.search(r"\bsav|절감|절약|줄", scene.body.lower())
    if _SHARE.search(scene.body.lower()) and not saved and names & {"percent", "saving_percent"}:
        raise not_understood("what share is asked", "무엇의 비중인지")


_ADDED = re.compile(
    r"\bfrom\s\d[\d,]*\s(?:\w+\s)?to\s\d[^?]*how many\s(?:\w+\s)?(?:parameters|weights|multiplications|macs)\s"
    r"(?:are|get|will be|have to be)\s(?:added|gained|saved)"
)
"""`goes from 64 to 96 filters: how many parameters are added`: a difference."""
_GROWN = re.compile(r"몇\s?개씩\s?(?:더\s)?(?:늘|줄|많|적)")


def _refuse_grown(scene: Scene, result: Result) -> None:
    """`파라미터 수가 각각 몇 개씩 늘어나는가`: differences.

    Raises:
        Refused: there are none among the answers; or a total is that of one layer only.
    """
    values = {one.name: one.value for one in result.answers}
    parts = {name: [other for other in values if other.startswith(f"{name}_")] for name in values}
    if _ADDED.search(scene.body.lower()) and not any("difference" in name or "saved" in name for name in values):
        raise not_understood("by how much it grows", "얼마나 늘어나는지")
    lone = any(len(others) == 1 and values[others[0]] == values[name] for name, others in parts.items())
    told = any("saved" in name or "difference" in name for name in values)
    if lone or (_GROWN.search(scene.body) and not told):
        raise each_unclear()
