"""Relations that are asked for in other words than `ratio`: `and divide the first by the second`, `표준÷분리`."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.quiz.quantities import COSTS, QUANTITIES, RELATIONS, Ask, asks_for, kinds_of
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import Sentence
from archcalc.quiz.text.stretches import STOPS, end_of, kinds_among, start_of
from archcalc.quiz.text.token import Token, kind_at

SIDES = frozenset({"STANDARD", "DWSEP", "GROUPED", "BOTTLENECK"})


def divisions(scene: Scene, asks: Sequence[Ask], sentences: Sequence[Sentence]) -> list[Ask]:
    """A ratio for a division of quantities that are asked for."""
    if asks_for(asks, *RELATIONS):
        return []
    if asks_for(asks, "ELEMENTS"):
        marks = [at for at in range(1, len(scene.tokens)) if scene.tokens[at].kind == "ASK"]
        left = [at for at in marks if scene.tokens[at - 1].kind == "EQ" and is_quotient(scene.tokens, at)]
        return [Ask("RATIO", at) for at in left[:1]]
    if not kinds_of(asks) & COSTS:
        return []
    for sentence in sentences:
        for at in sentence.places:
            if (scene.tokens[at].kind == "DIVIDE" or divides(scene, at)) and any(ask.place < at for ask in asks):
                return [Ask("RATIO", at)]
    return []


_DIVIDED = QUANTITIES | {"MAP", "OUTPUT", "VALUES"}


def is_quotient(tokens: list[Token], at: int) -> bool:
    """`values before / values after = ?`: two of a kind on both sides of a stroke, in the line of the sign."""
    low = start_of(tokens, at, STOPS | {"BLANK"})
    sign = end_of(tokens, low, ("SLASH", "DIVIDE"))
    one, two = kinds_among(tokens[low:sign]), kinds_among(tokens[sign:at])
    return (sign < at and bool(one & two & _DIVIDED)) or ("INPUT" in one and bool(two & {"OUTPUT", "ELEMENTS"}))


def divides(scene: Scene, at: int) -> bool:
    """`what is A/B`: the labels of two designs with a stroke between them."""
    tokens = scene.tokens
    beside = [one.kind for one in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])]
    stroke = tokens[at].kind == "SLASH" or (tokens[at].kind == "COLON" and kind_at(tokens, at + 2) in ("EQ", "BLANK"))
    if stroke and len(beside) == 2 and set(beside) <= SIDES and beside[0] != beside[1]:
        return True
    labels = [_label_near(tokens[max(0, at - 3) : at][::-1]), _label_near(tokens[at + 1 : at + 4])]
    return tokens[at].kind in ("SLASH", "DIVIDE") and None not in labels and labels[0] != labels[1]


def _label_near(tokens: Sequence[Token]) -> object:
    """The label in `A / ...`, `params(A)/...`, with nothing but brackets and a quantity beside it."""
    for token in tokens:
        if token.kind == "SIDELABEL":
            return token.value
        if token.kind not in COSTS | {"LP", "RP"}:
            return None
    return None


def without_units(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`절감 비율(%)`: a percent sign behind a ratio says that it is a percentage."""
    kept: list[Ask] = []
    for ask in asks:
        last = kept[-1] if kept else None
        if last and last.kind == "RATIO" and ask.kind == "PERCENT":
            between = {token.kind for token in scene.tokens[last.place + 1 : ask.place]}
            if between <= {"LP", "WORD", "EQ"}:
                kept.pop()
        if last and last.kind in COSTS and ask.kind == "PERCENT" and _is_unit(scene, last, ask):
            kept.pop()
        kept.append(ask)
    return kept


def _is_unit(scene: Scene, cost: Ask, percent: Ask) -> bool:
    """`how many multiplications are saved, in percent`: the one number that is asked, in its unit."""
    between = {token.kind for token in scene.tokens[cost.place + 1 : percent.place]}
    written = scene.before(percent.place).endswith((" in ", " as a "))
    return written and "SAVED" in between and between <= {"SAVED", "COMMA", "WORD", "PEROUT", "ONEOUT"}
