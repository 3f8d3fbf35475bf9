"""Which side of a comparison a word names: `the standard one`, `without groups`, `(A)`, `before`, `the 7x7 layer`."""

from __future__ import annotations

import re

from archcalc.quiz.network import Network
from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.compare.makers import HEADS, is_thin
from archcalc.quiz.problems.compare.parting import is_lettered
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token

_NEW = frozenset({"DWSEP", "GROUPED", "BOTTLENECK"})
REFERENCE = ("compared", "relative", "instead", "rather", "than", "보다", "대비", "비해", "대신", "비교하면")
OPPOSITE = {"old": "new", "new": "old"}


def mentioned(scene: Scene, first: int, last: int, related: bool, problem: Comparison | None = None) -> list[str]:
    """The sides named in a stretch of the text, in order, each once."""
    found: list[str] = []
    timed = [at for at in range(first, last + 1) if scene.tokens[at].kind == "BEFOREAFTER"]
    for at in timed or range(first, last + 1):
        if not (related and is_reference(scene, at)):
            sides = sides_at(scene, at) or (of_kernel(scene, at, problem) if problem else [])
            if problem and scene.tokens[at].kind == "BOTTLENECK" and problem.old_name == "bottleneck":
                sides = [OPPOSITE[side] for side in sides]  # the block stands first
            if len(sides) > 1:
                return sides
            found += sides
    return list(dict.fromkeys(found))


def sides_at(scene: Scene, at: int) -> list[str]:
    """The sides a token names: `standard`, `without groups`, `with and without the bottleneck`, `(A)`, `before`."""
    tokens = scene.tokens
    token = tokens[at]
    if token.kind == "SIDELABEL":
        return [_behind_label(scene, at) or ("old" if token.value == "a" else "new")]
    if token.kind == "STANDARD":
        return ["old"]
    if token.kind in ("FLAT", "GAP") and HEADS in scene.numbers:
        return ["old" if token.kind == "FLAT" else "new"]
    if token.kind in ("D1", "D2") and ((scene.has("D1") and scene.has("D2")) or _are_thin(scene)):
        return ["old" if token.kind == "D2" else "new"]  # a whole kernel and its thin ones
    if token.kind == "CALL" and token.value.kind in ("conv", "separable") and any(map(_is_split_call, tokens)):
        return ["new" if _is_split_call(token) else "old"]
    if token.kind == "BEFOREAFTER":
        return _times(str(token.value).lower())
    if token.kind in _NEW | {"GROUP"}:
        return _with_or_without(scene, at)
    if token.kind == "EXCL" and _IT.match(scene.body, token.end):
        return ["old"]
    if token.kind == "DW" and "PW" in [one.kind for one in tokens[at + 1 : at + 5]]:
        return ["new"]
    return []


def _are_thin(scene: Scene) -> bool:
    """Whether two one-dimensional kernels stand for one."""
    return sum(is_thin(layer.kernel) for layer in scene.layers) == 2


def _behind_label(scene: Scene, at: int) -> str:
    """`(a) a depthwise separable convolution and (b) the standard one`: the words behind a label tell its side.

    Empty where designs of any other kind are labelled: of those the first is the old one.
    """
    if is_lettered(scene) and not scene.has("DWSEP"):
        return ""
    named = {token.value: _first_named(scene, place) for place, token in _labels(scene)}
    own = _first_named(scene, at) or named.get(scene.tokens[at].value, "")
    return own if set(named.values()) == {"old", "new"} else ""


def _labels(scene: Scene) -> list[tuple[int, Token]]:
    """The first place of each label."""
    places = [(at, token) for at, token in enumerate(scene.tokens) if token.kind == "SIDELABEL"]
    return [
        (at, one) for at, one in places if not any(two.value == one.value for _, two in places if two.start < one.start)
    ]


def _first_named(scene: Scene, at: int) -> str:
    """The side that the first word of a kind of convolution behind a label names."""
    for token in scene.tokens[at + 1 :]:
        if token.kind in ("SIDELABEL", "STOP", "ASK"):
            return ""
        if token.kind in ("STANDARD", "DWSEP", "GROUPED"):
            return "old" if token.kind == "STANDARD" else "new"
    return ""


