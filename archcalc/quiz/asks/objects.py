"""What quantities are named for without being asked: `multiplications to compute the output`, `A divided by B`."""

from __future__ import annotations

import re

from archcalc.quiz.quantities import COSTS, STORED
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import Sentence
from archcalc.quiz.text.stretches import opening
from archcalc.quiz.text.token import Token, kind_at

_SPENT = COSTS | STORED | {"OPS", "ONEOUT", "CONNECTIONS"}
_KEPT = frozenset({"OUTPUT", "OUTMAP", "SIZE", "MEM"})
_BYTES = ("byte", "바이트")
_TO = re.compile(
    r"(?:\bto\s(?:compute|obtain|get|produce|calculate|form|evaluate|generate|store|hold|fill|keep)|"
    r"\b(?:computing|producing|obtaining|storing|calculating|generating|for|holding))\s"
    r"(?:(?:the|a|an|all|each|every|whole|full|entire|complete|of|this|that|layer's|its)\s)*$"
)
_ONTO = re.compile(r"\b(?:over|on|onto|through|across)\s(?:its|their|that|this|the\sfirst|the\sintermediate)\s$")
"""`a 3x1 filter runs over the image, then a 1x3 filter over its result`: what a layer works on."""
_FOR = re.compile(
    r"(?:\s?(?:전체|모두|전부|값|원소|맵|특징|특성|볼륨|텐서|버퍼|의|각))*\s?(?:을|를)?\s?(?:모두\s|전부\s|다\s)?"
    r"(?:구하는\s데|구하기|구하려|구할\s때|구하는|계산하는|계산하기|계산하려|계산할\s때|얻는|얻기|얻으려|만드는|만들기|만들려|"
    r"채우는|산출하는|저장하|저장에|저장할|담으려|담는|보관하)"
)


def is_object(scene: Scene, index: int, sentence: Sentence) -> bool:
    """Whether an output only says what the asked work or memory is for."""
    if not any(token.kind in _SPENT for token in scene.tokens[sentence.first : sentence.last + 1]):
        return False
    token = scene.tokens[index]
    if scene.language == "ko":
        return bool(_FOR.match(scene.body, token.end))
    before = scene.body[: token.start].lower()
    return bool(_TO.search(before) or _ONTO.search(before))


def is_stored(scene: Scene, index: int, sentence: Sentence) -> bool:
    """`how large is the output in KiB`: where the unit is asked, its size is the memory; nothing parts the two."""
    units = [at for at in sentence.places if scene.tokens[at].kind in STORED - {"MEM"}]
    token = scene.tokens[index]
    if not units or token.kind not in _KEPT or str(token.value).lower().startswith(_BYTES):
        return False
    low, high = min(index, units[0]), max(index, units[-1])
    between = scene.tokens[low + 1 : high]
    parted = any(token.kind in ("AND", "SLASH", "PLUS", "ITEM") for token in between)
    return not parted and sum(token.kind == "COMPUTE" for token in between) < 2


_DIVIDES = frozenset({"RATIO", "DIVIDE", "SLASH"})


def is_operand(tokens: list[Token], index: int) -> bool:
    """`params(full) divided by (a)`, `params(dw) + params(pw)`: what is divided, and the second part of a sum."""
    called = [token.kind for token in tokens[index + 1 : index + 4]] in (
        ["LP", "LAYERNAME", "RP"],
        ["LP", "WORD", "RP"],
    )
    if not called:
        return False
    before = [token.kind for token in tokens[max(0, index - 4) : index]]
    return kind_at(tokens, index + 4) in _DIVIDES or before[-4:] == ["LP", "LAYERNAME", "RP", "PLUS"]


def is_parenthesised(tokens: list[Token], index: int) -> bool:
    """`parameters (weights and biases)`: the brackets say what parameters are."""
    opened = opening(tokens, index) or 0
    return kind_at(tokens, opened - 1) == "PARAMS"
