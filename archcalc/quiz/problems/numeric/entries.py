"""Single entries of a result: a corner, the largest, the sum."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from archcalc.quiz.answers import not_understood
from archcalc.quiz.problems.numeric.sliding import Matrix
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.text.token import Token

_CORNERS: tuple[tuple[tuple[str, ...], Callable[[Matrix], Any]], ...] = (
    (("top left", "top-left", "upper left", "upper-left", "왼쪽 위", "좌상단"), lambda m: m[0][0]),
    (("top right", "top-right", "upper right", "오른쪽 위", "우상단"), lambda m: m[0][-1]),
    (("bottom left", "bottom-left", "lower left", "왼쪽 아래", "좌하단"), lambda m: m[-1][0]),
    (("bottom right", "bottom-right", "lower right", "오른쪽 아래", "우하단"), lambda m: m[-1][-1]),
    (("maximum", "largest", "최댓값", "최대값", "가장 큰"), lambda m: max(value for row in m for value in row)),
    (("minimum", "smallest", "최솟값", "최소값", "가장 작은"), lambda m: min(value for row in m for value in row)),
)
_SUM = re.compile(
    r"sum of (?:all |the |its |\w+(?:'s)? )*(?:outputs?|entries|values|elements|results)(?![a-z])|"
    r"(?:add up|total of) (?:all |the |its |output )*(?:entries|values|elements)(?![a-z])|"
    r"what do (?:all )?(?:the )?(?:\w+ ){0,2}(?:entries|values|elements)[^?]*(?:add up|sum) to|"
    r"(?:원소|값|성분|출력)(?:들)?(?:의|을|를)?\s?(?:모두\s|전부\s|다\s)?"
    r"(?:총합|합계|합(?=은|이|\?|을\s?(?:구|쓰|계산)|$)|더하면|더한 값)|"
    r"(?:원소|값|성분|출력)(?:들)?의\s?총?합(?!성)"
)
_FROM = re.compile(r"(?:from|start\w*\s(?:at|in|from|with))\s(?:the\s)?$")
_STARTS = ("부터", "에서 시작", "에서부터")


def picked(scene: Scene, result: Matrix) -> list[Any]:
    """The entries of the result that the question wants instead of all; none if it wants all."""
    for sentence in asking(scene):
        part = scene.words(sentence.first, sentence.last).lower()
        if _SUM.search(part):
            return [sum(value for row in result for value in row)]
    if len(result) == 1 == len(result[0]) and not any(map(_counts, scene.tokens)):
        return []  # `the kernel on the top-left patch`
    picks = [token.value for token in scene.tokens if token.kind == "PICK" and not _starts(scene, token)]
    readers = [(_addressed if isinstance(pick, tuple) else _named) for pick in picks]
    values = [value for pick, read in zip(picks, readers, strict=True) for value in read(pick, result)]
    if len(values) != len(picks) or len(set(picks)) != len(picks):
        raise not_understood("which entry of the result is asked", "결과의 어느 값을 묻는지")
    return values


def _counts(token: Token) -> bool:
    """`how many are negative`."""
    return token.kind == "PICK" and isinstance(token.value, tuple) and token.value[0] in _TESTS


def _named(word: str, result: Matrix) -> list[Any]:
    """`the top right entry`, `the largest value`."""
    return [entry(result) for parts, entry in _CORNERS if any(part in word.lower() for part in parts)][:1]


def _addressed(pick: tuple[Any, ...], result: Matrix) -> list[Any]:
    """`row 2, column 1`, `the last row`, `how many entries are negative`; none where the result has no such place."""
    kind, *places = pick
    flat = [value for row in result for value in row]
    if kind in _TESTS:
        return [sum(_TESTS[kind](value, places[0]) for value in flat)]
    try:
        if kind == "cell":
            return [result[places[0]][places[1]]]
        if kind == "row":
            return [result[places[0]]]
        return [[row[places[0]] for row in result] if kind == "column" else flat[places[0]]]
    except IndexError:
        return []


_TESTS: dict[str, Callable[[Any, float], bool]] = {
    "negative": lambda value, bound: value < 0,
    "positive": lambda value, bound: value > 0,
    "zero": lambda value, bound: value == 0,
    "nonzero": lambda value, bound: value != 0,
    "above": lambda value, bound: value > bound,
    "below": lambda value, bound: value < bound,
}


def _starts(scene: Scene, token: Token) -> bool:
    """`왼쪽 위부터`, `from the top left`: where the window begins to move."""
    before, behind = scene.body[: token.start].lower(), scene.body[token.end : token.end + 12].lstrip()
    return behind.startswith(_STARTS) or bool(_FROM.search(before))