_IT = re.compile(r"\s(?:it|them|that)(?![a-z])")
"""`without it`: without what makes the new design."""


def _is_split_call(token: Token) -> bool:
    """`SeparableConv2D(...)`, `nn.Conv2d(..., groups=4)`."""
    if token.kind != "CALL":
        return False
    groups = token.value.fields.get("groups")
    return token.value.kind == "separable" or (isinstance(groups, int) and groups > 1)


def of_kernel(scene: Scene, at: int, problem: Comparison) -> list[str]:
    """`the 7x7 layer`: the side that alone has this kernel; `without the 1x1 layer` is the other one."""
    token = scene.tokens[at]
    if token.kind in ("BLOCK", "STACK"):  # `this block`: the side that has several layers
        many = [side for side, one in zip(("old", "new"), problem[:2], strict=True) if len(one.unrolled()) > 1]
        return many if len(many) == 1 else []
    if token.kind == "LAYERNAME":  # a name given in code
        named = [s for s, one in zip(("old", "new"), problem[:2], strict=True) if _names_layer(one, token)]
        return named if len(named) == 1 else []
    if token.kind != "DIMS":
        return []
    networks = {"old": problem.old.layers, "new": problem.new.layers}
    having = [side for side, layers in networks.items() if any(token.start == layer.start for layer in layers)]
    if not having:  # no description of a layer, but a mention of it
        having = [side for side, layers in networks.items() if any(token.value == layer.kernel for layer in layers)]
    if len(having) != 1:
        return []
    around = scene.tokens[at + 1 : at + 3] if scene.language == "ko" else scene.tokens[max(0, at - 2) : at]
    absent = any(one.kind == "EXCL" for one in around) and not any(one.kind in ("BIAS", "PAD") for one in around)
    return [OPPOSITE[having[0]]] if absent else having


def _names_layer(network: Network, token: Token) -> bool:
    return any(layer.framework and layer.name == token.value for layer in network.layers)


def _with_or_without(scene: Scene, at: int) -> list[str]:
    """`grouped`, `without groups`, `with and without groups`: the word `with` itself is not among the tokens."""
    before = scene.kinds_in(at - 2, at - 1)
    after = scene.kinds_in(at + 1, at + 1)
    if before in (["AND", "EXCL"], ["OR", "EXCL"], ["SLASH", "EXCL"], ["VERSUS", "EXCL"]):
        return ["new", "old"]
    if before in (["EXCL", "AND"], ["EXCL", "OR"]):
        return ["old", "new"]
    if scene.language == "ko":
        return ["old"] if after == ["EXCL"] else ["new"]
    absent = before[-1:] == ["EXCL"] and before != ["BIAS", "EXCL"]
    return ["old"] if absent else ["new"]


def _times(word: str) -> list[str]:
    """`before`, `교체 후`, `전/후`."""
    if word.startswith("before and after") or word.replace(" ", "").startswith(("전후", "전과후", "전/후", "전,후")):
        return ["old", "new"]
    earlier = word.startswith("before") or "original" in word or "old " in f"{word} "
    return ["old"] if earlier or word.startswith("원래") or word.endswith(("전", "기존")) else ["new"]


def is_reference(scene: Scene, at: int) -> bool:
    """`than the standard one`, `표준 합성곱보다`: only what a ratio is taken to."""
    beside = scene.tokens[at + 1 : at + 3] if scene.language == "ko" else scene.tokens[max(0, at - 2) : at]
    return any(one.kind == "VERSUS" and str(one.value).lower().startswith(REFERENCE) for one in beside)


def times_outside(scene: Scene, first: int, last: int) -> list[int]:
    """Where `before` and `after` stand outside a stretch of the text, but not in `than before`."""
    return [
        at
        for at, token in enumerate(scene.tokens)
        if token.kind == "BEFOREAFTER" and not first <= at <= last and not is_reference(scene, at)
    ]
