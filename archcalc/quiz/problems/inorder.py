"""The order of answers where several quantities are asked of each layer: `the output size and parameters of each`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from archcalc.quiz.answers import Answer
from archcalc.quiz.problems.eachof import joined_group
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene

_BY_QUANTITY = re.compile(
    r"(?:shapes?|sizes?|volumes?|parameters|params|weights|counts|macs|lengths?|outputs?)\sfirst\b|"
    r"(?:개를?|값을|들을?|수를?|크기를?|먼저 모두)\s먼저"
)
"""`(shapes first)`, `파라미터 두 개를 먼저`."""


def by_layer(scene: Scene, asks: Sequence[Ask], given: Mapping[int, list[Answer]]) -> list[Answer]:
    """All answers in order; what is asked in one breath of each layer goes layer by layer, unless told otherwise."""
    ordered: list[Answer] = []
    done: set[int] = set()
    for ask in asks:
        if ask.place in done:
            continue
        group = [one for one in joined_group(scene, ask, asks) if one.place in given] or [ask]
        rows = [given[one.place] for one in group]
        together = len({len(row) for row in rows}) == 1 and not _BY_QUANTITY.search(scene.body.lower())
        columns = zip(*rows, strict=True) if together else rows
        ordered += [one for part in columns for one in part]
        done |= {one.place for one in group}
    return ordered
