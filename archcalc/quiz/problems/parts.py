"""Parts and readings of a count that its words ask for: of one filter, with a bias and without one."""

from __future__ import annotations

import re

from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import words_beside

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
    return next((names for names, said in _BOTH if re.search(said, text)), ())
