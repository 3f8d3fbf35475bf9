"""What a question asks for: quantities named in its asking sentences that no number belongs to."""

from __future__ import annotations

from archcalc.quiz.askable import asked_quantity
from archcalc.quiz.asked import ASKING, COSTS, QUANTITIES, Ask, Sentence, asking, sentences
from archcalc.quiz.askjoins import joined_asks, tidied
from archcalc.quiz.fields import counts_layers, seen
from archcalc.quiz.relations import divisions, without_units
from archcalc.quiz.scene import Scene

__all__ = ["ASKING", "COSTS", "QUANTITIES", "Ask", "Sentence", "asking", "find_asks", "sentences"]

_UNKNOWNS = frozenset(
    [
        "PAD",
        "PADTOTAL",
        "STRIDE",
        "KSIZE",
        "NFILT",
        "DIL",
        "GROUP",
        "CIN",
        "SIZE",
        "SPATIAL",
        "INPUT",
        "FILTER",
        "CH",
        "MAP",
        "SIDE",
        "LAYER",
        "UNITS",
        "ZEROS",
    ]
)


def find_asks(scene: Scene) -> list[Ask]:
    """Asked quantities in the order of the text."""
    used = _used(scene)
    asks: list[Ask] = []
    for sentence in asking(scene):
        for index in range(sentence.first, sentence.last + 1):
            kind = asked_quantity(scene, index, used, sentence)
            if kind and not any(ask.kind == kind and _repeats(scene, ask.place, index) for ask in asks):
                asks.append(Ask(kind, index))
    asks = _seen(scene, asks)
    if not any(ask.kind in QUANTITIES for ask in asks):
        asks += _unknowns(scene, used)
    asks += _sizes_beside(scene, asks, used)
    asks += _elided(scene, asks)
    asks += _elided_sentences(scene, asks)
    asks += divisions(scene, asks, asking(scene))
    asks = tidied(scene, joined_asks(scene, without_units(scene, sorted(asks, key=lambda ask: ask.place)), used))
    layers = [ask for ask in asks if ask.kind == "LAYERS"]
    return layers or asks


_ABOUT_MAPS = frozenset({"OUTPUT", "FLAT", "COUT", "NEURONS", "ELEMENTS", "RF", "PERCENT", "RATIO"})


