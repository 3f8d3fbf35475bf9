"""Of which side of a comparison a quantity is asked, by the words around it.

`the standard convolution's and the separable one's parameters` asks both, in that order; `how many parameters has the
separable one, and how many times fewer is that than the standard one?` asks the new side, the other is a reference.
"""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.quiz.asks.find import COSTS, Ask, asking
from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.which import span_of
from archcalc.quiz.scene import Scene

_NEW = frozenset({"DWSEP", "GROUPED", "BOTTLENECK"})
_BOTH = frozenset({"EACH", "COMPARE", "CHANGE", "BEFOREAFTER", "LABELLED"})
_REFERENCE = ("compared", "relative", "instead", "rather", "than", "보다", "대비", "비해", "대신", "비교하면")
_OPPOSITE = {"old": "new", "new": "old"}


def asked_sides(scene: Scene, asks: Sequence[Ask], ask: Ask, problem: Comparison) -> list[str]:
    """`old`, `new` or both, in the order they are asked in."""
    named = _by_ask(scene, asks, problem)
    found = named.get(ask.place, [])
    sentence = _kinds_around(scene, ask)
    if scene.has("LIKEWISE"):
        return _described(scene, problem)
    alone = sum(one.kind in COSTS for one in asks) == 1
    if len(found) == 1 and (sentence & {"COMPARE", "CHANGE", "OR"} or (alone and _both_asked(scene, asks, ask))):
        return _described(scene, problem) if "OR" in sentence else [found[0], _OPPOSITE[found[0]]]
    if found:
        return found
    same = [one for one in asks if one.kind == ask.kind]
    if len(same) == 2:
        other = named.get(same[0].place if same[1] is ask else same[1].place, [])
        if len(other) == 1:
            return [_OPPOSITE[other[0]]]
        return [_described(scene, problem)[same.index(ask)]]
    if _both_asked(scene, asks, ask) or (not problem.new_is_main and not named):
        return _described(scene, problem)
    return ["new"] if problem.new_is_main else _described(scene, problem)


def _by_ask(scene: Scene, asks: Sequence[Ask], problem: Comparison) -> dict[int, list[str]]:
    """The sides named with each quantity; what is only compared with is not asked where a ratio is."""
    related = any(one.kind in ("RATIO", "PERCENT") for one in asks)
    found = {}
    for ask in asks:
        if ask.kind in COSTS:
            first, last = span_of(scene, ask, asks)
            sides = mentioned(scene, first, last, related)
            if sides:
                found[ask.place] = sides
    return found


def mentioned(scene: Scene, first: int, last: int, related: bool) -> list[str]:
    """The sides named in a stretch of the text, in order, each once."""
    found: list[str] = []
    for at in range(first, last + 1):
        if not (related and _is_reference(scene, at)):
            sides = sides_at(scene, at)
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
    if token.kind == "BEFOREAFTER":
        return _times(str(token.value).lower())
    if token.kind in _NEW | {"GROUP"}:
        return _with_or_without(scene, at)
    if token.kind == "DW" and "PW" in [one.kind for one in tokens[at + 1 : at + 5]]:
        return ["new"]
    return []


def _with_or_without(scene: Scene, at: int) -> list[str]:
    """`grouped`, `without groups`, `with and without groups`: the word `with` itself is not among the tokens."""
    before = [one.kind for one in scene.tokens[max(0, at - 2) : at]]
    after = [one.kind for one in scene.tokens[at + 1 : at + 2]]
    if before in (["AND", "EXCL"], ["OR", "EXCL"], ["SLASH", "EXCL"], ["VERSUS", "EXCL"]):
        return ["new", "old"]
    if before in (["EXCL", "AND"], ["EXCL", "OR"]):
        return ["old", "new"]
    absent = before[-1:] == ["EXCL"] or (scene.language == "ko" and after == ["EXCL"])
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
    sentence = next((one for one in asking(scene) if one.first <= ask.place <= one.last), None)
    return {token.kind for token in scene.tokens[sentence.first : sentence.last + 1]} if sentence else set()


def _both_asked(scene: Scene, asks: Sequence[Ask], ask: Ask) -> bool:
    first, last = span_of(scene, ask, asks)
    inside = {token.kind for token in scene.tokens[first : last + 1]}
    around = _kinds_around(scene, ask)
    alone = not any(one.kind in ("RATIO", "PERCENT") for one in asks)
    return bool(inside & _BOTH) or (alone and bool(around & _BOTH)) or bool(around & {"CHANGE", "COMPARE"})


def _described(scene: Scene, problem: Comparison) -> list[str]:
    """Both sides, in the order in which they are described; `with ..., versus without it` begins with the new one."""
    kinds = [token.kind for token in scene.tokens]
    without = any(
        kinds[at] in ("VERSUS", "AND", "OR")
        and kinds[at + 1] == "EXCL"
        and kinds[at + 2] not in ("BIAS", "PAD", "POOL")
        for at in range(len(kinds) - 2)
    )
    return ["new", "old"] if problem.new_first or (without and not problem.new_is_main) else ["old", "new"]
