"""The entries of a form: `standard: ____ params`, `(2) the parameters with 4 groups`: each asks for one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcalc.quiz.asks.blanks import ATTRIBUTES, label_of, of_size
from archcalc.quiz.asks.relations import divides, is_quotient
from archcalc.quiz.quantities import COSTS, QUANTITIES, SCALED, STORED, Ask
from archcalc.quiz.relations import relation_of_unit
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.marks import is_label, is_shape
from archcalc.quiz.text.token import Token, kind_at

_CLOSES = frozenset({"BLANK", "ASK"})
_NAMES = {"BIAS": "BIASES", "OUTMAP": "OUTPUT", "OUTW": "OUTPUT", "DIVIDE": "RATIO", "NFILT": "COUT"}
"""Nouns that name a quantity where a blank stands behind them."""
_SIGNS = frozenset({"EQ", "COLON", "ARROW", "WORD", "LP", "RP", "AXES", "COMPUTE", "EACH"})


def entries(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """First and last places of the entries of a form: from a label or a line to its blank or to the next label."""
    found: list[tuple[int, int]] = []
    first = 0
    labelled = False
    for at, token in enumerate(tokens):
        starts = token.kind == "ITEM" or is_label(token)
        if starts or token.kind in _CLOSES or token.kind == "STOP":
            last = at - 1 if starts or token.kind == "STOP" else at
            if last >= first and (labelled or token.kind in _CLOSES):
                found.append((first, last))
            first, labelled = at + 1, starts
    if labelled and first < len(tokens):
        found.append((first, len(tokens) - 1))
    return found


def entry_of(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> tuple[int, int] | None:
    """The entry that one ask has for itself, in a form with as many entries as asks; None if there is no such form."""
    if not scene.has("BLANK", "ITEM"):
        return None
    found = entries(scene.tokens)
    own = [[one for one in asks if first <= one.place <= last] for first, last in found]
    filled = [entry for entry, inside in zip(found, own, strict=True) if len(inside) == 1]
    if len(filled) < 2 or any(len(inside) > 1 for inside in own):
        return None
    return next((entry for entry in filled if entry[0] <= ask.place <= entry[1]), None)


def asks_of_blanks(scene: Scene) -> list[Ask]:
    """One ask for each of several blanks; empty if it is open of one of them what it stands for.

    `#weights = ___ , #biases = ___ , total = ___`, `28×28×64 → ___×___×___ , parameters: ___`.
    """
    blanks = [at for at, token in enumerate(scene.tokens) if token.kind == "BLANK"]
    found: list[Ask] = []
    first = 0
    for at in blanks:
        kind, place = _named_before(scene, first, at, found)
        if not kind:
            return []
        found.append(Ask(kind, place))
        first = at + 1
    return found


_WITH = re.compile(r"(?<![a-z])(?:with(?:out)?|w/o?|no|incl\w*\.?)\s(?:the\s)?$")


def _named_before(scene: Scene, first: int, blank: int, earlier: list[Ask]) -> tuple[str, int]:
    """What stands for a blank, and where it is named: the last quantity before it in its entry, outside brackets."""
    behind = scene.behind(blank).lstrip()
    relation = "RATIO" if is_quotient(scene.tokens, blank) else relation_of_unit(behind)
    if relation:
        return relation, blank
    if earlier and _follows_blank(scene, blank):
        return earlier[-1].kind, blank
    unit = kind_at(scene.tokens, blank + 1)
    if unit in STORED:
        return unit, blank + 1  # `(  ) bytes = (  ) MiB`
    lines = [at + 1 for at in range(first, blank) if scene.tokens[at].kind in ("STOP", "ITEM", "ASK")]
    entry = range(lines[-1] if lines else first, blank)
    depth, sides = 0, False
    for at in reversed(entry):
        token = scene.tokens[at]
        depth += (token.kind == "RP") - (token.kind == "LP")
        if depth > 0:
            continue
        kind = _quantity(scene, at, blank, earlier)
        if kind:
            return kind, at
        sides = sides or token.kind not in _SIGNS
    if unit in QUANTITIES and (earlier or unit not in SCALED):
        return unit, blank + 1  # `____ parameters`
    label = label_of(scene, blank)
    if label is not None and scene.tokens[label].kind in ATTRIBUTES:
        return scene.tokens[label].kind, label
    if is_shape(scene.tokens[blank]):
        return of_size(scene, blank)
    costs = [ask for ask in earlier if ask.kind in COSTS] or _heading(scene, entry.start)
    return (costs[-1].kind, blank) if costs and sides else ("", blank)


def _follows_blank(scene: Scene, blank: int) -> bool:
    """`(   )회 → (   )회`: the same quantity twice, before and after."""
    between = [token.kind for token in scene.tokens[max(0, blank - 3) : blank] if token.kind != "WORD"]
    return between[-2:] == ["BLANK", "ARROW"]


def _heading(scene: Scene, end: int) -> list[Ask]:
    """`Parameters (no biases): A = ____ , B = ____`: the quantity named before the entries."""
    named = [at for at in range(end) if scene.tokens[at].kind in COSTS - {"WEIGHTS"} and at not in scene.stated]
    return [Ask(scene.tokens[at].kind, at) for at in named[-1:]]


def _quantity(scene: Scene, at: int, blank: int, earlier: list[Ask]) -> str:
    """The quantity that a token names in front of a blank."""
    token = scene.tokens[at]
    last = at + 1 == blank or all(
        one.kind in _SIGNS | {"RP", "BIAS", "INCL", "EXCL"} for one in scene.tokens[at + 1 : blank]
    )
    if token.kind in QUANTITIES:
        return token.kind
    if token.kind == "BIAS" and _WITH.search(scene.body[: token.start].lower()):
        return ""  # `with bias: ____`
    if token.kind in _NAMES and (token.kind != "BIAS" or last):
        return _NAMES[token.kind]
    if token.kind == "UNITS" and str(token.value).lower().startswith(("#", "number of", "뉴런")):
        return "NEURONS"
    if divides(scene, at):
        return "RATIO"
    if token.kind == "CH" and last:
        return "COUT"
    if token.kind == "TOTAL" and last and earlier:
        return "PARAMS" if {ask.kind for ask in earlier} >= {"WEIGHTS", "BIASES"} else earlier[-1].kind
    if token.kind == "ARROW" and at + 1 == blank and any(layer.kernel is not None for layer in scene.layers):
        return "OUTPUT"
    return ""