def _seen(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """With what a unit sees, or the layers it takes to see that much, in place of the maps named along with it."""
    for sentence in asking(scene):
        tokens = scene.tokens[sentence.first : sentence.last + 1]
        inside = {ask.kind for ask in asks if sentence.first <= ask.place <= sentence.last}
        if not inside <= _ABOUT_MAPS:
            continue
        kind = (
            "LAYERS"
            if counts_layers(scene, tokens)
            else ""
            if "RF" in inside
            else seen(scene, [t.kind for t in tokens])
        )
        if kind:
            asks = [ask for ask in asks if not sentence.first <= ask.place <= sentence.last]
            asks.append(Ask(kind, sentence.first))
    return asks


def _sizes_beside(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """`the number of weights and the spatial size`: a size asked beside a count is that of the output."""
    if not any(ask.kind in COSTS for ask in asks) or any(ask.kind in ("OUTPUT", "FLAT", "PADDEDSHAPE") for ask in asks):
        return []
    tokens = scene.tokens
    for sentence in asking(scene):
        for index in range(sentence.first, sentence.last + 1):
            if tokens[index].kind == "COMPUTE" and _what_comes_out(scene, index, asks):
                return [Ask("OUTPUT", index)]
            if tokens[index].kind not in ("SIZE", "SPATIAL") or index in used:
                continue
            before = tokens[index - 1].kind if index else ""
            after = tokens[index + 1].kind if index + 1 < len(tokens) else ""
            alone = not any(sentence.first <= ask.place <= sentence.last for ask in asks)
            if alone and after in ("COMPUTE", "ASK", "EACH") and tokens[sentence.last].kind == "ASK":
                return [Ask("OUTPUT", index)]
            if before in ("AND", "COMPUTE", "COMMA", "MAP", "OUTMAP", "STOP") or after in ("MAP", "OUTMAP"):
                return [Ask("OUTPUT", index)]
    return []


def _what_comes_out(scene: Scene, index: int, asks: list[Ask]) -> bool:
    """`what volume results`, `what does it output`: an opener with a map and no other quantity behind it."""
    if str(scene.tokens[index].value).lower() not in ("what", "which"):
        return False
    following = scene.tokens[index + 1 : index + 4]
    end = index + 1
    while end < len(scene.tokens) and scene.tokens[end].kind not in ("COMMA", "AND", "STOP", "ASK", "COMPUTE"):
        end += 1
    if any(index <= ask.place < end for ask in asks):
        return False
    return bool({token.kind for token in following} & {"MAP", "OUTPUT", "GIVES", "OUTMAP", "SIZE"})


def _elided(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`how many multiplications ..., and how many with a 1x1 layer`: the second one means the first quantity."""
    found: list[Ask] = []
    costs = [ask for ask in asks if ask.kind in COSTS]
    marks = [i for i, token in enumerate(scene.tokens) if token.kind == "COMPUTE" and _counts(str(token.value))]
    for place, index in enumerate(marks):
        end = marks[place + 1] if place + 1 < len(marks) else len(scene.tokens)
        end = next(
            (at for at in range(index + 1, end) if scene.tokens[at].kind in ("COMMA", "STOP", "ASK", "RATIO")), end
        )
        earlier = [ask for ask in costs if ask.place < index]
        if earlier and not any(index <= ask.place < end for ask in asks):
            found.append(Ask(earlier[-1].kind, index))
    return found


def _elided_sentences(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`곱셈 수는? 1×1 층을 두면 몇 번이 되는가?`: a second question without a quantity is about the first one."""
    found: list[Ask] = []
    for sentence in asking(scene):
        if scene.tokens[sentence.last].kind != "ASK":
            continue
        inside = [ask for ask in [*asks, *found] if sentence.first <= ask.place <= sentence.last]
        earlier = [ask for ask in asks if ask.place < sentence.first and ask.kind in COSTS]
        if not inside and earlier:
            found.append(Ask(earlier[-1].kind, sentence.last))
    return found


def _counts(word: str) -> bool:
    return "how many" in word.lower()


def _repeats(scene: Scene, one: int, two: int) -> bool:
    """Whether a quantity is only named twice: `mean squared error (MSE)`, `output size ... its shape`."""
    between = {token.kind for token in scene.tokens[one + 1 : two]}
    return between <= {"LP", "EQ", "WORD", "SIZE"} and two - one <= 3


def _used(scene: Scene) -> set[int]:
    """Tokens that belong to a number, and so are given, not asked."""
    used: set[int] = set()
    for one in scene.found:
        if one.role == "bias" and scene.tokens[one.first].kind == "WEIGHTS":
            continue
        used |= set(range(one.first, one.last + 1))
    return used


def _unknowns(scene: Scene, used: set[int]) -> list[Ask]:
    """An attribute that is asked for: `what padding`, `필터의 한 변 길이 F를 구하라`."""
    found: list[Ask] = []
    for sentence in asking(scene):
        for index in range(sentence.first, sentence.last + 1):
            kind = scene.tokens[index].kind
            if kind in _UNKNOWNS and index not in used:
                found.append(Ask("PAD" if kind == "ZEROS" else kind, index))
    sized = [ask for ask in found if ask.kind in ("SIZE", "SPATIAL")]
    main = [
        ask for ask in found if ask.kind in ("PAD", "PADTOTAL", "STRIDE", "KSIZE", "DIL", "NFILT", "INPUT", "FILTER")
    ]
    return found if main or not sized else sized[:1]
