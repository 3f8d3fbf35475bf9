"""A second reading where the first one failed over a number: other roles for it, and the one that makes sense.

A question contains more than it needs: sizes follow from one another, channels agree, every layer is complete. So
where words do not say what a number stands for, the roles it could have are tried. A role is taken if the question can
then be solved and everything it states is true, and if no other role leads to another answer.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from archcalc.formula import prod
from archcalc.quiz.answers import CONTRADICTION, MISSING, NO_CALCULATION, Refusal, Solution
from archcalc.quiz.quantities import COSTS, STORED, Ask
from archcalc.quiz.roles.sizes import LARGEST_KERNEL
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.text.stretches import end_of, kinds_among, opening
from archcalc.quiz.text.token import Token, kind_at

Attempt = Callable[[Mapping[int, str], Ask | None], Solution | Refusal]
Changes = tuple[tuple[Token, str], ...]


class Reading(NamedTuple):
    """What is read otherwise than at first: roles of numbers, or what is asked."""

    changes: Changes
    ask: Ask | None

    @property
    def roles(self) -> dict[int, str]:
        return {token.start: role for token, role in self.changes}


SET_ASIDE = "skip"
_OF_NUMBERS = (
    *("cin", "filters", "kernel", "stride", "pad", "dil", "groups"),
    *("units", "unitsin", "side", "outside", "repeat", "batch"),
)
_ATTRIBUTES = frozenset({"PAD", "PADTOTAL", "STRIDE", "KSIZE", "DIL", "GROUP", "CIN", "COUT", "NFILT", "FILTER", "CH"})
_COUNTED = COSTS | STORED | {"BIASES", "RF", "NEURONS", "CONNECTIONS", "FLAT"}
_OPENERS = frozenset({"COMPUTE", "ASK", "BLANK"})
_BESIDE = 4
YEARS = range(1950, 2040)
"""`LeCun's 1989 network`: such a number is more likely a year than anything of a layer."""
_FACTORS = ("t", "r", "e", "α")
"""`t = 6`, `r = 16`: by how much a layer widens or narrows; no number of anything of a layer."""
MOST_DOUBTFUL = 4
"""With more numbers in doubt than this, a text is not understood at all."""


def read_again(scene: Scene, first: Refusal, attempt: Attempt) -> Solution | None:
    """The solution that a reading with other roles of the numbers in doubt, or another ask, leads to.

    None if there is none, or if several lead to different answers.

    Args:
        scene: the question as it was read first.
        first: why that was refused.
        attempt: reads and solves the question once more, with roles changed and what is asked given.
    """
    if first.kind == NO_CALCULATION:
        return None
    for readings in (_with_other_roles(scene, first, 1), _with_other_roles(scene, first, 2), _with_other_asks(scene)):
        found = [solution for reading in readings if (solution := _tried(reading, attempt))]
        if found:
            return found[0] if all(one.answers == found[0].answers for one in found) else None
    return None


def _tried(reading: Reading, attempt: Attempt) -> Solution | None:
    outcome = attempt(reading.roles, reading.ask)
    return outcome if isinstance(outcome, Solution) and _are_needed(reading.changes, attempt) else None


def _with_other_asks(scene: Scene) -> Iterator[Reading]:
    """An attribute without a number right beside the word that asks: `padding을 몇으로`, `what kernel size`."""
    given, asked = scene.covered(), asking(scene)
    for sentence in asked:
        kinds = scene.kinds_in(sentence.first, sentence.last)
        others = [kind for one in asked if one is not sentence for kind in scene.kinds_in(one.first, one.last)]
        if not _COUNTED.isdisjoint(others) or ("given" not in scene.numbers and not COSTS.isdisjoint(kinds)):
            continue  # a count is asked as well, which would have no answer
        opened = [at for at in sentence.places if scene.tokens[at].kind in _OPENERS]
        for at in sentence.places:
            kind = scene.tokens[at].kind
            if kind in _ATTRIBUTES and at not in given and any(abs(at - one) <= _BESIDE for one in opened):
                yield Reading((), Ask(kind, at))


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


def _with_other_roles(scene: Scene, first: Refusal, count: int) -> Iterator[Reading]:
    """Roles for `count` of the numbers in doubt; bare numbers, which could be anything, only one at a time."""
    doubtful = _doubtful(scene, first)
    if len(doubtful) > MOST_DOUBTFUL:
        return
    meant = doubtful if count == 1 else [token for token in doubtful if token.kind != "NUM"]
    for tokens in itertools.combinations(meant, count):
        for roles in itertools.product(*(_roles(scene, token) for token in tokens)):
            changes = tuple(zip(tokens, roles, strict=True))
            if _is_orderly(scene, changes):
                yield Reading(changes, None)


def _roles(scene: Scene, token: Token) -> tuple[str, ...]:
    """Roles that a number in doubt can have."""
    aside = (SET_ASIDE,) if _is_article(token) or _is_known(scene, token) or _is_remark(scene, token) else ()
    if token.kind == "DIMS":
        thin = len(token.value) == scene.axes == 2 and min(token.value) == 1 < max(token.value)
        maps = () if thin else ("in", "out")  # `7×1과 1×7로 나눈다`
        kernel = ("kernel",) if max(token.value[: scene.axes]) <= LARGEST_KERNEL else ()
        return (*maps, *kernel, *aside)
    at = scene.place(token)
    factor = kind_at(scene.tokens, at - 1) == "LETTER" and scene.word(at - 1)[:1] in _FACTORS
    whole = token.kind == "NUM" and isinstance(token.value, int) and token.value > 0
    return (*(_OF_NUMBERS if whole and not factor and token.value not in YEARS else ()), *aside)


def _is_remark(scene: Scene, token: Token) -> bool:
    """`(two gaps between neighbouring taps)`: spelled out, in brackets that say nothing else known here."""
    at = scene.place(token)
    low, high = opening(scene.tokens, at), end_of(scene.tokens, at, ("RP",))
    if token.kind != "WNUM" or low is None:
        return False
    return kinds_among(scene.tokens[low + 1 : high]) <= {"WORD", "WNUM"}


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
    without = attempt({token.start: SET_ASIDE if token in bare else role for token, role in changes}, None)
    return isinstance(without, Refusal) and without.kind in (MISSING, CONTRADICTION)
