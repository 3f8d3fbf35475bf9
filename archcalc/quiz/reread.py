"""A second reading where the first one failed over a number: other roles for it, and the one that makes sense.

A question contains more than it needs: sizes follow from one another, channels agree, every layer is complete. So
where words do not say what a number stands for, the roles it could have are tried. A role is taken if the question can
then be solved and everything it states is true, and if no other role leads to another answer.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping

from archcalc.formula import prod
from archcalc.quiz.answers import CONTRADICTION, MISSING, NO_CALCULATION, Refusal, Solution
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.text.token import Token

Attempt = Callable[[Mapping[int, str]], "Solution | Refusal"]
Changes = tuple[tuple[Token, str], ...]

SET_ASIDE = "skip"
_OF_SIZES = ("in", "out", "kernel")
_OF_NUMBERS = (
    *("cin", "filters", "kernel", "stride", "pad", "dil", "groups"),
    *("units", "unitsin", "side", "outside", "repeat", "batch"),
)
MOST_DOUBTFUL = 4
"""With more numbers in doubt than this, a text is not understood at all."""
MOST_ATTEMPTS = 60


def read_again(scene: Scene, first: Refusal, attempt: Attempt) -> Solution | None:
    """The solution that other roles of the numbers in doubt lead to; None if there is none, or several.

    Args:
        scene: the question as it was read first.
        first: why that was refused.
        attempt: reads and solves the question once more, with roles changed.
    """
    doubtful = _doubtful(scene, first)
    if first.kind == NO_CALCULATION or not 0 < len(doubtful) <= MOST_DOUBTFUL:
        return None
    for count in (1, 2):
        found: list[Solution] = []
        for changes in itertools.islice(_changes(scene, doubtful, count), MOST_ATTEMPTS):
            outcome = attempt({token.start: role for token, role in changes})
            if isinstance(outcome, Solution) and _are_needed(changes, attempt):
                found.append(outcome)
        if found:
            return found[0] if all(one.answers == found[0].answers for one in found) else None
    return None


def _doubtful(scene: Scene, first: Refusal) -> list[Token]:
    """Numbers whose role no word tells, and a spelled-out `one`, which often says no more than `a`.

    A size that has its likeliest role and contradicts the rest stays what it is: the question is at fault.
    """
    sure = {one.token.start for one in scene.found if one.sure}
    if first.kind == CONTRADICTION:
        sure |= {one.token.start for one in scene.found if one.token.kind == "DIMS"}
    numbers = [token for token in scene.tokens if token.kind in NUMERIC]
    return [token for token in numbers if token.start not in sure or _is_article(token)]


def _is_article(token: Token) -> bool:
    return token.kind == "WNUM" and token.value == 1


def _changes(scene: Scene, doubtful: list[Token], count: int) -> Iterator[Changes]:
    """Roles for `count` of the numbers in doubt; bare numbers, which could be anything, only one at a time."""
    meant = doubtful if count == 1 else [token for token in doubtful if token.kind != "NUM"]
    for tokens in itertools.combinations(meant, count):
        for roles in itertools.product(*(_roles(scene, token) for token in tokens)):
            changes = tuple(zip(tokens, roles, strict=True))
            if _is_orderly(scene, changes):
                yield changes


def _roles(scene: Scene, token: Token) -> tuple[str, ...]:
    """Roles that a number in doubt can have."""
    aside = (SET_ASIDE,) if _is_article(token) or _is_known(scene, token) else ()
    if token.kind == "DIMS":
        return (*_OF_SIZES, *aside)
    if token.kind == "NUM" and isinstance(token.value, int) and token.value > 0:
        return (*_OF_NUMBERS, *aside)
    return aside


def _is_known(scene: Scene, token: Token) -> bool:
    """Whether a number only repeats what is known: the values of the input, the channels or kernel of a layer."""
    sizes, channels = scene.input or (), scene.channels
    known = {sizes, prod(sizes) * (channels or 1), channels, len(scene.layers)}
    for layer in scene.layers:
        known |= {layer.kernel, layer.cin, layer.cout}
    return token.value in known - {(), None, 1}


def _is_orderly(scene: Scene, changes: Changes) -> bool:
    """Whether the output is named behind the input; the other way round only words can tell."""
    roles = {one.token.start: one.role for one in scene.found} | {token.start: role for token, role in changes}
    outputs = [token.start for token, role in changes if role == "out"]
    inputs = [start for start, role in roles.items() if role == "in"]
    return not outputs or not inputs or min(inputs) < min(outputs)


def _are_needed(changes: Changes, attempt: Attempt) -> bool:
    """Whether a bare number that is given a role fills a gap: without it the question could not be solved."""
    bare = [token for token, role in changes if token.kind == "NUM" and role != SET_ASIDE]
    if not bare:
        return True
    without = attempt({token.start: SET_ASIDE if token in bare else role for token, role in changes})
    return isinstance(without, Refusal) and without.kind in (MISSING, CONTRADICTION)
