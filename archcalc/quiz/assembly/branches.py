"""Layers that lie side by side: which branch each of them is in, and how the branches come together.

branch 1 is a 1x1 conv; branch 2 a 1x1 conv followed by a 3x3 conv; both are concatenated
main path: 3x3 conv - BN - 3x3 conv; the shortcut is a 1x1 conv
"""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.quiz.assembly.anchor import Anchor
from archcalc.quiz.roles.joined import is_concatenated
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.sentences import asking_at
from archcalc.quiz.text.marks import is_label
from archcalc.quiz.text.stretches import STOPS, end_of, kinds_among, outside, start_of
from archcalc.quiz.text.token import Token, kind_at


def branches_of(scene: Scene, anchors: list[Anchor]) -> tuple[list[list[Anchor]], str]:
    """The branches, and `concat`, `add` or nothing for how they come together; none where layers make a chain."""
    cuts: tuple[Callable[[Scene, list[Anchor]], list[list[Anchor]]], ...] = (
        *(_shortcut, _closed, _labelled, _itemised, _listed, _fire, _inception, _parallel, _concatenated),
    )
    for cut in cuts:
        branches = [branch for branch in cut(scene, anchors) if branch]
        if len(branches) > 1:
            if cut in (_fire, _inception) or is_concatenated(scene):
                return branches, "concat"
            return branches, "add" if cut is _shortcut or scene.has("ADDED") else ""
    return [], ""


def _shortcut(scene: Scene, anchors: list[Anchor]) -> list[list[Anchor]]:
    """The main path before the word `shortcut`, and what follows the word to the end of its sentence."""
    found = [at for at in _places(scene, "SHORTCUT") if any(anchor.index < at for anchor in anchors)]
    if not found:
        return []
    end = end_of(scene.tokens, found[0])
    first = _heads_shortcut(scene, anchors, found[0], end)
    beside = [anchor for anchor in anchors if first <= anchor.index < end]
    main = [anchor for anchor in anchors if anchor.index < first]
    behind = [anchor for anchor in anchors if anchor.index > end]
    return [] if behind else [main, beside]


def _heads_shortcut(scene: Scene, anchors: list[Anchor], word: int, end: int) -> int:
    """Where the shortcut begins: at the word, or at the layer right before it: `a 1x1 shortcut convolution`."""
    before = [anchor for anchor in anchors if anchor.index < word]
    if before[-1].index == word - 1:
        return word - 1
    beside = kinds_among(outside(scene.tokens[before[-1].index + 1 : word]))
    told = any(word < anchor.index < end for anchor in anchors)
    return before[-1].index if not told and beside <= {"CONV", "CONVLAYER", "FILTER"} else word


def _labelled(scene: Scene, anchors: list[Anchor]) -> list[list[Anchor]]:
    """`branch 1 ...; branch 2 ...`: the layers behind each label."""
    kernels = {anchor.index for anchor in anchors}
    words = [at for at in _places(scene, "BRANCH") if _is_told(scene, anchors, at)]
    named = [at - 1 if at - 1 in kernels else at for at in words]  # `a 1x1 branch`: the layer stands before the word
    found = [at for at in named if any(anchor.index >= at for anchor in anchors)]
    if len(found) < 2:
        return []
    ends = [*found[1:], len(scene.tokens)]
    return [
        [anchor for anchor in anchors if first <= anchor.index < end] for first, end in zip(found, ends, strict=True)
    ]


def _is_told(scene: Scene, anchors: list[Anchor], at: int) -> bool:
    """Whether layers follow a word for a branch; `이 가지의 곱셈 횟수` only asks about one."""
    end = end_of(scene.tokens, at)
    label = [kind_at(scene.tokens, at + 1), kind_at(scene.tokens, at + 2)]
    if label[0] in ("NUM", "COLON") or (label[0] in ("WORD", "SIDELABEL") and label[1] == "COLON"):
        return True
    sentence = asking_at(scene, at)
    if sentence and "COMPUTE" in kinds_among(scene.tokens[sentence.first : at]):
        return False
    return kind_at(scene.tokens, at + 1) in ("WORD", "LP") or any(at - 1 <= anchor.index <= end for anchor in anchors)


def _closed(scene: Scene, anchors: list[Anchor]) -> list[list[Anchor]]:
    """`1×1 160개로 가는 길, 1×1 112개를 거쳐 3×3 224개로 가는 길`: the word behind the layers of each branch."""
    ends = _places(scene, "BRANCHEND")
    if len(ends) < 2 or any(anchor.index > ends[-1] for anchor in anchors):
        return []
    firsts = [-1, *ends[:-1]]
    return [[one for one in anchors if low < one.index < end] for low, end in zip(firsts, ends, strict=True)]


def _itemised(scene: Scene, anchors: list[Anchor]) -> list[list[Anchor]]:
    """`(a) ... (b) ...` of a module: each label begins a branch."""
    marks = [at for at, token in enumerate(scene.tokens) if _is_mark(token)]
    found = [at for at in marks if any(anchor.index in (at + 1, at + 2) for anchor in anchors)]
    found = found if len(found) > 2 else _places(scene, "ITEM")
    found = [at for at in found if any(anchor.index > at for anchor in anchors)]
    if len(found) < 2 or not is_concatenated(scene) or any(anchor.index < found[0] for anchor in anchors):
        return []
    scene.numbers["lettered branches"] = True
    ends = [*found[1:], len(scene.tokens)]
    return [[one for one in anchors if first <= one.index < end] for first, end in zip(found, ends, strict=True)]


def _is_mark(token: Token) -> bool:
    """`(a)`, `(나)`, `③`: a mark in a list, however it was read."""
    return token.kind in ("ITEM", "SIDELABEL") or is_label(token)


