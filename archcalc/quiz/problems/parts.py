"""Parts and readings of a count that its words ask for: of one filter, with a bias and without one."""

from __future__ import annotations

import re

from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import sentence_of, words_beside
from archcalc.quiz.text.stretches import STOPS, stretch
from archcalc.quiz.text.token import kind_at

_OF_FILTER = re.compile(
    r"\s*(?:are\s|there\s|does\s|do\s|has\s|is\s|of\s|in\s|for\s|contained\s|belongs?\sto\s)*"
    r"(?:each|one|a single|every|per|a)\s(?:single\s|such\s|\d\S*\s)?(?:filter|kernel)(?![a-z])"
)
_FILTER_OF = re.compile(
    r"(?:필터|커널)\s?(?:하나|한\s?개|1\s?개|한\s?장)(?:당|의|마다|에는|에\s있는|[이가]\s(?:가지는|갖는))?\s?(?:총\s?)?$|"
    r"(?:필터|커널)(?:당|마다)\s?(?:총\s?)?$"
)
_BETWEEN = re.compile(r"(?:(?:편향|바이어스|절편)(?:을|까지|도)?\s?(?:포함|제외)\S*\s|(?:모두\s|총\s)?몇\s?개의\s)+$")
"""`필터 하나당 편향을 포함해 몇 개의 파라미터`: what stands between the filter and the noun."""


def is_of_one_filter(scene: Scene, ask: Ask) -> bool:
    """`weights per filter`, `필터 하나의 가중치`: not of the whole layer."""
    token, text = scene.tokens[ask.place], scene.body.lower()
    if scene.language == "ko":
        return bool(_FILTER_OF.search(_BETWEEN.sub("", text[: token.start])))
    return bool(_OF_FILTER.match(text, token.end))


_TIME = r"\S*(?:\s?(?:때|경우))?[와과]?,?\s?(?:편향(?:을|이)?\s?)?"
_BIAS = r"(?:편향|bias|바이어스)(?:을|이|를|가)?\s?"
_THEN = r",?[^.?]{0,30}(?:and|,|vs\.?)\s(?:how many\s)?"
"""`without bias, and how many with?`"""
_BOTH = (
    (("with", "without"), r"with and without (?:the |a )?bias|with (?:the |a )?bias(?:es)? and without"),
    (("with", "without"), r"with (?:a )?bias(?:es)?[^.?]*(?:\bif\s|\bwhen\s|\bwith\s)bias\s?=\s?false"),
    (("with", "without"), r"includ\w+ and exclud\w+"),
    (
        ("with", "without"),
        rf"{_BIAS}(?:포함|넣|있|둘){_TIME}(?:포함하지|제외|없|빼|뺄|넣지)",
    ),
    (("without", "with"), r"without and with (?:the |a )?bias|without (?:the |a )?bias(?:es)? and with(?:\s|$)"),
    (("without", "with"), rf"without (?:the |a |any )?bias(?:es)?{_THEN}with(?:\s(?:it|them|one))?(?=\s?[?.,]|$)"),
    (("with", "without"), rf"with (?:the |a )?bias(?:es)?{_THEN}without(?:\s(?:it|them|one|any))?(?=\s?[?.,]|$)"),
    (("without", "with"), rf"{_BIAS}(?:제외|없|빼|뺄){_TIME}(?:포함|넣|있)"),
)


def bias_readings(scene: Scene, ask: Ask) -> tuple[str, ...]:
    """`with` and `without`, in the order in which a sentence asks for both; empty where it does not."""
    text = words_beside(scene, ask.place)
    said = next((names for names, said in _BOTH if re.search(said, text)), ())
    return said or _readings_marked(scene, sentence_of(scene, ask.place).places)


_DIFFER = frozenset(
    {"ORD", "LASTONE", "CONVNAME", "FCNAME", "LAYERNAME", "CONVLAYER", "CONV", "FC", "DW", "PW", "DWSEP"}
)
"""`the first layer with a bias and the second without`: of several layers, no readings of one."""


def _readings_marked(scene: Scene, places: range) -> tuple[str, ...]:
    """`the parameter count including biases and the one excluding them`: both, each once."""
    marks = tuple(_marks(scene, places).values())
    told_apart = not _DIFFER.isdisjoint(scene.kinds_in(places.start, places.stop - 1))
    return marks if len(marks) == 2 and len(set(marks)) == 2 and not told_apart else ()


_COUNTED = frozenset({"PARAMS", "WEIGHTS"})
_SIDES = {"INCL": "with", "EXCL": "without"}


def _marks(scene: Scene, places: range) -> dict[int, str]:
    """Where biases are counted `with` or `without`: `without biases`, `(bias included)`, `편향을 뺀`."""
    marks: dict[int, str] = {}
    for at in places:
        token, around = scene.tokens[at], [kind_at(scene.tokens, at + step, "STOP") for step in (-1, 1)]
        if token.kind == "BIAS" and "EXCL" in around:
            marks[at] = "without"
        elif token.kind == "BIAS" and ("INCL" in around or _WITH.search(scene.body[: token.start])):
            marks[at] = "with"
        elif scene.language == "ko" and "BIAS" not in around and around[1] in _COUNTED and token.kind in _SIDES:
            marks[at] = _SIDES[token.kind]  # `편향을 제외한 수와 포함한 파라미터 수`
    return marks


_WITH = re.compile(r"\b(?:with|plus)\s(?:the\s|all\s|its\s|their\s)?$", re.IGNORECASE)
_ITEMS = STOPS | {"AND", "COMMA", "SLASH"}


def has_own_biases(scene: Scene, ask: Ask) -> bool:
    """`weights (no bias) and parameters (bias included)`: the denial is of another item than the one asked."""
    own = _marks(scene, stretch(scene.tokens, ask.place, _ITEMS))
    others = _marks(scene, sentence_of(scene, ask.place).places)
    return set(own.values()) == {"with"} and "without" in others.values()
