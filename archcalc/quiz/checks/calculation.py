"""What is no calculation, and words and numbers of a question that say nothing to the reader."""

from __future__ import annotations

import re

from archcalc.quiz.answers import NO_CALCULATION, Refused, missing, not_understood, unclear
from archcalc.quiz.checks.question import Question
from archcalc.quiz.problems.zoo import is_whole
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.sentences import Sentence, asked_places, asking, sentences
from archcalc.quiz.text.token import Token

_VALUES = NUMERIC - {"ATTACHED", "BADNUM", "BADCODE", "ORDERED"} | {"MATRIX", "VECTOR", "CALL", "NETWORK", "TOLD"}
"""Kinds of tokens with which something can be worked out."""


def no_calculation(question: Question) -> Refused | None:
    """Questions that want words, opinions or facts."""
    scene, sentences = question.scene, asking(question.scene)
    within = {scene.tokens[at].kind for at in asked_places(scene)}
    numeric = not _VALUES.isdisjoint(scene.kinds)
    conceptual = (
        ("UNKNOWABLE" in within and not _merely_mentioned(scene, bool(question.asks)))
        or (bool(sentences) and all(_is_yes_or_no(_whole(scene, one)) for one in sentences))
        or ("WHY" in within and "RATIO" not in question.kinds)
        or (not question.asks and (not numeric or (bool(scene.options) and not question.has_values)))
    )
    if conceptual:
        english = "no calculation: nothing is asked that can be worked out"
        return Refused(NO_CALCULATION, english, "계산 문제가 아님: 계산할 것을 묻지 않음")
    return None if numeric else missing("all numbers", "모든 수치")


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


def unplaced_number(question: Question) -> Refused | None:
    """A number that was not understood may change the answer: no answer is given."""
    scene = question.scene
    if scene.has("VECTOR") or (len(scene.unplaced) == 1 and scene.has("CE")):
        return None
    if question.kinds <= {"PARAMS", "WEIGHTS", "BIASES", "SUMOF"} and not scene.has("FC", "FLAT", "UNITS"):
        scene.numbers["sizes_idle"] = True  # a convolution has as many on a map of any size
        scene.unplaced = [token for token in scene.unplaced if not _is_map_size(token)]
    single = sum(token.kind == "NETWORK" for token in scene.tokens) == 1
    if not scene.unplaced or (single and is_whole(scene, question.asks)):
        return None  # `VGG-16은 합성곱층 13개와 ...`: true of the network, and no part of the sum
    return unclear(", ".join(scene.body[token.start : token.end] for token in scene.unplaced[:4]))


def _is_map_size(token: Token) -> bool:
    return token.kind == "DIMS" and len(token.value) == 2 and min(token.value) > 11


MOST_UNKNOWN = 7
"""As many words that say nothing to the reader are found in hardly any sentence that it reads rightly."""
_COUNTER = re.compile(r"(?:번|개|회|장|배|일까|인가|인지)(?:이|인|야|고|며|지|가|나|요|쯤|$)")
"""`몇 번이고`, `얼마일까요`: the endings of a question."""


def strange_words(question: Question) -> Refused | None:
    """Sentences about something else than is known here, and relations that are not read (`every second filter`)."""
    scene = question.scene
    halved = any(2 in (layer.stride or ()) for layer in scene.layers) or scene.out_sizes is not None
    listed = {one.token.start for one in scene.roles("series")}
    for sentence in sentences(scene.tokens):
        part = scene.tokens[sentence.first : sentence.last + 1]
        if any(token.start in listed for token in part):  # `dilations 1, 2, 4, doubling`
            continue
        for token in part:
            word = str(token.value).lower()
            read = (word.startswith("as many") and scene.has("RATIO")) or (halved and word.startswith("hal"))
            if token.kind == "RELATIVE" and not read:  # `how many times as many` is
                return not_understood(f"'{token.value}'", f"'{token.value}'")
        numbered = next((at for at, token in enumerate(part) if token.kind in NUMERIC), None)
        if numbered is not None and _strangeness(part, numbered) >= MOST_UNKNOWN:
            return not_understood("many of the words", "많은 낱말")
    return None


def _strangeness(part: list[Token], numbered: int) -> float:
    """How many words say nothing to the reader; those in front of the first number mostly tell a story: half each."""
    places = [
        at
        for at, token in enumerate(part)
        if token.kind == "WORD" and len(str(token.value)) > 1 and not _COUNTER.match(str(token.value))
    ]
    return sum(0.5 if at < numbered - 1 else 1 for at in places)
