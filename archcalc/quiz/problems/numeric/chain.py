"""The operations on the matrices, in order: the convolution, its bias, an activation function, pooling."""

from __future__ import annotations

import itertools
import re

from archcalc.quiz.answers import not_understood
from archcalc.quiz.problems.numeric.activation import activations
from archcalc.quiz.problems.numeric.filtering import filtered
from archcalc.quiz.problems.numeric.given import Given
from archcalc.quiz.problems.numeric.pooling import poolings
from archcalc.quiz.problems.numeric.stage import ACTIVATED, CONVOLVED, POOLED, Operation, Stage
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Steps


def stages(scene: Scene, given: Given, steps: Steps) -> list[Stage]:
    """What is there after each operation, in their order."""
    maps = given.channels
    found: list[Stage] = []
    if given.filters:
        maps = filtered(scene, given, steps)
        found.append(Stage(CONVOLVED, maps))
    later = _ordered(scene, [*activations(scene), *poolings(scene, given)])
    parallel = _are_alternatives(scene, later)
    for operation in later:
        result = [operation.run(one, steps) for one in maps]
        aside = parallel and operation.what == POOLED
        found.append(Stage(operation.what, result, operation.side if aside else ""))
        maps = maps if aside else result
    return found


_NESTED = re.compile(r"pool\w*\s?\(\s?(?:relu|σ)|(?:relu|sigmoid|tanh)\s?\(\s?conv|after\s(?:the\s)?relu")
_SEQUEL = frozenset({"THEN", "ARROW", "COMMA", "AND", "STOP", "ITEM", "FOLLOWS"})


def _ordered(scene: Scene, operations: list[Operation]) -> list[Operation]:
    """In the order of the text; an activation function comes first unless the text clearly puts it behind a mean."""
    operations = sorted(operations, key=lambda one: one.start)
    active = next((one for one in operations if one.what == ACTIVATED), None)
    if active is None:
        return operations
    rest = [one for one in operations if one is not active]
    behind = rest and rest[0].start < active.start and not _NESTED.search(scene.body.lower())
    if not behind or all(one.side == "max" for one in rest):
        return [active, *rest]
    between = {token.kind for token in scene.tokens if rest[-1].start < token.start < active.start}
    if not between & _SEQUEL:
        raise not_understood("the order of the operations", "연산의 순서")
    return operations


def _are_alternatives(scene: Scene, operations: list[Operation]) -> bool:
    """Max and average pooling of the same map: joined by `and`, or asked one after the other; not one of the other."""
    pools = [one for one in operations if one.what == POOLED]
    for one, two in itertools.pairwise(pools):
        kinds = {token.kind for token in scene.tokens if one.start < token.start < two.start}
        if kinds & {"THEN", "ARROW", "FOLLOWS"}:
            return False
        if not (kinds & {"AND", "COMMA", "ASK", "VERSUS", "STOP", "SLASH"} and one.side != two.side):
            raise not_understood("in what order is pooled", "풀링의 순서")
    return len(pools) > 1
