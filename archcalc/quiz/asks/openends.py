"""Questions without a noun for what is asked: `28x28 → 3x3 conv → ?`, `... 64→64이면 몇 개인가?`, `print(...)`."""

from __future__ import annotations

import re

from archcalc.quiz.answers import not_understood
from archcalc.quiz.quantities import COSTS, QUANTITIES, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import Sentence, asked_words, asking

_TURNS_INTO = ("얼마로", "커지", "작아지", "줄어드", "어떻게 변하", "어떻게 되", "무엇이 되", "몇이 되")


_PRINTED = re.compile(r"(?:print\s?\(|\b(?:y|out|output|z)\.)[^\n]{0,40}?(?:shape|size\(\))")


def printed(scene: Scene) -> list[Ask]:
    """`print(conv(x).shape)  What is printed?`: code that tells a shape."""
    last = asking(scene)[-1] if asking(scene) else None
    coded = scene.has("CALL") and _PRINTED.search(scene.body)
    return [Ask("OUTPUT", last.last)] if last and coded and scene.input is not None else []


_INTO_WHAT = re.compile(
    r"(?:turn|reduc|shrink|map|chang|convert|transform|mak|bring|tak)\w*\s[^?]*\b(?:in)?to\swhat\b|"
    r"^(?:in)?to\swhat\b|^what\s(?:does|do|is|will|would)\b[^?]*\b(?:turn|reduc|shrink|map|chang|convert|transform)[^?]*\b(?:in)?to\s?\?"
)
"""`reduces 28x28x6 to what?`, `What does the pooling turn a 26x26 map into?`: what comes out."""
_SIDED = re.compile(r"몇\s?(?:[x×*]|곱하기|바이)\s?몇")
"""A size is asked, of what comes out if nothing else is named."""


def result_alone(scene: Scene) -> list[Ask]:
    """`28x28 → 3x3 conv → ?`, `what does the map become?`, `... 적용하면?`: the output, where nothing is named."""
    last = asking(scene)[-1] if asking(scene) else None
    layers = [layer for layer in scene.layers if layer.kernel is not None]
    if last is None or not layers or scene.input is None or scene.out_sizes is not None:
        return []
    part = scene.tokens[last.first : last.last + 1]
    kinds = [token.kind for token in part]
    ends = kinds[-2:] in (["ARROW", "ASK"], ["GIVES", "ASK"]) or scene.body[: part[-1].start].rstrip().endswith("면")
    sided = any(token.kind == "COMPUTE" and _SIDED.match(str(token.value)) for token in part)
    becomes = "COMPUTE" in kinds and any(
        token.kind == "MAKEOF" or str(token.value).lower().startswith(("becom", "return")) for token in part
    )
    turned = any(map(_INTO_WHAT.search, asked_words(scene)))
    grows = any(word in scene.body[part[0].start : part[-1].end] for word in _TURNS_INTO)
    return [Ask("OUTPUT", last.last)] if ends or becomes or grows or sided or turned else []


_CONDITION = re.compile(r"(?:면|때|경우|경우에는|로는|에서는|,)\s*$")
_OF_THESE = re.compile(r"\s(?:are|is|do|does|would|has|have|for|with|if|in|will)\b")


def counted_without_noun(scene: Scene, first: Sentence, last: Sentence) -> Ask | None:
    """`파라미터 수는 입력 크기와 무관하다. 3×3, 64→64이면 몇 개인가?`: the one count that the text speaks of."""
    named = {scene.tokens[at].kind for at in range(first.first, first.last)} & COSTS
    places = last.places
    counted = [at for at in places if scene.word(at) in ("몇", "how many")]
    free = {scene.tokens[at].kind for at in set(places) - scene.covered()}
    if len(named) != 1 or len(counted) != 1 or free & QUANTITIES:
        return None
    token = scene.tokens[counted[0]]
    korean = _CONDITION.search(scene.body[: token.start])
    open_end = korean if scene.language == "ko" else _OF_THESE.match(scene.body, token.end)
    return Ask(named.pop(), counted[0]) if open_end else None


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
