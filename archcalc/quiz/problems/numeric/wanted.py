"""Which of the stages a question wants to see: the last one, or several that it names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from archcalc.quiz.problems.numeric.activation import BOTH_SIDES, is_denied
from archcalc.quiz.problems.numeric.stage import ACTIVATED, CONVOLVED, POOLED, Stage
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.text.marks import is_label
from archcalc.quiz.text.stretches import kinds_among, outside
from archcalc.quiz.text.token import Token

_RESULTS = frozenset({"MAP", "OUTPUT", "OUTMAP", "PREACT"})
_JOINTS = frozenset({"AND", "COMMA", "SLASH", "ASK", "ITEM"})
_BESIDE = frozenset(
    {*POOLS, *_JOINTS, "GAP", "RELU", "WORD", "LP", "RP", "GIVES", "CONV", "EACH", "THEN", "COMPUTE", "BEFOREAFTER"}
)


_POOLED_LATER = re.compile(
    r"(?:before|prior to)\s(?:the\s|any\s|applying\s)*(?:\d\s?[x*]\s?\d\s)?(?:max\s|average\s|mean\s)?pool|"
    r"풀링(?:을|를)?\s?(?:적용)?(?:하기|되기)?\s?(?:전|이전)(?:의|\s)"
)


def wanted(scene: Scene, stages: list[Stage]) -> list[Stage]:
    """The stages that are asked for, in order."""
    last = stages[-1:]
    if last[0].side:  # one answer for each of several poolings of one map
        last = [stage for stage in stages if stage.side]
    if _POOLED_LATER.search(scene.body.lower()) and not scene.has("RELU"):
        last = [stage for stage in stages if stage.what != POOLED][-1:] or last
    named = _named(scene, {stage.what for stage in stages})
    if BOTH_SIDES.search(scene.body.lower()):
        named = [stage.what for stage in stages][-2:]
    named = named if len(named) > 1 else _by_parts(scene, {stage.what for stage in stages})
    if len(named) < 2:
        return last
    return [stage for what in named for stage in stages if stage.what == what]


def _named(scene: Scene, known: set[str]) -> list[str]:
    """`the feature map and the pooled map`, `가중합과 ReLU 출력`: results that stand beside each other, joined."""
    found: list[tuple[int, str]] = []
    for sentence in asking(scene):
        for index in sentence.places:
            if scene.tokens[index].kind in _RESULTS:
                found.append((index, _kind_of(scene, index, known)))
    names: list[str] = []
    for (one, first), (two, second) in itertools.pairwise(found):
        between = kinds_among(outside(scene.tokens[one + 1 : two]))  # not `(stride 1)`
        if first != second and {first, second} <= known and between & _JOINTS and between <= _BESIDE:
            names += [first, second] if not names or names[-1] != first else [second]
    return list(dict.fromkeys(names))


_OPERATIONS = {
    **dict.fromkeys((*POOLS, "GAP"), POOLED),
    **dict.fromkeys(("CONV", "CONVOLVE", "CONVLAYER"), CONVOLVED),
    "PREACT": CONVOLVED,
    "RELU": ACTIVATED,
}


def _by_parts(scene: Scene, known: set[str]) -> list[str]:
    """`(1) the convolution (2) the result after pooling`, `...? ...?`: what the last operation of each part gives."""
    tokens = scene.tokens
    marks = [index for index, token in enumerate(tokens) if is_label(token)]
    if len(marks) > 1:
        parts = list(itertools.pairwise([*marks, len(tokens)]))
    else:
        parts = _clauses(scene)
    named = []
    for first, last in parts if len(parts) > 1 else []:
        said = [_operation(token) for token in tokens[first + 1 : last]]
        named += [one for one in said if one][-1:]
    return named if len(named) == len(parts) == len(set(named)) and set(named) <= known else []


def _operation(token: Token) -> str:
    """The operation that a word names, if any; cross-correlation is one without a flip."""
    correlated = token.kind == "NOFLIP" and "관" in str(token.value)
    return CONVOLVED if correlated else _OPERATIONS.get(token.kind, "")


def _clauses(scene: Scene) -> list[tuple[int, int]]:
    """Where something is asked: `... 구하고, ... 구하라`, `Compute ... . Then compute ...`, `...? ...?`."""
    tokens = scene.tokens
    verbs = [index for index, token in enumerate(tokens) if token.kind == "COMPUTE"]
    verbs = [at for at in verbs if at == 0 or tokens[at - 1].kind != "COMPUTE"]
    if scene.language == "ko":
        ends = [at for at in verbs if not scene.body.startswith("하고", tokens[at].end)]  # `계산하고 ...` is a step
        marks = [index for index, token in enumerate(tokens) if token.kind == "ASK" and index - 1 not in ends]
        return list(itertools.pairwise([-1, *sorted(ends + marks)]))
    return list(itertools.pairwise([*verbs, len(tokens)]))


def _kind_of(scene: Scene, index: int, known: set[str]) -> str:
    """What a word for a result is the result of, by the operation beside it."""
    tokens = scene.tokens
    if tokens[index].kind == "PREACT":
        return CONVOLVED
    before, behind = reversed(tokens[max(0, index - 2) : index]), tokens[index + 1 : index + 4]
    for token in _until_joint(before) + _until_joint(behind):
        if token.kind in (*POOLS, "GAP"):
            return POOLED
        if token.kind == "RELU":
            return CONVOLVED if is_denied(scene, token) else ACTIVATED
    return CONVOLVED if CONVOLVED in known else ACTIVATED


def _until_joint(tokens: Iterable[Token]) -> list[Token]:
    """The words up to the next joint."""
    return list(itertools.takewhile(lambda token: token.kind not in _JOINTS, tokens))
