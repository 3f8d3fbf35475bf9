"""What the words around a number of a fully connected network say of it: one of a list, the length of a vector."""

from __future__ import annotations

import re

from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token, kind_at

_REACH = 3
_BUT_INPUT = re.compile(
    r"(?:every|each|all)(?: the)? layers? (?:but|except|save)(?: for)? (?:the )?input(?: layer| one)?|"
    r"except (?:for |in )?the input(?: layer)?|입력층(?:을|만)? ?(?:제외|빼|뺀)[가-힣]*"
)
"""`biases in every layer but the input`: it tells no layer apart that has not been counted."""


def are_all_layers(scene: Scene, first: int) -> bool:
    """`layers of size 100, 50, 50 and 5`: all of them, where neither input nor hidden ones are told apart."""
    before = set(scene.kinds_in(first - _REACH, first - 1))
    words = _BUT_INPUT.sub("", scene.body.lower())
    return bool(before & {"LAYER", "SIZE"}) and not any(word in words for word in ("hidden", "은닉", "input", "입력"))


def is_listed(scene: Scene, index: int) -> bool:
    """`widths 300, 100 and 10 has biases`: the last of a list, no number of biases."""
    return kind_at(scene.tokens, index - 1) == "AND" and kind_at(scene.tokens, index - 2) == "NUM"


def is_flattened(tokens: list[Token], index: int) -> bool:
    """`flattened to 200 values`, not `펼쳐 ... 은닉 노드 50개`: the number says how long the vector is."""
    before = [token.kind for token in tokens[max(0, index - 2) : index]]
    behind = kind_at(tokens, index + 1, "STOP")
    return before in (["FLAT", "TO"], ["FLAT", "GIVES"]) and behind != "UNITS"


_BETWEEN = re.compile(r"\bbetween\s(?:an?\s|the\s)?(?:\w+\s){0,4}$")


def joins_both(scene: Scene, one: Token, two: Token) -> bool:
    """`between 50 hidden nodes and 10 output nodes`, `노드 50개와 노드 10개 사이`: the weights of one layer."""
    if scene.language == "ko":
        return "사이" in scene.body[two.end : two.end + 14]
    return bool(_BETWEEN.search(scene.body[: one.start].lower()))
