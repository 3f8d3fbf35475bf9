"""The depthwise and the pointwise half of a separable convolution, where each is asked for."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.eachof import kinds_of_ask
from archcalc.quiz.problems.which import span_of
from archcalc.quiz.quantities import COSTS, RELATIONS, Ask, asks_for
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking, kinds_beside, sentence_of
from archcalc.quiz.text.stretches import depths, past
from archcalc.quiz.text.token import Token, kind_at

_HALF = {"DW": "depthwise", "PW": "pointwise"}
_SUMMED = re.compile(r"합한|더한|합친|더하면|합하면|합치면|합쳐서|added up|taken together|combined")
"""`두 단계를 합한 MACs`: only the sum is asked."""
_ALTOGETHER = re.compile(r"(?:모두|전부)\s?(?:합|더해)")
_ONE_THING = frozenset({"PLUS", "THEN"})


def asked_halves(scene: Scene, asks: list[Ask], problem: Comparison) -> dict[int, tuple[str, ...]]:
    """For each quantity the halves it is asked of, `total` for both together; empty if no halves are asked.

    `(a) depthwise parameters (b) pointwise parameters (c) the sum`, `각 단계의 곱셈 수`.
    """
    costs = [ask for ask in asks if ask.kind in COSTS]
    if not problem.halves or not costs:
        return {}
    if len(asks) == 1 and _only_sum(scene, costs[0]):
        return {costs[0].place: ("total",)}
    if asks_for(asks, *RELATIONS):
        korean = scene.language == "ko" and _both_stages(scene, costs[0], asks)
        if len(costs) > 1 or not (korean or _of_each_part(scene, costs[0])):
            return {}
        total = ("total",) if _sums_before(scene, costs[0], asks) else ()
        return {costs[0].place: (*problem.halves, *total)}
    if len(costs) == 1 and (_both_stages(scene, costs[0], asks) or _wanted_apart(scene)):
        total = ("total",) if _adds_up(scene, costs[0]) else ()
        return {costs[0].place: (*problem.halves, *total)}
    if (
        [ask.kind for ask in costs] == [costs[0].kind] * 2
        and _is_sum(scene, costs[1])
        and _both_stages(scene, costs[0], asks)
    ):
        return {costs[0].place: problem.halves, costs[1].place: ("total",)}
    found = {ask.place: _in_span(scene, ask, asks) for ask in costs}
    named = [half for halves in found.values() for half in halves]
    if len(costs) == 1 and (lone := _lone_half(scene, costs[0])):
        return {costs[0].place: (lone,)}
    if not {"depthwise", "pointwise"} <= set(named):
        return {}
    if (_adds_up(scene, costs[-1]) or _sums_later(scene, costs[-1])) and "total" not in named:
        found[costs[-1].place] += ("total",)
    return found


_ADDED = re.compile(r"(?:을|를)\s(?:모두\s)?(?:합하면|더하면|합치면|합한|더한|합친)")


def _only_sum(scene: Scene, ask: Ask) -> bool:
    """`깊이별 합성곱과 점별 합성곱의 가중치를 합하면 몇 개`: neither of the two by itself."""
    added = _ADDED.match(scene.body, scene.tokens[ask.place].end)
    return bool(added) and not {"EACH", "LABELLED", "STANDARD"} & set(kinds_beside(scene, ask.place))


def two_stages(scene: Scene) -> bool:
    """`the parameters of the two stages`: both halves are asked for."""
    return any(one.role == "skip" and one.token.value == 2 and one.match == -4 for one in scene.found)


_EACH_PART = re.compile(
    r"\s?(?:of|for|in) (?:each|both) (?:of the (?:two )?)?(?:parts?|halves|half|steps?|stages?|components?)(?![a-z])"
)


def _of_each_part(scene: Scene, ask: Ask) -> bool:
    """`the multiplications of each part`."""
    return bool(_EACH_PART.match(scene.body.lower(), scene.tokens[ask.place].end))


def _sums_before(scene: Scene, ask: Ask, asks: list[Ask]) -> bool:
    """`of each part, the total, and the ratio`: a total between the parts and the relation."""
    later = [one.place for one in asks if one.place > ask.place]
    part = scene.tokens[ask.place + 1 : min(later, default=len(scene.tokens))]
    return any(token.kind in ("TOTAL", "SUMOF") for token in part)


def _both_stages(scene: Scene, ask: Ask, asks: list[Ask]) -> bool:
    """`각 단계의 곱셈 수`, `for each of the two stages`."""
    first, last = span_of(scene, ask, asks)
    opened = [at for at in range(first, ask.place) if scene.tokens[at].kind == "COMPUTE"]
    first = opened[-1] if opened and scene.language == "en" else first  # what stands before only describes
    kinds = kinds_of_ask(scene.tokens[first : last + 1])
    named = {"STANDARD", "VERSUS", "BEFOREAFTER", "COMPARE", *(() if "LABELLED" in kinds else ("DWSEP",))}
    if kinds & named or _SUMMED.search(scene.body):
        return False
    if any(one.value == 2 and two.kind == "LAYER" for one, two in pairwise(scene.tokens[first : last + 1])):
        each = scene.kinds_in(ask.place, sentence_of(scene, ask.place).last)  # `두 층의 곱셈 수를 각각`
        return "EACH" in each and scene.has("DW")
    of_each = "LABELLED" in kinds or ("EACH" in kinds and not kinds.isdisjoint({"BLOCK", "STAGE"}))
    return two_stages(scene) or (of_each and scene.has("DW"))


_APART = re.compile(r"\b(?:separately|individually|one by one)\b|따로|별도로")


def _wanted_apart(scene: Scene) -> bool:
    """`MACs of the two steps separately`, `depthwise와 pointwise를 따로 쓰시오`: the halves, and no other design."""
    if scene.has("STANDARD", "VERSUS", "BEFOREAFTER", "COMPARE"):
        return False
    return any(_APART.search(scene.words(one.first, one.last).lower()) for one in asking(scene))


def _sums_later(scene: Scene, ask: Ask) -> bool:
    """`... and how many the pointwise step? Give the sum as well.`: a sentence of its own."""
    later = [one for one in asking(scene) if one.first > ask.place]
    return any(token.kind in ("TOTAL", "SUMOF") for one in later for token in scene.tokens[one.first : one.last + 1])


def _in_span(scene: Scene, ask: Ask, asks: list[Ask]) -> tuple[str, ...]:
    """The halves named with one quantity, outside brackets; `depthwise + pointwise` is one thing."""
    first, last = span_of(scene, ask, asks)
    found: list[str] = []
    tokens = scene.tokens[first : last + 1]
    if scene.tokens[ask.place].kind == "ASK" and scene.tokens[ask.place - 1].kind == "TOTAL":
        return ("total",)  # `And together?`
    if any(token.kind in ("STANDARD", "BEFOREAFTER") for token in tokens) or _is_sum(scene, ask):
        return ()
    for at, (token, depth) in enumerate(zip(tokens, depths(tokens), strict=True)):
        half = half_named(scene, first + at)
        if half and depth <= 0 and not _linked(scene, first + at):
            found.append(half)
        elif token.kind in ("TOTAL", "SUMOF") and (found or ask is not asks[0] or _heads_halves(tokens, at)):
            found.append("total")
    return tuple(dict.fromkeys(found))


def _heads_halves(tokens: list[Token], at: int) -> bool:
    """`of the block, of the depthwise and of the pointwise layer`: the sum, in front of both halves."""
    kinds = [one.kind for one in tokens[at + 1 : at + 6]]
    return kinds[:1] == ["COMMA"] and {"DW", "PW"} <= set(kinds)


_OF_HALF = frozenset({"CONV", "CONVLAYER", "LAYER", "STAGE", "WORD", "TO"})


def _lone_half(scene: Scene, ask: Ask) -> str:
    """`how many MACs does the pointwise step need`, `depthwise 단계의 곱셈 수`: one half, told by its name alone."""
    tokens, korean = scene.tokens, scene.language == "ko"
    step = -1 if korean else 1
    at = past(tokens, ask.place + step, _OF_HALF, step)
    if kind_at(tokens, at) not in _HALF:
        return ""
    beside = tokens[max(0, at - 3) : at] if korean else tokens[at + 1 : at + 4]
    behind = tokens[ask.place + 1 : ask.place + 4] if korean else []
    joined = any(one.kind in _HALF or one.kind in ("INCL", "PLUS", "AND") for one in (*beside, *behind))
    return "" if joined else _HALF[tokens[at].kind]


def _joins(token: Token) -> bool:
    return token.kind in _ONE_THING or str(token.value).lower() == "plus"


_STAGE = re.compile(r"\s?(?:단계|과정|step|stage|part)")


_PLACES = {"첫": "depthwise", "앞": "depthwise", "앞쪽": "depthwise", "뒤": "pointwise", "뒷": "pointwise"}


def half_named(scene: Scene, at: int) -> str:
    """`depthwise`, `pointwise`, or the 1x1 convolution that stands for the latter."""
    token = scene.tokens[at]
    behind = set(scene.kinds_in(at + 1, at + 2))
    pointed = token.kind == "DIMS" and set(token.value) == {1} and "PW" not in behind and not scene.has("PW")
    if str(token.value) in _PLACES and _STAGE.match(scene.body, token.end):
        return _PLACES[str(token.value)]
    named = _STAGE.match(scene.body, token.end) or _STAGE.match(scene.body.lower(), token.start)
    if token.kind == "ORD" and token.value in (1, 2) and named:
        return ("depthwise", "pointwise")[token.value - 1]
    return "pointwise" if pointed else _HALF.get(token.kind, "")


def _is_sum(scene: Scene, ask: Ask) -> bool:
    """`총 파라미터 수`, `total weights`: one number of whatever is listed; behind a comma it is one of the list."""
    before = scene.kinds_in(ask.place - 2, ask.place - 1)
    word = scene.word(ask.place)
    if _ALTOGETHER.search(scene.body) or _are_added_first(scene, ask):
        return True
    behind = scene.kinds_in(ask.place + 1, ask.place + 2)
    if behind == ["ALL", "COMPUTE"]:  # `곱셈은 모두 몇 회`
        return True
    return word.startswith(("총", "total")) or (before[-1:] == ["TOTAL"] and before[:-1] not in (["COMMA"], ["AND"]))


def _are_added_first(scene: Scene, ask: Ask) -> bool:
    """`depthwise와 pointwise를 합쳐 곱셈이 몇 번`: the sum is made before the quantity is named."""
    if scene.language != "ko" or "EACH" in kinds_beside(scene, ask.place):
        return False
    before = range(sentence_of(scene, ask.place).first, ask.place)
    added = [at for at in before if scene.tokens[at].value in ("합쳐", "더해", "합한", "더한")]
    return any(half_named(scene, at - 1) for at in added)


def _linked(scene: Scene, at: int) -> bool:
    """Whether both halves stand together as the name of the whole: `depthwise followed by pointwise`."""
    low, high = max(0, at - 4), at + 5
    window = scene.tokens[low:high]
    halves = [index for index in range(len(window)) if half_named(scene, low + index)]
    return len(halves) > 1 and any(_joins(token) for token in window[halves[0] : halves[-1]])


def _adds_up(scene: Scene, ask: Ask) -> bool:
    """`... and together`, `(c) 합계`: the sum is asked besides the halves."""
    sentence = sentence_of(scene, ask.place)
    kinds = scene.kinds_in(ask.place, sentence.last)
    if "TOTAL" not in kinds:
        return "TOTAL" in scene.kinds_in(sentence.first, ask.place - 1) and two_stages(scene)
    joined = {"AND", "COMMA", "ITEM", "PLUS", "COMPUTE"} & set(kinds[: kinds.index("TOTAL")])
    return bool(joined) or two_stages(scene)
