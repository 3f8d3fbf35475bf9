"""Of which side of a comparison a quantity is asked, by the words around it.

`the standard convolution's and the separable one's parameters` asks both, in that order; `how many parameters has the
separable one, and how many times fewer is that than the standard one?` asks the new side, the other is a reference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcalc.quiz.asks.find import COSTS, Ask
from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.which import span_of
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking_at
from archcalc.quiz.text.token import Token

_NEW = frozenset({"DWSEP", "GROUPED", "BOTTLENECK"})
_BOTH = frozenset({"EACH", "COMPARE", "CHANGE", "BEFOREAFTER", "LABELLED"})
_REFERENCE = ("compared", "relative", "instead", "rather", "than", "보다", "대비", "비해", "대신", "비교하면")
_OPPOSITE = {"old": "new", "new": "old"}


def asked_sides(scene: Scene, asks: Sequence[Ask], ask: Ask, problem: Comparison) -> list[str]:
    """`old`, `new` or both, in the order they are asked in."""
    named = _by_ask(scene, asks, problem)
    found = named.get(ask.place, [])
    sentence = _kinds_around(scene, ask)
    before = scene.tokens[ask.place - 1] if ask.place else None
    if scene.has("LIKEWISE") or (before is not None and str(before.value).lower() in ("both", "둘 다")):
        return _described(scene, problem)
    alone = sum(one.kind in COSTS for one in asks) == 1
    if "CHANGE" in sentence and len(found) < 2 and alone:
        return ["old", "new"]
    if len(found) == 1 and (sentence & {"COMPARE", "OR"} or (alone and _both_asked(scene, asks, ask))):
        apart = "OR" in sentence or not problem.new_is_main
        return _described(scene, problem) if apart else [found[0], _OPPOSITE[found[0]]]
    if len(found) == 1 and alone and is_denied_besides(scene, ask):
        return [found[0], _OPPOSITE[found[0]]]
    if found:
        return found
    reference = _reference_of_ratio(scene, asks, problem) if alone and not _both_asked(scene, asks, ask) else []
    if len(reference) == 1:
        return [_OPPOSITE[reference[0]]]
    same = [one for one in asks if one.kind == ask.kind]
    if len(same) == 2:
        other = named.get(same[0].place if same[1] is ask else same[1].place, [])
        if len(other) == 1:
            return [_OPPOSITE[other[0]]]
        return [_described(scene, problem)[same.index(ask)]]
    if _both_asked(scene, asks, ask) or (not problem.new_is_main and not named):
        return _described(scene, problem)
    if alone and not any(one.kind in ("RATIO", "PERCENT") for one in asks) and (announced := _announced(scene)):
        return announced
    return ["new"] if problem.new_is_main else _described(scene, problem)


def _by_ask(scene: Scene, asks: Sequence[Ask], problem: Comparison) -> dict[int, list[str]]:
    """The sides named with each quantity; what is only compared with is not asked where a ratio is."""
    related = any(one.kind in ("RATIO", "PERCENT") for one in asks)
    found = {}
    for ask in asks:
        if ask.kind in COSTS:
            first, last = span_of(scene, ask, asks)
            sides = mentioned(scene, first, last, related, problem)
            if sides:
                found[ask.place] = sides
    return found


def _announced(scene: Scene) -> list[str]:
    """`Depthwise separable vs plain 3x3. Weight counts?`: both, as a sentence without a question names them."""
    for token in scene.tokens:
        if token.kind == "VERSUS" and str(token.value).lower().startswith(("v", "against", "as against")):
            sides = [side for place in range(len(scene.tokens)) for side in sides_at(scene, place)[:1]]
            found = list(dict.fromkeys(sides))
            return found if len(found) == 2 else []
    return []


def _reference_of_ratio(scene: Scene, asks: Sequence[Ask], problem: Comparison) -> list[str]:
    """`이 구조의 가중치 수는, 3×3 합성곱 하나를 쓰는 것보다 몇 배 적은가`: the side behind which `than` stands."""
    ratio = next((one for one in asks if one.kind in ("RATIO", "PERCENT")), None)
    if ratio is None:
        return []
    sentence = asking_at(scene, ratio.place)
    for at in range(sentence.first if sentence else 0, (sentence.last if sentence else -1) + 1):
        token = scene.tokens[at]
        if token.kind == "VERSUS" and str(token.value).lower().startswith(_REFERENCE):
            near = range(max(0, at - 8), at) if scene.language == "ko" else range(at, min(at + 8, len(scene.tokens)))
            return list(dict.fromkeys(side for place in near for side in _of_kernel(scene, place, problem)))
    return []


def mentioned(scene: Scene, first: int, last: int, related: bool, problem: Comparison | None = None) -> list[str]:
    """The sides named in a stretch of the text, in order, each once."""
    found: list[str] = []
    timed = [at for at in range(first, last + 1) if scene.tokens[at].kind == "BEFOREAFTER"]
    for at in timed or range(first, last + 1):
        if not (related and _is_reference(scene, at)):
            sides = sides_at(scene, at) or (_of_kernel(scene, at, problem) if problem else [])
            if len(sides) > 1:
                return sides
            found += sides
    return list(dict.fromkeys(found))


def sides_at(scene: Scene, at: int) -> list[str]:
    """The sides a token names: `standard`, `without groups`, `with and without the bottleneck`, `(A)`, `before`."""
    tokens = scene.tokens
    token = tokens[at]
    if token.kind == "SIDELABEL":
        return ["old" if token.value == "a" else "new"]
    if token.kind == "STANDARD":
        return ["old"]
    if token.kind in ("D1", "D2") and scene.has("D1") and scene.has("D2"):
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


_IT = re.compile(r"\s(?:it|them|that)(?![a-z])")
"""`without it`: without what makes the new design."""


def _is_split_call(token: Token) -> bool:
    """`SeparableConv2D(...)`, `nn.Conv2d(..., groups=4)`."""
    if token.kind != "CALL":
        return False
    groups = token.value.fields.get("groups")
    return token.value.kind == "separable" or (isinstance(groups, int) and groups > 1)


def _of_kernel(scene: Scene, at: int, problem: Comparison) -> list[str]:
    """`the 7x7 layer`: the side that alone has this kernel; `without the 1x1 layer` is the other one."""
    token = scene.tokens[at]
    if token.kind in ("BLOCK", "STACK"):  # `this block`: the side that has several layers
        many = [side for side, one in zip(("old", "new"), problem[:2], strict=True) if len(one.unrolled()) > 1]
        return many if len(many) == 1 else []
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
    return [_OPPOSITE[having[0]]] if absent else having


def _with_or_without(scene: Scene, at: int) -> list[str]:
    """`grouped`, `without groups`, `with and without groups`: the word `with` itself is not among the tokens."""
    before = [one.kind for one in scene.tokens[max(0, at - 2) : at]]
    after = [one.kind for one in scene.tokens[at + 1 : at + 2]]
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
    return ["old"] if word.startswith(("before", "original")) or word.endswith(("전", "기존", "원래")) else ["new"]


def _is_reference(scene: Scene, at: int) -> bool:
    """`than the standard one`, `표준 합성곱보다`: only what a ratio is taken to."""
    beside = scene.tokens[at + 1 : at + 3] if scene.language == "ko" else scene.tokens[max(0, at - 2) : at]
    return any(one.kind == "VERSUS" and str(one.value).lower().startswith(_REFERENCE) for one in beside)


def _kinds_around(scene: Scene, ask: Ask) -> set[str]:
    """The kinds of tokens in the sentence of an ask."""
    sentence = asking_at(scene, ask.place)
    return {token.kind for token in scene.tokens[sentence.first : sentence.last + 1]} if sentence else set()


def is_denied_besides(scene: Scene, ask: Ask) -> bool:
    """`with a 1x1 layer in front, ..., versus without it`: both sides in one breath."""
    sentence = asking_at(scene, ask.place)
    kinds = [token.kind for token in scene.tokens[sentence.first : sentence.last + 1]] if sentence else []
    ends = ("ASK", "STOP", "WORD", "COMMA", *COSTS)
    kinds = [kind for kind in kinds if kind != "VALUES"]
    if "EXCL" in kinds and kinds[-3:-1] == ["AND", "WORD"] and kinds.index("EXCL") < len(kinds) - 3:
        return True  # `without the 1x1 layer and with it too`
    return any(
        kinds[at] in ("VERSUS", "AND", "OR") and kinds[at + 1 : at + 2] == ["EXCL"] and kinds[at + 2] in ends
        for at in range(len(kinds) - 2)
    )


def _both_asked(scene: Scene, asks: Sequence[Ask], ask: Ask) -> bool:
    first, last = span_of(scene, ask, asks)
    inside = {token.kind for token in scene.tokens[first : last + 1]}
    around = _kinds_around(scene, ask)
    alone = not any(one.kind in ("RATIO", "PERCENT") for one in asks)
    return bool(inside & _BOTH) or (alone and bool(around & _BOTH)) or bool(around & {"CHANGE", "COMPARE"})


_WITH_AND_WITHOUT = re.compile(
    r"(?:둔|쓴|넣은|있는|끼운|거친|두는|쓰는)\s\S{1,4}[와과],?\s?\S{0,5}\s?(?:두지|쓰지|넣지|없|끼우지|거치지)"
)


def _is_denied_second(scene: Scene) -> bool:
    """`1×1을 앞에 둔 구조와 두지 않은 구조`: first with it, then without."""
    return bool(_WITH_AND_WITHOUT.search(scene.body))


def _described(scene: Scene, problem: Comparison) -> list[str]:
    """Both sides, in the order in which they are described; `with ..., versus without it` begins with the new one."""
    kinds = [token.kind for token in scene.tokens]
    without = _is_denied_second(scene) or any(
        kinds[at] in ("VERSUS", "AND", "OR")
        and kinds[at + 1] == "EXCL"
        and kinds[at + 2] not in ("BIAS", "PAD", "POOL")
        for at in range(len(kinds) - 2)
    )
    if {"BEFOREAFTER", "CHANGE"} & set(kinds):
        return ["old", "new"]
    return ["new", "old"] if problem.new_first or (without and not problem.new_is_main) else ["old", "new"]
