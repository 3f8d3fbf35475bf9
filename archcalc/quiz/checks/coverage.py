"""Every part of the asking sentences must have its answer: half an answer is none."""

from __future__ import annotations

import re

from archcalc.quiz.answers import part_unanswered
from archcalc.quiz.asks.elided import continues
from archcalc.quiz.problems.base import Result
from archcalc.quiz.quantities import QUANTITIES, STORED, Ask
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.sentences import Sentence, asking, sentences
from archcalc.quiz.text.token import Token

_MEASURING = ("how deep", "how wide", "how long", "how high", "how tall")
OPENERS = ("how many", "how large", "how big", "how much", "what")
_SIZES = frozenset({"OUTPUT", "PADDEDSHAPE", "SIZE", "MAP", "SPATIAL"})
_ALIKE = (_SIZES, frozenset({"LAYERS"}), STORED)
_RHETORICAL = ("거든", "거든요", "잖아", "잖아요", "볼까요", "볼까", "하죠", "해요", "했죠", "있죠")
"""`이 필터를 적용해 볼까요?` asks for nothing."""
PARTS = frozenset({"COMMA", "STOP", "ASK", "AND", "ITEM", "PLUS"})
_NAMED = frozenset(
    {
        *("PARAMS", "WEIGHTS", "MACS", "FLOPS", "MULTS", "ADDS", "RF", "EFFK", "OUTW", "FLAT", "NEURONS", "LEARNED"),
        *("CONNECTIONS", "RATIO", "PERCENT", "KIB", "MIB", "SHARERS", "SPOTS"),
    }
)
_OF_FIELD = frozenset({"LAYERS", "EQUIVK", "EXTENTDIL"})
"""Asked for a receptive field that is told."""
_GIVEN = frozenset({"NUM", "DIMS", "WNUM", "INCL", "EXCL", "BIAS", "GIVES", "TAKES"})


def refuse_unanswered(scene: Scene, asks: list[Ask]) -> None:
    """`how many parameters ..., and what ...`: where one part asks for nothing known, no half answer is given."""
    if not asks or scene.has("MATRIX", "VECTOR"):
        return
    openers = [
        i
        for i, token in enumerate(scene.tokens)
        if token.kind == "COMPUTE" and str(token.value).lower() in (*OPENERS, *_MEASURING)
    ]
    openers = [at for at in openers if at - 2 not in openers]  # `how many x how many pixels`
    if len(openers) < 2:
        return
    for place, index in enumerate(openers):
        end = openers[place + 1] if place + 1 < len(openers) else len(scene.tokens)
        summed = place > 0 and any(token.kind in ("TOTAL", "SUMOF") for token in scene.tokens[index:end])
        # `how deep is ..., and how wide?`
        asks_alone = end - index > 2 or (place and str(scene.tokens[index].value).lower() in _MEASURING)
        if asks_alone and not summed and not any(index <= ask.place < end for ask in asks):
            raise part_unanswered()


def refuse_half_answered(scene: Scene, asks: list[Ask]) -> None:
    """A sentence that ends in a question mark asks something of its own.

    Raises:
        Refused: nothing was found in one of several such sentences.
    """
    unknown = any(token.kind == "CALL" and token.value.unknown for token in scene.tokens)  # `padding=?`
    if not asks or unknown or scene.has("MATRIX", "VECTOR"):
        return
    alike = next((some for some in _ALIKE if {ask.kind for ask in asks} <= some), frozenset())
    for sentence in sentences(scene.tokens):
        size = sentence.last - sentence.first
        restated = any(token.kind in alike for token in scene.tokens[sentence.first : sentence.last])
        if restated:  # `How large is it then? Give the new size.`
            continue
        mark = scene.tokens[sentence.last]
        named = any(token.kind in _NAMED | {"OUTPUT", "COUT"} for token in scene.tokens[sentence.first : sentence.last])
        named = named or (size == 1 and _asks_letter(scene, sentence, asks))
        named = named or bool(_ANOTHER.match(scene.words(sentence.first, sentence.last).lower()))
        if mark.kind != "ASK" or (size < 3 and not named) or scene.tokens[sentence.last - 1].kind in ("ARROW", "EQ"):
            continue
        if scene.body[: mark.start].rstrip().endswith(_RHETORICAL):
            continue
        if not continues(scene, sentence) and not any(sentence.first <= ask.place <= sentence.last for ask in asks):
            raise part_unanswered()


_ANOTHER = re.compile(r"(?:and|or)\s(?:with|for|if|when|without|at|in|the)\b|그리고\s|그럼\s|또\s")
"""`And with ceil mode?`: the same once more, otherwise."""


def _asks_letter(scene: Scene, sentence: Sentence, asks: list[Ask]) -> bool:
    """`n은?`, where only counts and sizes are found elsewhere."""
    letter = str(scene.tokens[sentence.first].value)
    return bool(re.fullmatch(r"[A-Za-z]", letter)) and all(ask.kind in QUANTITIES for ask in asks)


