"""What is asked of several layers, parts or designs needs a value for each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from archcalc.quiz.checks.counts import BASES
from archcalc.quiz.checks.question import Question
from archcalc.quiz.problems.eachof import says_each, shared_words
from archcalc.quiz.problems.placewords import NAMES
from archcalc.quiz.problems.which import span_of
from archcalc.quiz.quantities import COSTS, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import words_beside
from archcalc.quiz.text.numerals import FEW


def has_some_of_several(question: Question) -> bool:
    """`the receptive field after each layer`, `of the first and of the last layer`: as many values as are named."""
    scene, asks = question.scene, question.asks
    whole = {"OUTPUT", "SIZE", "MAP"} if scene.has("MATRIX") else set()  # `블록마다 최댓값`: how one map is made
    for kind in question.kinds & (BASES.keys() - whole):
        alike = [ask for ask in asks if ask.kind == kind]
        wanted = max(_named(scene, ask, asks) for ask in alike)
        given = sum(name.startswith(BASES[kind]) for name in question.names)
        exact = _counted(scene, alike[0], asks) if len(alike) == 1 else 0
        unlike = (exact and given not in (exact, exact + 1)) or (given < 3 and _EACH_AND_SUM.search(question.text))
        if max(given, 1) < wanted or unlike or _is_of_norm(scene, alike, asks):
            return True
    return False


_EACH_OF = re.compile(
    r"each of the (two|three|four|five)\b|"
    r"counts of the (two|three|four|five) (?:\w+ )?(?:conv\w*|layers|stages|steps)\b|"
    r"the (?:last|first|next) (two|three|four|five) (?:\w+ )?layers\b(?! together)|"
    r"(두|세|네|다섯) (?:단계|층|합성곱층|합성곱)의 (?:\S+ ){1,2}수(?:와|,) ?(?:그 )?(?:총?합|합계|총계)"
)
_EACH_AND_SUM = re.compile(
    r"각각(?:과|,| 및| 그리고) ?(?:그 )?(?:총?합|합계|총계)|"
    r"\beach (?:\w+ )?and (?:of|for|in) (?:the )?(?:whole|block|both|pair|total|module|two together)"
)
"""`각각과 합`, `of each stage and of the block`: no sum alone, and no parts alone."""


def _counted(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> int:
    """How many values are asked where they are counted: 3 in `for each of the three convs`; else 0."""
    parts = [scene.words(*span_of(scene, ask, asks)), shared_words(scene, ask, asks)]
    parts += [words_beside(scene, ask.place)] if scene.language == "ko" else []
    found = _EACH_OF.search(" ".join(parts).lower())
    return FEW[next(filter(None, found.groups()))] if found and ask.kind != "FLAT" else 0


def _is_of_norm(scene: Scene, alike: Sequence[Ask], asks: Sequence[Ask]) -> bool:
    """`parameters of the first conv, of the second conv, and of the batch norm`: norms are not answered apart."""
    if len(alike) < 2 or not any(layer.kind == "bn" for layer in scene.layers):
        return False
    return any("BN" in scene.kinds_in(*span_of(scene, ask, asks)) for ask in alike)


_SIZES = ("ELEMENTS", "OUTPUT", "SIZE", "SPATIAL", "MAP")


def _named(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> int:
    """How many layers, parts or designs a quantity is asked of, as far as the words of its own part tell."""
    first, last = span_of(scene, ask, asks)
    said, shared = scene.words(first, last), "" if ask.kind == "FLAT" else shared_words(scene, ask, asks)
    own, rows = said.lower(), sum(token.kind == "VECTOR" for token in scene.tokens)
    each = (
        any(says_each(span) or _CASES.search(span.lower()) for span in (said, shared))
        or (ask.kind in _SIZES and _BEFORE_AND_AFTER.search(own))
        or (ask.kind == "SOFTMAX" and rows > 1 and _EACH.search(own))
    )
    passed = max(len(pattern.findall(own)) for pattern in _PASSED)
    letters = _lettered(said) if ask.kind in BASES and not rows else 1
    listed = _OF_EACH.match(scene.behind(ask.place)) if ask.kind in COSTS else None
    parts = len(_OF.findall(listed.group())) if listed else 1
    return max(2 if each else 1, _listed(scene, first, last), letters, min(passed, 3), parts)


_OF = re.compile(r"\b(?:of|for|in)\s")
_OF_EACH = re.compile(r"\s?(?:of|for|in)\s[^,.?;:]{1,40}(?:(?:,\s(?:and\s)?(?:of|for|in)|\sand\sof)\s[^,.?;:]{1,40})+")
"""`parameters of the convolutions, of the dense layer, and of everything`: one value for each."""


_BEFORE_AND_AFTER = re.compile(r"before (?:\w+ ){0,3}and after|after (?:\w+ ){0,3}and before|전과\s(?:\S+\s)?(?:후|뒤)")
_EACH = re.compile(r"\s?(?:of|for|in)\s[^,.?;:]{1,40}(?:(?:,\s(?:and\s)?(?:of|for|in)|\sand\sof)\s[^,.?;:]{1,40})+")
"""`parameters of the convolutions, of the dense layer, and of everything`: one value for each."""


_BEFORE_AND_AFTER = re.compile(r"before (?:\w+ ){0,3}and after|after (?:\w+ ){0,3}and before|전과\s(?:\S+\s)?(?:후|뒤)")
_LETTERED = re.compile(
    r"(?:필터|층|설계|모델)\s?A(?![\w]).*(?:필터|층|설계|모델)\s?B(?![\w])|"
    r"(?:[Ll]ayer|[Ff]ilter|[Dd]esign)\sA(?!\w).*(?:[Ll]ayer|[Ff]ilter|[Dd]esign)\sB(?!\w)",
    re.DOTALL,
)
_EACH = re.compile(r"각각|\beach\b")
_PASSED = (
    re.compile(r"(?:^|,|\band)\s?after\s(?:the\s)?(?:whole\s)?\w+(?=\s?(?:,|and\b|\?|\.|$))"),
    re.compile(r"(?:끝|직후)(?=[과에와,])"),
)
"""`after the stem, after the pool and after the block`, `1번 블록 끝과 2번 블록 끝에서`."""
_LETTERS = re.compile(r"(?<![\w.])[A-BE-GI-MP-VX-Z](?:\s?,\s?[A-Z])*(?:,?\sand\s|,?\s&\s|[와과]\s)[A-Z](?![\w×])")


def _lettered(text: str) -> int:
    """How many layers or designs are listed by letters: `of P, Q and R`."""
    found = _LETTERS.search(text)
    return len(re.findall(r"[A-Z]", found.group())) if found else 1


_CASES = re.compile(
    r"\b(?:each|either|every|both)\s(?:of\s(?:the\s)?)?(?:\w+\s){0,2}?(?:cases?|options?|designs?|alternatives?|"
    r"candidates?|variants?|versions?|branch(?:es)?|heads?|nets?|networks?|models?|samples?|replacements?|routes?)\b"
    r"|\bin (?:either|both|each) (?:case|of them)|(?:안|설계|가지|모델|방식|옵션|샘플|방법|구조|경우)(?:별|마다)"
    r"|\b(?:both|two|three|four)\s(?:output\s|resulting\s)?(?:shapes|sizes)\b|\bboth results\b"
    r"|(?:두|세|네)\s(?:출력|결과)\S?\s?(?:의\s)?(?:크기|특징맵|맵)"
    r"|(?:두|세|네)\s(?:경우|설계|방식|방법|구성)(?:의|에|에서|에서의)?\s[^.?]*각각"
    r"|각\s(?:안|설계|가지|모델|방식|옵션|샘플|방법|구조|경우)"
)


_ITEMS = frozenset({"ORD", "LASTONE"}) | NAMES
_JOINTS = frozenset({"AND", "COMMA"})
_WITHIN = _JOINTS | {"LAYER", "WORD", "CONV", "POOL", "FC"}


def _listed(scene: Scene, first: int, last: int) -> int:
    """How many layers are listed: `the first, the second and the last`, `conv1 and conv2`; none where summed."""
    if "TOTAL" in scene.kinds_in(first, last):
        return 1
    used = scene.covered()
    items = [at for at in range(first, last + 1) if scene.tokens[at].kind in _ITEMS and at not in used]
    return 1 + sum(_is_joined(scene.kinds_in(one + 1, two - 1)) for one, two in pairwise(items))


def _is_joined(between: list[str]) -> bool:
    """Whether nothing but a noun and a joint stand between two items of a list."""
    return not _JOINTS.isdisjoint(between) and _WITHIN.issuperset(between)
