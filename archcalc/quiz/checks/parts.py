"""Every part of the asking sentences must have its answer: half an answer is none."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.asks.elided import continues
from archcalc.quiz.checks.question import Question
from archcalc.quiz.quantities import QUANTITIES, STORED, Ask
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.sentences import Sentence, asked_places, asking, sentences
from archcalc.quiz.text.stretches import depths
from archcalc.quiz.text.token import Token, kind_at

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
_RELATIONS = frozenset({"RATIO", "PERCENT"})
_GIVEN = frozenset({"NUM", "DIMS", "WNUM", "INCL", "EXCL", "BIAS", "GIVES", "TAKES"})


def leaves_part_open(question: Question) -> bool:
    """Whether a part of what is asked has no ask: then no half answer is given."""
    if not question.asks or question.has_values:
        return False
    checks = (_opener_unanswered, _mark_unanswered, _quantity_unanswered, _order_unanswered)
    return any(check(question.scene, question.asks) for check in checks)


def _has_ask(asks: list[Ask], first: int, last: int) -> bool:
    return any(first <= ask.place <= last for ask in asks)


def _opener_unanswered(scene: Scene, asks: list[Ask]) -> bool:
    """`how many parameters ..., and what ...`: one part asks for nothing known."""
    words = {at: str(token.value).lower() for at, token in enumerate(scene.tokens) if token.kind == "COMPUTE"}
    openers = [at for at, word in words.items() if word in (*OPENERS, *_MEASURING)]
    openers = [at for at in openers if at - 2 not in openers]  # `how many x how many pixels`
    for place, (at, end) in enumerate(pairwise([*openers, len(scene.tokens)])):
        summed = place > 0 and any(token.kind in ("TOTAL", "SUMOF") for token in scene.tokens[at:end])
        alone = end - at > 2 or (place and words[at] in _MEASURING)  # `how deep is ..., and how wide?`
        if len(openers) > 1 and alone and not summed and not _has_ask(asks, at, end - 1):
            return True
    return False


def _mark_unanswered(scene: Scene, asks: list[Ask]) -> bool:
    """A sentence that ends in a question mark asks something of its own."""
    if any(token.kind == "CALL" and token.value.unknown for token in scene.tokens):  # `padding=?`
        return False
    alike = next((some for some in _ALIKE if {ask.kind for ask in asks} <= some), frozenset())
    for sentence in sentences(scene.tokens):
        mark, part = scene.tokens[sentence.last], scene.tokens[sentence.first : sentence.last]
        restated = any(token.kind in alike for token in part)  # `How large is it then? Give the new size.`
        if mark.kind != "ASK" or restated or kind_at(scene.tokens, sentence.last - 1) in ("ARROW", "EQ"):
            continue
        named = any(token.kind in _NAMED | {"OUTPUT", "COUT"} for token in part)
        named = named or (len(part) == 1 and _asks_letter(scene, sentence, asks))
        named = named or bool(_ANOTHER.match(scene.words(sentence.first, sentence.last).lower()))
        rhetorical = scene.body[: mark.start].rstrip().endswith(_RHETORICAL)
        open_ = (len(part) > 2 or named) and not rhetorical and not continues(scene, sentence)
        if open_ and not _has_ask(asks, sentence.first, sentence.last):
            return True
    return False


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


def _quantity_unanswered(scene: Scene, asks: list[Ask]) -> bool:
    """`Output dims and parameter count`: each part that names a quantity asks for it."""
    kinds_asked = {ask.kind for ask in asks}
    open_kinds = _NAMED - (_RELATIONS if kinds_asked & _RELATIONS else set())
    open_kinds -= {"RF", "EFFK"} if kinds_asked & _OF_FIELD else set()
    used = scene.covered()
    for sentence in asking(scene):
        inside = {ask.kind for ask in asks if sentence.first <= ask.place <= sentence.last}
        if inside and inside <= _RELATIONS:  # `by what factor does ... reduce the weights of ...`
            continue
        # `how many weights, without biases, are learned`
        told = {"LEARNED"} if inside & {"PARAMS", "WEIGHTS"} else set()
        for part in parts_of(scene, sentence, asks):
            if part and said_again(scene, scene.tokens[part[0]]):
                continue
            kinds = {scene.tokens[index].kind for index in part}
            free = {scene.tokens[index].kind for index in part if index not in used}
            if free & (open_kinds - told) and not kinds & _GIVEN and not any(ask.place in part for ask in asks):
                return True
    return False


def parts_of(scene: Scene, sentence: Sentence, asks: list[Ask], cuts: frozenset[str] = PARTS) -> list[list[int]]:
    """The asking sentence from where it begins to ask, cut at commas and conjunctions outside brackets."""
    openers = [at for at in range(sentence.first, sentence.last + 1) if scene.tokens[at].kind == "COMPUTE"]
    low = asks[0].place if scene.language == "ko" else openers[0] if openers else sentence.first
    parts: list[list[int]] = [[]]
    begin = max(sentence.first, low)
    for at, depth in enumerate(depths(scene.tokens[begin : sentence.last + 1]), begin):
        if scene.tokens[at].kind in cuts and depth <= 0:
            parts.append([])
        else:
            parts[-1].append(at)
    return parts


_POINTS = re.compile(r"\(\d{1,2}\s?(?:p|pts?|points?|marks?|점)\.?\)")
"""`(3 P)`: what an entry of an exam is worth."""
_LABELLED_LINE = re.compile(r"(?m)^\s*\(?([a-e])[).]\s(?P<asked>[^\n]*)$")


def has_unanswered_line(question: Question) -> bool:
    """Lines such as `a) output volume`, `b) neurons in the layer` ask for something each, if they have no number."""
    found = _LABELLED_LINE.finditer(_POINTS.sub("", question.text))
    lines = {one.group(1) for one in found if not re.search(r"\d", one["asked"])}
    return len(lines) > max(1, len(question.answers))


_ORDERED = frozenset({"NFILT", "KSIZE", "COUT"})
"""Nouns that an order can be about; a count that is ordered is an ask in any case."""


def _order_unanswered(scene: Scene, asks: list[Ask]) -> bool:
    """`First tell me ... . Then tell me ... .`: a sentence that begins with an order asks for something of its own."""
    for sentence in asking(scene):
        part = scene.tokens[sentence.first : sentence.last + 1]
        ordered = "COMPUTE" in [token.kind for token in (part[:2] if scene.language == "en" else part[-2:])]
        if (
            ordered
            and part[-1].kind == "STOP"
            and _is_order(part)
            and not _has_ask(asks, sentence.first, sentence.last)
        ):
            return True
    return False


def _is_order(part: list[Token]) -> bool:
    """Whether a sentence names a noun that can be asked and has no number; or says `tell me` of whatever it is."""
    if any(str(token.value).lower().startswith(("tell me", "give me")) for token in part[:2]):
        return True
    return bool({token.kind for token in part} & _ORDERED) and not any(token.kind in NUMERIC for token in part)


_NOUNS = {
    "STRIDE": "stride",
    "PAD": "padding",
    "DIL": "dilation",
    "VEC": "flatten",
    "NFILT": "output_channels",
    "KSIZE": "kernel",
    "GROUP": "groups",
}
"""Nouns that can be asked, and how the names of their answers begin."""
_JOINTS = frozenset({"AND", "COMMA"})
_LIST_ENDS = frozenset({"ASK", "STOP", "COMMA", "AND"})


def has_unanswered_noun(question: Question) -> bool:
    """`receptive field and total stride?`, `vector length, parameters`: a noun of the list that is none of the asks."""
    scene, names = question.scene, question.names
    used = question.covered | {ask.place for ask in question.asks}
    for at in asked_places(scene):
        noun = _NOUNS.get(scene.tokens[at].kind)
        told = noun is None or any(name.startswith(noun) or "length" in name for name in names)
        if not told and at not in used and _stands_alone(scene, at):
            return True
    return False


def _stands_alone(scene: Scene, at: int) -> bool:
    """Whether a noun is an entry of a list: between joints, or between one and the end."""
    behind = at + 1 + (kind_at(scene.tokens, at + 1) == "SIZE")
    before = at - 1 - (kind_at(scene.tokens, at - 1) == "TOTAL")
    opens, ends = kind_at(scene.tokens, before), kind_at(scene.tokens, behind, "STOP")
    return ends in _LIST_ENDS and opens in _JOINTS | {"COLON"} and (opens in _JOINTS or ends in _JOINTS)
