"""`MACs table: ... What goes in the row?`, `print(...)  What is printed?`: what is wanted has been named before."""

from __future__ import annotations

import re

from archcalc.quiz.answers import not_understood
from archcalc.quiz.quantities import COSTS, QUANTITIES, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import Sentence, asking

_PLACE = r"(?:rows?|tables?|cells?|columns?|fields?|boxe?s?|slots?|lines?|entry|entries|spreadsheet|sheet|gap|blank)"
_ENTERED = re.compile(
    rf"\b(?:what|which)\b[^?]*\b(?:{_PLACE}|write(?:\sdown)?|enter|put|fill\sin|note\sdown)\b|"
    r"\b(?:what|which)\b[^?]*\b(?:print(?:ed|s|out)?|appears?|displayed|shown|returned|output)\b|^print\s?\(|"
    r"(?:무엇|뭐|뭘|얼마|몇|어떤\s?(?:수|값))\s?(?:이|가)?\s?(?:출력되|출력될|찍히|찍힐|표시되)|(?:출력되|출력하|찍히|표시되)\S*\s[^?]*(?:무엇|뭐|얼마|몇)|"
    r"(?:행|칸|표|셀|줄|열|항목)(?:에|에는|의\s?값|의\s?값은)?\s[^?]*(?:무엇|뭐|뭘|얼마|몇|어떤\s?(?:수|값))"
)
_OF_TENSOR = re.compile(r"\b(?:weight|bias)\w*\.(?:shape|size\(|T\b|data|mean|sum)|print\([^\n]*\),[^\n]*\)")
"""`conv.weight.shape`, `print(sum(...), conv.bias.numel())`: no count, or more than one."""
_OF_INPUT = ("what goes in", "what comes in")
"""`what goes in the row` asks for no input."""


def entered(scene: Scene, asks: list[Ask], used: set[int]) -> Ask | None:
    """The one quantity named in front of such a question; None where it names one itself.

    Raises:
        Refused: none or several are named, and nothing else is asked.
    """
    last = asking(scene)[-1] if asking(scene) else None
    if last is None or not _ENTERED.search(_words(scene, last)):
        return None
    if _OF_TENSOR.search(scene.body):
        raise not_understood("what is printed", "무엇을 출력하는지")
    inside = last.places
    if any(scene.tokens[at].kind in QUANTITIES for at in inside) or any(ask.place in inside for ask in asks):
        return None
    free = [token.kind for at, token in enumerate(scene.tokens[: last.first]) if at not in used]
    named = {kind for kind in free if kind in COSTS} or {kind for kind in free if kind == "OUTPUT"}
    if len(named) == 1:
        return Ask(named.pop(), last.last)
    if any(scene.word(at) in _OF_INPUT for at in inside):
        raise not_understood("what is to be written down", "무엇을 적어야 하는지")
    return None


def _words(scene: Scene, sentence: Sentence) -> str:
    return scene.words(sentence.first, sentence.last).lower()
