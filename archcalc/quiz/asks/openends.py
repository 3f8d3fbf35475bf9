"""Questions that end openly, without a noun for what is asked: `28x28 → 3x3 conv → ?`, `... 64→64이면 몇 개인가?`."""

from __future__ import annotations

import re

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
