"""Numbers that no pattern knew, by the words near them: the nearest noun of their clause, brackets, bytes.

English and Korean both set what is counted behind the number (`64 output channels`, `64개의 필터`) and what is
measured before it (`a stride that equals 2`, `스트라이드 값은 2`); Korean also counts behind the noun (`필터 64개`).
"""

from __future__ import annotations

from itertools import pairwise

from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import opening
from archcalc.quiz.text.token import Token, kind_at

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


def label_nearest(scene: Scene) -> None:
    """Enter a role for each number that has none and whose nearest noun tells it."""
    known = {one.token.start for one in scene.found}
    new = []
    for index, token in enumerate(scene.tokens):
        if token.kind not in ("NUM", "WNUM") or token.start in known or not isinstance(token.value, int):
            continue
        if token.kind == "WNUM" and token.value == 1:  # `a separable one`
            continue
        role = _behind(scene.tokens, index) or _before(scene, index)
        if role and not (role == "repeat" and token.kind == "NUM"):
            new.append(scene.alone(role, token, sure=False))
    scene.enter(new)


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


_CONVS = frozenset({"CONV", "CONVLAYER", "DW", "PW", "GROUPED", "TRANS"})


def label_counts(scene: Scene) -> None:
    """`3×3 합성곱(패딩 1) 두 개`: a count right behind the brackets of a convolution repeats it."""
    known = {one.token.start for one in scene.found}
    new = []
    for at, token in enumerate(scene.tokens):
        if token.start in known or kind_at(scene.tokens, at - 1) != "RP":
            continue
        if token.kind == "NUM" and "개" in scene.body[token.start : token.end] and _is_of_filters(scene, at):
            new.append(scene.alone("filters", token))
        if token.kind != "WNUM" or token.value < 2:
            continue
        opened = opening(scene.tokens, at - 1) or 0
        heads = set(scene.kinds_in(opened - 3, opened - 1))
        counted = "개" in scene.body[token.start : token.end] or kind_at(scene.tokens, at + 1) in ("LAYER", "CONVLAYER")
        kernels = [one for one in scene.roles("kernel") if one.first < opened and one.last >= opened - 1]
        if counted and kernels and heads & _CONVS:
            new.append(scene.alone("repeat", token, kernels[-1].match))
    scene.enter(new)


def _is_of_filters(scene: Scene, at: int) -> bool:
    """`전치 합성곱(4×4, S=2, P=1) 64개`: the brackets tell one layer's window, and no filters."""
    opened = opening(scene.tokens, at - 1) or 0
    low, high = scene.tokens[opened].start, scene.tokens[at].start
    inside = {one.role for one in scene.found if low < one.token.start < high}
    headed = opened > 0 and scene.tokens[opened - 1].kind in _CONVS
    noun = kind_at(scene.tokens, at + 1, "STOP") in ("LAYER", "CONVLAYER", "CONV", "TRANS", "CH")
    return headed and "kernel" in inside and not inside & {"filters", "cout", "repeat"} and not noun


WIDTHS = (1, 2, 4, 8)
"""Bytes of the usual types of numbers."""
_LARGER = ("KIB", "MIB", "GIB", "KB", "MB", "GB")


def label_bytes(scene: Scene) -> None:
    """Where a larger unit is asked, so few bytes are those of one value, whatever stands between the words."""
    if not scene.has(*_LARGER) or any(one.role in ("bytes", "bits") for one in scene.found):
        return
    tokens = scene.tokens
    widths = [
        token
        for token, behind in pairwise(tokens)
        if token.kind in ("NUM", "WNUM") and token.value in WIDTHS and _are_bytes(behind)
    ]
    if len(widths) == 1:
        scene.replace([scene.alone("bytes", widths[0])._replace(last=scene.place(widths[0]) + 1)])


def _are_bytes(token: Token) -> bool:
    word = str(token.value).lower()
    return (token.kind == "MEM" and word.startswith(("byte", "바이트"))) or word == "b"