_AGAIN = re.compile(r"(?:\bi\.?\s?e\.?,?|\bthat is,|in other words,|(?<![가-힣])즉,?)\s$")
"""`Which n is correct, i.e. how long is the vector`: the same value in other words."""


def said_again(scene: Scene, token: Token) -> bool:
    """Whether what begins with a token only says in other words what stands before it."""
    return bool(_AGAIN.search(scene.body[: token.start].lower()))


def refuse_unanswered_part(scene: Scene, asks: list[Ask]) -> None:
    """`Output dims and parameter count`: each part that names a quantity asks for it.

    Raises:
        Refused: nothing was found in such a part.
    """
    if not asks or scene.has("MATRIX", "VECTOR"):
        return
    kinds_asked = {ask.kind for ask in asks}
    open_kinds = _NAMED - ({"RATIO", "PERCENT"} if kinds_asked & {"RATIO", "PERCENT"} else set())
    open_kinds -= {"RF", "EFFK"} if kinds_asked & _OF_FIELD else set()
    used = scene.covered()
    for sentence in asking(scene):
        inside = {ask.kind for ask in asks if sentence.first <= ask.place <= sentence.last}
        if inside and inside <= {"RATIO", "PERCENT"}:  # `by what factor does ... reduce the weights of ...`
            continue
        # `how many weights, without biases, are learned`
        told = {"LEARNED"} if inside & {"PARAMS", "WEIGHTS"} else set()
        for part in parts_of(scene, sentence, asks):
            if part and said_again(scene, scene.tokens[part[0]]):
                continue
            kinds = {scene.tokens[index].kind for index in part}
            free = {scene.tokens[index].kind for index in part if index not in used}
            if free & (open_kinds - told) and not kinds & _GIVEN and not any(ask.place in part for ask in asks):
                raise part_unanswered()


def parts_of(scene: Scene, sentence: Sentence, asks: list[Ask], cuts: frozenset[str] = PARTS) -> list[list[int]]:
    """The asking sentence from where it begins to ask, cut at commas and conjunctions outside brackets."""
    openers = [at for at in range(sentence.first, sentence.last + 1) if scene.tokens[at].kind == "COMPUTE"]
    low = asks[0].place if scene.language == "ko" else openers[0] if openers else sentence.first
    parts: list[list[int]] = [[]]
    depth = 0
    for at in range(max(sentence.first, low), sentence.last + 1):
        kind = scene.tokens[at].kind
        depth += (kind == "LP") - (kind == "RP")
        if kind in cuts and depth <= 0:
            parts.append([])
        else:
            parts[-1].append(at)
    return parts


_POINTS = re.compile(r"\(\d{1,2}\s?(?:p|pts?|points?|marks?|점)\.?\)")
"""`(3 P)`: what an entry of an exam is worth."""
_LABELLED_LINE = re.compile(r"(?m)^\s*\(?([a-e])[).]\s(?P<asked>[^\n]*)$")


def refuse_unanswered_lines(scene: Scene, result: Result) -> None:
    """Lines such as `a) output volume`, `b) neurons in the layer` ask for something each, if no number stands in them.

    Raises:
        Refused: there are fewer answers than such lines.
    """
    found = _LABELLED_LINE.finditer(_POINTS.sub("", scene.body.lower()))
    lines = {one.group(1) for one in found if not re.search(r"\d", one["asked"])}
    if len(lines) > max(1, len(result.answers)):
        raise part_unanswered()


_ORDERED = frozenset({"NFILT", "KSIZE", "COUT"})
"""Nouns that an order can be about; a count that is ordered is an ask in any case."""


def refuse_unread_orders(scene: Scene, asks: list[Ask]) -> None:
    """`First tell me ... . Then tell me ... .`: a sentence that begins with an order asks for something of its own.

    Raises:
        Refused: nothing was found in one of several such sentences.
    """
    if not asks or scene.has("MATRIX", "VECTOR"):
        return
    for sentence in asking(scene):
        part = scene.tokens[sentence.first : sentence.last + 1]
        ordered = "COMPUTE" in [token.kind for token in (part[:2] if scene.language == "en" else part[-2:])]
        told = ordered and part[-1].kind == "STOP" and _is_order(scene, sentence)
        if told and not any(sentence.first <= ask.place <= sentence.last for ask in asks):
            raise part_unanswered()


def _is_order(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence names a noun that can be asked and has no number; or says `tell me` of whatever it is."""
    part = scene.tokens[sentence.first : sentence.last + 1]
    if any(str(token.value).lower().startswith(("tell me", "give me")) for token in part[:2]):
        return True
    return bool({token.kind for token in part} & _ORDERED) and not any(token.kind in NUMERIC for token in part)
