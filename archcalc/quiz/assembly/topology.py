"""How layers are wired where they are no plain chain: branches, repeated blocks, pools in between.

three conv layers ...; a 2x2 max pool follows each of them
"""

from __future__ import annotations

from collections.abc import Callable

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.anchor import Anchor, convs_of, split_all
from archcalc.quiz.assembly.branches import branches_of, is_module_unread
from archcalc.quiz.assembly.pools import pooled_behind, pooled_between, refuse_placed_pools
from archcalc.quiz.layers import Branch, Layer
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.sentences import sentence_at
from archcalc.quiz.text.stretches import between, end_of, stretch
from archcalc.quiz.text.token import kind_at

_EACH = frozenset({"EACH", "ALL", "LABELLED"})


def wire(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """The anchors as they lie behind or beside one another.

    Raises:
        Refused: layers lie side by side, and which ones was not understood.
    """
    anchors = pooled_behind(scene, anchors)
    refuse_placed_pools(scene, anchors)
    anchors = pooled_between(scene, _between(scene, anchors, lambda layer: layer.is_pool))
    anchors = _between(scene, anchors, lambda layer: layer.kind == "bn")
    branches, how = branches_of(scene, anchors)
    joined = any(anchor.layer.kind == "join" for anchor in anchors)
    if (joined or _continues(scene, branches)) if branches else _is_branched(scene, anchors, joined):
        raise not_understood("which layers lie side by side", "어느 층들이 나란히 놓이는지")
    _lay_beside(scene, [[anchor.layer for anchor in branch] for branch in branches], how)
    return anchors


def _is_branched(scene: Scene, anchors: list[Anchor], joined: bool) -> bool:
    """Whether layers that were read as a chain must lie side by side, by what is said of them."""
    if is_module_unread(scene, anchors):
        return True
    beside = scene.has("PARALLEL", "SHORTCUT") or (scene.has("CONCAT") and "growth" not in scene.numbers)
    return beside and len(convs_of(anchors)) > 1 and (not joined or scene.has("PARALLEL"))


def _lay_beside(scene: Scene, branches: list[list[Layer]], how: str) -> None:
    """Mark the layers of each branch."""
    if branches:
        scene.numbers["branches"] = len(branches)
        _place_counts(scene, len(branches))
    for number, branch in enumerate(branches):
        for layer in branch:
            layer.branch = Branch(number, how)
            _keep_size(scene, layer, how)
    if how == "concat" and scene.language == "ko":
        _keep_sizes_alike([layer for branch in branches for layer in branch])


def _keep_sizes_alike(layers: list[Layer]) -> None:
    """Windows of several sizes whose maps are put side by side keep the size where no padding is said of any."""
    told = any(layer.pad is not None or layer.pad_total is not None for layer in layers)
    strided = any(layer.is_strided for layer in layers)
    if len({layer.kernel for layer in layers}) > 1 and not told and not strided:
        for layer in layers:
            layer.same = True


def _continues(scene: Scene, branches: list[list[Anchor]]) -> bool:
    """`..., whose outputs are concatenated and go into one 3x3 conv`: what stands behind is in no branch."""
    joints = [at for at, token in enumerate(scene.tokens) if token.kind in ("CONCAT", "ADDED")]
    places = [anchor.index for branch in branches for anchor in branch]
    return bool(joints) and min(places) < joints[0] < max(places) and scene.language == "en"


def _place_counts(scene: Scene, branches: int) -> None:
    """`네 가지를 병렬로`: as many as there are branches."""
    known = {one.token.start for one in scene.found}
    for at, token in enumerate(scene.tokens):
        if token.kind != "WNUM" or token.value != branches or token.start in known:
            continue
        if "가지" in scene.body[token.start : token.end] or kind_at(scene.tokens, at + 1) in ("BRANCH", "PARALLEL"):
            scene.found.append(scene.alone("skip", token))


def _keep_size(scene: Scene, layer: Layer, how: str) -> None:
    """A pooling of which no stride is said keeps the size, as the branches beside it do."""
    silent = layer.pad is None and layer.pad_total is None and how == "concat"
    if layer.is_pool and not layer.is_strided and (layer.same or silent):
        layer.stride, layer.same = (1,) * scene.axes, True


def _between(scene: Scene, anchors: list[Anchor], is_meant: Callable[[Layer], bool]) -> list[Anchor]:
    """One pooling or normalization that follows each of several convolutions stands behind every one of them."""
    found = [anchor for anchor in anchors if is_meant(anchor.layer)]
    if len(found) != 1 or found[0].layer.repeat != 1 or not _follows_each(scene, anchors, found[0]):
        return anchors
    convs = split_all(anchors)
    if len(convs) < 2:
        return anchors
    wired: list[Anchor] = []
    for anchor in anchors:
        if anchor is not found[0]:
            wired.append(anchor)
        if anchor in convs:
            wired.append(found[0].copy())
    return wired


def _follows_each(scene: Scene, anchors: list[Anchor], pool: Anchor) -> bool:
    """`each followed by a 2x2 pool`, `a 2x2 pool after every conv`, `각 합성곱 뒤에는 2×2 풀링`."""
    others = [anchor.index for anchor in anchors if anchor is not pool]
    own = between(stretch(scene.tokens, pool.index), pool.index, others)
    return any(_says_each(scene, at) for at in own)


def _says_each(scene: Scene, at: int) -> bool:
    """Whether a word for `follows` is about each; `64 filters each, followed by` is not."""
    token = scene.tokens[at]
    before = scene.kinds_in(at - 4, at - 1)
    after = scene.kinds_in(at + 1, at + 3)
    if token.kind == "FOLLOWS":
        word = str(token.value).lower()
        return "each" in word or "every" in word or bool(_EACH & set(before[-2:] + after))
    if token.kind == "EACH" and token.value == "마다" and before[-1:] in (["CONV"], ["CONVLAYER"]):
        return after[:1] != [] and after[0] in ("DIMS", *POOLS)
    if token.kind != "THEN" or not _EACH & set(before):
        return False
    each = max(place for place, kind in enumerate(before) if kind in _EACH)
    between = set(before[each + 1 :])
    return between <= {"CONV", "CONVLAYER", "LAYER", "THEM", "WNUM"} and before[max(0, each - 1)] not in (
        "FILTER",
        "CH",
        "COUT",
    )


def repeated_blocks(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """`two blocks, where each block is [conv, conv, pool]`: the layers of a block, as often as there are blocks."""
    told = _repeated_as_told(scene, anchors)
    if len(told) > len(anchors):
        return told
    words = [at for at, token in enumerate(scene.tokens) if token.kind in ("BLOCK", "LEVEL", "STAGE")]
    counted = [at for at in words if _count_before(scene, at)]
    each = [at for at in words if any(token.kind in _EACH for token in scene.tokens[max(0, at - 2) : at])]
    if len(counted) != 1 or not each or each[0] < counted[0]:
        return anchors
    end = end_of(scene.tokens, each[0])
    block = [anchor for anchor in anchors if each[0] < anchor.index < end]
    if len(block) < 2 or block != anchors[anchors.index(block[0]) : anchors.index(block[-1]) + 1]:
        return anchors
    return _unrolled(scene, anchors, block, _count_before(scene, counted[0]))


def _unrolled(scene: Scene, anchors: list[Anchor], block: list[Anchor], times: int) -> list[Anchor]:
    """The anchors with a block as often as it is repeated."""
    place = anchors.index(block[0])
    scene.numbers["unrolled"] = True
    copies = [one.copy() for _ in range(times - 1) for one in block]
    for copy in copies:
        copy.layer.cin = None
    return [*anchors[:place], *block, *copies, *anchors[place + len(block) :]]


def _repeated_as_told(scene: Scene, anchors: list[Anchor]) -> list[Anchor]:
    """`a block of a 3x3 conv and a 2x2 pool is applied three times`, `...하는 블록을 세 번 반복한다`."""
    for one in scene.roles("repeat"):
        times, place = one.token.value, scene.place(one.token)
        sentence = sentence_at(scene.tokens, place)
        inside = range(sentence.first, sentence.last + 1)
        block = [anchor for anchor in anchors if anchor.index in inside]
        blocks = [at for at in inside if scene.tokens[at].kind == "BLOCK"]
        if len(blocks) != 1 or len({anchor.layer.kind for anchor in block}) < 2 or block[-1].index >= place:
            continue
        heads = blocks[0] < block[0].first and kind_at(scene.tokens, place + 1) == "TIMESN"
        follows = one.token.kind == "REPEAT" and 0 < place - blocks[0] < 3
        if not heads and not follows:
            continue
        for anchor in block:
            anchor.layer.repeat = 1 if anchor.layer.repeat == times else anchor.layer.repeat
        return _unrolled(scene, anchors, block, times)
    return anchors


def _count_before(scene: Scene, at: int) -> int:
    """The number in front of `blocks`."""
    for token in scene.tokens[max(0, at - 3) : at]:
        if token.kind in ("NUM", "WNUM") and isinstance(token.value, int) and 1 < token.value <= 50:
            return token.value
    return 0