def _fire(scene: Scene, anchors: list[Anchor]) -> list[list[Anchor]]:
    """SqueezeNet's module: one layer squeezes, and behind it a 1x1 and a 3x3 layer lie side by side."""
    squeezes = re.search(r"(?<![a-z])fire|squeeze|파이어|스퀴즈", scene.body.lower())
    if not squeezes or len(anchors) != 3 or not all(anchor.layer.is_conv for anchor in anchors):
        return []
    if {anchor.layer.kernel for anchor in anchors[1:]} != {(1, 1), (3, 3)} or anchors[0].layer.kernel != (1, 1):
        return []
    return [[anchors[1]], [anchors[2]]]


_INCEPTION = re.compile(r"inception|인셉션|googlenet")


def _inception(scene: Scene, anchors: list[Anchor]) -> list[list[Anchor]]:
    """`Inception(3a): 1×1 64개, 1×1 96개→3×3 128개, ...`: a list of branches, by the module's name."""
    if not _INCEPTION.search(scene.body.lower()) or len(anchors) < 4 or scene.has("FC", "CALL"):
        return []
    branches = _cut_at_commas(scene, anchors)
    widest = {anchor.layer.kernel for branch in branches for anchor in branch[-1:]}
    chained = any(len(branch) > 1 for branch in branches) or is_concatenated(scene)
    return branches if len(branches) in (3, 4) and chained and len(widest) > 1 else []


def _listed(scene: Scene, anchors: list[Anchor]) -> list[list[Anchor]]:
    """`branches: 1x1(64), 1x1(96)→3x3(128), ...`: entries of one sentence, cut at commas, chained by arrows."""
    found = [at for at in _places(scene, "BRANCH") if any(anchor.index > at for anchor in anchors)]
    if len(found) != 1:
        return []
    first = found[0]
    ends = (at for at in range(first, len(scene.tokens)) if scene.tokens[at].kind in STOPS)
    end = next((at for at in ends if scene.tokens[at].value != ";"), len(scene.tokens))
    if any(token.kind in ("OR", "VERSUS") for token in scene.tokens[first:end]):
        return []  # `a branch is either one 3x3 conv or a bottleneck`: designs of one
    return _cut_at_commas(scene, [anchor for anchor in anchors if first < anchor.index < end])


def _parallel(scene: Scene, anchors: list[Anchor]) -> list[list[Anchor]]:
    """`then in parallel 64 filters of 1x1 and 64 of 3x3`: what follows the word, each entry for itself."""
    found = _places(scene, "PARALLEL")
    if not found:
        return []
    end = end_of(scene.tokens, found[0])
    behind = [anchor for anchor in anchors if found[0] < anchor.index < end]
    if len(behind) < 2:  # Korean says it behind the layers
        start = start_of(scene.tokens, found[0], STOPS | {"THEN"})
        behind = [anchor for anchor in anchors if start <= anchor.index < found[0]]
    return _cut_at_commas(scene, behind)


def _concatenated(scene: Scene, anchors: list[Anchor]) -> list[list[Anchor]]:
    """`1×1 64개, 3×3 128개, 5×5 32개를 채널 방향으로 이어 붙인다`: what a sentence lists and puts side by side."""
    found = _places(scene, "CONCAT")
    if len(found) != 1 or scene.language != "ko" or scene.has("ARROW", "SKIP", "SHORTCUT", "BRANCH", "PARALLEL"):
        return []
    start = start_of(scene.tokens, found[0])
    listed = [anchor for anchor in anchors if start <= anchor.index < found[0]]
    alone = len(listed) == len(anchors) and all(anchor.layer.cout is not None for anchor in listed)
    behind = scene.words(listed[-1].index, found[0]) if listed else ""
    branches = _cut_at_commas(scene, listed)
    return branches if alone and len(branches) == len(listed) and not _IN_TURN.search(behind) else []


_IN_TURN = re.compile(r"차례|순서|이어서|연달아|입력|원래|원본|다시")
"""`차례로 적용한 결과를 입력과 이어 붙인다`: a chain, beside what enters it."""


def is_module_unread(scene: Scene, anchors: list[Anchor]) -> bool:
    """Whether a module of branches is named, and what looks like its branches was not parted."""
    pointed = sum(anchor.layer.kernel == (1, 1) for anchor in anchors)
    named = _INCEPTION.search(scene.body.lower()) and not scene.has("FC", "CALL", "VERSUS", "COMPARE")
    return bool(named) and pointed > 1 and len(anchors) > 3


def _cut_at_commas(scene: Scene, anchors: list[Anchor]) -> list[list[Anchor]]:
    """Entries between commas or `and` outside brackets."""
    branches: list[list[Anchor]] = []
    for anchor, before in zip(anchors, [None, *anchors], strict=False):
        if before is None or _comma_between(scene, before.index, anchor.index):
            branches.append([])
        branches[-1].append(anchor)
    return branches


_PARTING = frozenset({"COMMA", "AND", "SLASH", "PLUS", "ITEM", "STOP"})
_CHAINING = frozenset({"ARROW", "DASH"})


def _comma_between(scene: Scene, one: int, two: int) -> bool:
    for at in range(one + 1, two):  # `to 64, then a 3x3 to 96`; `5×5 32개, 풀링 뒤 1×1` begins with a pooling
        if scene.tokens[at].kind == "THEN" and scene.tokens[at - 1].kind not in POOLS:
            return False
    joints = [token.kind for token in outside(scene.tokens[one + 1 : two]) if token.kind in _PARTING | _CHAINING]
    return bool(joints) and joints[0] in _PARTING


def _places(scene: Scene, kind: str) -> list[int]:
    return [at for at, token in enumerate(scene.tokens) if token.kind == kind]
