"""Of which side of a comparison a quantity is asked, by the words around it.

`the standard convolution's and the separable one's parameters` asks both, in that order; `how many parameters has the
separable one, and how many times fewer is that than the standard one?` asks the new side, the other is a reference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.compare.sidestold import announced, behind_story, told_in_order, with_as_told
from archcalc.quiz.problems.compare.sidewords import OPPOSITE, REFERENCE, mentioned, of_kernel, sides_at, times_outside
from archcalc.quiz.problems.eachof import joined_group, kinds_of_ask
from archcalc.quiz.problems.which import span_of
from archcalc.quiz.quantities import COSTS, RELATIONS, Ask, asks_for, is_repeated
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import kinds_beside, sentence_of
from archcalc.quiz.text.token import kind_at

_BOTH = frozenset({"EACH", "COMPARE", "CHANGE", "BEFOREAFTER", "LABELLED"})


def asked_sides(scene: Scene, asks: Sequence[Ask], ask: Ask, problem: Comparison) -> list[str]:
    """`old`, `new` or both, in the order they are asked in."""
    if _BEFORE_AND_AFTER.search(scene.words(*span_of(scene, ask, asks))):
        return ["old", "new"]
    named = _by_ask(scene, asks, problem)
    found = named.get(ask.place, [])
    sentence = _kinds_around(scene, ask)
    said = scene.word(ask.place - 1) in ("both", "둘 다")
    if "LIKEWISE" in sentence or said or (len(found) < 2 and _for_both(scene, joined_group(scene, ask, asks))):
        return _described(scene, problem)
    alone = sum(one.kind in COSTS for one in asks) == 1
    if "CHANGE" in sentence and len(found) < 2 and alone:
        return ["old", "new"]
    if len(found) == 1 and (pair := _with_the_other(scene, asks, ask, problem, found[0])):
        return pair
    if is_repeated(asks, ask.kind) and _DROPS_TO.search(scene.behind(ask.place)):
        return ["new"]  # `곱셈이 몇 번으로 줄어?` is about the smaller one
    return found or _unnamed(scene, asks, ask, problem, named)


def _with_the_other(scene: Scene, asks: Sequence[Ask], ask: Ask, problem: Comparison, side: str) -> list[str]:
    """Both sides, in order, where one is named and the other is asked as well; else empty."""
    alone = sum(one.kind in COSTS for one in asks) == 1
    sentence, opposite = _kinds_around(scene, ask), OPPOSITE[side]
    if sentence & {"COMPARE", "OR"} or (alone and _both_asked(scene, asks, ask)):
        apart = "OR" in sentence or not problem.new_is_main
        if not apart and _is_compared_with(scene, ask, side):
            return [opposite, side]
        return _described(scene, problem) if apart else told_in_order(scene, problem) or [side, opposite]
    if not alone:
        return []
    return with_as_told(scene, ask, side) or ([side, opposite] if is_denied_besides(scene, ask) else [])


def _unnamed(
    scene: Scene, asks: Sequence[Ask], ask: Ask, problem: Comparison, named: dict[int, list[str]]
) -> list[str]:
    """The sides of an ask whose own words name none."""
    alone = sum(one.kind in COSTS for one in asks) == 1
    both = _both_asked(scene, asks, ask)
    reference = _reference_of_ratio(scene, asks, problem) if alone and not both else []
    if len(reference) == 1:
        return [OPPOSITE[reference[0]]]
    same = [one for one in asks if one.kind == ask.kind]
    if len(same) == 2:
        return [_of_two(scene, asks, same, problem, named)[same.index(ask)]]
    if both or (not problem.new_is_main and not named):
        return _described(scene, problem)
    if alone and not asks_for(asks, *RELATIONS) and (versus := announced(scene)):
        return versus
    return ["new"] if problem.new_is_main else _described(scene, problem)


def _of_two(
    scene: Scene, asks: Sequence[Ask], same: list[Ask], problem: Comparison, named: dict[int, list[str]]
) -> list[str]:
    """One side for each of two asks of a kind, of which one names its side, or denies what makes the new design."""
    for at, one in enumerate(same):
        sides = named.get(one.place, [])
        if len(sides) == 1:
            pair = [sides[0], OPPOSITE[sides[0]]]
            return pair if at == 0 else pair[::-1]
    denied = [_is_denied(scene, asks, one) for one in same]
    if sum(denied) == 1:
        return ["old" if one else "new" for one in denied]
    return _described(scene, problem)


def _for_both(scene: Scene, group: Sequence[Ask]) -> bool:
    """`Give the MACs of both.`, `Params and MACs for both?`: both designs, not both steps."""
    at = group[-1].place + 1 if group else len(scene.tokens)
    word = scene.word(at) if at < len(scene.tokens) else ""
    return word in ("both", "둘 다") and kind_at(scene.tokens, at + 1, "STOP") in ("STOP", "ASK", "COMMA", "AND")


_DROPS_TO = re.compile(r"^\S{0,3}\s?몇\s?(?:번|개|회)?으?로\s?(?:줄|감소|떨어)")


def _is_denied(scene: Scene, asks: Sequence[Ask], ask: Ask) -> bool:
    """`눌러서 계산할 때의 곱셈 수와 누르지 않았을 때의 곱셈 수`: without what makes the new design."""
    first, last = span_of(scene, ask, asks)
    places = [at for at in range(first, last + 1) if scene.tokens[at].kind == "EXCL"]
    return any(
        {token.kind for token in scene.tokens[at - 1 : at + 2]}.isdisjoint(("BIAS", "PAD", "BN")) for at in places
    )


def _is_compared_with(scene: Scene, ask: Ask, side: str) -> bool:
    """`Compare its parameters with those of a grouped convolution`: the side named is what it is compared with."""
    behind = range(ask.place + 1, min(ask.place + 6, len(scene.tokens)))
    after = scene.behind(ask.place).lstrip()
    named = any(side in sides_at(scene, at) for at in behind)
    return scene.language == "en" and named and after.startswith(("with ", "to ", "against "))


_BEFORE_AND_AFTER = re.compile(r"기\s전[과와]\s(?:\S+\s)?(?:후|뒤)")
"""`나누기 전과 나눈 뒤의`: the old design first."""


_BESIDE = 3
"""`separable로 바꾸려는데 일반 conv 파라미터는 몇 개고`: of two sides, the one beside the quantity is asked."""


def _by_ask(scene: Scene, asks: Sequence[Ask], problem: Comparison) -> dict[int, list[str]]:
    """The sides named with each quantity; what is only compared with is not asked where a ratio is."""
    related = asks_for(asks, *RELATIONS)
    found = {}
    for ask in asks:
        if ask.kind in COSTS:
            first, last = span_of(scene, ask, asks)
            sides = mentioned(scene, first, last, related, problem)
            listed = {token.kind for token in scene.tokens[first : ask.place]} & {"AND", "VERSUS", "COMMA"}
            twice = is_repeated(asks, ask.kind)
            if len(sides) > 1 and scene.language == "ko" and twice and not listed:
                sides = mentioned(scene, max(first, ask.place - _BESIDE), ask.place, related) or sides
            elif len(sides) > 1 and scene.language == "ko":
                sides = behind_story(scene, first, ask) or sides
            if sides:
                found[ask.place] = sides
    return found


def _reference_of_ratio(scene: Scene, asks: Sequence[Ask], problem: Comparison) -> list[str]:
    """`이 구조의 가중치 수는, 3×3 합성곱 하나를 쓰는 것보다 몇 배 적은가`: the side behind which `than` stands."""
    ratio = next((one for one in asks if one.kind in RELATIONS), None)
    if ratio is None:
        return []
    for at in sentence_of(scene, ratio.place).places:
        token = scene.tokens[at]
        if token.kind == "VERSUS" and str(token.value).lower().startswith(REFERENCE):
            near = _clause_before(scene, at) if scene.language == "ko" else range(at, min(at + 8, len(scene.tokens)))
            return list(dict.fromkeys(side for place in near for side in of_kernel(scene, place, problem)))
    return []


def _clause_before(scene: Scene, at: int) -> range:
    """The places in front of `보다`, back to the quantity that is asked before it."""
    low = max(0, at - 12)
    return range(max([low, *(place for place in range(low, at) if scene.tokens[place].kind == "COMPUTE")]), at)


def _kinds_around(scene: Scene, ask: Ask) -> set[str]:
    """The kinds of tokens in the sentence of an ask."""
    sentence = sentence_of(scene, ask.place)
    return kinds_of_ask(scene.tokens[sentence.first : sentence.last + 1])


def is_denied_besides(scene: Scene, ask: Ask) -> bool:
    """`with a 1x1 layer in front, ..., versus without it`: both sides in one breath."""
    ends = ("ASK", "STOP", "WORD", "COMMA", *COSTS)
    kinds = [kind for kind in kinds_beside(scene, ask.place) if kind != "VALUES"]
    if "EXCL" in kinds and kinds[-3:-1] == ["AND", "WORD"] and kinds.index("EXCL") < len(kinds) - 3:
        return True  # `without the 1x1 layer and with it too`
    return any(
        kinds[at] in ("VERSUS", "AND", "OR") and kinds[at + 1 : at + 2] == ["EXCL"] and kinds[at + 2] in ends
        for at in range(len(kinds) - 2)
    )


def _both_asked(scene: Scene, asks: Sequence[Ask], ask: Ask) -> bool:
    first, last = span_of(scene, ask, asks)
    inside = kinds_of_ask(scene.tokens[first : last + 1])
    around = _kinds_around(scene, ask)
    alone = not asks_for(asks, *RELATIONS)
    times = [at for at, token in enumerate(scene.tokens) if token.kind == "BEFOREAFTER"]
    lone = len(times) == 1 and sides_at(scene, times[0]) == ["new"]  # `바꾼 뒤의 파라미터 수`
    if inside & _BOTH == {"BEFOREAFTER"} and (lone or not alone) and _times_one(scene, asks, ask):
        return False  # `바꾸기 전의 ... 몇 배이며, 바꾼 뒤의 파라미터는 몇 개`
    return bool(inside & _BOTH) or (alone and bool(around & _BOTH)) or bool(around & {"CHANGE", "COMPARE"})


_BOTH_TIMES = re.compile(r"(?<![a-z])(?:before[^.]*after|after[^.]*before|old[^.]*new|new[^.]*old)(?![a-z])")


def _times_one(scene: Scene, asks: Sequence[Ask], ask: Ask) -> bool:
    """Whether the words beside an ask name one time only, and no other asks for the other: `Before? After?`."""
    first, last = span_of(scene, ask, asks)
    if _BOTH_TIMES.search(scene.words(first, last).lower()):
        return False
    later = any(one.kind in RELATIONS and one.place < ask.place for one in asks)
    outside = times_outside(scene, first, last)
    paired = last + 1 < len(scene.tokens) and scene.tokens[last + 1].kind == "SLASH"  # `전/후`
    apart = any(token.kind == "SLASH" for token in scene.tokens[first : ask.place])
    return (later or not outside) and not (paired or apart) and len(mentioned(scene, first, last, True)) == 1


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
    both = {str(token.value).lower() for token in scene.tokens if token.kind == "EACH"}
    if both & {"with and without", "without and with"} and not problem.new_is_main:
        return ["new", "old"] if "with and without" in both else ["old", "new"]
    return ["new", "old"] if problem.new_first or (without and not problem.new_is_main) else ["old", "new"]
