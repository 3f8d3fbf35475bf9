"""What is asked of several layers, parts or designs needs a value for each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from archcalc.quiz.answers import not_understood
from archcalc.quiz.problems.base import NAME_OF, Result
from archcalc.quiz.problems.eachof import says_each, shared_span
from archcalc.quiz.problems.mentioned import NAMES
from archcalc.quiz.problems.which import span_of
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token

_SIZES = ("output", "size", "padded", "input")
_BASES = {
    **{kind: (name,) for kind, name in NAME_OF.items()},
    **dict.fromkeys(("OUTPUT", "SIZE", "SPATIAL", "MAP", "PADDEDSHAPE"), _SIZES),
    "RF": ("receptive",),
    "EFFK": ("effective",),
    "FLAT": ("flatten",),
    "COUT": ("output",),
    "ELEMENTS": ("elements",),
    "NEURONS": ("neurons",),
    "CE": ("cross",),
    "MSE": ("mse",),
    "SOFTMAX": ("softmax",),
    "PAD": ("padding",),
    **dict.fromkeys(("MEM", "KIB", "MIB", "GIB", "KB", "MB", "GB"), ("memory",)),
}
"""How the names of the answers to an ask begin."""


def refuse_some_of_several(scene: Scene, asks: Sequence[Ask], result: Result) -> None:
    """`the receptive field after each layer`, `of the first and of the last layer`: as many values as are named.

    Raises:
        Refused: there are fewer.
    """
    whole = {"OUTPUT", "SIZE", "MAP"} if scene.has("MATRIX") else set()  # `블록마다 최댓값`: how one map is made
    for kind in {ask.kind for ask in asks} & (_BASES.keys() - whole):
        alike = [ask for ask in asks if ask.kind == kind]
        wanted = max(_named(scene, ask, asks) for ask in alike)
        given = sum(one.name.startswith(_BASES[kind]) for one in result.answers)
        if max(given, 1) < wanted:
            raise not_understood("of which layers each", "각각 어느 층의 것인지")


def _named(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> int:
    """How many layers, parts or designs a quantity is asked of, as far as the words of its own part tell."""
    first, last = span_of(scene, ask, asks)
    shared = (shared_span(scene, ask, asks) if ask.kind != "FLAT" else None) or (first, last)
    spans = [scene.words(*span) for span in ((first, last), shared)]
    each = any(map(says_each, spans)) or bool(_CASES.search(spans[0].lower()))
    return max(2 if each else 1, _listed(scene, first, last))


_CASES = re.compile(
    r"\b(?:each|either|every|both)\s(?:of\s(?:the\s)?)?(?:\w+\s){0,2}?(?:cases?|options?|designs?|alternatives?|"
    r"candidates?|variants?|versions?|branch(?:es)?|heads?|nets?|networks?|models?|samples?|replacements?|routes?)\b"
    r"|\bin (?:either|both|each) (?:case|of them)|(?:안|설계|가지|모델|방식|옵션|샘플|방법|구조|경우)(?:별|마다)"
    r"|각\s(?:안|설계|가지|모델|방식|옵션|샘플|방법|구조|경우)"
)


_ITEMS = frozenset({"ORD", "LASTONE"}) | NAMES
_WITHIN = frozenset({"AND", "COMMA", "LAYER", "WORD", "CONV", "POOL", "FC"})


def _listed(scene: Scene, first: int, last: int) -> int:
    """How many layers are listed: `the first, the second and the last`, `conv1 and conv2`; none where summed."""
    tokens = scene.tokens[first : last + 1]
    if any(token.kind == "TOTAL" for token in tokens):
        return 1
    used = scene.covered()
    items = [at for at in range(first, last + 1) if scene.tokens[at].kind in _ITEMS and at not in used]
    return 1 + sum(_is_joined(scene.tokens, one, two) for one, two in pairwise(items))


def _is_joined(tokens: list[Token], one: int, two: int) -> bool:
    """Whether nothing but a noun and a joint stand between two items of a list."""
    between = [token.kind for token in tokens[one + 1 : two]]
    return bool({"AND", "COMMA"} & set(between)) and set(between) <= _WITHIN
