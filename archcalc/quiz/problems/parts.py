"""Parts and readings of a count that its words ask for: of one filter, with a bias and without one."""

from __future__ import annotations

import re

from archcalc.quiz.asks.find import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import sentence_at

_OF_FILTER = re.compile(
    r"\s*(?:are\s|there\s|does\s|do\s|has\s|is\s|of\s|in\s|for\s|contained\s|belongs?\sto\s)*"
    r"(?:each|one|a single|every|per|a)\s(?:single\s|such\s|\d\S*\s)?(?:filter|kernel)(?![a-z])"
)
_FILTER_OF = re.compile(
    r"(?:필터|커널)\s?(?:하나|한\s?개|1\s?개|한\s?장)(?:당|의|마다|에는|에\s있는|[이가]\s(?:가지는|갖는))?\s?(?:총\s?)?$|"
    r"(?:필터|커널)(?:당|마다)\s?(?:총\s?)?$"
)


def is_of_one_filter(scene: Scene, ask: Ask) -> bool:
    """`weights per filter`, `필터 하나의 가중치`: not of the whole layer."""
    token, text = scene.tokens[ask.place], scene.body.lower()
    if scene.language == "ko":
        return bool(_FILTER_OF.search(text[: token.start]))
    return bool(_OF_FILTER.match(text, token.end))


_TIME = r"\S*(?:\s?(?:때|경우))?[와과]?,?\s?(?:편향(?:을|이)?\s?)?"
_BIAS = r"(?:편향|bias|바이어스)(?:을|이|를|가)?\s?"
_BOTH = (
    (("with", "without"), r"with and without (?:the |a )?bias|with (?:the |a )?bias(?:es)? and without"),
    (("with", "without"), r"with (?:a )?bias(?:es)?[^.?]*(?:\bif\s|\bwhen\s|\bwith\s)bias\s?=\s?false"),
    (("with", "without"), r"includ\w+ and exclud\w+"),
    (
        ("with", "without"),
        rf"{_BIAS}(?:포함|넣|있|둘){_TIME}(?:포함하지|제외|없|빼|뺄|넣지)",
    ),
    (("without", "with"), r"without and with (?:the |a )?bias|without (?:the |a )?bias(?:es)? and with(?:\s|$)"),
    (("without", "with"), rf"{_BIAS}(?:제외|없|빼|뺄){_TIME}(?:포함|넣|있)"),
)


def bias_readings(scene: Scene, ask: Ask) -> tuple[str, ...]:
    """`with` and `without`, in the order in which a sentence asks for both; empty where it does not."""
    one = sentence_at(scene.tokens, ask.place)
    text = scene.words(one.first, one.last).lower()
    return next((names for names, said in _BOTH if re.search(said, text)), ())
