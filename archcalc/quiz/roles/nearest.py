"""Numbers that no pattern knew get the role of the nearest noun of their clause.

English and Korean both set what is counted behind the number (`64 output channels`, `64개의 필터`) and what is
measured before it (`a stride that equals 2`, `스트라이드 값은 2`); Korean also counts behind the noun (`필터 64개`).
"""

from __future__ import annotations

from archcalc.quiz.roles.patterns import Found, in_order
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token

_ENDS = frozenset({"STOP", "ASK", "COMMA", "ARROW", "THEN", "LP", "RP", "CALL", "ORD", "ITEM", "FACTOR"})
_COUNTED = {
    "FILTER": "filters",
    "NFILT": "filters",
    "COUT": "cout",
    "CIN": "cin",
    "CH": "ch",
    "UNITS": "units",
    "UNITSOUT": "units",
    "UNITSIN": "unitsin",
    "CLASS": "units",
    "GROUP": "groups",
    "PIXSTEP": "stride",
    "CONVLAYER": "repeat",
}
_MEASURED = {
    "STRIDE": "stride",
    "PAD": "pad",
    "DIL": "dil",
    "KSIZE": "kernel",
    "NFILT": "filters",
    "COUT": "cout",
    "CIN": "cin",
    "CH": "ch",
    "GROUP": "groups",
    "UNITS": "units",
    "UNITSOUT": "units",
    "UNITSIN": "unitsin",
    "BATCH": "batch",
    "OUTPAD": "outpad",
}
_STOPPERS = frozenset({"NUM", "WNUM", "DIMS", "COUNTED", "STEPPED", "MATRIX", "VECTOR", "COMPUTE"})
_REACH = 4


def label_nearest(scene: Scene, index_of: dict[int, int]) -> None:
    """Enter a role for each number that has none and whose nearest noun tells it."""
    known = {one.token.start for one in scene.found}
    for token in scene.tokens:
        if token.kind not in ("NUM", "WNUM") or token.start in known or not isinstance(token.value, int):
            continue
        if token.kind == "WNUM" and token.value == 1:  # `a separable one`
            continue
        index = index_of[token.start]
        role = _behind(scene.tokens, index) or _before(scene, index)
        if role and not (role == "repeat" and token.kind == "NUM"):
            scene.found.append(Found(role, token, -5 - index, index, index, sure=False))
    scene.found = in_order(scene.found)


def _behind(tokens: list[Token], index: int) -> str:
    """The noun that says what is counted."""
    for token in tokens[index + 1 : index + 1 + _REACH]:
        if token.kind in _ENDS or token.kind in _STOPPERS or token.kind in ("AND", "OR"):
            return ""
        if token.kind in _COUNTED:
            return _COUNTED[token.kind]
    return ""


def _before(scene: Scene, index: int) -> str:
    """The noun that says what is measured; in Korean also what is counted: `필터는 모두 64개`."""
    known = _MEASURED | (_COUNTED if scene.language == "ko" else {})
    for token in reversed(scene.tokens[max(0, index - _REACH) : index]):
        if token.kind in _ENDS or token.kind in _STOPPERS:
            return ""
        if token.kind in known:
            return known[token.kind]
    return ""
