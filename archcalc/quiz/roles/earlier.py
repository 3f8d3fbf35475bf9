"""The output of a layer in front, which enters: `a 2x2 pool after a layer with output 20x20x16. New shape?`."""

from __future__ import annotations

import re

from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking, sentence_at

_INVERSE = frozenset({"INPUT", "IMAGE", "PAD", "PADTOTAL", "STRIDE", "KSIZE", "DIL", "RF", "LAYERS", "RATIO"})
_BESIDE = 2
_RESULT = frozenset({"OUTPUT", "PADDEDSHAPE", "FLAT"})


def label_earlier(scene: Scene) -> None:
    """Where nothing else enters and what comes out is asked, the one stated output is what comes in."""
    stated = [one for one in scene.found if one.role == "out" and one.token.kind == "DIMS"]
    entering = any(one.role in ("in", "side", "maps", "joinmap") for one in scene.found)
    if len(stated) != 1 or entering or scene.has("MATRIX", "VECTOR") or len(stated[0].token.value) < scene.axes:
        return
    place = scene.place(stated[0].token)
    if _is_of_earlier(scene, place) and _asks_result(scene, place):
        scene.rename(stated, "in")


_BEFORE = re.compile(
    r"\b(?:after|behind|applied to|follows|on top of|takes?|receives?|previous|preceding|earlier|last|final|fed)\b|"
    r"(?:이전|앞|직전|마지막|최종)\s?(?:층|합성곱|conv|특징|블록|단계|풀링)"
)
_BEHIND = re.compile(
    r"^[^.?!]{0,40}\b(?:followed|pooled|fed|passed|flattened|reduced|which|goes|enters|serves)\b|"
    r"^ output of \S+ (?:first|second|third|fourth|fifth|last|conv)|"
    r"^[^.?!]{0,20}(?:통과|거치|거친|지나|지난|넣|적용|펼)"
)


def _is_of_earlier(scene: Scene, place: int) -> bool:
    """Whether words tell that the stated output goes on: `after a layer with output ...`, `..., which is pooled`."""
    token = scene.tokens[place]
    start = scene.tokens[sentence_at(scene.tokens, place).first].start
    before, behind = scene.body[start : token.start].lower(), scene.body[token.end :].lower()
    return bool(_BEFORE.search(before[-60:]) or _BEHIND.search(behind))


def _asks_result(scene: Scene, place: int) -> bool:
    """Whether the asking sentences name what comes out, or a cost behind a dense layer, and nothing inverse."""
    covered = scene.covered()
    open_places = [at for one in asking(scene) for at in range(one.first, one.last + 1) if at not in covered]
    told = sentence_at(scene.tokens, place).last
    kinds = {scene.tokens[at].kind for at in open_places if at > told or abs(at - place) > _BESIDE}
    flattened = scene.has("FLAT") and scene.has("FC", "FCNAME") and kinds & {"PARAMS", "WEIGHTS"}
    return bool(kinds & _RESULT or flattened) and not kinds & _INVERSE
